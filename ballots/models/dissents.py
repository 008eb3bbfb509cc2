"""A member's dissent kept on record after the result (*bảo lưu ý kiến*)."""

from django.db import models

from ballots.models.ballot import Ballot, Elector
from core.models import AppendOnly
from people.models import Person


class Dissent(AppendOnly):
    """What one seat keeps on record against the result: once, final, and without effect on the count.

    `digest` is SHA-256 of the text (NFC, UTF-8); the journal holds it and not the text.
    """

    id = models.BigAutoField(primary_key=True)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="dissents")
    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, related_name="dissent")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    text = models.TextField()
    digest = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["ballot_id", "elector__order"]

    def __str__(self) -> str:
        return f"{self.elector} (dissent)"
