"""What is typed while a meeting runs."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matters.forms import Line
from meetings.forms.fields import NAME, REASON_LENGTH, OneOf
from meetings.rules import Presence
from meetings.wording import CONSENTS, PRESENCES
from people.models import Person

CONCLUSION_LENGTH = 20_000


class AttendanceForm(forms.Form):
    """Where a seat is, who attends in its place, and why."""

    presence = forms.ChoiceField(
        label=_("Attendance"), choices=list(PRESENCES.items()), widget=forms.RadioSelect
    )
    deputy = OneOf(
        label=_("Deputy who attends"),
        required=False,
        help_text=_(
            "For a member who attends remotely: the deputy sits in the room and speaks, the member votes."
        ),
    )
    reason = Line(
        label=_("Reason"),
        required=False,
        max_length=REASON_LENGTH,
        help_text=_("Kept for an absence, a deputy or a departure, and printed in the minutes."),
    )

    consented = forms.TypedChoiceField(
        label=_("Consent to the absence"),
        required=False,
        choices=list(CONSENTS.items()),
        coerce=lambda said: said == "yes",
        empty_value=None,
        help_text=_("Kept for an absence or a departure; whose consent it takes, the procedure says."),
    )

    def __init__(self, *args: Any, deputies: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        deputy = self.fields["deputy"]
        assert isinstance(deputy, OneOf)
        nobody = (
            pgettext_lazy("deputy", "Nobody") if deputies else pgettext_lazy("deputy", "None is appointed")
        )
        deputy.offer(deputies, NAME, nobody)

    def clean(self) -> dict[str, Any]:
        """The only appointed deputy is meant when none is named."""
        typed: dict[str, Any] = super().clean() or {}
        deputy = self.fields["deputy"]
        assert isinstance(deputy, OneOf)
        if typed.get("presence") == Presence.DEPUTY and not typed.get("deputy") and len(deputy.objects) == 1:
            typed["deputy"] = next(iter(deputy.objects.values()))
        return typed


class QuickAttendanceForm(forms.Form):
    """One press in the table of seats: `7:in_room`."""

    mark = forms.RegexField(r"^\d{1,3}:(in_room|remote|expected)$")

    def seat_and_presence(self) -> tuple[int, str]:
        """The seat's number and where it is."""
        seat, _colon, presence = self.cleaned_data["mark"].partition(":")
        return int(seat), presence


class ConclusionForm(forms.Form):
    """The chair's conclusion on an item, in lines."""

    text = forms.CharField(
        label=_("Conclusion of the chair"),
        required=False,
        max_length=CONCLUSION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
