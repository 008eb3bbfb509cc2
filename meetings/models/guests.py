"""Who is invited to a meeting beside the members."""

from django.db import models

from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from people.models import Person


class Guest(models.Model):
    """A guest of one item, or (without an item) of the whole meeting; speaks, never votes."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="guest_of")
    item = models.ForeignKey(
        AgendaItem, on_delete=models.CASCADE, null=True, blank=True, related_name="guests"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "person", "item"], name="guest_once_per_item"),
        ]

    def __str__(self) -> str:
        return f"{self.person}"
