"""What is only added to: facts, lines of the registers, laid out and signed copies, deliveries, openings."""

import uuid

from django.db import models

from core.models import AppendOnly
from people.models import Agency, Body, Person, Seat
from records.models.record import Record
from records.wording.labels import COPY_STAGES, OPENED


class RecordFacts(AppendOnly):
    """One version of the facts of a document: everything that it is composed from, and SHA-256 of it."""

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveSmallIntegerField()
    facts = models.JSONField()
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["record_id", "version"]
        constraints = [models.UniqueConstraint(fields=["record", "version"], name="record_facts_once")]

    def __str__(self) -> str:
        return f"{self.record_id} ({self.version})"


class RegisterLine(AppendOnly):
    """A line of a register (*sổ đăng ký văn bản*) of one body, symbol and year: no number is given twice.

    The line stays when the document is withdrawn afterwards: the register then says so.
    """

    record = models.OneToOneField(Record, on_delete=models.PROTECT, primary_key=True, related_name="line")
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+")
    symbol = models.CharField(max_length=40)
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    dated = models.DateField()
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-year", "symbol", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "symbol", "year", "number"], name="number_once_per_register"
            ),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="numbers_begin_at_one"),
        ]

    def __str__(self) -> str:
        return f"{self.number}/{self.symbol} ({self.year})"


class CopyStage(models.TextChoices):
    """Which copy it is: as laid out for signing, signed by the person, sealed by the agency."""

    LAID_OUT = "laid_out", COPY_STAGES["laid_out"]
    PERSON = "person", COPY_STAGES["person"]
    AGENCY = "agency", COPY_STAGES["agency"]


class Copy(AppendOnly):
    """The bytes of a document with its number and date, before and after each signature."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="copies")
    stage = models.CharField(max_length=10, choices=CopyStage.choices)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    # Where the person signs: page, x, y, w, h in points; empty once it is signed.
    place = models.JSONField(default=dict)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["record_id", "at"]
        verbose_name_plural = "copies"
        constraints = [models.UniqueConstraint(fields=["record", "stage"], name="one_copy_per_stage")]

    def __str__(self) -> str:
        return f"{self.record_id} ({self.stage})"


class Delivery(AppendOnly):
    """To whom a document went when it was issued: a seat, or an agency through the seat that leads it.

    Without a seat the agency is not in this system, and got the document by another way.
    """

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="deliveries")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")
    agency = models.ForeignKey(Agency, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["record_id", "seat__order"]
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["record", "seat"],
                condition=models.Q(agency__isnull=True),
                name="delivered_once_per_seat",
            ),
            models.UniqueConstraint(fields=["record", "agency"], name="delivered_once_per_agency"),
            models.CheckConstraint(
                condition=models.Q(seat__isnull=False) | models.Q(agency__isnull=False),
                name="delivered_to_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record_id} → {self.agency_id or self.seat_id}"


class Opened(models.TextChoices):
    """What was opened: the page, the signed file, or the marked copy of what no longer holds."""

    PAGE = "page", OPENED["page"]
    FILE = "file", OPENED["file"]
    MARKED = "marked", OPENED["marked"]


class Opening(AppendOnly):
    """The first time somebody to whom a document went opened its page or its file."""

    id = models.BigAutoField(primary_key=True)
    record = models.ForeignKey(Record, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=8, choices=Opened.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["record_id", "at"]
        constraints = [
            models.UniqueConstraint(fields=["record", "person", "what"], name="first_opening_once"),
        ]

    def __str__(self) -> str:
        return f"{self.record_id}: {self.person_id}"
