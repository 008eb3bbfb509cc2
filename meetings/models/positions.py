"""What members say of the items before a session, and what their staff prepare for them."""

from django.db import models

from core.models import AppendOnly
from matters.models import Matter
from meetings.models.meeting import Meeting
from meetings.rules import Stance
from meetings.wording import STANCES
from people.models import Person, Seat

_STANCES = [(each.value, STANCES[each.value]) for each in Stance]


class PreparedPosition(AppendOnly):
    """What an assistant proposes to the member; nothing counts it. Rows are only added, the highest counts.

    An empty stance takes the earlier one back. `papers` is the digest of those that the staff may read.
    """

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="prepared_positions")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=10, choices=_STANCES, blank=True)
    text = models.TextField(blank=True)
    papers = models.CharField(max_length=64)
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        ordering = ["meeting_id", "matter_id", "seat_id", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "matter", "seat", "number"], name="prepared_position_number_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.stance} (prepared {self.number})"


class Position(AppendOnly):
    """What a member says of an item before the session; rows are only added, the highest revision counts.

    It belongs to the matter of the item: an item taken off the agenda and put on again finds it there.
    `papers` is the digest of the papers that lay before the member.
    """

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="positions")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=10, choices=_STANCES)
    text = models.TextField(blank=True)
    papers = models.CharField(max_length=64)
    adopted = models.ForeignKey(PreparedPosition, on_delete=models.PROTECT, null=True, related_name="+")
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
    seq = models.PositiveIntegerField()

    class Meta:
        ordering = ["meeting_id", "matter_id", "seat_id", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "matter", "seat", "revision"], name="position_revision_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seat}: {self.stance} ({self.revision})"
