"""What stands in a meeting's room now, as one audience sees it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from zlib import crc32

from meetings.models import Meeting
from meetings.rules import MeetingStatus, Quorum
from meetings.scene.block import BlockNow, block_now
from meetings.scene.floor import Floor
from meetings.scene.items import ItemNow
from meetings.scene.seats import SeatNow
from meetings.scene.votes import Vote


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
    def linked(self) -> bool:
        """Whether it is shown who is connected."""
        return any(seat.link for seat in self.seats)

    @property
    def ready(self) -> list[SeatNow]:
        """The members who may vote and have the page in sight."""
        return [seat for seat in self.seats if seat.may_vote and seat.link == "open"]

    @property
    def unready(self) -> list[SeatNow]:
        """The members who may vote, have not, and do not have the page in sight."""
        return [seat for seat in self.seats if seat.may_vote and not seat.voted and seat.link != "open"]

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
        where += f"{vote.way}{vote.entered}"
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
