"""What a clerk keyed in of a vote by hand or voice, until somebody else has confirmed it."""

from django.db import models
from django.db.models import F, Q

from meetings.models.agenda import ItemVote
from meetings.rules.by_hand import SheetStatus
from meetings.wording.by_hand import SHEET_STATUSES
from people.models import Person


class HandSheet(models.Model):
    """One sheet: seat order → choice, beside the numbers counted in the hall, which must be the same.

    `digest` is SHA-256(salt ‖ 0x00 ‖ the choices), the only trace of the content in the journal.
    """

    id = models.BigAutoField(primary_key=True)
    vote = models.ForeignKey(ItemVote, on_delete=models.PROTECT, related_name="sheets")
    number = models.PositiveSmallIntegerField()
    choices = models.JSONField()
    announced = models.JSONField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    keyed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    keyed_at = models.DateTimeField()
    status = models.CharField(
        max_length=10,
        choices=[(each.value, SHEET_STATUSES[each.value]) for each in SheetStatus],
        default=SheetStatus.WAITING.value,
    )
    settled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["vote_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["vote", "number"], name="sheet_number_once_per_vote"),
            models.UniqueConstraint(
                fields=["vote"],
                condition=Q(status=SheetStatus.WAITING.value),
                name="one_waiting_sheet_per_vote",
            ),
            models.CheckConstraint(
                condition=~Q(status=SheetStatus.CONFIRMED.value, settled_by=F("keyed_by")),
                name="sheet_confirmed_by_another",
            ),
            models.CheckConstraint(
                condition=Q(status=SheetStatus.WAITING.value) | Q(settled_by__isnull=False),
                name="sheet_settled_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.vote_id} / {self.number}"

    @property
    def spoken(self) -> dict[int, str]:
        """Seat order → choice."""
        return {int(order): str(choice) for order, choice in self.choices.items()}
