"""What follows the closing: the drafting agency's replies, and the report as it was issued. Only added to."""

import uuid

from django.db import models

from ballots.models.ballot import Ballot, Elector
from ballots.rules import Stance
from ballots.wording import STANCES
from core.models import AppendOnly
from people.models import Person


class OpinionReply(AppendOnly):
    """One revision of the drafting agency's reply to what a seat wrote on a question; the highest counts.

    `digest` is SHA-256 over stance and text, and all that the journal keeps of the reply.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="replies")
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="replies")
    question = models.PositiveSmallIntegerField()
    revision = models.PositiveSmallIntegerField()
    stance = models.CharField(max_length=10, choices=[(s.value, STANCES[s.value]) for s in Stance])
    text = models.TextField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    digest = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        ordering = ["elector_id", "question", "revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["elector", "question", "revision"], name="one_reply_per_opinion_and_revision"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elector}, {self.question} ({self.revision})"


class BallotReport(AppendOnly):
    """The report on a ballot: its facts, from which every copy is composed, and their SHA-256."""

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, primary_key=True, related_name="report")
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.ballot} (report)"
