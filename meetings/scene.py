"""What stands in a meeting's room now, read once for every view of it, and what one person may do there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID
from zlib import crc32

from django.db.models import Exists, OuterRef
from django.http import Http404

from ballots.models import Answer, Ballot
from ballots.rules import Status, needed
from ballots.wording import agreement_words, arithmetic_words, decision_words, shortfall_words
from core.journal import entries
from matters.selectors import Paper, papers_of
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.rules import (
    ItemStatus,
    MeetingStatus,
    Presence,
    Quorum,
    may_vote_from,
    quorum,
    starts_of_items,
)
from meetings.selectors import agenda, attendance, presences
from meetings.wording import PRESENCES
from people.models import Seat

Facts = Mapping[str, Any]
# What an audience may see beyond its view (core.live.Audience.rights); a guest has his items there instead.
EVERYTHING = "everything"
UNRESTRICTED = "unrestricted"


@dataclass(frozen=True)
class Vote:
    """A vote on an item: open with how many have answered, or closed with what was counted."""

    ballot: Ballot
    cast: int = 0
    electorate: int = 0

    @property
    def is_open(self) -> bool:
        """Whether answers are being taken."""
        return self.ballot.status == Status.OPEN.value

    @property
    def missing(self) -> int:
        """How many seats have not answered."""
        return self.electorate - self.cast

    @property
    def needed(self) -> int:
        """How many must agree."""
        if self.outcome:
            return int(self.outcome["needed"])
        return needed(self.ballot.procedure.majority_share.value, self.electorate)

    @cached_property
    def tally(self) -> Facts:
        """The count of a closed vote; empty before."""
        found: Facts = self._counted.get("tally", {})
        return found

    @cached_property
    def outcome(self) -> Facts:
        """The outcome of a closed vote; empty before."""
        found: Facts = self._counted.get("outcome", {})
        return found

    @property
    def _counted(self) -> Facts:
        result: Facts = self.ballot.result or {}
        found: Facts = result["questions"][0] if result else {}
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
        """*thiếu 2 phiếu để đạt quá nửa tổng số*; empty when there was enough."""
        return shortfall_words(self.outcome)


@dataclass(frozen=True)
class ItemNow:
    """An item of the agenda with its papers, its latest vote, and when it was to begin."""

    item: AgendaItem
    papers: Sequence[Paper]
    vote: Vote | None
    starts_at: datetime

    @property
    def presenter(self) -> str:
        """Who presents: the office named, or the agency that submits the matter."""
        if self.item.presenter is not None:
            return self.item.presenter.office
        return self.item.matter.lead.name

    @property
    def budget(self) -> str:
        """The time of the item as a clock writes it: *15:00*, *1:30:00*."""
        hours, minutes = divmod(self.item.minutes, 60)
        return f"{hours}:{minutes:02}:00" if hours else f"{minutes}:00"

    @property
    def limit(self) -> int:
        """The same in seconds."""
        return self.item.minutes * 60

    @property
    def running(self) -> bool:
        """Whether the meeting is at this item."""
        return self.item.status == ItemStatus.RUNNING.value

    @property
    def done(self) -> bool:
        """Whether the meeting has left this item."""
        return self.item.status == ItemStatus.DONE.value


@dataclass(frozen=True)
class SeatNow:
    """One seat: where it is and, as far as it may be shown, whether or what it voted."""

    order: int
    seat: Seat
    presence: Presence
    deputy: str
    reason: str
    since: datetime | None
    voted: bool = False
    choice: str | None = None
    place: str | None = None

    @property
    def where(self) -> str:
        """Where it is, in words."""
        return str(PRESENCES[self.presence.value])

    @property
    def may_vote(self) -> bool:
        """Whether its member votes from there."""
        return may_vote_from(self.presence)

    @property
    def remote(self) -> bool:
        """Whether the vote was given by remote connection."""
        return self.place == Presence.REMOTE.value


@dataclass(frozen=True)
class Scene:
    """A meeting as one audience sees it now."""

    meeting: Meeting
    items: Sequence[ItemNow]
    whole: bool
    quorum: Quorum
    seats: Sequence[SeatNow]

    @property
    def status(self) -> str:
        """draft, sent, running or closed."""
        return self.meeting.status

    @property
    def started(self) -> bool:
        """Whether the session has begun."""
        return self.status in (MeetingStatus.RUNNING.value, MeetingStatus.CLOSED.value)

    @cached_property
    def current(self) -> ItemNow | None:
        """The running item; between two items the one that was ended last, though not for a guest."""
        if self.status != MeetingStatus.RUNNING.value:
            return None
        running = next((each for each in self.items if each.running), None)
        if running or not self.whole:
            return running
        ended = [each for each in self.items if each.done and each.item.ended_at]
        return max(ended, key=lambda each: each.item.ended_at or each.starts_at, default=None)

    @property
    def vote(self) -> Vote | None:
        """The latest vote on the current item."""
        return self.current.vote if self.current else None

    @cached_property
    def following(self) -> ItemNow | None:
        """The next item that waits."""
        if self.status not in (MeetingStatus.RUNNING.value, MeetingStatus.SENT.value):
            return None
        return next((each for each in self.items if each.item.status == ItemStatus.WAITING.value), None)

    @property
    def ends_at(self) -> datetime:
        """When the session ends if the running item and those that wait keep their minutes."""
        running = next((each.item for each in self.items if each.running), None)
        waiting = [each.item for each in self.items if each.item.status == ItemStatus.WAITING.value]
        if running is not None and running.started_at is not None:
            base = running.started_at + timedelta(minutes=running.minutes)
        else:
            ended = [each.item.ended_at for each in self.items if each.item.ended_at]
            base = max(ended, default=self.meeting.started_at or self.meeting.starts_at)
        return base + timedelta(minutes=sum(item.minutes for item in waiting))

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
            return f"{self.status}"
        if not vote.is_open:
            return f"{self.status}:{vote.ballot.pk}:closed"
        where = ",".join(f"{seat.order}{seat.presence.value}" for seat in self.seats)
        return f"{vote.ballot.pk}:open:{crc32(where.encode()):x}"


def read(
    meeting: Meeting,
    items: frozenset[UUID] | None = None,
    *,
    papers: bool = False,
    restricted: bool = False,
    voters: bool = False,
    counted: bool = False,
) -> Scene:
    """The room now in a constant number of queries; `items` are those open to a guest (None: all).

    `papers` asks for the papers (with the `restricted` ones), `voters` for who has answered the running
    vote, `counted` for what each seat gave to the vote that was closed.
    """
    listed = [item for item in agenda(meeting) if items is None or item.pk in items]
    rows = attendance(meeting)
    texts = papers_of([item.matter for item in listed], restricted=restricted) if papers else {}
    opened = _open_ballot(listed)
    voted = _voted(opened) if opened is not None else {}
    starts = starts_of_items(meeting.starts_at, [item.minutes for item in listed])
    shown = [
        ItemNow(item, texts.get(item.matter_id, ()), _latest(item, voted), start)
        for item, start in zip(listed, starts, strict=True)
    ]
    found = quorum(presences(rows), meeting.procedure)
    bare = Scene(meeting, shown, items is None, found, [_seat(row) for row in rows])
    vote = bare.vote
    if vote is None:
        return bare
    if vote.is_open and voters:
        seats = [_seat(row, voted=voted.get(row.seat.order, False)) for row in rows]
    elif counted and not vote.is_open:
        seats = _seats_counted(meeting, vote.ballot, rows)
    else:
        return bare
    return replace(bare, seats=seats)


def items_seen(rights: Sequence[str]) -> frozenset[UUID] | None:
    """The items that these rights open; None for the whole meeting."""
    if EVERYTHING in rights:
        return None
    return frozenset(UUID(right) for right in rights if right != UNRESTRICTED)


def session_ballot(meeting: Meeting, key: UUID) -> Ballot:
    """A vote of this meeting; Http404 when it has none of this id."""
    found = Ballot.objects.filter(pk=key, item_vote__item__meeting=meeting).first()
    if found is None:
        raise Http404
    return found


def _open_ballot(items: Sequence[AgendaItem]) -> Ballot | None:
    ballots = (vote.ballot for item in items for vote in item.votes.all())
    return next((ballot for ballot in ballots if ballot.status == Status.OPEN.value), None)


def _voted(ballot: Ballot) -> dict[int, bool]:
    """Seat order → whether it has answered; never which way."""
    cast = Exists(Answer.objects.filter(elector=OuterRef("pk")))
    return dict(ballot.electors.annotate(voted=cast).values_list("order", "voted"))


def _latest(item: AgendaItem, voted: Mapping[int, bool]) -> Vote | None:
    """The vote that was opened last on an item."""
    ballots = sorted((vote.ballot for vote in item.votes.all()), key=lambda each: each.composed_at)
    if not ballots:
        return None
    ballot = ballots[-1]
    if ballot.status != Status.OPEN.value:
        return Vote(ballot)
    return Vote(ballot, sum(voted.values()), len(voted))


def _seat(row: Attendance, *, voted: bool = False, given: Facts | None = None) -> SeatNow:
    return SeatNow(
        order=row.seat.order,
        seat=row.seat,
        presence=Presence(row.presence),
        deputy=row.deputy.name if row.deputy else "",
        reason=row.reason,
        since=row.since,
        voted=voted or bool(given and given["choice"]),
        choice=given["choice"] if given else None,
        place=given["place"] if given else None,
    )


def _seats_counted(meeting: Meeting, ballot: Ballot, rows: Sequence[Attendance]) -> list[SeatNow]:
    """What each seat gave, as the closing entry of the journal holds it."""
    closing = entries(meeting.stream).filter(kind="vote.closed", subject=ballot.key)
    facts = closing.values_list("facts", flat=True).first()
    given = {row["order"]: row for row in (facts or {}).get("seats", ())}
    return [_seat(row, given=given.get(row.seat.order)) for row in rows]
