"""The rules of a meeting: its states, who attends, whether there is a quorum, what may happen next."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from core.refusals import Refusal
from people.procedure import Procedure


class MeetingStatus(StrEnum):
    """The life of a meeting."""

    DRAFT = "draft"
    SENT = "sent"
    RUNNING = "running"
    CLOSED = "closed"


class ItemStatus(StrEnum):
    """The life of an agenda item; an item left waiting at the end was put off."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"


class Presence(StrEnum):
    """Where the holder of a seat is; DEPUTY: a deputy sits there, speaks, and does not vote."""

    EXPECTED = "expected"
    IN_ROOM = "in_room"
    REMOTE = "remote"
    ABSENT = "absent"
    DEPUTY = "deputy"
    LEFT = "left"


MOVES: Mapping[MeetingStatus, frozenset[MeetingStatus]] = {
    MeetingStatus.DRAFT: frozenset({MeetingStatus.SENT}),
    MeetingStatus.SENT: frozenset({MeetingStatus.RUNNING}),
    MeetingStatus.RUNNING: frozenset({MeetingStatus.CLOSED}),
    MeetingStatus.CLOSED: frozenset(),
}

ITEM_MOVES: Mapping[ItemStatus, frozenset[ItemStatus]] = {
    ItemStatus.WAITING: frozenset({ItemStatus.RUNNING}),
    ItemStatus.RUNNING: frozenset({ItemStatus.DONE}),
    ItemStatus.DONE: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many seats attend and how many must, with the rule that says so."""

    seats: int
    attending: int
    needed: int
    reached: bool
    in_room: int
    remote: int
    deputy: int
    absent: int
    expected: int
    left: int
    share: str
    source: str
    source_en: str
    mark: str

    @property
    def missing(self) -> int:
        """How many more members must come."""
        return max(0, self.needed - self.attending)

    def as_facts(self) -> dict[str, object]:
        """The quorum as plain JSON, for the journal."""
        return asdict(self)


def quorum(presences: Mapping[int, Presence], procedure: Procedure) -> Quorum:
    """Count the seats that attend against the share of all seats that the procedure asks for."""
    share = procedure.quorum_share
    there = Counter(presences.values())
    attending = there[Presence.IN_ROOM]
    attending += there[Presence.REMOTE] * procedure.quorum_counts_remote.value
    attending += there[Presence.DEPUTY] * procedure.quorum_counts_deputy.value
    seats = len(presences)
    least = -(-seats * share.value.numerator // share.value.denominator)
    return Quorum(
        seats=seats,
        attending=attending,
        needed=least,
        reached=seats > 0 and attending >= least,
        in_room=there[Presence.IN_ROOM],
        remote=there[Presence.REMOTE],
        deputy=there[Presence.DEPUTY],
        absent=there[Presence.ABSENT],
        expected=there[Presence.EXPECTED],
        left=there[Presence.LEFT],
        share=f"{share.value.numerator}/{share.value.denominator}",
        source=share.source,
        source_en=share.source_en,
        mark=share.mark,
    )


def may_vote_from(presence: Presence) -> bool:
    """Whether a member votes from there: in the room or by remote connection."""
    return presence in (Presence.IN_ROOM, Presence.REMOTE)


def ends_at(starts_at: datetime, minutes: Iterable[int]) -> datetime:
    """When the agenda ends if every item keeps its minutes."""
    return starts_at + timedelta(minutes=sum(minutes))


def starts_of_items(starts_at: datetime, minutes: Iterable[int]) -> tuple[datetime, ...]:
    """When each item of the agenda begins if every earlier one keeps its minutes."""
    starts, moment = [], starts_at
    for each in minutes:
        starts.append(moment)
        moment += timedelta(minutes=each)
    return tuple(starts)


def check_move(current: MeetingStatus, target: MeetingStatus) -> None:
    """Refuse a step that a meeting's life does not have."""
    if target in MOVES[current]:
        return
    if current is MeetingStatus.CLOSED:
        raise Refusal("meeting_closed")
    if target is MeetingStatus.CLOSED:
        raise Refusal("meeting_not_running")
    if current is MeetingStatus.DRAFT:
        raise Refusal("meeting_not_sent")
    raise Refusal("meeting_already_running" if current is MeetingStatus.RUNNING else "meeting_already_sent")


def check_open_to_change(status: MeetingStatus) -> None:
    """Refuse to change the agenda of a meeting that has begun or ended."""
    if status is MeetingStatus.CLOSED:
        raise Refusal("meeting_closed")
    if status is MeetingStatus.RUNNING:
        raise Refusal("meeting_already_running")


def check_agenda(minutes: Iterable[int], available: int | None = None) -> None:
    """Refuse an agenda without items, with an item of no length, or longer than the time there is."""
    lengths = tuple(minutes)
    if not lengths:
        raise Refusal("agenda_empty")
    for number, length in enumerate(lengths, start=1):
        if length < 1:
            raise Refusal("item_without_minutes", number=number)
    if available is not None and sum(lengths) > available:
        raise Refusal("agenda_too_long", minutes=sum(lengths), available=available)


def check_send(status: MeetingStatus, minutes: Iterable[int], available: int | None = None) -> None:
    """Refuse to send a meeting twice, or one whose agenda does not hold."""
    check_move(status, MeetingStatus.SENT)
    check_agenda(minutes, available)


def check_quorum(found: Quorum) -> None:
    """Refuse to go on while too few members attend."""
    if not found.reached:
        raise Refusal(
            "no_quorum",
            attending=found.attending,
            seats=found.seats,
            needed=found.needed,
            missing=found.missing,
            source=found.source,
            source_en=found.source_en,
        )


def check_start(status: MeetingStatus, found: Quorum) -> None:
    """Refuse to start a meeting that was not sent or has no quorum."""
    check_move(status, MeetingStatus.RUNNING)
    check_quorum(found)


def check_running(status: MeetingStatus) -> None:
    """Refuse an act of the room outside a running meeting."""
    if status is MeetingStatus.CLOSED:
        raise Refusal("meeting_closed")
    if status is not MeetingStatus.RUNNING:
        raise Refusal("meeting_not_running")


def check_item_start(
    status: MeetingStatus, item: ItemStatus, *, running_item: int | None, vote_open: bool
) -> None:
    """Refuse to start an item while another one runs (its number is `running_item`) or a vote is open."""
    check_running(status)
    if vote_open:
        raise Refusal("vote_running")
    if item is ItemStatus.DONE:
        raise Refusal("item_done")
    if running_item is not None:
        raise Refusal("item_running", number=running_item)


def check_item_running(status: MeetingStatus, item: ItemStatus) -> None:
    """Refuse an act on an item that is not the running one."""
    check_running(status)
    if item is not ItemStatus.RUNNING:
        raise Refusal("item_not_running")


def check_vote_open(status: MeetingStatus, item: ItemStatus, found: Quorum, *, vote_open: bool) -> None:
    """Refuse a vote outside the running item, beside another vote, or without a quorum."""
    check_item_running(status, item)
    if vote_open:
        raise Refusal("vote_running")
    check_quorum(found)


def check_item_end(status: MeetingStatus, item: ItemStatus, *, vote_open: bool) -> None:
    """Refuse to end an item that is not running or whose vote is still open."""
    check_item_running(status, item)
    if vote_open:
        raise Refusal("vote_running")


def check_close(status: MeetingStatus, *, running_item: int | None, vote_open: bool) -> None:
    """Refuse to close a meeting in the middle of a vote or of an item."""
    check_move(status, MeetingStatus.CLOSED)
    if vote_open:
        raise Refusal("vote_running")
    if running_item is not None:
        raise Refusal("item_running", number=running_item)


def check_presence(
    status: MeetingStatus,
    presence: Presence,
    seat_kind: str,
    procedure: Procedure,
    *,
    office: str,
    deputy: str | None,
) -> None:
    """Refuse an attendance that the procedure does not have, or of a meeting not sent or already closed."""
    if status is MeetingStatus.CLOSED:
        raise Refusal("meeting_closed")
    if status is MeetingStatus.DRAFT:
        raise Refusal("meeting_not_sent")
    if presence is not Presence.DEPUTY:
        return
    rule = procedure.deputy_for_kinds
    if seat_kind not in rule.value:
        raise Refusal("deputy_not_allowed", office=office, source=rule.source, source_en=rule.source_en)
    if not deputy:
        raise Refusal("deputy_unnamed", office=office)


def check_voter(presence: Presence, procedure: Procedure, *, office: str) -> None:
    """Refuse the session vote of a seat whose member is neither in the room nor connected."""
    rule = procedure.deputy_votes
    if presence is Presence.DEPUTY and not rule.value:
        raise Refusal("deputy_may_not_vote", office=office, source=rule.source, source_en=rule.source_en)
    if presence is not Presence.DEPUTY and not may_vote_from(presence):
        raise Refusal("seat_absent", office=office)
