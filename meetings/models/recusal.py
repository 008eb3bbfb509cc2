"""Who takes no part in one item because of a conflict of interest."""

from django.db import models

from meetings.models.agenda import AgendaItem
from people.models import Person, Seat


class Recusal(models.Model):
    """A member who takes no part in an item: he cannot vote on it, and the minutes say so."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="recusals")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200)
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["item_id", "seat__order"]
        constraints = [models.UniqueConstraint(fields=["item", "seat"], name="seat_recused_once_per_item")]

    def __str__(self) -> str:
        return f"{self.seat}: {self.reason}"
