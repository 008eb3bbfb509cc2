"""How long a written ballot may run, in working days."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from core.refusals import Refusal
from core.working_time import AFTERNOON, MORNING, WorkingCalendar, local, on_day
from people.procedure import Procedure


@dataclass(frozen=True, slots=True)
class DeadlineBounds:
    """The first moment and the last day on which a written ballot may close; None = the text is not known."""

    earliest: datetime | None
    latest_day: date | None


def deadline_bounds(opens_at: datetime, procedure: Procedure, calendar: WorkingCalendar) -> DeadlineBounds:
    """The earliest and latest close that the procedure allows; the day of opening is not counted."""
    opening, earliest, latest = local(opens_at), None, None
    least, most = procedure.ballot_min_working_days.value, procedure.ballot_max_working_days.value
    if least is not None:
        worked = calendar.is_working_day(opening.date())
        hour = min(max(opening.time(), MORNING[0]), AFTERNOON[1]) if worked else AFTERNOON[1]
        earliest = _whole_minute(on_day(calendar.add_working_days(opening.date(), least), hour))
    if most is not None:
        latest = calendar.add_working_days(opening.date(), most)
    return DeadlineBounds(earliest, latest)


def check_deadline(
    opens_at: datetime, closes_at: datetime, procedure: Procedure, calendar: WorkingCalendar
) -> None:
    """Refuse a deadline that is not after the opening, or shorter or longer than the procedure allows."""
    if closes_at <= opens_at:
        raise Refusal("deadline_before_opening", opens_at=opens_at, closes_at=closes_at)
    earliest = deadline_bounds(opens_at, procedure, calendar).earliest
    if earliest is not None and closes_at < earliest:
        least, facts = procedure.ballot_min_working_days, _length(opens_at, closes_at, procedure, calendar)
        facts |= {"earliest": earliest, "source": least.source, "source_en": least.source_en}
        raise Refusal("deadline_too_short", **facts)
    _check_latest(opens_at, closes_at, procedure, calendar)


def check_extension(
    opened_at: datetime,
    closes_at: datetime,
    wanted: datetime,
    reason: str,
    procedure: Procedure,
    calendar: WorkingCalendar,
    *,
    interrupted: bool,
    now: datetime,
) -> None:
    """Refuse a later deadline without a reason, for a ballot that is over, or beyond the procedure's bound.

    An outage that weighs (`interrupted`) lifts the last two: no text was read that says so, hence the mark
    "?" of the rule on outages.
    """
    if not reason:
        raise Refusal("extension_needs_reason")
    if wanted <= max(closes_at, now):
        raise Refusal("extension_not_later", closes_at=closes_at)
    if interrupted:
        return
    if now >= closes_at:
        raise Refusal("extension_too_late", closes_at=closes_at)
    _check_latest(opened_at, wanted, procedure, calendar)


def _check_latest(
    opens_at: datetime, closes_at: datetime, procedure: Procedure, calendar: WorkingCalendar
) -> None:
    latest_day = deadline_bounds(opens_at, procedure, calendar).latest_day
    if latest_day is not None and local(closes_at).date() > latest_day:
        most, facts = procedure.ballot_max_working_days, _length(opens_at, closes_at, procedure, calendar)
        facts |= {"latest_day": latest_day, "source": most.source, "source_en": most.source_en}
        raise Refusal("deadline_too_long", **facts)


def _length(
    opens_at: datetime, closes_at: datetime, procedure: Procedure, calendar: WorkingCalendar
) -> dict[str, object]:
    """How long the ballot would run, and the bounds."""
    return {
        "working_days": calendar.working_days_between(local(opens_at).date(), local(closes_at).date()),
        "min": procedure.ballot_min_working_days.value,
        "max": procedure.ballot_max_working_days.value,
    }


def _whole_minute(moment: datetime) -> datetime:
    """The moment as a clock without seconds can name it, never earlier: what a page names is accepted."""
    return (moment + timedelta(seconds=59, microseconds=999_999)).replace(second=0, microsecond=0)
