"""What changed in the papers of a ballot between two bindings, or between the last one and the dossier."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from ballots.models import Ballot
from ballots.selectors import Bound, bound_of, papers_offered
from matters.comparisons import Comparison, compare
from matters.models import Version
from matters.selectors import Paper, versions_at
from matters.wording import DOCUMENT_KINDS

MOST_COMPARED = 8  # papers on one page; what comes after is named, and read side by side


@dataclass(frozen=True)
class PaperChange:
    """One paper that was replaced (by `new`) or added (no `old`); no comparison where there is none."""

    old: Paper | None
    new: Paper
    comparison: Comparison | None = None

    @property
    def kind(self) -> str:
        """What kind of paper it is, in words."""
        return str(DOCUMENT_KINDS[self.new.kind])


@dataclass(frozen=True)
class Replacement:
    """A binding that came after the first, with the papers that it changed."""

    binding: Bound
    changes: Sequence[PaperChange]


def last_replacement(bindings: Sequence[Bound], *, restricted: bool) -> Replacement | None:
    """The last time that papers were replaced; None while those of the opening stand."""
    if len(bindings) < 2:
        return None
    old, new = (binding.readable(restricted=restricted) for binding in bindings[-2:])
    return Replacement(bindings[-1], changed_papers(old, new))


def since_answer(bindings: Sequence[Bound], subject: str) -> Bound | None:
    """What was before a member who answered on `subject`; who has not answered: what was replaced last."""
    if len(bindings) < 2:
        return None
    return next((each for each in bindings[:-1] if each.subject == subject), bindings[-2])


def offered_changes(ballot: Ballot) -> list[PaperChange]:
    """What would change for the members if the dossier as it is now were put before them."""
    bound = bound_of(ballot)
    return changed_papers(bound[-1].papers if bound else [], papers_offered(ballot))


def changed_papers(old: Iterable[Paper], new: Iterable[Paper]) -> list[PaperChange]:
    """The papers that differ, in the order of the new ones."""
    before = {paper.document_id: paper for paper in old}
    pairs = [(before.get(paper.document_id), paper) for paper in new]
    return [PaperChange(was, is_) for was, is_ in pairs if was is None or was.version_id != is_.version_id]


def compared(changes: Sequence[PaperChange]) -> list[PaperChange]:
    """The same with what changed in their texts; this may take some seconds."""
    pairs = [(change.old.version_id, change.new.version_id) for change in changes if change.old]
    versions = versions_at({key for pair in pairs[:MOST_COMPARED] for key in pair})
    return [_compared(change, versions) for change in changes]


def _compared(change: PaperChange, versions: dict[UUID, Version]) -> PaperChange:
    old = versions.get(change.old.version_id) if change.old else None
    new = versions.get(change.new.version_id)
    if old is None or new is None:
        return change
    return PaperChange(change.old, change.new, compare(old, new))
