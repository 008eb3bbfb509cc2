"""Where a written ballot stands: its deadline ends it before anybody announces the closing."""

from datetime import datetime
from enum import StrEnum

from ballots.rules.states import OVER, Status
from core.working_time import WorkingCalendar

# The last working day: whoever is away for a day must not miss it, and lists mark what is left in red.
SOON = 8 * 60  # working minutes


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


def soon_until(now: datetime, calendar: WorkingCalendar) -> datetime:
    """A deadline before this moment is near: less than one working day is left of it."""
    return calendar.moment_after(now, SOON)
