"""When those who have not answered a written ballot are reminded, by the clock or by hand."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from core.refusals import Refusal
from people.procedure import Procedure


def reminder_is_due(
    hours: Sequence[int],
    pause: timedelta,
    *,
    opened_at: datetime,
    closes_at: datetime,
    reminded_at: datetime | None,
    now: datetime,
) -> bool:
    """Whether a point before the deadline has come at which nobody was reminded yet.

    A clock that comes late reminds once, for the last point that has passed; what lies before the opening
    is told by the opening itself; and two reminders never follow each other within the pause.
    """
    if not opened_at <= now < closes_at or (reminded_at is not None and now < reminded_at + pause):
        return False
    points = (closes_at - timedelta(hours=each) for each in hours)
    passed = [point for point in points if opened_at < point <= now]
    return bool(passed) and (reminded_at is None or reminded_at < max(passed))


def check_reminder(
    procedure: Procedure, *, closes_at: datetime, reminded_at: datetime | None, silent: int, now: datetime
) -> None:
    """Refuse a reminder of an open ballot by hand when it is too late, for nobody, or too soon again."""
    if now >= closes_at:
        raise Refusal("reminder_too_late", closes_at=closes_at)
    if not silent:
        raise Refusal("nobody_to_remind")
    again = reminded_at + pause_of(procedure) if reminded_at else now
    if now < again:
        rule = procedure.ballot_reminder_pause_minutes
        raise Refusal(
            "reminded_already",
            reminded_at=reminded_at,
            again_at=again,
            minutes=rule.value,
            source=rule.source,
            source_en=rule.source_en,
        )


def pause_of(procedure: Procedure) -> timedelta:
    """The least time between two reminders; none where nobody has said any."""
    return timedelta(minutes=procedure.ballot_reminder_pause_minutes.value or 0)
