"""What the electorate gave: answers, of which rows are only ever added, and those that are deemed given."""

import uuid

from django.db import models
from django.db.models import F, Q

from ballots.models.ballot import Ballot, Elector
from ballots.rules import Way
from core.models import AppendOnly
from people.models import Person


class Answer(AppendOnly):
    """One revision of a seat's answer. Rows are only ever added; the highest revision before closing counts.

    `lines` is [{"question": 1, "choice": "for", "text": ""}, …]; `digest` is SHA-256(salt ‖ 0x00 ‖ canonical
    lines), the only trace of the content in the journal. `subject` is the digest of what was voted on when it
    was given (the ballot's own, unless papers were replaced since). `key` is the browser's idempotency key.
    `person` is whose act counted it: the member, or for an answer given by hand or by voice (`way`) the one
    who confirmed what `keyed_by`, somebody else, had keyed in.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="answers")
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="answers")
    revision = models.PositiveSmallIntegerField()
    key = models.UUIDField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=10, blank=True)
    lines = models.JSONField()
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    subject = models.CharField(max_length=64, blank=True, default="", db_default="")
    way = models.CharField(max_length=5, blank=True, default="", db_default="")
    keyed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()

    browser = ""  # the mark of the browser that sent it, on its way to the entry in the journal; no column

    class Meta:
        ordering = ["elector_id", "revision"]
        indexes = [models.Index(fields=["ballot", "revision"], name="answer_turnout")]
        constraints = [
            models.UniqueConstraint(fields=["elector", "revision"], name="one_answer_per_seat_and_revision"),
            models.UniqueConstraint(fields=["ballot", "key"], name="answer_key_once_per_ballot"),
            models.CheckConstraint(
                condition=Q(way="", keyed_by__isnull=True)
                | Q(way__in=[Way.HANDS.value, Way.VOICE.value], keyed_by__isnull=False)
                & ~Q(keyed_by=F("person")),
                name="answer_keyed_in_by_two",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.elector} ({self.revision})"

    @property
    def receipt(self) -> str:
        """The receipt's number: journal sequence, revision and the head of the digest."""
        return f"{self.seq:04d}-{self.revision}-{self.digest[:8].upper()}"


class DeemedAnswer(AppendOnly):
    """A silent seat that the procedure counts as agreeing: made only by the closing act, never by a cast."""

    id = models.BigAutoField(primary_key=True)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="deemed")
    elector = models.OneToOneField(Elector, on_delete=models.PROTECT, related_name="deemed")
    rule = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        ordering = ["ballot_id", "elector__order"]

    def __str__(self) -> str:
        return f"{self.elector} (deemed)"
