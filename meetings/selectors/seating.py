"""Which seats are to attend a meeting: the whole body, or only those that were invited."""

from datetime import date

from django.db.models import Q, QuerySet

from core.time import today
from meetings.models import Meeting
from meetings.rules import MeetingTemplate
from people.models import Body, Person, Seat
from people.selectors import seat_held_by, seats_of, seats_on, seats_served_by

# The rows behind `Meeting.invited_seats`.
Invited = Meeting.invited_seats.through


def expected_seats(meeting: Meeting, on: date | None = None) -> QuerySet[Seat]:
    """The seats that are to attend, of those that there are on a day (today), in protocol order."""
    seats = seats_of(meeting.body, on)
    return seats if meeting.whole_body else seats.filter(invited_to=meeting)


def seats_expected(meeting: Meeting, on: date | None = None) -> list[Seat]:
    """The same as rows; for the whole body by a prepared read."""
    day = on or today()
    return seats_on(meeting.body_id, day) if meeting.whole_body else list(expected_seats(meeting, day))


def seats_of_a_kind(template: MeetingTemplate, body: Body, on: date | None = None) -> list[Seat]:
    """The seats that a template invites; none where it invites the whole body."""
    return list(seats_of(body, on).filter(kind__in=template.invitees.value))


def seats_at(person: Person, meeting: Meeting) -> list[Seat]:
    """The seats at this meeting that a person holds, assists or stands in for today."""
    served = [seat for seat in seats_served_by(person) if seat.body_id == meeting.body_id]
    if meeting.whole_body or not served:
        return served
    invited = set(Invited.objects.filter(meeting=meeting, seat__in=served).values_list("seat", flat=True))
    return [seat for seat in served if seat.pk in invited]


def seat_in(person: Person, meeting: Meeting) -> Seat | None:
    """The seat that this person holds today and that attends the meeting."""
    seat = seat_held_by(person, meeting.body_id)
    if seat is None or meeting.whole_body:
        return seat
    return seat if Invited.objects.filter(meeting=meeting, seat=seat).exists() else None


def attended_by(person: Person) -> Q:
    """The condition on Meeting that a seat served by this person attends."""
    seats = seats_served_by(person)
    invited = Invited.objects.filter(seat__in=seats).values("meeting")
    return Q(body__in={seat.body_id for seat in seats}, whole_body=True) | Q(pk__in=invited)
