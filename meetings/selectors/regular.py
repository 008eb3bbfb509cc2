"""Which months have their regular session."""

from datetime import date

from core.time import local
from meetings.models import Kind, Meeting
from meetings.rules import MeetingStatus, month_of
from people.models import Body


def month_of_session(meeting: Meeting) -> date:
    """The first day of the month whose regular session this is."""
    return month_of(local(meeting.starts_at).date(), meeting.procedure.session_due_day.value)


def months_with_a_session(body: Body) -> dict[date, Meeting]:
    """The months whose regular session is planned or was held, with that session; one query."""
    sessions = body.meetings.filter(kind=Kind.REGULAR).exclude(status=MeetingStatus.CANCELLED.value)
    return {month_of_session(each): each for each in sessions.defer("title", "place")}
