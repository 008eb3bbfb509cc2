"""The secretariat's deadline for papers as it is typed."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.time import HANOI, local
from meetings.models import Meeting


class PapersDueForm(forms.Form):
    """A day and a time in Ha Noi; without a day there is no deadline of the secretariat's own."""

    due_day = forms.DateField(
        label=_("Papers by"),
        required=False,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    due_time = forms.TimeField(
        label=_("Time, in Ha Noi"),
        required=False,
        input_formats=["%H:%M", "%H:%M:%S"],
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
    )

    @staticmethod
    def of(meeting: Meeting) -> dict[str, Any]:
        """The deadline as it stands."""
        if meeting.papers_due_at is None:
            return {"due_time": time(17)}
        there = local(meeting.papers_due_at)
        return {"due_day": there.date(), "due_time": there.time()}

    def moment(self) -> datetime | None:
        """The deadline that was typed; at the end of the office hours when no time was."""
        day = self.cleaned_data["due_day"]
        return datetime.combine(day, self.cleaned_data["due_time"] or time(17), HANOI) if day else None
