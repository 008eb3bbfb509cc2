"""A document from its draft to its issue, and after."""

import uuid
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.urls import reverse

from people.models import Agency, Body, Person, Seat
from records.rules import IN_WORK, Status, Urgency
from records.rules.registers import numbered
from records.rules.signatories import Capacity
from records.wording.labels import CAPACITIES, STATUSES, URGENCIES

if TYPE_CHECKING:
    from records.models.kept import RegisterLine


class Record(models.Model):
    """One document of one kind about one subject; a later edition supersedes the one before it.

    What it says is in its facts (`RecordFacts`, the latest version counts), its number in its line of the
    register, what was signed in its copies: those are only added to.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=40)
    subject = models.CharField(max_length=120)
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="records")
    edition = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    status = models.CharField(
        max_length=12, choices=[(s.value, STATUSES[s.value]) for s in Status], default=Status.DRAFT.value
    )
    # As the composed document says it: the abstract, and the symbol without the number ("BB-CP").
    abstract = models.TextField(blank=True)
    symbol = models.CharField(max_length=40)
    digest = models.CharField(max_length=64)  # of the latest facts
    urgency = models.CharField(
        max_length=12, blank=True, choices=[(u.value, URGENCIES[u.value]) for u in Urgency]
    )
    place = models.CharField(max_length=80, blank=True)
    signatory = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="signs")
    # The seat from which it is signed; empty where the office of the body signs by order.
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    office = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(
        max_length=4, blank=True, choices=[(c.value, CAPACITIES[c.value]) for c in Capacity]
    )
    recipients = models.JSONField(default=list)  # lines as they are printed
    to_members = models.BooleanField(default=True)
    to_seats = models.ManyToManyField(Seat, related_name="+", blank=True)
    to_agencies = models.ManyToManyField(Agency, related_name="+", blank=True)
    drawn_up_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    drawn_up_at = models.DateTimeField()
    approved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    approved_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    # Why it was recalled or withdrawn, and when.
    ended_at = models.DateTimeField(null=True)
    ended_because = models.TextField(blank=True)

    class Meta:
        ordering = ["-drawn_up_at"]
        indexes = [
            models.Index(fields=["kind", "subject"], name="records_about"),
            models.Index(fields=["status", "drawn_up_at"], name="record_lists"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "subject", "edition"], name="record_edition_once"),
            models.UniqueConstraint(
                fields=["kind", "subject"],
                condition=Q(status__in=[status.value for status in IN_WORK]),
                name="one_record_in_work",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["signed", "sealed", "issued"])
                | Q(approved_at__isnull=False, signatory__isnull=False),
                name="signed_record_was_approved",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["issued", "recalled", "superseded"]) | Q(issued_at__isnull=False),
                name="issued_record_has_its_moment",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["recalled", "withdrawn"])
                | (Q(ended_at__isnull=False) & ~Q(ended_because="")),
                name="recalled_record_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.symbol}: {self.abstract}"

    def get_absolute_url(self) -> str:
        """The page of the document."""
        return reverse("record", args=[self.pk])

    @property
    def key(self) -> str:
        """The plain key by which the journal knows this document; also the name of its stream."""
        return f"record:{self.pk}"

    @property
    def stream(self) -> str:
        """Its own stream of the journal."""
        return self.key

    @property
    def entered(self) -> "RegisterLine | None":
        """Its line in the register, once it has a number."""
        return getattr(self, "line", None)

    @property
    def number(self) -> str:
        """*05/BB-CP*; empty before it was given."""
        line = self.entered
        return numbered(line.number, line.symbol) if line else ""
