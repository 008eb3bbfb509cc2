"""Acts on matters: submit one, add a paper, replace it by a newer version."""

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from core.journal import record
from core.refusals import require
from core.time import now
from matters.models import Confidentiality, Document, DocumentKind, Matter, Version, path_of
from matters.policies import may_submit_matter
from matters.rules import Paper, clean_text, examine
from people.models import Agency, Person


def submit_matter(
    *, actor: Person, title: str, lead: Agency, confidentiality: str = Confidentiality.INTERNAL
) -> Matter:
    """Register a matter. The title is kept in composed Unicode (NFC) on one line."""
    require(may_submit_matter, actor)
    with transaction.atomic():
        matter = Matter.objects.create(
            title=clean_text(title),
            lead=lead,
            confidentiality=confidentiality,
            created_at=now(),
            created_by=actor,
        )
        record(
            matter.stream,
            "matter.submitted",
            actor=actor.key,
            subject=matter.stream,
            facts={"title": matter.title, "lead": lead.name_vi, "confidentiality": confidentiality},
        )
    return matter


def add_paper(
    *,
    actor: Person,
    matter: Matter,
    name: str,
    content: bytes,
    kind: str = DocumentKind.SUBMISSION,
    title: str = "",
    confidentiality: str = Confidentiality.INTERNAL,
    replaces: Document | None = None,
) -> Version:
    """Add a paper to a dossier, or a newer version of one; the file must be a PDF (see `rules.examine`)."""
    require(may_submit_matter, actor)
    paper = examine(name, content, settings.PAPER_MAX_BYTES)
    keep(paper)
    with transaction.atomic():
        matter = Matter.objects.select_for_update().get(pk=matter.pk)
        document = replaces or Document.objects.create(
            matter=matter,
            order=matter.documents.count() + 1,
            kind=kind,
            title=clean_text(title) or paper.name.removesuffix(".pdf"),
            confidentiality=confidentiality,
        )
        closed = confidentiality == Confidentiality.RESTRICTED != document.confidentiality
        if closed:  # with a newer version a paper may become restricted, never by itself open
            document.confidentiality = confidentiality
            document.save(update_fields=["confidentiality"])
        version = Version.objects.create(
            document=document,
            number=document.versions.count() + 1,
            sha256=paper.sha256,
            size=paper.size,
            pages=paper.pages,
            name=paper.name,
            uploaded_at=now(),
            uploaded_by=actor,
        )
        record(
            matter.stream,
            "paper.added",
            actor=actor.key,
            subject=f"document:{document.pk}",
            facts={
                "title": document.title,
                "number": version.number,
                "sha256": paper.sha256,
                "pages": paper.pages,
                **({"confidentiality": confidentiality} if closed else {}),
            },
        )
    return version


def keep(paper: Paper) -> None:
    """Store the bytes under their hash; the same bytes are stored once."""
    path = path_of(paper.sha256)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(paper.content))
