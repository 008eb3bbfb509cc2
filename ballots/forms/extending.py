"""What the head of the secretariat types to give members more time: until when, and why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ballots.forms.deadline import DeadlineTyped, deadline_in
from ballots.models import Ballot
from core.refusals import Refusal
from core.time import local, today
from core.wording import sentence
from core.working_time import viet_nam
from matters.forms import Lines

LONGEST_REASON = 2_000
AT_REASON = ("extension_needs_reason",)
AT_DAY = ("extension_not_later", "deadline_too_long")


class ExtensionForm(DeadlineTyped, forms.Form):
    """The new deadline of a ballot, and the reason that its members read."""

    deadline_day = forms.DateField(
        label=_("New last day for answers"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    )
    deadline_time = forms.TimeField(label=_("Hour"), widget=forms.TimeInput({"type": "time"}, format="%H:%M"))
    reason = Lines(
        label=_("Reason, for those who received it"),
        required=False,  # the rule itself asks for it, in its own words
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self, ballot: Ballot, data: Mapping[str, Any] | None = None, *, latest: date | None = None
    ) -> None:
        assert ballot.closes_at is not None  # a constraint of the table
        deadline = local(ballot.closes_at)
        day = viet_nam().add_working_days(max(deadline.date(), today()), 1)
        day = min(day, latest or day)
        super().__init__(data, initial={"deadline_day": day, "deadline_time": deadline.time()})

    def clean(self) -> dict[str, Any]:
        """The day and the hour are one moment in Ha Noi."""
        cleaned = super().clean() or self.cleaned_data
        closes_at = deadline_in(cleaned)
        if closes_at is not None:
            cleaned["closes_at"] = closes_at
        return cleaned

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal at the field it speaks of, else above the form."""
        field = "reason" if refusal.code in AT_REASON else "deadline_day" if refusal.code in AT_DAY else None
        self.add_error(field, sentence(refusal))
