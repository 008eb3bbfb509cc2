"""Which papers a ballot is about: the versions to which it is bound, and what the dossier has beyond them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import F, Prefetch

from ballots.models import Ballot, Binding, BoundPaper
from ballots.rules import PaperAsked, Status, content_asked
from ballots.selectors.sight import ballots_visible_to
from ballots.wording import use_words
from matters.access import Use
from matters.models import Matter, Version
from matters.selectors import Paper, is_restricted, papers_of
from people.models import Person


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
    return papers_of([ballot.matter], restricted=True)[ballot.matter_id]


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


def ballot_papers(ballot: Ballot, bindings: Sequence[Binding], *, restricted: bool) -> BallotPapers:
    """What the page of a ballot lists, in two queries; of a draft the dossier, which binds nothing yet."""
    newest = papers_of([ballot.matter], restricted=restricted)[ballot.matter_id]
    if not bindings:
        return BallotPapers([BallotPaper(paper) for paper in newest])
    by_document = {paper.document_id: paper for paper in newest}
    shown: list[BallotPaper] = []
    for row in bindings[-1].papers.all():
        if is_restricted(row.version.document) and not restricted:
            continue
        latest = by_document.pop(row.version.document_id, None)
        newer = latest if latest and latest.number != row.version.number else None
        shown.append(BallotPaper(paper_bound(row), newer, _before(row, bindings)))
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


def paper_bound(row: BoundPaper) -> Paper:
    """A bound version as a page lists it."""
    version, document = row.version, row.version.document
    return Paper(
        version_id=version.pk,
        kind=document.kind,
        title=row.title,
        pages=version.pages,
        size=version.size,
        sha256=version.sha256,
        number=version.number,
        restricted=is_restricted(document),
        document_id=document.pk,
    )


def _before(row: BoundPaper, bindings: Sequence[Binding]) -> tuple[Paper, ...]:
    """The other versions of this paper that were put before the members earlier, newest first."""
    found: dict[Version, Paper] = {}
    for binding in bindings:
        for each in binding.papers.all():
            if each.version.document_id == row.version.document_id and each.version_id != row.version_id:
                found[each.version] = paper_bound(each)
    return tuple(sorted(found.values(), key=lambda paper: -paper.number))


def _content(ballot: Ballot, papers: Sequence[PaperAsked]) -> dict[str, object]:
    questions = [(each.number, each.text, each.alternatives) for each in ballot.questions.all()]
    return content_asked(ballot.title, questions, ballot.procedure_key, papers)
