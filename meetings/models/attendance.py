"""Where each seat is during a meeting."""

from django.db import models

from meetings.models.meeting import Meeting
from meetings.rules import Presence
from meetings.wording import PRESENCES
from people.models import Person, Seat


class Attendance(models.Model):
    """Where a seat is: expected, in the room, remote, absent, represented by a deputy, or gone.

    A remote seat with a deputy has two hats: the deputy sits in the room and speaks, the member votes.
    """

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    presence = models.CharField(
        max_length=10,
        choices=[(p.value, PRESENCES[p.value]) for p in Presence],
        default=Presence.EXPECTED.value,
    )
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    since = models.DateTimeField(null=True, blank=True)
    # Whether whom the procedure names consented to an absence or a departure; None: nobody has said.
    consented = models.BooleanField(null=True, blank=True)
    by_self = models.BooleanField(default=False)  # the member or the deputy checked in or left himself
    # nobody has noted it: it is what was replied to the invitation and consented to
    by_reply = models.BooleanField(default=False, db_default=False)

    class Meta:
        ordering = ["meeting_id", "seat__order"]
        constraints = [models.UniqueConstraint(fields=["meeting", "seat"], name="seat_attends_once")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.presence}"
