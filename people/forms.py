"""What a person types about the own account, and the fields that other forms share."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

TYPED_BY_HAND = {"autocomplete": "off", "inputmode": "email", "data-keep-not": ""}


class BodyChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # no generic when it runs
    """A body, named in the active language."""

    def label_from_instance(self, body: Any) -> str:
        """Its name."""
        return str(body.name)


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
        help_text=_("Type it again when you change the address."),
    )

    def clean(self) -> dict[str, Any]:
        """A changed one is typed twice: a message to a mistyped address reaches a stranger, or nobody."""
        typed: dict[str, Any] = super().clean() or {}
        if self.errors or not (typed["again"] or "address" in self.changed_data):
            return typed
        if typed["address"].lower() != typed["again"].lower():
            self.add_error("again", _("The two addresses differ. Type the address once more."))
        return typed
