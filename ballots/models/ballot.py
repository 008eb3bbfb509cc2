"""A ballot with its questions, and the electorate that is frozen when it opens."""

import uuid
from typing import Any

from django.db import models
from django.urls import reverse

from ballots.rules import Form, Ruling, Status, Visibility, without_label
from ballots.wording import FORMS, RULINGS, STATUSES, VISIBILITIES
from core.models import AppendOnly
from matters.models import Matter
from people.models import Body, Person, Seat
from people.procedure import Procedure


class Ballot(models.Model):
    """A vote of a body's seats: in a session (opened by a meeting) or in writing (with a deadline).

    Everything that decides the result is frozen at opening: questions, electorate, procedure, and who sees
    whose answer before closing. `result` is the tally and outcome as they were counted at closing, `turnout`
    the share of seats that had answered (in millionths, for lists); both can be recomputed from the answers.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="ballots")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="ballots")
    form = models.CharField(max_length=10, choices=[(f.value, FORMS[f.value]) for f in Form])
    title = models.CharField(max_length=500)
    # Given at the sending of a written ballot: 1, 2, 3… within its body.
    number = models.PositiveIntegerField(null=True)
    stream = models.CharField(max_length=80)
    status = models.CharField(
        max_length=10, choices=[(s.value, STATUSES[s.value]) for s in Status], default=Status.DRAFT.value
    )
    procedure_key = models.CharField(max_length=40)
    procedure_facts = models.JSONField(default=dict)
    # the digest of what is voted on (`rules.subjects`), from the opening on
    subject = models.CharField(max_length=64, blank=True, default="", db_default="")
    answers_visible = models.CharField(
        max_length=30,
        choices=[(v.value, VISIBILITIES[v.value]) for v in Visibility],
        default=Visibility.AFTER_CLOSE.value,
        db_default=Visibility.AFTER_CLOSE.value,
    )
    composed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    composed_at = models.DateTimeField()
    submitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    # When an approved ballot is to be sent by itself; empty: it is sent by hand.
    opens_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(null=True, blank=True)
    turnout = models.PositiveIntegerField(null=True, blank=True)
    ruling = models.CharField(
        max_length=20,
        blank=True,
        default="",
        db_default="",
        choices=[(r.value, RULINGS[r.value]) for r in Ruling],
    )
    ruled_at = models.DateTimeField(null=True, blank=True)
    # When those who had not answered were last reminded, by the clock or by hand.
    reminded_at = models.DateTimeField(null=True, blank=True)
    # The last extension: when, the deadline before it, and why. Earlier ones are in the journal.
    extended_at = models.DateTimeField(null=True, blank=True)
    extended_from = models.DateTimeField(null=True, blank=True)
    extension_reason = models.TextField(blank=True, default="", db_default="")
    recalled_at = models.DateTimeField(null=True, blank=True)
    recall_reason = models.TextField(blank=True, default="", db_default="")
    replaces = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by"
    )

    # None: every question is asked of the database; a dict: what was read is kept, for one page.
    remembered: "dict[str, Any] | None" = None

    class Meta:
        ordering = ["-composed_at"]
        indexes = [
            # What lists are filtered, counted and ordered by: ten years are read without their rows.
            models.Index(
                fields=["form", "status", "closes_at", "composed_at", "turnout", "id", "matter"],
                name="ballots_listed",
            ),
            # what the chair put on the next session, the oldest first, among ten years of what was signed
            models.Index(fields=["ruling", "body", "ruled_at"], name="ballots_ruled_on"),
            models.Index(fields=["matter", "form", "status"], name="ballots_on_matter"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="ballot_numbers_of_a_body"),
            models.CheckConstraint(
                condition=~models.Q(form="written") | models.Q(closes_at__isnull=False),
                name="written_ballot_has_deadline",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["closed", "reported", "decided"])
                | models.Q(closed_at__isnull=False, result__isnull=False, turnout__isnull=False),
                name="closed_ballot_has_result",
            ),
            models.CheckConstraint(
                condition=~models.Q(status__in=["submitted", "approved"])
                | models.Q(submitted_by__isnull=False),
                name="submitted_ballot_has_submitter",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="decided")
                | (models.Q(ruled_at__isnull=False) & ~models.Q(ruling="")),
                name="decided_ballot_has_ruling",
            ),
            models.CheckConstraint(
                condition=~models.Q(status="recalled")
                | (models.Q(recalled_at__isnull=False) & ~models.Q(recall_reason="")),
                name="recalled_ballot_has_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(extended_at__isnull=True)
                | (models.Q(closes_at__gt=models.F("extended_from")) & ~models.Q(extension_reason="")),
                name="extended_ballot_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page on which the ballot is answered, or followed."""
        return reverse("ballot", args=[self.pk])

    @property
    def key(self) -> str:
        """The plain key by which the journal knows this ballot."""
        return f"ballot:{self.pk}"

    @property
    def procedure(self) -> Procedure:
        """The dated rules under which this ballot runs, as they were when it was composed."""
        return Procedure.from_snapshot(self.procedure_facts)


class Question(models.Model):
    """One numbered question of a ballot; without alternatives it is answered for / against / other."""

    id = models.BigAutoField(primary_key=True)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="questions")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    # [{"letter": "A", "text": "…"}, …]; empty for a question of agreement
    alternatives = models.JSONField(default=list, blank=True)

    class Meta:
        ordering = ["ballot_id", "number"]
        constraints = [models.UniqueConstraint(fields=["ballot", "number"], name="question_number_once")]

    def __str__(self) -> str:
        return f"{self.number}. {self.text}"

    @property
    def offered(self) -> list[dict[str, str]]:
        """The alternatives as they read behind their letters."""
        return [
            {"letter": each["letter"], "text": without_label(each["letter"], each["text"]) or each["text"]}
            for each in self.alternatives
        ]


class Elector(AppendOnly):
    """A seat in the electorate, with office and person as they were when the ballot opened."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.PROTECT, related_name="electors")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    order = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["ballot_id", "order"]
        # Ten years of a member's ballots are found by the index alone.
        indexes = [models.Index(fields=["seat", "ballot"], name="electorates_of_seat")]
        constraints = [models.UniqueConstraint(fields=["ballot", "seat"], name="seat_once_per_electorate")]

    def __str__(self) -> str:
        return f"{self.order}. {self.seat}"
