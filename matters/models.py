"""A matter and its dossier: documents and their versions, each bound to the SHA-256 of its bytes."""

import uuid

from django.db import models
from django.db.models import Q
from django.urls import reverse

from core.models import AppendOnly
from matters.wording import CONFIDENTIALITY, DOCUMENT_KINDS, HANDED, HOW_OPENED, ON_PAPER
from people.models import Agency, Body, Person, Seat


class Confidentiality(models.TextChoices):
    """Who may read. State secrets (Mật and above) have no value here: this system refuses them."""

    OPEN = "open", CONFIDENTIALITY["open"]
    INTERNAL = "internal", CONFIDENTIALITY["internal"]
    RESTRICTED = "restricted", CONFIDENTIALITY["restricted"]
    NAMED = "named", CONFIDENTIALITY["named"]


# The levels that shut somebody out who would otherwise read; at both, `Reader` rows let single readers in.
CLOSED = (Confidentiality.RESTRICTED.value, Confidentiality.NAMED.value)


class DocumentKind(models.TextChoices):
    """What a paper is in its dossier (39/2022 Art. 13)."""

    SUBMISSION = "submission", DOCUMENT_KINDS["submission"]
    DRAFT = "draft", DOCUMENT_KINDS["draft"]
    APPRAISAL = "appraisal", DOCUMENT_KINDS["appraisal"]
    OPINIONS = "opinions", DOCUMENT_KINDS["opinions"]
    OTHER = "other", DOCUMENT_KINDS["other"]


def path_of(sha256: str) -> str:
    """Where the bytes of a paper lie below the media root."""
    return f"papers/{sha256[:2]}/{sha256}.pdf"


class Matter(models.Model):
    """Something that is to be decided, with the agency that submits it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    title = models.CharField(max_length=500)
    lead = models.ForeignKey(Agency, on_delete=models.PROTECT, related_name="matters")
    confidentiality = models.CharField(
        max_length=20, choices=Confidentiality.choices, default=Confidentiality.INTERNAL
    )
    created_at = models.DateTimeField()
    created_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    # Whose secretariat registered it and keeps its papers; None: that of the whole house.
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        indexes = [
            models.Index(fields=["-created_at", "id"], name="matters_newest"),
            models.Index(fields=["confidentiality"], name="matters_by_level"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the matter."""
        return reverse("matter", args=[self.pk])

    @property
    def closed(self) -> bool:
        """Whether only some of those read it to whom a meeting or a ballot brings it."""
        return self.confidentiality in CLOSED

    @property
    def stream(self) -> str:
        """The journal stream of this matter."""
        return f"matter:{self.pk}"


class Document(models.Model):
    """One paper of a dossier; its text is in its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="documents")
    order = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=20, choices=DocumentKind.choices, default=DocumentKind.SUBMISSION)
    title = models.CharField(max_length=300)
    confidentiality = models.CharField(
        max_length=20, choices=Confidentiality.choices, default=Confidentiality.INTERNAL
    )

    class Meta:
        ordering = ["matter_id", "order"]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """One version of a document: a PDF kept under the SHA-256 of its bytes, never overwritten."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    size = models.PositiveIntegerField()
    pages = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["document_id", "number"]
        constraints = [models.UniqueConstraint(fields=["document", "number"], name="version_number_once")]

    def __str__(self) -> str:
        return f"{self.name} ({self.number})"

    def get_absolute_url(self) -> str:
        """Where the PDF is read."""
        return reverse("paper", args=[self.pk])

    @property
    def path(self) -> str:
        """Where the bytes lie below the media root."""
        return path_of(self.sha256)


class Reader(models.Model):
    """Somebody who is let into a closed matter or document by name: a person, or whoever holds a seat."""

    id = models.BigAutoField(primary_key=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, null=True, related_name="readers")
    document = models.ForeignKey(Document, on_delete=models.PROTECT, null=True, related_name="readers")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(matter__isnull=True, document__isnull=False)
                | Q(matter__isnull=False, document__isnull=True),
                name="reader_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=True, seat__isnull=False)
                | Q(person__isnull=False, seat__isnull=True),
                name="reader_by_name_or_seat",
            ),
            *(
                models.UniqueConstraint(fields=[thing, who], name=f"reader_once_{thing}_{who}")
                for thing in ("matter", "document")
                for who in ("person", "seat")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person or self.seat} → {self.matter or self.document}"


class HowOpened(models.TextChoices):
    """In which way somebody came to the text of a closed paper."""

    READ = "read", HOW_OPENED["read"]
    COMPARED = "compared", HOW_OPENED["compared"]


class PaperOpening(AppendOnly):
    """That somebody opened a closed paper: which version, when, how; only ever added to."""

    id = models.BigAutoField(primary_key=True)
    version = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="openings")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=HowOpened.choices)
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.version_id}: {self.person_id}"


class OnPaper(models.Model):
    """An entry for what comes on paper only: a number and nothing of its subject."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="on_paper")
    # Whose secretariat keeps the entry, as of its matter; None: that of the whole house. Each counts its own.
    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    number = models.PositiveIntegerField()
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        verbose_name_plural = "on paper"
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="on_paper_numbers_of_a_body"),
            models.UniqueConstraint(
                fields=["number"], condition=models.Q(body__isnull=True), name="on_paper_numbers_of_the_house"
            ),
        ]

    def __str__(self) -> str:
        return ON_PAPER % {"number": self.number}

    def get_absolute_url(self) -> str:
        """Where it is noted who has it."""
        return reverse("on_paper", args=[self.pk])


class Handed(models.TextChoices):
    """What happened to a copy on paper."""

    OUT = "out", HANDED["out"]
    BACK = "back", HANDED["back"]


class HandOver(AppendOnly):
    """That a copy on paper went to a seat, or came back from it; only ever added to."""

    id = models.BigAutoField(primary_key=True)
    entry = models.ForeignKey(OnPaper, on_delete=models.PROTECT, related_name="handovers")
    seat = models.ForeignKey(Seat, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=4, choices=Handed.choices)
    at = models.DateTimeField()
    noted_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.seat_id} {self.what}"
