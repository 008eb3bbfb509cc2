"""Reads about matters; `matters_visible_to` is the only way to a queryset."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404

from core.models import Entry
from core.prepared import Placeholders, Prepared
from matters.access import handled_by, ways
from matters.models import CLOSED, Document, Matter, OnPaper, PaperOpening, Reader, Version
from matters.sight import (
    EVERYTHING,
    Sight,
    closed_to,
    is_restricted,
    named_in,
    reads_restricted,
    sight_of,
)
from people.models import Person, Role
from people.policies import desk_reach, secretariat_reach
from people.selectors import appointments_in_force, without_duty

__all__ = [
    "EVERYTHING",
    "Paper",
    "Sight",
    "closed_versions",
    "document_for",
    "is_restricted",
    "levels_of",
    "matter_for",
    "matters_visible_to",
    "on_paper_for",
    "openings_of",
    "papers_of",
    "readers_to_name",
    "reads_document",
    "reads_restricted",
    "sight_of",
    "version_for",
    "versions_at",
]

M = TypeVar("M", bound=Matter)


@dataclass(frozen=True)
class Paper:
    """A paper as a page lists it: the newest version of a document."""

    version_id: UUID
    kind: str
    title: str
    pages: int
    size: int
    sha256: str
    number: int
    restricted: bool
    document_id: UUID
    # When this version came, and when the first one did; a list that does not ask has neither.
    came_at: datetime | None = None
    first_at: datetime | None = None


def matters_visible_to(person: Person) -> QuerySet[Matter]:
    """All matters for secretariat and auditor; for others those that a meeting or ballot brings to them.

    A secretariat or auditor of one body sees those of that body (`matters.access.handled_by`).
    """
    everything, reach = Matter.objects.select_related("lead"), desk_reach(person)
    if reach.whole:
        return everything
    named = Q(pk__in=Reader.objects.filter(named_in(person), matter__isnull=False).values("matter"))
    mine = ways(person) | named
    mine = mine | handled_by(reach) if reach else mine
    return everything.filter(mine).exclude(closed_to(person)).distinct()


def matters_handled_by(person: Person) -> QuerySet[Matter]:
    """The matters with which this person works as secretariat: to put on an agenda, to ask members about."""
    reach = secretariat_reach(person)
    found = Matter.objects.select_related("lead")
    return found if reach.whole else found.filter(handled_by(reach)).distinct()


def handles(person: Person, matter: Matter) -> bool:
    """Whether this is one of `matters_handled_by`."""
    whole = secretariat_reach(person).whole
    return whole or matters_handled_by(person).filter(pk=matter.pk).exists()


def matter_for(person: Person, key: UUID) -> Matter:
    """The matter if this person may see it; Http404 otherwise."""
    found = matters_visible_to(person).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def reads_document(person: Person, document: Document) -> bool:
    """Whoever sees the matter reads its documents, but not everybody a closed one."""
    if not matters_visible_to(person).filter(pk=document.matter_id).exists():
        return False
    return sight_of(person, [document.matter_id]).reads(document.confidentiality, document.pk)


def version_for(person: Person, key: UUID) -> Version:
    """The version if this person may read its document; Http404 otherwise."""
    found = Version.objects.select_related("document__matter").filter(pk=key).first()
    if found is None or not reads_document(person, found.document):
        raise Http404
    return found


def document_for(person: Person, key: UUID) -> Document:
    """The document if this person may read it; Http404 otherwise."""
    found = Document.objects.select_related("matter__lead").filter(pk=key).first()
    if found is None or not reads_document(person, found):
        raise Http404
    return found


def readers_to_name() -> QuerySet[Person]:
    """Whoever may have to be let in by name: no holder (the seat is named), nobody who reads everything."""
    holding = appointments_in_force().filter(role=Role.HOLDER).values("person")
    others = without_duty().exclude(pk__in=holding)
    return others.order_by("label_vi")


def openings_of(matter: Matter) -> QuerySet[PaperOpening]:
    """Every opening of a closed paper of this matter, the newest first."""
    found = PaperOpening.objects.filter(version__document__matter=matter)
    return found.select_related("version__document", "person").order_by("-pk")


def on_paper_for(person: Person, key: UUID) -> OnPaper:
    """The entry of what comes on paper, if this person sees its matter; Http404 otherwise."""
    found = OnPaper.objects.select_related("matter__lead").filter(pk=key).first()
    if found is None or not matters_visible_to(person).filter(pk=found.matter_id).exists():
        raise Http404
    return found


def levels_of(matter: Matter) -> QuerySet[Entry]:
    """The journal of who was to read the matter and its papers, newest first."""
    kinds = ("matter.submitted", "matter.level_set", "paper.level_set")
    return Entry.objects.filter(stream_id=matter.stream, kind__in=kinds).order_by("-seq")


def closed_versions(keys: Collection[UUID]) -> list[Version]:
    """Versions by their ids with their documents and matters."""
    return list(Version.objects.filter(pk__in=keys).select_related("document__matter").order_by("pk"))


def versions_at(keys: Collection[UUID]) -> dict[UUID, Version]:
    """Versions by their ids, for whoever has found out that they may be read."""
    return Version.objects.in_bulk(keys)


_MATTERS = Placeholders("matters", "uuid")
_papers = Prepared(
    lambda: (
        Version.objects.filter(document__matter__in=_MATTERS)
        .order_by("document__matter", "document__order", "document", "number")
        .values_list(
            *("document__matter", "document", "document__kind", "document__title"),
            *("document__confidentiality", "pk", "pages", "size", "sha256", "number", "uploaded_at"),
        )
    )
)


def papers_of(matters: Iterable[Matter], *, sight: Sight) -> dict[UUID, list[Paper]]:
    """Matter id → its papers in order, newest versions, in one query: those that this sight opens."""
    levels = {matter.pk: matter.confidentiality for matter in matters}
    newest: dict[UUID, tuple[UUID, Paper]] = {}  # document → matter and paper: later versions come later
    rows = _papers(matters=levels)
    for matter, document, kind, title, level, version, pages, size, sha256, number, came_at in rows:
        if not (sight.reads(levels[matter], matter) and sight.reads(level, document)):
            continue
        closed = level in CLOSED or levels[matter] in CLOSED
        first_at = newest[document][1].first_at if document in newest else came_at
        when = came_at, first_at
        paper = Paper(version, kind, title, pages, size, sha256, number, closed, document, *when)
        newest[document] = matter, paper
    found: dict[UUID, list[Paper]] = {key: [] for key in levels}
    for matter, paper in newest.values():
        found[matter].append(paper)
    return found
