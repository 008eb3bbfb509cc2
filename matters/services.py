"""Acts on matters: submit one, add a paper, replace it by a newer version."""

from collections.abc import Iterable

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from core.intake import admit
from core.journal import record
from core.refusals import require
from core.time import now
from matters.access import guard_level
from matters.makers import Makers, settled
from matters.models import (
    Confidentiality,
    Document,
    DocumentKind,
    HowOpened,
    Matter,
    PaperOpening,
    Version,
    path_of,
)
from matters.policies import may_keep_matter, may_register_for, may_submit_matter
from matters.rules import Paper, clean_text, examine, is_looser
from matters.secrecy import check_file, check_level, check_texts
from people.models import Agency, Body, Person
from people.policies import secretariat_reach


def submit_matter(
    *,
    actor: Person,
    title: str,
    lead: Agency,
    confidentiality: str = Confidentiality.INTERNAL,
    body: Body | None = None,
) -> Matter:
    """Register a matter. The title is kept in composed Unicode (NFC) on one line.

    `body`: whose secretariat keeps it; none: the whole house's, or that of the actor's one body.
    """
    require(may_submit_matter, actor)
    body = body or sole_body(actor)
    require(may_register_for, actor, body.pk if body else None)
    check_level(confidentiality)
    check_texts([title])
    with transaction.atomic():
        matter = Matter.objects.create(
            title=clean_text(title),
            lead=lead,
            confidentiality=confidentiality,
            created_at=now(),
            created_by=actor,
            body=body,
        )
        facts = {"title": matter.title, "lead": lead.name_vi, "confidentiality": confidentiality}
        record(
            matter.stream,
            "matter.submitted",
            actor=actor.key,
            subject=matter.stream,
            facts=facts | ({"body": body.name_vi} if body else {}),
        )
    return matter


def sole_body(actor: Person) -> Body | None:
    """The one body for which this person is the secretariat; None where it is the house, or several."""
    reach = secretariat_reach(actor)
    alone = len(reach.bodies) == 1 and not reach.whole
    return Body.objects.get(pk=next(iter(reach.bodies))) if alone else None


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
    makers: Makers = Makers.KEEP,
) -> Version:
    """Add a paper to a dossier, or a newer version of one; the file must be a PDF (see `rules.examine`).

    `makers` says what becomes of what the file tells of its makers; of a copy without, the journal keeps
    which file it was made from.
    """
    require(may_keep_matter, actor, matter)
    check_level(confidentiality)
    check_texts([title])
    admit(actor.key, len(content))
    came = examine(name, content, settings.PAPER_MAX_BYTES)
    check_file(name, content)
    paper = settled(came, makers)
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
        closed = is_looser(document.confidentiality, confidentiality)
        if closed:  # with a newer version a paper may be closed to more people, never by itself opened
            document.confidentiality = confidentiality
            document.save(update_fields=["confidentiality"])
            guard_level(matter)
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
                **({"cleaned_from": came.sha256} if paper.sha256 != came.sha256 else {}),
                **({"confidentiality": confidentiality} if closed else {}),
            },
        )
    return version


def keep(paper: Paper) -> None:
    """Store the bytes under their hash; the same bytes are stored once."""
    path = path_of(paper.sha256)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(paper.content))


def note_opening(*, person: Person, versions: Iterable[Version], how: HowOpened) -> None:
    """Note that somebody came to the text of these closed papers, each time anew, also in the journal."""
    with transaction.atomic():
        for version in versions:
            entry = record(
                version.document.matter.stream,
                "paper.opened",
                actor=person.key,
                subject=f"document:{version.document_id}",
                facts={"number": version.number, "sha256": version.sha256, "how": how.value},
            )
            PaperOpening.objects.create(version=version, person=person, how=how, at=entry.at)
