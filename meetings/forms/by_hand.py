"""What is typed of a vote by hand or voice: how and why, what each seat gave, why a sheet goes back."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ballots.rules import Choice
from ballots.wording import CHOICES
from matters.forms import Line
from meetings.forms.fields import REASON_LENGTH
from meetings.wording.by_hand import WAYS


class ByHandForm(forms.Form):
    """How the vote is taken instead of on tablets, and why."""

    way = forms.ChoiceField(label=_("How"), choices=list(WAYS.items()), widget=forms.RadioSelect)
    reason = Line(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("The minutes give it."))


class SendBackForm(forms.Form):
    """What is wrong with a sheet."""

    reason = Line(label=_("What is wrong"), max_length=REASON_LENGTH)


class SheetForm(forms.Form):
    """One answer for each seat that is called, and the numbers counted in the hall."""

    def __init__(self, *args: Any, orders: Sequence[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.orders = orders
        answers = [("", ""), *((each.value, CHOICES[each.value]) for each in Choice)]
        for order in orders:
            self.fields[f"seat_{order}"] = forms.ChoiceField(choices=answers, required=False)
        for each in Choice:
            self.fields[f"said_{each.value}"] = forms.IntegerField(
                label=CHOICES[each.value],
                min_value=0,
                max_value=len(orders),
                widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
            )

    @property
    def said_fields(self) -> list[forms.BoundField]:
        """The fields of the numbers counted in the hall."""
        return [self[f"said_{each.value}"] for each in Choice]

    def choices(self) -> dict[int, str]:
        """Seat order → choice, of the seats that gave one."""
        given = {order: str(self.cleaned_data.get(f"seat_{order}", "")) for order in self.orders}
        return {order: choice for order, choice in given.items() if choice}

    def announced(self) -> dict[str, int]:
        """Choice → how many were counted in the hall."""
        return {each.value: int(self.cleaned_data[f"said_{each.value}"]) for each in Choice}
