"""What a page shows of a person's own draft, and of the answer that a seat's staff have prepared."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from ballots.facts import ShownLine, shown_lines
from ballots.models import AnswerDraft, Elector, PreparedAnswer, PreparedPaper, Question
from ballots.rules import Line, is_empty
from ballots.selectors import draft_of, papers_with, prepared_for
from people.models import Person


@dataclass(frozen=True)
class Aside:
    """A text that another device had typed, and where it lies among those that were put aside."""

    place: int
    at: datetime
    lines: Sequence[ShownLine]


@dataclass(frozen=True)
class Kept:
    """What the server keeps of a sheet that was not sent; `version` 0 when nothing."""

    draft: AnswerDraft | None
    shown: Sequence[ShownLine]
    aside: Sequence[Aside]

    @property
    def version(self) -> int:
        """The version from which a sheet goes on."""
        return self.draft.version if self.draft else 0

    @property
    def lines(self) -> Sequence[Line]:
        """What the sheet starts with; nothing when the draft is empty."""
        return self.draft.lines if self.draft and not is_empty(self.draft.lines) else ()

    @property
    def since(self) -> int:
        """When it was kept, in milliseconds, as a browser counts them."""
        return int(self.draft.saved_at.timestamp() * 1000) if self.draft else 0

    @property
    def adopted(self) -> PreparedAnswer | None:
        """The prepared answer from which the draft was taken over."""
        return self.draft.adopted if self.draft else None


@dataclass(frozen=True)
class Proposal:
    """A prepared answer with the words of its questions, and its papers."""

    prepared: PreparedAnswer
    lines: Sequence[ShownLine]
    papers: Sequence[PreparedPaper]


def kept_for(person: Person, elector: Elector, revision: int, questions: Sequence[Question]) -> Kept:
    """What this person has typed and not sent, to replace this revision."""
    return kept_in(draft_of(elector, person, revision), questions)


def kept_in(draft: AnswerDraft | None, questions: Sequence[Question]) -> Kept:
    """The same of a draft that was just stored."""
    if draft is None:
        return Kept(None, (), ())
    aside = [
        Aside(place, datetime.fromisoformat(each["at"]), _given(questions, each["lines"]))
        for place, each in enumerate(draft.displaced)
    ]
    return Kept(draft, _given(questions, draft.lines), aside)


def proposal_for(elector: Elector, questions: Sequence[Question]) -> Proposal | None:
    """The answer that the staff of this seat have submitted and not taken back."""
    prepared = prepared_for(elector)
    if prepared is None:
        return None
    return Proposal(prepared, _given(questions, prepared.lines), papers_with(prepared))


def _given(questions: Sequence[Question], lines: Sequence[Line]) -> list[ShownLine]:
    """The questions to which something is chosen or written."""
    return [line for line in shown_lines(questions, lines) if line.choice or line.text.strip()]
