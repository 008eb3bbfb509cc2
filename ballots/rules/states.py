"""The life of a ballot, its forms, and when an answer or its closing is accepted."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from ballots.rules.notes import check_length
from core.refusals import Refusal


class Status(StrEnum):
    """The life of a ballot."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    OPEN = "open"
    CLOSED = "closed"
    REPORTED = "reported"
    DECIDED = "decided"
    RECALLED = "recalled"


class Form(StrEnum):
    """How the body is asked: together in a session, or each by a written ballot with a deadline."""

    SESSION = "session"
    WRITTEN = "written"


MOVES: Mapping[Status, frozenset[Status]] = {
    Status.DRAFT: frozenset({Status.SUBMITTED}),
    Status.SUBMITTED: frozenset({Status.APPROVED, Status.DRAFT}),
    Status.APPROVED: frozenset({Status.OPEN, Status.DRAFT}),
    Status.OPEN: frozenset({Status.CLOSED, Status.RECALLED}),
    Status.CLOSED: frozenset({Status.REPORTED, Status.RECALLED}),
    Status.REPORTED: frozenset({Status.DECIDED}),
    Status.DECIDED: frozenset(),
    Status.RECALLED: frozenset(),
}
# Not sent yet: seen by the desks alone.
IN_PREPARATION = frozenset({Status.DRAFT, Status.SUBMITTED, Status.APPROVED})
# Counted: no answer is accepted any more, and the result is shown.
OVER = frozenset({Status.CLOSED, Status.REPORTED, Status.DECIDED})

IN_ROOM = "in_room"
REMOTE = "remote"


def check_move(current: Status, target: Status, *, closed_at: datetime | None = None) -> None:
    """Refuse a step that a ballot's life does not have."""
    if target in MOVES[current]:
        return
    raise _refusal(current, target, closed_at)


def _refusal(current: Status, target: Status, closed_at: datetime | None) -> Refusal:
    """What the ballot is says why it cannot become the target; before it is sent, also the target."""
    if current in IN_PREPARATION:
        return _refusal_in_preparation(current, target)
    match current:
        case Status.OPEN:
            return Refusal("ballot_already_open")
        case Status.RECALLED:
            return Refusal("ballot_recalled")
        case Status.REPORTED:
            return Refusal("ballot_reported")
        case Status.DECIDED:
            return Refusal("ballot_decided")
    if target is Status.DECIDED:
        return Refusal("ballot_not_reported")
    return Refusal("ballot_closed", closed_at=closed_at)


def _refusal_in_preparation(current: Status, target: Status) -> Refusal:
    if target in (Status.DRAFT, Status.APPROVED) and current is Status.DRAFT:
        return Refusal("ballot_not_submitted")
    if target is Status.OPEN:
        return Refusal("ballot_not_approved")
    if target is Status.SUBMITTED:
        return Refusal("ballot_already_submitted")
    if target is Status.APPROVED:
        return Refusal("ballot_already_approved")
    return Refusal("ballot_not_open")


def check_open(status: Status, *, closed_at: datetime | None = None) -> None:
    """Refuse what concerns a ballot only while its members may answer."""
    check_move(status, Status.CLOSED, closed_at=closed_at)  # from nowhere else


def check_change(status: Status, seen: int, head: int, *, closed_at: datetime | None = None) -> None:
    """Refuse to change a ballot that is no draft, or a draft that somebody has changed since it was read."""
    check_move(status, Status.SUBMITTED, closed_at=closed_at)
    if seen != head:
        raise Refusal("ballot_changed_meanwhile")


def check_seen(seen: int | None, head: int) -> None:
    """Refuse to move a ballot on that is not the one that was shown (`seen`, when told)."""
    if seen is not None and seen != head:
        raise Refusal("ballot_changed_since")


def check_cast(
    status: Status,
    closes_at: datetime | None,
    now: datetime,
    revision_named: int,
    revision_stored: int,
    *,
    closed_at: datetime | None = None,
) -> None:
    """Refuse an answer to a vote that is not open, or one that replaces another than the stored answer."""
    if status in IN_PREPARATION:
        raise Refusal("ballot_not_open")
    if status in OVER:
        raise Refusal("ballot_closed", closed_at=closed_at or closes_at)
    if status is Status.RECALLED:
        raise Refusal("ballot_recalled")
    if closes_at is not None and now >= closes_at:
        raise Refusal("ballot_deadline_passed", closes_at=closes_at)
    if revision_named != revision_stored:
        raise Refusal("answer_changed", revision=revision_stored)


def check_recall(status: Status, reason: str, *, closed_at: datetime | None = None) -> None:
    """Refuse to recall a ballot that is not out, or without a reason for those who have it."""
    check_move(status, Status.RECALLED, closed_at=closed_at)
    if not reason:
        raise Refusal("recall_needs_reason")
    check_length(reason)


def check_replaced(status: Status) -> None:
    """Refuse to compose a ballot in place of one that still counts."""
    if status is not Status.RECALLED:
        raise Refusal("ballot_not_recalled")


def check_close(
    status: Status,
    closes_at: datetime | None,
    now: datetime,
    silent: int,
    unconfirmed: int = 0,
    *,
    closed_at: datetime | None = None,
) -> None:
    """Refuse to close a written ballot while members still have time to answer, or to confirm an answer.

    Silence may count, and so does an answer that was given on papers replaced since (`unconfirmed`).
    """
    check_move(status, Status.CLOSED, closed_at=closed_at)
    if closes_at is None or now >= closes_at:
        return
    if silent:
        raise Refusal("ballot_deadline_not_reached", closes_at=closes_at, silent=silent)
    if unconfirmed:
        raise Refusal("answers_not_confirmed", closes_at=closes_at, unconfirmed=unconfirmed)
