"""Conflicts of rooms and of people: among meetings, and of a plan before it is kept."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from meetings.models import Guest, Meeting, Room
from meetings.rules import Conflict, MeetingStatus, SessionForm, Slot, conflict, conflicts
from meetings.selectors.meetings import meetings_visible_among
from meetings.selectors.seating import Invited
from people.models import Body, Person, Role, Seat
from people.policies import desk_reach
from people.selectors import appointments_in_force, seats_of

# No meeting is planned for longer.
LONGEST = timedelta(days=1)
NAMED = 3  # people named in a conflict; of the others only the number is told
PLANNED = (MeetingStatus.DRAFT.value, MeetingStatus.SENT.value, MeetingStatus.RUNNING.value)
HERE = "plan"


@dataclass(frozen=True)
class Clash:
    """A meeting at the same time, whether it takes the same room, and who would have to be in both."""

    meeting: Meeting
    same_room: bool
    names: Sequence[str]
    others: int

    @property
    def digest(self) -> str:
        """What the reader has been told of, as one word."""
        return f"{self.meeting.pk}:{self.same_room:d}:{len(self.names) + self.others}"


@dataclass(frozen=True)
class Plan:
    """A meeting that is about to be kept; `seats` is None where the whole body attends."""

    body: Body
    starts_at: datetime
    minutes: int
    place: str
    room: Room | None
    form: SessionForm
    seats: Collection[Seat] | None
    guests: Collection[Person]


@dataclass(frozen=True)
class Crowd:
    """More people are invited than the room holds."""

    room: Room
    people: int

    @property
    def digest(self) -> str:
        """What the reader has been told of, as one word."""
        return f"crowd:{self.room.pk}:{self.people}"


def crowd_of_plan(plan: Plan) -> Crowd | None:
    """Whether the room of a plan is too small for everybody who is invited."""
    if plan.room is None or plan.form == SessionForm.ONLINE:
        return None
    seats = seats_of(plan.body).count() if plan.seats is None else len(plan.seats)
    people = seats + len({guest.pk for guest in plan.guests})
    return Crowd(plan.room, people) if people > plan.room.capacity else None


@dataclass(frozen=True)
class InTheWay:
    """What speaks against a plan, for its maker to weigh: other meetings, and a room that is too small."""

    clashes: Sequence[Clash] = ()
    crowd: Crowd | None = None

    def __bool__(self) -> bool:
        return bool(self.clashes or self.crowd)

    @property
    def digest(self) -> str:
        """What the reader has been told of."""
        told = [each.digest for each in self.clashes]
        return "|".join([*told, self.crowd.digest] if self.crowd else told)


def in_the_way(person: Person, plan: Plan, *, but: UUID | None = None) -> InTheWay:
    """Everything that this person may know of and that speaks against a plan, but the meeting itself."""
    found = clashes_of_plan(plan, but=but)
    if found and not desk_reach(person).whole:  # nobody is told of another body's sessions
        seen = set(meetings_visible_among(person, [each.meeting.pk for each in found]))
        found = [each for each in found if each.meeting in seen]
    return InTheWay(found, crowd_of_plan(plan))


def plan_of(meeting: Meeting, starts_at: datetime, guests: Collection[Person]) -> Plan:
    """The plan of a meeting as it stands, at another time."""
    return Plan(
        body=meeting.body,
        starts_at=starts_at,
        minutes=meeting.minutes_planned,
        place=meeting.place,
        room=meeting.room,
        form=SessionForm(meeting.form),
        seats=None if meeting.whole_body else list(meeting.invited_seats.all()),
        guests=guests,
    )


class Attendees:
    """Who is to attend which meeting, in the same number of queries for any number of meetings."""

    def __init__(self, meetings: Sequence[Meeting], bodies: Iterable[UUID] = ()) -> None:
        keys = [meeting.pk for meeting in meetings]
        self._seats: dict[UUID, set[UUID]] = {}
        for key, invited in Invited.objects.filter(meeting__in=keys).values_list("meeting", "seat"):
            self._seats.setdefault(key, set()).add(invited)
        self._guests: dict[UUID, set[str]] = {}
        self.names: dict[str, str] = {}
        for guest in Guest.objects.filter(meeting__in=keys).select_related("person"):
            self._guests.setdefault(guest.meeting_id, set()).add(self._named(guest.person, guest.person.name))
        self._holders: dict[UUID, dict[UUID, str]] = {}
        self._order: dict[str, int] = {}
        held = appointments_in_force().filter(
            seat__body__in={meeting.body_id for meeting in meetings} | set(bodies), role=Role.HOLDER
        )
        for appointment in held.select_related("seat", "person").order_by("seat__order"):
            seat, who = appointment.seat, self._named(appointment.person, appointment.seat.office)
            self._holders.setdefault(seat.body_id, {})[seat.pk] = who
            self._order.setdefault(who, seat.order)

    def _named(self, person: Person, name: str) -> str:
        self.names[person.key] = name
        return person.key

    def of_seats(self, body: UUID, seats: Collection[UUID] | None) -> set[str]:
        """Who holds these seats of a body, or any of its seats."""
        holders = self._holders.get(body, {})
        return {who for seat, who in holders.items() if seats is None or seat in seats}

    def of(self, meeting: Meeting) -> set[str]:
        """Everybody who is to attend a meeting."""
        seats = None if meeting.whole_body else self._seats.get(meeting.pk, set())
        return self.of_seats(meeting.body_id, seats) | self._guests.get(meeting.pk, set())

    def told(self, people: Collection[str]) -> tuple[list[str], int]:
        """The first of them by name, and how many others there are."""
        ordered = sorted(people, key=lambda who: (self._order.get(who, 999), self.names[who]))
        return [self.names[who] for who in ordered[:NAMED]], max(0, len(ordered) - NAMED)


def slot_of(meeting: Meeting, attendees: Attendees) -> Slot:
    """What a meeting takes."""
    rooms = rooms_of(meeting.form, meeting.place, meeting.room_id)
    people = frozenset(attendees.of(meeting))
    return Slot(str(meeting.pk), meeting.starts_at, meeting.ends_at, rooms, people)


def rooms_of(form: str, place: str, room: UUID | None) -> frozenset[str]:
    """The names by which the room of a meeting may be known: its row, and the words of its place."""
    if form == SessionForm.ONLINE:
        return frozenset()
    return frozenset({" ".join(place.split()).casefold(), f"room:{room}" if room else ""} - {""})


def clashes_among(
    meetings: Sequence[Meeting], *, of: Collection[str] | None = None
) -> Mapping[UUID, list[Clash]]:
    """Meeting → its conflicts with the others; `of`: only those of these people, and of no room."""
    planned = {str(meeting.pk): meeting for meeting in meetings if meeting.status in PLANNED}
    attendees = Attendees(list(planned.values()))
    found: dict[UUID, list[Clash]] = {}
    for each in conflicts(slot_of(meeting, attendees) for meeting in planned.values()):
        people = each.people if of is None else each.people & frozenset(of)
        if not (people or (each.same_room and of is None)):
            continue
        for key in (each.first, each.second):
            clash = _clash(planned[each.other(key)], each.same_room and of is None, people, attendees)
            found.setdefault(planned[key].pk, []).append(clash)
    return found


def clashes_of_plan(plan: Plan, *, but: UUID | None = None) -> list[Clash]:
    """The meetings with which a plan would be in conflict, except the one that is being changed."""
    ends_at = plan.starts_at + timedelta(minutes=plan.minutes)
    near = Meeting.objects.filter(
        status__in=PLANNED, starts_at__gt=plan.starts_at - LONGEST, starts_at__lt=ends_at
    )
    others = near.exclude(pk=but) if but else near
    meetings = list(others.select_related("body", "chair").order_by("starts_at", "pk"))
    attendees = Attendees(meetings, [plan.body.pk])
    seats = None if plan.seats is None else {seat.pk for seat in plan.seats}
    people = attendees.of_seats(plan.body.pk, seats) | {guest.key for guest in plan.guests}
    room = plan.room.pk if plan.room else None
    here = Slot(HERE, plan.starts_at, ends_at, rooms_of(plan.form, plan.place, room), frozenset(people))
    pairs = [(meeting, conflict(here, slot_of(meeting, attendees))) for meeting in meetings]
    return [
        _clash(meeting, found.same_room, found.people, attendees)
        for meeting, found in pairs
        if isinstance(found, Conflict)
    ]


def _clash(other: Meeting, same_room: bool, people: Collection[str], attendees: Attendees) -> Clash:
    return Clash(other, same_room, *attendees.told(people))
