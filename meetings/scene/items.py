"""An item of the agenda as the room shows it: its clock, its vote, its conclusion."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from matters.selectors import Paper
from meetings.models import Asks
from meetings.rules import ItemStatus
from meetings.rules.clocks import clock_since, seconds_spent
from meetings.rules.forecast import BLOCK_MINUTES
from meetings.scene.block import InBlock
from meetings.scene.votes import Facts, Vote
from people.models import in_language


@dataclass(frozen=True)
class DecisionNow:
    """A released decision: what is to be done, by which agency, until when."""

    text: str
    agency: str
    due: date | None


def _decision(row: Facts) -> DecisionNow:
    due = date.fromisoformat(row["due"]) if row["due"] else None
    return DecisionNow(row["text"], in_language(row["agency"], row["agency_en"]), due)


@dataclass(frozen=True)
class ItemNow:
    """An item of the agenda with its papers, its latest vote, and when it was to begin."""

    key: UUID
    matter: UUID
    order: int
    title: str
    presenter: str
    minutes: int
    asks: str
    status: str
    started_at: datetime | None
    ended_at: datetime | None
    conclusion: str
    starts_at: datetime
    papers: Sequence[Paper] = ()
    vote: Vote | None = None
    block: InBlock | None = None
    section: str = ""
    taken_seconds: int = 0
    paused_seconds: int = 0
    urgent: bool = False
    direction: str = ""
    resubmit_on: date | None = None
    vote_at: datetime | None = None
    released: Facts = field(default_factory=dict)
    shut: bool = False  # its subject is closed to this audience

    @property
    def minutes_to_come(self) -> int:
        """The minutes to reckon with: those planned, or what an item takes that stands in the block."""
        together = self.block is not None and not (self.block.pulled or self.block.settled)
        return min(BLOCK_MINUTES, self.minutes) if together else self.minutes

    @property
    def clock_since(self) -> datetime | None:
        """From when its clock counts: pauses are left out, an earlier run is counted."""
        if self.started_at is None:
            return None
        return clock_since(self.started_at, taken=self.taken_seconds, paused=self.paused_seconds)

    def spent_at(self, moment: datetime | None) -> int:
        """The seconds it has taken by this moment, in which its clock stands."""
        until = self.ended_at or moment
        return seconds_spent(self.started_at, until, taken=self.taken_seconds, paused=self.paused_seconds)

    @property
    def deferred(self) -> bool:
        """Whether it was put off."""
        return self.status == ItemStatus.DEFERRED.value

    @property
    def announced(self) -> datetime | None:
        """For which moment the opening of its vote is announced."""
        begun = self.started_at
        return self.vote_at if self.running and self.vote_at and begun and self.vote_at > begun else None

    @property
    def awaits_answers(self) -> bool:
        """Whether members are to have the vote's page open: it is announced, or a vote on tablets is open."""
        vote = self.vote
        return self.announced is not None or (vote is not None and vote.is_open and not vote.by_hand)

    @property
    def awaits_vote(self) -> bool:
        """Whether the next thing to be done on it is a vote: it asks for one, or one is announced."""
        asked = self.vote is None and self.asks == Asks.VOTE
        return self.running and (asked or self.announced is not None)

    @property
    def decisions(self) -> list[DecisionNow]:
        """The decisions that the chair has released."""
        return [_decision(row) for row in self.released.get("decisions", ())]

    @property
    def unreleased(self) -> bool:
        """Whether its conclusion is kept and others do not see it as it stands."""
        return bool(self.conclusion) and self.released.get("text") != self.conclusion

    @property
    def budget(self) -> str:
        """The time of the item as a clock writes it: *15:00*, *1:30:00*."""
        hours, minutes = divmod(self.minutes, 60)
        return f"{hours}:{minutes:02}:00" if hours else f"{minutes}:00"

    @property
    def limit(self) -> int:
        """The same in seconds."""
        return self.minutes * 60

    @property
    def running(self) -> bool:
        """Whether the meeting is at this item."""
        return self.status == ItemStatus.RUNNING.value

    @property
    def waiting(self) -> bool:
        """Whether this item has not been called."""
        return self.status == ItemStatus.WAITING.value

    @property
    def done(self) -> bool:
        """Whether the meeting has left this item."""
        return self.status == ItemStatus.DONE.value
