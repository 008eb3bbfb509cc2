"""The minutes that lie with a person for corrections: what Today reminds of."""

from datetime import date, datetime
from uuid import UUID

from django.db.models import Q

from core.prepared import Placeholder, Prepared
from core.time import local
from meetings.models import Attendance, Minutes
from meetings.rules.minutes import MinutesStatus
from meetings.selectors.closed import closed_items
from meetings.selectors.minutes import ATTENDED
from people.models import Appointment, Person, Role

_circulated = Prepared(
    lambda: (
        Minutes.objects.filter(
            status=MinutesStatus.CIRCULATED.value, corrections_until__gt=Placeholder("moment", "moment")
        )
        .select_related("meeting")
        .order_by("corrections_until")
    )
)


def minutes_to_correct(person: Person, moment: datetime) -> list[Minutes]:
    """The circulated minutes of meetings that this person attended, the nearest end of the window first.

    Hardly any minutes are with the attendees at a time; two more queries only when some are.
    """
    found = _circulated(moment=moment) if person.is_active else []
    there = _attended(person, found) if found else set()
    mine = [minutes for minutes in found if minutes.meeting_id in there]
    return [minutes for minutes in mine if not closed_items(person, minutes.meeting)]


def _attended(person: Person, found: list[Minutes]) -> set[UUID]:
    """At which of these meetings somebody was, from a seat held on that day or as a deputy."""
    meetings = {each.meeting_id: each.meeting for each in found}
    held = list(Appointment.objects.filter(person=person, role=Role.HOLDER))
    mine = Q(seat__in=[each.seat_id for each in held], presence__in=ATTENDED) | Q(deputy=person)
    there = set()
    for row in Attendance.objects.filter(mine, meeting__in=meetings):
        meeting = meetings[row.meeting_id]
        day = local(meeting.started_at or meeting.starts_at).date()
        seats = {each.seat_id for each in held if _in_force(each, day)}
        if row.deputy_id == person.pk or row.seat_id in seats:
            there.add(row.meeting_id)
    return there


def _in_force(each: Appointment, day: date) -> bool:
    return each.starts_on <= day and (each.ends_on is None or day <= each.ends_on)
