"""What the papers of a ballot tell: plain facts, with nothing of the database in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ballots.rules import Outcome, Tally


@dataclass(frozen=True, slots=True)
class AskedFacts:
    """One numbered question; without alternatives it is agreed to or not."""

    number: int
    text: str
    alternatives: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperFacts:
    """One paper of the dossier in the version that is voted on."""

    title: str
    number: int
    sha256: str


@dataclass(frozen=True, slots=True)
class RuleFacts:
    """A rule of the procedure: its value, where it stands, how surely it was read."""

    value: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class HeadFacts:
    """What every paper of a ballot says first: which ballot, about what, of whom, until when.

    `number` and `opened_at` are empty for a ballot that was not sent.
    """

    title: str
    body: str
    # Where the body dates its documents; empty when it is not known, then the line is left out.
    place: str
    lead: str
    procedure: str
    closes_at: datetime
    number: int | None = None
    opened_at: datetime | None = None
    recalled: bool = False
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class BallotPaperFacts:
    """The paper that members receive."""

    head: HeadFacts
    questions: tuple[AskedFacts, ...]
    papers: tuple[PaperFacts, ...]
    majority: RuleFacts
    silence: RuleFacts


@dataclass(frozen=True, slots=True)
class Given:
    """What a seat gave to one question."""

    number: int
    choice: str
    text: str


@dataclass(frozen=True, slots=True)
class CastFacts:
    """The counted answer of a seat: its receipt, and how it can be checked.

    `content` is the digest of what was voted on, `earlier_papers`: some of it was replaced afterwards.
    """

    at: datetime
    receipt: str
    revision: int
    seq: int
    digest: str
    given: tuple[Given, ...]
    content: str = ""
    earlier_papers: bool = False


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """The answer sheet of one seat; `cast` is empty where it kept silent, `earlier` are replaced receipts."""

    head: HeadFacts
    questions: tuple[AskedFacts, ...]
    office: str
    cast: CastFacts | None
    earlier: tuple[tuple[str, datetime], ...] = ()
    deemed: bool = False
    silence: RuleFacts | None = None


@dataclass(frozen=True, slots=True)
class SeatFacts:
    """One seat in the table of a report; `choices` is empty where it did not answer."""

    order: int
    office: str
    at: datetime | None = None
    receipt: str = ""
    choices: tuple[tuple[int, str], ...] = ()
    deemed: bool = False
    earlier_papers: bool = False


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    """What a seat wrote to one question, and the drafting agency's reply (`stance` empty: none)."""

    order: int
    office: str
    question: int
    choice: str
    text: str
    stance: str = ""
    reply: str = ""


@dataclass(frozen=True, slots=True)
class CountFacts:
    """The result of one question."""

    asked: AskedFacts
    tally: Tally
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class ExtensionFacts:
    """A deadline that was moved."""

    at: datetime
    old: datetime
    new: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class ReplacementFacts:
    """Papers that were replaced while the ballot was open."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class DissentFacts:
    """What a seat keeps on record against the result."""

    order: int
    office: str
    at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class SavingFacts:
    """The opinion ballots counted in one year up to this one, and how many papers they stand for."""

    year: int
    ballots: int
    papers: int


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """A whole report. `seq` and `hash` are those of the closing entry that it is composed from."""

    head: HeadFacts
    closed_at: datetime
    reported_at: datetime
    reported_by: str
    tie_breaker: str
    silence: RuleFacts
    counts: tuple[CountFacts, ...]
    seats: tuple[SeatFacts, ...]
    opinions: tuple[OpinionFacts, ...]
    papers: tuple[PaperFacts, ...]
    extensions: tuple[ExtensionFacts, ...]
    saving: SavingFacts
    seq: int
    hash: str
    content: str = ""
    replacements: tuple[ReplacementFacts, ...] = ()
    dissents: tuple[DissentFacts, ...] = ()
    # A report that was not issued yet is shown as a draft.
    draft: bool = False

    @property
    def answered(self) -> int:
        """How many seats answered."""
        return sum(seat.at is not None for seat in self.seats)

    @property
    def silent(self) -> tuple[SeatFacts, ...]:
        """The seats that did not."""
        return tuple(seat for seat in self.seats if seat.at is None)

    @property
    def on_earlier_papers(self) -> tuple[SeatFacts, ...]:
        """The seats that answered on papers replaced since and did not confirm their answer."""
        return tuple(seat for seat in self.seats if seat.earlier_papers)

    @property
    def unreplied(self) -> tuple[OpinionFacts, ...]:
        """The opinions that have no reply."""
        return tuple(opinion for opinion in self.opinions if not opinion.stance)
