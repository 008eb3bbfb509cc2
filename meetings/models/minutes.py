"""The minutes of a meeting: editions, their edited sentences, proposed corrections, the frozen text.

Only the edition itself moves on; edits, corrections, their answers and the frozen text are only added to.
"""

import uuid

from django.db import models
from django.db.models import Q

from core.models import AppendOnly
from meetings.models.meeting import Meeting
from meetings.rules.minutes import MinutesStatus
from meetings.wording.minutes import MINUTES_STATUSES
from people.models import Person


class Minutes(models.Model):
    """One edition of the minutes; a later one supersedes those before it, which stay as they were."""

    id = models.BigAutoField(primary_key=True)
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="minutes_editions")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(
        max_length=10,
        choices=[(s.value, MINUTES_STATUSES[s.value]) for s in MinutesStatus],
        default=MinutesStatus.DRAFT.value,
    )
    # Why the edition before it is superseded; empty for the first.
    reason = models.TextField(blank=True)
    drafted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField()
    circulated_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    circulated_at = models.DateTimeField(null=True)
    corrections_until = models.DateTimeField(null=True)

    class Meta:
        ordering = ["meeting_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="minutes_edition_once"),
            models.UniqueConstraint(
                fields=["meeting"], condition=~Q(status="approved"), name="one_edition_in_work"
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(
                    circulated_at__isnull=False, circulated_by__isnull=False, corrections_until__isnull=False
                ),
                name="circulated_minutes_have_a_window",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting} ({self.number})"


class MinutesText(AppendOnly):
    """One revision of one sentence, as a clerk wrote it; the highest revision counts. Only added to.

    `source` is what the journal's sentence said then: if it says something else now, the edit must be looked
    at again. An empty text strikes the sentence out. Sentences written by hand have a key of their own
    ("own:…") and no source; `after` is the sentence behind which one stands.
    """

    id = models.BigAutoField(primary_key=True)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="texts")
    key = models.CharField(max_length=120)
    revision = models.PositiveIntegerField()
    text = models.TextField(blank=True)
    source = models.TextField(blank=True)
    after = models.CharField(max_length=120, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["minutes_id", "key", "revision"]
        constraints = [
            models.UniqueConstraint(fields=["minutes", "key", "revision"], name="sentence_revision_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key} ({self.revision})"


class MinutesCorrection(AppendOnly):
    """What an attendee proposes to correct: a sentence (`key`, it `said`), or something in general."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, on_delete=models.PROTECT, related_name="corrections")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=120, blank=True)
    said = models.TextField(blank=True)
    text = models.TextField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["minutes_id", "number"]
        constraints = [models.UniqueConstraint(fields=["minutes", "number"], name="correction_number_once")]

    def __str__(self) -> str:
        return f"{self.minutes}: {self.number}"


class CorrectionAnswer(AppendOnly):
    """The secretariat's answer to a proposed correction: accepted, or declined with the reason."""

    correction = models.OneToOneField(
        MinutesCorrection, on_delete=models.PROTECT, primary_key=True, related_name="answer"
    )
    accepted = models.BooleanField()
    text = models.TextField(blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.correction} ({'+' if self.accepted else '-'})"


class FrozenMinutes(AppendOnly):
    """An approved edition as it was frozen: every PDF is composed from these facts, and from nothing else."""

    minutes = models.OneToOneField(Minutes, on_delete=models.PROTECT, primary_key=True, related_name="frozen")
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    seq = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.minutes} ({self.digest[:16]})"
