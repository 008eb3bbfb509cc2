"""A conclusion with its decisions, and a line of the register of corrections, as they are typed."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from matters.forms import Line
from meetings.forms.fields import NAME, OFFICE, OneOf
from meetings.forms.room import CONCLUSION_LENGTH
from meetings.models import Decision
from meetings.services import Task
from people.models import Agency, Seat

TASK_LENGTH = 1_000
EMPTY_ROWS = 3


class ItemConclusionForm(forms.Form):
    """The chair's conclusion on an item and the decisions under it, one row each; empty rows are none."""

    text = forms.CharField(
        label=_("Conclusion of the chair"),
        required=False,
        max_length=CONCLUSION_LENGTH,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def __init__(self, *args: Any, agencies: Sequence[Agency], rows: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = range(1, rows + EMPTY_ROWS + 1)
        for number in self.numbers:
            self.fields[f"task_{number}"] = forms.CharField(
                label=_("What is to be done"),
                required=False,
                max_length=TASK_LENGTH,
                widget=forms.Textarea(attrs={"rows": 2}),
            )
            agency = OneOf(label=_("Agency"), required=False)
            agency.offer(agencies, NAME, pgettext_lazy("agency", "Not said"))
            self.fields[f"agency_{number}"] = agency
            self.fields[f"due_{number}"] = forms.DateField(
                label=_("Due date"), required=False, widget=forms.DateInput(attrs={"type": "date"})
            )

    @staticmethod
    def of(text: str, tasks: Sequence[Decision]) -> dict[str, Any]:
        """What is kept, as the form's first values."""
        first: dict[str, Any] = {"text": text}
        for number, task in enumerate(tasks, start=1):
            first[f"task_{number}"] = task.text
            first[f"agency_{number}"] = task.agency.pk if task.agency else ""
            first[f"due_{number}"] = task.due.isoformat() if task.due else ""
        return first

    def rows(self) -> list[tuple[int, Any, Any, Any]]:
        """Number, task, agency and due date of every row, for the page."""
        return [(n, self[f"task_{n}"], self[f"agency_{n}"], self[f"due_{n}"]) for n in self.numbers]

    def tasks(self) -> list[Task]:
        """The decisions as they were typed."""
        typed = self.cleaned_data
        return [Task(typed[f"task_{n}"], typed[f"agency_{n}"], typed[f"due_{n}"]) for n in self.numbers]


class CorrectionForm(forms.Form):
    """What a member says after the vote; a clerk says whose word it is."""

    seat = OneOf(label=_("Member"))
    text = Line(
        label=_("What the member says"),
        required=False,
        max_length=500,
        help_text=_("Kept beside the result and printed in the minutes. The result is not altered."),
    )

    def __init__(self, *args: Any, seats: Sequence[Seat], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        seat = self.fields["seat"]
        assert isinstance(seat, OneOf)
        seat.offer(seats, OFFICE)
