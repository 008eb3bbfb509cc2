"""What a person types about the own account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TYPED_BY_HAND = {"autocomplete": "off", "inputmode": "email", "data-keep-not": ""}


class AddressForm(forms.Form):
    """The address to which messages go, typed twice; empty both times: no messages."""

    address = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        help_text=_("An official address. Without one everything is found on the pages only."),
    )
    again = forms.EmailField(
        label=_("The same address once more"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs=TYPED_BY_HAND),
    )

    def clean(self) -> dict[str, Any]:
        """Both must say the same: a message to a mistyped address reaches a stranger, or nobody."""
        typed: dict[str, Any] = super().clean() or {}
        if not self.errors and typed.get("address", "").lower() != typed.get("again", "").lower():
            self.add_error("again", _("The two addresses differ. Type the address once more."))
        return typed
