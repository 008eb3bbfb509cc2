"""Where the seats of a meeting are, and whether that is a quorum."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from core.prepared import Placeholder
from core.time import local, today
from meetings.models import Attendance, Meeting
from meetings.rules import Presence, Quorum, quorum


def attendances_of(meeting: Meeting) -> QuerySet[Attendance]:
    """The attendance of the seats that there are today (once closed: that there were), in protocol order."""
    return attending_on(meeting.pk, day_of(meeting))


def day_of(meeting: Meeting) -> date:
    """The day whose seats count: today, or the day on which the meeting was closed."""
    return local(meeting.closed_at).date() if meeting.closed_at else today()


def attending_on(meeting: UUID | Placeholder, day: date | Placeholder) -> QuerySet[Attendance]:
    """The attendance at a meeting of the seats of a day.

    A row made when the programme was sent stays when its seat ends, but it counts no longer.
    """
    standing = Q(seat__valid_to__isnull=True) | Q(seat__valid_to__gte=day)
    return Attendance.objects.filter(standing, meeting=meeting).order_by("seat__order")


def attendance(meeting: Meeting) -> list[Attendance]:
    """The attendance of every seat, in protocol order."""
    return list(attendances_of(meeting).select_related("seat", "deputy"))


def presences(rows: list[Attendance]) -> Mapping[int, Presence]:
    """Seat order → presence, the form in which the rules take it."""
    return {row.seat.order: Presence(row.presence) for row in rows}


def quorum_of(meeting: Meeting) -> Quorum:
    """The quorum as attendance stands now."""
    return quorum(presences(attendance(meeting)), meeting.procedure)
