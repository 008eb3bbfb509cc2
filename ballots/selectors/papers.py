"""Which papers a ballot is about: the versions to which it is bound, and what the dossier has beyond them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import F, Prefetch

from ballots.models import Ballot, Binding, BoundPaper
from ballots.rules import OVER, PaperAsked, Status, content_asked, on_earlier_papers
from ballots.selectors.answers import current_answers
from ballots.selectors.sight import ballots_visible_to
from ballots.wording import use_words
from core.prepared import Placeholder, Prepared
from matters.access import Use
from matters.models import CLOSED, Matter
from matters.selectors import EVERYTHING, Paper, papers_of
from people.models import Person

T = TypeVar("T")


@dataclass(frozen=True)
class Bound:
    """What was put before the members at one moment, as pages show it."""

    number: int
    subject: str
    reason: str
    bound_at: datetime
    papers: Sequence[Paper]

    def readable(self, *, restricted: bool) -> list[Paper]:
        """Its papers without those that the reader may not see."""
        return [paper for paper in self.papers if restricted or not paper.restricted]


@dataclass(frozen=True)
class BallotPaper:
    """A paper as the page of a ballot lists it.

    `newer` is a version in the dossier that is not put before the members; `before` are the versions that
    were, newest first.
    """

    paper: Paper
    newer: Paper | None = None
    before: tuple[Paper, ...] = ()


@dataclass(frozen=True)
class BallotPapers:
    """What a ballot is about: its papers, and those of the dossier that came after it was sent."""

    bound: Sequence[BallotPaper]
    added: Sequence[Paper] = ()

    @property
    def waiting(self) -> bool:
        """Whether the dossier has something that is not put before the members."""
        return bool(self.added) or any(each.newer for each in self.bound)


def papers_offered(ballot: Ballot) -> list[Paper]:
    """The dossier as it is now: the newest version of each paper, in order."""
    return _once(ballot, "offered", lambda: papers_of([ballot.matter], sight=EVERYTHING)[ballot.matter_id])


def content_offered(ballot: Ballot, papers: Iterable[Paper]) -> dict[str, object]:
    """What would be voted on with these papers."""
    return _content(ballot, [PaperAsked(each.title, each.number, each.sha256) for each in papers])


def content_bound(ballot: Ballot, binding: Binding) -> dict[str, object]:
    """What was voted on under this binding, from its rows."""
    rows = binding.papers.all()
    papers = [PaperAsked(row.title, row.version.number, row.version.sha256) for row in rows]
    return _content(ballot, papers)


def bindings_of(ballot: Ballot) -> list[Binding]:
    """What was put before the members, the first first, each with its papers, in two queries."""
    rows = BoundPaper.objects.select_related("version__document__matter").order_by("order")
    return list(ballot.bindings.order_by("number").prefetch_related(Prefetch("papers", rows)))


_bound = Prepared(
    lambda: (
        Binding.objects.filter(ballot=Placeholder("ballot", "uuid"))
        .order_by("number", "papers__order")
        .values_list(
            "number",
            "subject",
            "reason",
            "bound_at",
            "papers__title",
            "papers__version",
            "papers__version__number",
            "papers__version__pages",
            "papers__version__size",
            "papers__version__sha256",
            "papers__version__document",
            "papers__version__document__kind",
            "papers__version__document__confidentiality",
            "papers__version__document__matter__confidentiality",
        )
    )
)


def bound_of(ballot: Ballot) -> list[Bound]:
    """The same as pages show it, in one query."""
    return _once(ballot, "bound", lambda: _bound_of(ballot))


def _bound_of(ballot: Ballot) -> list[Bound]:
    found: dict[int, Bound] = {}
    papers: dict[int, list[Paper]] = {}
    rows: list[tuple[Any, ...]] = _bound(ballot=ballot.pk)
    for number, subject, reason, bound_at, *paper in rows:
        papers.setdefault(number, []).extend([_paper(*paper)] if paper[1] else [])
        found[number] = Bound(number, subject, reason, bound_at, papers[number])
    return list(found.values())


def _once(ballot: Ballot, what: str, read: Callable[[], T]) -> T:
    """What was read of this ballot already, where its page asked to remember it; else read it now."""
    if ballot.remembered is None:
        return read()
    if what not in ballot.remembered:
        ballot.remembered[what] = read()
    kept: T = ballot.remembered[what]
    return kept


def ballot_papers(ballot: Ballot, bound: Sequence[Bound], *, restricted: bool) -> BallotPapers:
    """What the page of a ballot lists, in one query; of a draft the dossier, which binds nothing yet.

    Once it is counted, what came to the dossier later is no part of it and changes nothing: not read.
    """
    offered = papers_offered(ballot) if ballot.status not in OVER else []
    newest = [paper for paper in offered if restricted or not paper.restricted]
    if not bound:
        return BallotPapers([BallotPaper(paper) for paper in newest])
    by_document = {paper.document_id: paper for paper in newest}
    shown: list[BallotPaper] = []
    for paper in bound[-1].readable(restricted=restricted):
        latest = by_document.pop(paper.document_id, None)
        newer = latest if latest and latest.number != paper.number else None
        shown.append(BallotPaper(paper, newer, _before(paper, bound)))
    return BallotPapers(shown, tuple(by_document.values()))


def papers_in_use(person: Person, matter: Matter) -> list[Use]:
    """Which versions of a matter's papers those open ballots ask about that this person sees."""
    asking = ballots_visible_to(person).filter(matter=matter, status=Status.OPEN.value).order_by("number")
    bound = BoundPaper.objects.filter(
        binding__ballot__in=asking, binding__subject=F("binding__ballot__subject")
    )
    return [
        Use(
            document_id=row.version.document_id,
            version_id=row.version_id,
            number=row.version.number,
            words=use_words(row.binding.ballot.number, row.version.number),
            address=row.binding.ballot.get_absolute_url(),
        )
        for row in bound.select_related("version", "binding__ballot").order_by(
            "binding__ballot__number", "order"
        )
    ]


def _paper(
    title: str,
    version: UUID,
    number: int,
    pages: int,
    size: int,
    sha256: str,
    document: UUID,
    kind: str,
    *levels: str,
) -> Paper:
    """A bound version as a page lists it; `levels` are those of its document and of its matter."""
    restricted = any(level in CLOSED for level in levels)
    return Paper(version, kind, title, pages, size, sha256, number, restricted, document)


def _before(paper: Paper, bound: Sequence[Bound]) -> tuple[Paper, ...]:
    """The other versions of this paper that were put before the members earlier, newest first."""
    all_of_it = {
        each.version_id: each
        for binding in bound
        for each in binding.papers
        if each.document_id == paper.document_id and each.version_id != paper.version_id
    }
    return tuple(sorted(all_of_it.values(), key=lambda each: -each.number))


def _content(ballot: Ballot, papers: Sequence[PaperAsked]) -> dict[str, object]:
    questions = [(each.number, each.text, each.alternatives) for each in ballot.questions.all()]
    return content_asked(ballot.title, questions, ballot.procedure_key, papers)


def unconfirmed(ballot: Ballot) -> int:
    """How many answers that count were given on papers replaced since, and were not confirmed."""
    if not ballot.subject or ballot.bindings.count() < 2:
        return 0
    given = [answer.subject for answer in current_answers(ballot).values()]
    return sum(on_earlier_papers(subject, ballot.subject) for subject in given)
