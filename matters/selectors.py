"""Reads about matters; `matters_visible_to` is the only way to a queryset."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from core.prepared import Placeholders, Prepared
from matters.access import ways
from matters.models import Confidentiality, Document, Matter, Version
from people.models import Person
from people.policies import is_member, is_secretariat, may_read_the_record

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
    """All matters for secretariat and auditor; for others those that a meeting or ballot brings to them."""
    everything = Matter.objects.select_related("lead")
    if is_secretariat(person) or may_read_the_record(person):
        return everything
    return everything.filter(ways(person)).distinct()


def matter_for(person: Person, key: UUID) -> Matter:
    """The matter if this person may see it; Http404 otherwise."""
    found = matters_visible_to(person).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def reads_restricted(person: Person) -> bool:
    """Members, secretariat and auditor read restricted papers; assistants and guests do not."""
    return is_member(person) or is_secretariat(person) or may_read_the_record(person)


def is_restricted(document: Document) -> bool:
    """Whether a document is restricted by itself or by its matter."""
    return Confidentiality.RESTRICTED in (document.confidentiality, document.matter.confidentiality)


def reads_document(person: Person, document: Document) -> bool:
    """Whoever sees the matter reads its documents, but not everybody a restricted one."""
    if not matters_visible_to(person).filter(pk=document.matter_id).exists():
        return False
    return not is_restricted(document) or reads_restricted(person)


def version_for(person: Person, key: UUID) -> Version:
    """The version if this person may read its document; Http404 otherwise."""
    found = Version.objects.select_related("document__matter").filter(pk=key).first()
    if found is None or not reads_document(person, found.document):
        raise Http404
    return found


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


def papers_of(matters: Iterable[Matter], *, restricted: bool) -> dict[UUID, list[Paper]]:
    """Matter id → its papers in order, newest versions, in one query; restricted ones only if told."""
    levels = {matter.pk: matter.confidentiality for matter in matters}
    newest: dict[UUID, tuple[UUID, Paper]] = {}  # document → matter and paper: later versions come later
    rows = _papers(matters=levels)
    for matter, document, kind, title, level, version, pages, size, sha256, number, came_at in rows:
        closed = Confidentiality.RESTRICTED in (level, levels[matter])
        first_at = newest[document][1].first_at if document in newest else came_at
        when = came_at, first_at
        paper = Paper(version, kind, title, pages, size, sha256, number, closed, document, *when)
        newest[document] = matter, paper
    found: dict[UUID, list[Paper]] = {key: [] for key in levels}
    for matter, paper in newest.values():
        if restricted or not paper.restricted:
            found[matter].append(paper)
    return found
