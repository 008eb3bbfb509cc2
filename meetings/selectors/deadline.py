"""Until when the papers of a meeting must have come."""

from datetime import datetime, time, timedelta

from core.time import HANOI, local
from core.working_time import WorkingCalendar, viet_nam
from meetings.models import Meeting
from meetings.rules.papers import PapersDue
from meetings.rules.papers import papers_due as due_of


def papers_due(meeting: Meeting) -> PapersDue | None:
    """The deadline that counts for this meeting; None where no rule is known and the desk has set none."""
    return due_of(papers_due_by_rule(meeting), meeting.papers_due_at)


def papers_due_by_rule(meeting: Meeting, calendar: WorkingCalendar | None = None) -> PapersDue | None:
    """The end of the last day on which the regulations let papers go out; None where nobody has read it."""
    procedure = meeting.procedure
    days, working = procedure.papers_before_days, procedure.papers_before_working
    if days.value is None or working.value is None:
        return None
    day, left, calendar = local(meeting.starts_at).date(), days.value, calendar or viet_nam()
    while left:
        day -= timedelta(days=1)
        left -= not working.value or calendar.is_working_day(day)
    end = datetime.combine(day, time(23, 59, 59), HANOI)
    return PapersDue(end, by_desk=False, source=days.source, source_en=days.source_en)
