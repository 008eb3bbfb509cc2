"""What the chair decides on an item: what is to be done, by which agency, until when."""

from django.db import models

from meetings.models.agenda import AgendaItem
from people.models import Agency


class Decision(models.Model):
    """One line of a conclusion: a task with its agency and due date, as far as they were said."""

    id = models.BigAutoField(primary_key=True)
    item = models.ForeignKey(AgendaItem, on_delete=models.PROTECT, related_name="decisions")
    order = models.PositiveSmallIntegerField()
    text = models.TextField()
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    due = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["item_id", "order"]
        constraints = [models.UniqueConstraint(fields=["item", "order"], name="decision_order_once_per_item")]

    def __str__(self) -> str:
        return self.text
