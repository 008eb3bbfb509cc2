"""The consent block of a meeting: items that nobody objects to, adopted by one vote at the opening."""

from django.db import models

from ballots.models import Ballot
from meetings.models.agenda import AgendaItem
from meetings.models.meeting import Meeting
from people.models import Person


class ConsentBlock(models.Model):
    """The block as it was announced; `ballot` is the one vote on all of it, `adopted` what that decided."""

    meeting = models.OneToOneField(
        Meeting, on_delete=models.PROTECT, primary_key=True, related_name="consent_block"
    )
    announced_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    announced_at = models.DateTimeField()
    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, null=True, related_name="consent_block")
    settled_at = models.DateTimeField(null=True)
    adopted = models.BooleanField(null=True)

    def __str__(self) -> str:
        return f"{self.meeting}"


class BlockItem(models.Model):
    """An item of the block with the digest of its papers then; one that was pulled out stays as a row."""

    id = models.BigAutoField(primary_key=True)
    block = models.ForeignKey(ConsentBlock, on_delete=models.PROTECT, related_name="items")
    item = models.OneToOneField(AgendaItem, on_delete=models.CASCADE, related_name="block_item")
    papers = models.CharField(max_length=64)
    pulled_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    pulled_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["block_id", "item__order"]

    def __str__(self) -> str:
        return f"{self.item}"
