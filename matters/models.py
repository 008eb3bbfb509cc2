"""A matter and its dossier: documents and their versions, each bound to the SHA-256 of its bytes."""

import uuid

from django.db import models
from django.urls import reverse

from matters.wording import CONFIDENTIALITY, DOCUMENT_KINDS
from people.models import Agency, Person


class Confidentiality(models.TextChoices):
    """Who may read. State secrets (Mật and above) have no value here: this system refuses them."""

    OPEN = "open", CONFIDENTIALITY["open"]
    INTERNAL = "internal", CONFIDENTIALITY["internal"]
    RESTRICTED = "restricted", CONFIDENTIALITY["restricted"]


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

    class Meta:
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The page of the matter."""
        return reverse("matter", args=[self.pk])

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
