"""What may happen next in a session."""

from core.refusals import Refusal
from meetings.rules.attendance import Quorum, check_quorum
from meetings.rules.statuses import ItemStatus, MeetingStatus, check_move, check_running


def check_start(status: MeetingStatus, found: Quorum) -> None:
    """Refuse to start a meeting that was not sent or has no quorum."""
    check_move(status, MeetingStatus.RUNNING)
    check_quorum(found)


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
