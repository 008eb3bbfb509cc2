"""Where a written ballot stands: its deadline ends it before anybody announces the closing."""

from datetime import datetime
from enum import StrEnum

from ballots.rules.states import OVER, Status


class Phase(StrEnum):
    """The life of a ballot with its deadline: PAST is over and not announced, CLOSED is counted.

    What follows the count (the report, the chair's decision) changes nothing for those who were asked.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    OPEN = "open"
    PAST = "past"
    CLOSED = "closed"
    RECALLED = "recalled"


def phase_of(status: str, closes_at: datetime | None, now: datetime) -> Phase:
    """The phase of a ballot at a moment."""
    if status in OVER:
        return Phase.CLOSED
    if status != Status.OPEN.value:
        return Phase(status)
    return Phase.PAST if closes_at is not None and now >= closes_at else Phase.OPEN
