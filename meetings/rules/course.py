"""What may happen next in a session."""

from datetime import date, datetime

from core.refusals import Refusal
from meetings.rules.attendance import Quorum, check_quorum
from meetings.rules.statuses import ITEM_MOVES, ItemStatus, MeetingStatus, check_move, check_running


def check_start(status: MeetingStatus, found: Quorum) -> None:
    """Refuse to start a meeting that was not sent or has no quorum."""
    check_move(status, MeetingStatus.RUNNING)
    check_quorum(found)


def check_not_paused(paused_at: datetime | None) -> None:
    """Refuse what does not happen while the session is suspended."""
    if paused_at is not None:
        raise Refusal("meeting_paused", since=paused_at)


def check_pause(status: MeetingStatus, paused_at: datetime | None, *, vote_open: bool) -> None:
    """Refuse to suspend a session that does not run, twice, or in the middle of a vote."""
    check_running(status)
    check_not_paused(paused_at)
    if vote_open:
        raise Refusal("vote_running")


def check_resume(status: MeetingStatus, paused_at: datetime | None) -> None:
    """Refuse to resume a session that is not suspended."""
    check_running(status)
    if paused_at is None:
        raise Refusal("meeting_not_paused")


def check_item_start(
    status: MeetingStatus, item: ItemStatus, *, running_item: int | None, vote_open: bool
) -> None:
    """Refuse to start an item while another one runs (its number is `running_item`) or a vote is open.

    An item that is done or was deferred may be taken up again: the record keeps both runs.
    """
    check_running(status)
    if vote_open:
        raise Refusal("vote_running")
    if running_item is not None:
        raise Refusal("item_running", number=running_item)
    if ItemStatus.RUNNING not in ITEM_MOVES[item]:
        raise Refusal("item_done")


def check_defer(status: MeetingStatus, item: ItemStatus, *, vote_open: bool) -> None:
    """Refuse to defer an item that is done, or one in the middle of its vote."""
    check_running(status)
    if ItemStatus.DEFERRED not in ITEM_MOVES[item]:
        raise Refusal("item_done")
    if vote_open and item is ItemStatus.RUNNING:
        raise Refusal("vote_running")


def check_direction(status: MeetingStatus, decision: str, *, vote_open: bool) -> None:
    """Refuse to send a draft back for revision before its vote is closed, or when it was adopted."""
    check_running(status)
    if vote_open or not decision:
        raise Refusal("vote_not_closed")
    if decision.startswith("adopted"):
        raise Refusal("item_adopted")


def check_resubmission(day: date | None, on: date) -> None:
    """Refuse a day of resubmission that has passed."""
    if day is not None and day <= on:
        raise Refusal("resubmission_past", day=day)


def check_waiting(status: MeetingStatus, item: ItemStatus) -> None:
    """Refuse to move an item that has been called: only what is left changes its order."""
    check_running(status)
    if item is not ItemStatus.WAITING:
        raise Refusal("item_called")


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
