"""The invitation of a meeting, and why it was cancelled."""

from django.db import models

from meetings.models.meeting import Meeting
from people.models import Person


class Invitation(models.Model):
    """What calendars know a sent meeting by: a number that rises with each change of time, place, title."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, primary_key=True, related_name="invitation"
    )
    sequence = models.PositiveIntegerField(default=0)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.meeting} ({self.sequence})"


class Cancellation(models.Model):
    """That a meeting will not be held, who said so, when and why."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, primary_key=True, related_name="cancellation"
    )
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    reason = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.meeting}: {self.reason}"
