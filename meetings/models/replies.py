"""What the invited have replied."""

from django.db import models
from django.db.models import Q

from meetings.models.meeting import Meeting
from meetings.rules.replies import Consent, How, Said
from meetings.wording.replies import HOWS, REPLY_CONSENTS, SAYINGS
from people.models import Person, Seat


class Reply(models.Model):
    """The reply of a seat, or of a guest (`guest`): one row, `revision` counts how often it was given.

    The reason is for the person, the secretariat and whoever chairs or consents; the journal has its digest.
    """

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="replies")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    guest = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    said = models.CharField(max_length=10, choices=[(s.value, SAYINGS[s.value]) for s in Said])
    deputy = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    from_at = models.DateTimeField(null=True)
    to_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    how = models.CharField(max_length=10, choices=[(h.value, HOWS[h.value]) for h in How])
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    # When the calendar says that its reply was made (DTSTAMP): an older one that comes later is ignored.
    stamped_at = models.DateTimeField(null=True)
    # Which time and place it answers: a reply to an earlier `Invitation.sequence` is to be confirmed.
    sequence = models.PositiveIntegerField(default=0)
    revision = models.PositiveIntegerField(default=0)
    consent = models.CharField(
        max_length=10,
        choices=[(c.value, REPLY_CONSENTS[c.value]) for c in Consent],
        default=Consent.NOT_NEEDED.value,
    )
    consent_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    consent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["meeting_id", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="reply_once_per_seat"),
            models.UniqueConstraint(fields=["meeting", "guest"], name="reply_once_per_guest"),
            models.CheckConstraint(
                condition=Q(seat__isnull=False, guest__isnull=True)
                | Q(seat__isnull=True, guest__isnull=False),
                name="reply_of_seat_or_guest",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat or self.guest}: {self.said}"
