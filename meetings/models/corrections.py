"""What members say after a vote was closed: kept beside the result, which it does not alter."""

from django.db import models

from core.models import AppendOnly
from meetings.models.agenda import ItemVote
from people.models import Person, Seat


class VoteCorrection(AppendOnly):
    """One line of the register of corrections; rows are only ever added."""

    id = models.BigAutoField(primary_key=True)
    vote = models.ForeignKey(ItemVote, on_delete=models.PROTECT, related_name="corrections")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    text = models.CharField(max_length=500)
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    noted_at = models.DateTimeField()

    class Meta:
        ordering = ["vote_id", "pk"]

    def __str__(self) -> str:
        return f"{self.seat}: {self.text}"
