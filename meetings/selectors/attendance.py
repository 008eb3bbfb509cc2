"""Where the seats of a meeting are, and whether that is a quorum."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from core.prepared import Placeholder, Prepared
from core.time import local, today
from meetings.models import Attendance, Meeting
from meetings.rules import Presence, Quorum, quorum
from people.models import Person, Role, Seat
from people.selectors import seat_held_by, seats_served_by


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


@dataclass(frozen=True)
class OwnPlace:
    """The seat for which a person speaks in the room: as its holder, or as its appointed deputy."""

    seat: Seat
    deputy: bool


def own_place(person: Person, meeting: Meeting) -> OwnPlace | None:
    """The seat that this person may check in; None for whoever neither holds one nor is a deputy."""
    held = seat_held_by(person, meeting.body_id)
    if held is not None:
        return OwnPlace(held, deputy=False)
    stands = (seat for seat in seats_served_by(person, Role.DEPUTY) if seat.body_id == meeting.body_id)
    return next((OwnPlace(seat, deputy=True) for seat in stands), None)


def own_attendance(meeting: Meeting, seat: Seat) -> Attendance | None:
    """Where this seat is, with its deputy."""
    return _own.first(meeting=meeting.pk, seat=seat.pk)


_own = Prepared(
    lambda: Attendance.objects.filter(
        meeting=Placeholder("meeting", "uuid"), seat=Placeholder("seat", "uuid")
    ).select_related("deputy")
)
