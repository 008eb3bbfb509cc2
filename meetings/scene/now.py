"""What stands in a meeting's room now, in the words that its sections show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID
from zlib import crc32

from ballots.rules import Status, needed
from ballots.wording import agreement_words, arithmetic_words, decision_words, shortfall_words
from matters.selectors import Paper
from meetings.models import Asks, Meeting
from meetings.rules import ItemStatus, MeetingStatus, Presence, Quorum, may_vote_from
from meetings.rules.clocks import clock_since, seconds_spent
from meetings.rules.forecast import BLOCK_MINUTES
from meetings.scene.block import BlockNow, InBlock, block_now
from meetings.scene.floor import Floor
from meetings.wording import PRESENCES
from people.models import in_language
from people.procedure import Procedure

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class Vote:
    """A vote on an item: open with how many have answered, or closed with what was counted."""

    key: UUID
    title: str
    status: str
    opened_at: datetime
    closed_at: datetime | None
    published_at: datetime | None
    counted: Facts
    procedure: Procedure
    cast: int = 0
    electorate: int = 0

    @property
    def is_open(self) -> bool:
        """Whether answers are being taken."""
        return self.status == Status.OPEN.value

    @property
    def published(self) -> bool:
        """Whether everybody in the meeting may see what was counted."""
        return self.published_at is not None

    @property
    def awaits(self) -> bool:
        """Whether it is over and this audience waits for the result."""
        return not self.is_open and not self.counted

    @property
    def held_back(self) -> bool:
        """Whether this audience sees a result that the others wait for."""
        return bool(self.counted) and not self.published

    @property
    def needed(self) -> int:
        """How many must agree."""
        if self.outcome:
            return int(self.outcome["needed"])
        return needed(self.procedure.majority_share.value, self.electorate)

    @property
    def tally(self) -> Facts:
        """The count of a closed vote; empty before."""
        found: Facts = self.counted.get("tally", {})
        return found

    @property
    def outcome(self) -> Facts:
        """The outcome of a closed vote; empty before."""
        found: Facts = self.counted.get("outcome", {})
        return found

    @property
    def adopted(self) -> bool:
        """Whether the draft passed."""
        return str(self.outcome.get("decision", "")).startswith("adopted")

    @property
    def needs_ruling(self) -> bool:
        """Whether the count leaves the decision to the chair."""
        return self.outcome.get("decision") == "needs_ruling"

    @property
    def decision(self) -> str:
        """*Được thông qua*."""
        return decision_words(self.outcome)

    @property
    def agreement(self) -> str:
        """*25 trên 27 Thành viên Chính phủ đồng ý*."""
        return agreement_words(self.outcome)

    @property
    def arithmetic(self) -> str:
        """*21 tại phòng họp + 4 từ xa = 25, quá nửa tổng số (cần 14)*."""
        return arithmetic_words(self.tally, self.outcome)

    @property
    def shortfall(self) -> str:
        """*thiếu 2 phiếu để đạt quá bán*; empty when there was enough."""
        return shortfall_words(self.outcome)


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


@dataclass(frozen=True)
class SeatNow:
    """One seat: where it is and, as far as it may be shown, whether or what it voted."""

    order: int
    office: str
    short: str
    kind: str
    presence: Presence
    deputy: str
    voted: bool = False
    choice: str | None = None
    place: str | None = None
    own: bool = False  # said by whoever sits there
    recused: bool = False  # takes no part in the running item, or took none in the vote that is shown

    @property
    def where(self) -> str:
        """Where it is, in words."""
        return str(PRESENCES[self.presence.value])

    @property
    def attends(self) -> bool:
        """Whether its member is in the room or connected."""
        return may_vote_from(self.presence)

    @property
    def may_vote(self) -> bool:
        """Whether its member votes from there, and on this item."""
        return self.attends and not self.recused

    @property
    def remote(self) -> bool:
        """Whether the vote was given by remote connection."""
        return self.place == Presence.REMOTE.value


@dataclass(frozen=True)
class Scene:
    """A meeting as one audience sees it now; `whole` is false for a guest of single items."""

    meeting: Meeting
    items: Sequence[ItemNow]
    whole: bool
    quorum: Quorum
    seats: Sequence[SeatNow]
    floor: Floor = field(default_factory=Floor)
    # Office and words of whoever said after the current vote that it was given by mistake.
    corrections: Sequence[tuple[str, str]] = ()

    @cached_property
    def current(self) -> ItemNow | None:
        """The running item; between two items the one that was ended last, though not for a guest."""
        return current_item(self.meeting, self.items, whole=self.whole)

    @cached_property
    def block(self) -> BlockNow | None:
        """The consent block, once it was announced."""
        return block_now(self.items)

    @property
    def vote(self) -> Vote | None:
        """The latest vote on the current item."""
        return self.current.vote if self.current else None

    @property
    def unpublished(self) -> Vote | None:
        """The vote whose result this audience sees and the others wait for."""
        return next((each.vote for each in self.items if each.vote and each.vote.held_back), None)

    @cached_property
    def following(self) -> ItemNow | None:
        """The next item that waits."""
        if self.meeting.status == MeetingStatus.CLOSED.value:
            return None
        return next((each for each in self.items if each.waiting), None)

    @property
    def ends_at(self) -> datetime:
        """When the session ends if the running item and those that wait keep to what is reckoned for them."""
        running = next((each for each in self.items if each.running), None)
        turns = [each.ended_at for each in self.items if each.ended_at]
        turns += [self.meeting.resumed_at] if self.meeting.resumed_at else []
        if running is not None and running.clock_since is not None:
            base = running.clock_since + timedelta(minutes=running.minutes_to_come)
        else:
            base = max(turns, default=self.meeting.started_at or self.meeting.starts_at)
        return base + timedelta(minutes=sum(each.minutes_to_come for each in self.items if each.waiting))

    @property
    def here(self) -> str:
        """One word per seat, which changes with what its holder and deputy are shown about themselves."""
        if not self.whole:
            return ""
        state = f"{self.meeting.status}{self.meeting.presiding_id}"
        marks = {seat.order: f"{state}{seat.presence}{seat.deputy}" for seat in self.seats}
        return " ".join(f"{order}:{crc32(mark.encode()):x}" for order, mark in marks.items())

    @property
    def waiting_voters(self) -> list[SeatNow]:
        """The members who may vote from where they are and have not."""
        return [seat for seat in self.seats if seat.may_vote and not seat.voted]

    @property
    def not_voting(self) -> list[SeatNow]:
        """The seats whose member is not there to vote, and that have no vote."""
        return [seat for seat in self.seats if not seat.may_vote and not seat.voted]

    @property
    def personal(self) -> str:
        """Changes whenever somebody's vote card may have to change; the same for everybody."""
        vote = self.vote
        if vote is None:
            return self.meeting.status
        if not vote.is_open:
            return f"{vote.key}:closed"
        where = ",".join(f"{seat.order}{seat.presence.value}{seat.recused:d}" for seat in self.seats)
        return f"{vote.key}:open:{crc32(where.encode()):x}"


def current_item(meeting: Meeting, items: Sequence[ItemNow], *, whole: bool) -> ItemNow | None:
    """The running item; between two items the one that was ended last, unless only some items are seen."""
    if meeting.status != MeetingStatus.RUNNING.value:
        return None
    running = next((each for each in items if each.running), None)
    if running or not whole:
        return running
    ended = [each for each in items if each.done]
    return max(ended, key=lambda each: each.ended_at or each.starts_at, default=None)
