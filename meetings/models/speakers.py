"""Who asks for the floor on an item, and who has it."""

from django.db import models
from django.db.models import Q

from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from meetings.rules.speakers import SpeakerStatus, Turn
from meetings.wording.speakers import SPEAKER_STATUSES, TURNS_ASKED
from people.models import Person, Seat

HAS_FLOOR = Q(status=SpeakerStatus.SPEAKING.value)
STANDS = Q(status__in=[SpeakerStatus.WAITING.value, SpeakerStatus.SPEAKING.value, SpeakerStatus.PAUSED.value])


class Speaker(models.Model):
    """One request for the floor on an item: a speech, or a point of order, which goes first.

    `seconds` were spoken before `since`; a speech that a point of order interrupts goes on afterwards, so no
    time of the other is counted for it. `office_vi` and `office_en` are the office at that time.
    """

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="speakers")
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="speakers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    office_vi = models.CharField(max_length=200)
    office_en = models.CharField(max_length=200, blank=True)
    turn = models.CharField(
        max_length=10,
        choices=[(each.value, TURNS_ASKED[each.value]) for each in Turn],
        default=Turn.SPEECH.value,
    )
    status = models.CharField(
        max_length=10,
        choices=[(each.value, SPEAKER_STATUSES[each.value]) for each in SpeakerStatus],
        default=SpeakerStatus.WAITING.value,
    )
    place = models.PositiveIntegerField()
    requested_at = models.DateTimeField()
    since = models.DateTimeField(null=True, blank=True)
    seconds = models.PositiveIntegerField(default=0)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["item_id", "place", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting"], condition=HAS_FLOOR, name="one_speaker_per_meeting"),
            models.UniqueConstraint(
                fields=["item", "person", "turn"], condition=STANDS, name="one_request_per_person_and_turn"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office_vi}: {self.status}"

    @property
    def key(self) -> str:
        """The plain key by which the journal knows this request."""
        return f"speaker:{self.pk}"
