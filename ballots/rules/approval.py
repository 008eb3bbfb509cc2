"""How a draft becomes a ballot that may be sent: submitted by one, approved or returned by another."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from ballots.rules.notes import check_length
from ballots.rules.states import Status, check_move
from core.refusals import Refusal

LATE = timedelta(minutes=5)


def check_submission(status: Status, note: str, *, closed_at: datetime | None = None) -> None:
    """Refuse to submit what is no draft, or without a fit note for whoever approves it (domain.md 2.5)."""
    check_move(status, Status.SUBMITTED, closed_at=closed_at)
    if not note:
        raise Refusal("submission_needs_note")
    check_length(note)


def check_approval(
    status: Status, approver: str, submitter: str, *, closed_at: datetime | None = None
) -> None:
    """Refuse to approve what was not submitted, or what the same person submitted: four eyes."""
    check_move(status, Status.APPROVED, closed_at=closed_at)
    if approver == submitter:
        raise Refusal("approval_needs_another")


def check_return(status: Status, reason: str, *, closed_at: datetime | None = None) -> None:
    """Refuse to send back what was not submitted, or without a reason for whoever composed it."""
    check_move(status, Status.DRAFT, closed_at=closed_at)
    if not reason:
        raise Refusal("return_needs_reason")
    check_length(reason)


def check_submitted_papers(submitted: Sequence[object], now: Sequence[object]) -> None:
    """Refuse to approve a ballot with other papers than those that were submitted with it."""
    if list(submitted) != list(now):
        raise Refusal("papers_changed_since_submission")


def check_approved_papers(approved: Sequence[object], now: Sequence[object]) -> None:
    """Refuse to send a ballot with other papers than those that were approved with it."""
    if list(approved) != list(now):
        raise Refusal("papers_changed_since_approval")


def check_schedule(opens_at: datetime | None, now: datetime) -> None:
    """Refuse a time of sending that has passed already."""
    if opens_at is not None and opens_at <= now:
        raise Refusal("opening_in_the_past", opens_at=opens_at)


def reckoned_from(opens_at: datetime, now: datetime) -> datetime:
    """From when the members' time is reckoned if a scheduled ballot is sent now.

    A clock takes a moment to come by; the deadline was approved for `opens_at`. One that comes late takes
    time from the members, and the deadline must suit what is left.
    """
    return opens_at if now - opens_at < LATE else now
