"""The states of a meeting, of an item and of a seat, and the moves between them."""

from collections.abc import Mapping
from enum import StrEnum

from core.refusals import Refusal


class MeetingStatus(StrEnum):
    """The life of a meeting."""

    DRAFT = "draft"
    SENT = "sent"
    RUNNING = "running"
    CLOSED = "closed"
    CANCELLED = "cancelled"


class ItemStatus(StrEnum):
    """The life of an agenda item; an item left waiting at the end was put off."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    DEFERRED = "deferred"


class Presence(StrEnum):
    """Where the holder of a seat is; DEPUTY: a deputy sits there, speaks, and does not vote."""

    EXPECTED = "expected"
    IN_ROOM = "in_room"
    REMOTE = "remote"
    ABSENT = "absent"
    DEPUTY = "deputy"
    LEFT = "left"


MOVES: Mapping[MeetingStatus, frozenset[MeetingStatus]] = {
    MeetingStatus.DRAFT: frozenset({MeetingStatus.SENT, MeetingStatus.CANCELLED}),
    MeetingStatus.SENT: frozenset({MeetingStatus.RUNNING, MeetingStatus.CANCELLED}),
    MeetingStatus.RUNNING: frozenset({MeetingStatus.CLOSED}),
    MeetingStatus.CLOSED: frozenset(),
    MeetingStatus.CANCELLED: frozenset(),
}

ITEM_MOVES: Mapping[ItemStatus, frozenset[ItemStatus]] = {
    ItemStatus.WAITING: frozenset({ItemStatus.RUNNING, ItemStatus.DEFERRED}),
    ItemStatus.RUNNING: frozenset({ItemStatus.DONE, ItemStatus.DEFERRED}),
    ItemStatus.DONE: frozenset({ItemStatus.RUNNING}),  # taken up again: the record keeps both runs
    ItemStatus.DEFERRED: frozenset({ItemStatus.RUNNING}),
}


def check_move(current: MeetingStatus, target: MeetingStatus) -> None:
    """Refuse a step that a meeting's life does not have."""
    if target in MOVES[current]:
        return
    check_not_over(current)
    if target is MeetingStatus.CLOSED:
        raise Refusal("meeting_not_running")
    if current is MeetingStatus.DRAFT:
        raise Refusal("meeting_not_sent")
    raise Refusal("meeting_already_running" if current is MeetingStatus.RUNNING else "meeting_already_sent")


def check_not_over(status: MeetingStatus) -> None:
    """Refuse any act on a meeting that was closed or will not be held."""
    if status is MeetingStatus.CLOSED:
        raise Refusal("meeting_closed")
    if status is MeetingStatus.CANCELLED:
        raise Refusal("meeting_cancelled")


def check_open_to_change(status: MeetingStatus) -> None:
    """Refuse to change the agenda of a meeting that has begun or ended."""
    check_not_over(status)
    if status is MeetingStatus.RUNNING:
        raise Refusal("meeting_already_running")


def check_running(status: MeetingStatus) -> None:
    """Refuse an act of the room outside a running meeting."""
    check_not_over(status)
    if status is not MeetingStatus.RUNNING:
        raise Refusal("meeting_not_running")
