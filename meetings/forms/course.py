"""What is typed in a running session: reasons, directions, days, who chairs, who takes no part."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matters.forms import Line
from meetings.forms.agenda import NewItemForm
from meetings.forms.fields import OFFICE, REASON_LENGTH, OneOf
from people.models import Seat

DIRECTION_LENGTH = 4000


class PauseForm(forms.Form):
    """Why the session is suspended."""

    reason = Line(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("The minutes give it."))


def _day() -> forms.DateField:
    return forms.DateField(
        label=_("To be resubmitted on"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


def _text(label: Any, about: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=DIRECTION_LENGTH,
        help_text=about,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class DeferForm(forms.Form):
    """Why an item is put off, and until when."""

    reason = _text(_("Reason"), _("The minutes give it."))
    resubmit_on = _day()


class DirectionForm(forms.Form):
    """What the chair directs to revise after a vote that did not adopt a draft, and the day it comes back."""

    text = _text(_("What is to be revised"), _("As the chair directs it; the minutes give it."))
    resubmit_on = _day()


class HandOverForm(forms.Form):
    """To whom the chair is handed, and for how long."""

    seat = OneOf(label=_("Who chairs"))
    for_item = forms.TypedChoiceField(
        label=_("For how long"),
        choices=[("item", _("For the running item")), ("rest", _("For the rest of the session"))],
        coerce=lambda said: said == "item",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = self.fields["seat"]
        assert isinstance(seat, OneOf)
        seat.offer(seats, OFFICE, pgettext_lazy("chair", "Choose who chairs"))


class RecusalForm(forms.Form):
    """Who takes no part in an item, and why."""

    seat = OneOf(label=_("Member"))
    reason = Line(label=_("Reason"), max_length=REASON_LENGTH, help_text=_("The minutes give it."))

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = self.fields["seat"]
        assert isinstance(seat, OneOf)
        seat.offer(seats, OFFICE, pgettext_lazy("member", "Choose a member"))


class UrgentItemForm(NewItemForm):
    """A matter that comes in while the session runs, with its place."""

    at_once = forms.BooleanField(label=_("As the next item"), required=False, initial=True)
    field_order = ["matter", "minutes", "presenter", "asks", "at_once"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, sections=(), **kwargs)
        del self.fields["section"]
