"""What is written before an answer is cast: drafts, answers that the staff prepared, and their papers."""

import uuid

from django.db import models

from ballots.models.answers import Answer
from ballots.models.ballot import Elector
from core.models import AppendOnly
from people.models import Person


class PreparedPaper(models.Model):
    """A PDF that a seat's staff put beside the answer they prepare, kept under the SHA-256 of its bytes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="prepared_papers")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField()
    # Taken off the next answer; those that were submitted with it keep it.
    removed_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["elector_id", "added_at"]

    def __str__(self) -> str:
        return self.name


class PreparedAnswer(models.Model):
    """An answer that an assistant submitted to the member: a proposal, which nothing counts.

    `lines` are as in an answer, but a question may be left open. It never changes; the staff take it back, or
    submit another with the next number. `digest` is all that the journal keeps of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="prepared")
    number = models.PositiveSmallIntegerField()
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    lines = models.JSONField()
    papers = models.ManyToManyField(PreparedPaper, related_name="submitted_with")
    salt = models.CharField(max_length=32)
    digest = models.CharField(max_length=64)
    ready_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["elector_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["elector", "number"], name="prepared_number_once_per_seat")
        ]

    def __str__(self) -> str:
        return f"{self.elector} (prepared {self.number})"


class AnswerDraft(models.Model):
    """What a person has typed into an answer sheet and not sent: read by nobody but its author.

    `revision` is the answer it would replace, `version` counts what the server has kept, `device` is the page
    that sent the newest. `displaced` holds what another one had typed meanwhile, newest first: [{"at": "…",
    "lines": […]}, …].
    """

    id = models.BigAutoField(primary_key=True)
    elector = models.ForeignKey(Elector, on_delete=models.PROTECT, related_name="drafts")
    author = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    revision = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    device = models.CharField(max_length=36, blank=True, default="")
    lines = models.JSONField(default=list)
    displaced = models.JSONField(default=list)
    adopted = models.ForeignKey(PreparedAnswer, on_delete=models.PROTECT, null=True, related_name="+")
    saved_at = models.DateTimeField()

    class Meta:
        ordering = ["elector_id", "author_id"]
        constraints = [
            models.UniqueConstraint(fields=["elector", "author"], name="one_draft_per_seat_and_author")
        ]

    def __str__(self) -> str:
        return f"{self.elector} (draft)"


class Adoption(AppendOnly):
    """That a cast answer was taken over from a prepared one, as it was or `edited`. Rows are only added."""

    answer = models.OneToOneField(Answer, on_delete=models.PROTECT, primary_key=True, related_name="adoption")
    prepared = models.ForeignKey(PreparedAnswer, on_delete=models.PROTECT, related_name="adoptions")
    edited = models.BooleanField()

    class Meta:
        ordering = ["answer_id"]

    def __str__(self) -> str:
        return f"{self.answer} ← {self.prepared}"
