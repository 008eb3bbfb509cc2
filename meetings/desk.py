"""What the pages of meetings read: lists, what may be chosen in their forms, and what happened."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.db.models import Count, Model, Q, QuerySet
from django.http import Http404

from core.models import Entry
from core.time import local, now
from matters.models import Matter
from matters.search import search
from matters.selectors import matters_handled_by
from meetings.models import AgendaItem, AgendaSection, Attendance, Guest, Kind, Meeting, Room, Speaker
from meetings.rules import MeetingStatus, MeetingTemplate
from meetings.selectors import attendances_of, meetings_visible_to
from meetings.selectors.closed import closed_items
from meetings.selectors.conflicts import PLANNED
from meetings.selectors.seating import seats_expected
from people.models import Body, Person, Role, Seat
from people.policies import desk_reach
from people.reach import Reach
from people.selectors import appointments_in_force, bodies_served_by, seats_of, seats_on, without_duty

M = TypeVar("M", bound=Model)

MATTERS_OFFERED = 50
PERSONS_OFFERED = 200
GOVERNMENT = "chinh-phu"  # the body of all kinds but that of the People's Committees


# -- lists --------------------------------------------------------------------------------------------------


def coming_meetings(person: Person) -> QuerySet[Meeting]:
    """The meetings prepared, sent or running, and those cancelled from today on; the nearest first."""
    return meetings_visible_to(person).filter(_ahead()).order_by("starts_at", "pk")


def past_meetings(person: Person) -> QuerySet[Meeting]:
    """The meetings that were held, or cancelled on a day before this one; the latest first."""
    return meetings_visible_to(person).filter(_over()).order_by("-starts_at", "pk")


def _ahead() -> Q:
    called_off = Q(status=MeetingStatus.CANCELLED.value, starts_at__gte=_midnight())
    return Q(status__in=PLANNED) | called_off


def _over() -> Q:
    ended = Q(status__in=[MeetingStatus.CLOSED.value, MeetingStatus.CANCELLED.value])
    return ended & ~Q(status=MeetingStatus.CANCELLED.value, starts_at__gte=_midnight())


def _midnight() -> datetime:
    return local(now()).replace(hour=0, minute=0, second=0, microsecond=0)


def listed(keys: Sequence[UUID]) -> list[Meeting]:
    """The meetings of a page of a list, in its order, each with the number of its items.

    A page is cut from keys alone: sorting thousands of whole rows for 25 of them takes ten times as long.
    """
    found = Meeting.objects.filter(pk__in=keys).select_related("chair").defer("procedure_facts")
    rows = {meeting.pk: meeting for meeting in found.annotate(items_count=Count("items"))}
    return [rows[key] for key in keys]


# -- one of something, or 404 -------------------------------------------------------------------------------


def _one(found: QuerySet[M]) -> M:
    row = found.first()
    if row is None:
        raise Http404
    return row


def item_of(person: Person, meeting: Meeting, key: UUID) -> AgendaItem:
    """An item of this meeting that is not closed to the person; Http404 otherwise."""
    if key in closed_items(person, meeting):
        raise Http404
    return _one(meeting.items.filter(pk=key).select_related("matter__lead", "presenter"))


def section_of(meeting: Meeting, key: UUID) -> AgendaSection:
    """A section of this meeting's agenda."""
    return _one(meeting.sections.filter(pk=key))


def speaker_of(meeting: Meeting, key: int) -> Speaker:
    """A request for the floor in this meeting."""
    return _one(meeting.speakers.filter(pk=key))


def guest_of(meeting: Meeting, key: int) -> Guest:
    """A guest of this meeting."""
    return _one(meeting.guests.filter(pk=key).select_related("person"))


def attendance_of(meeting: Meeting, order: int) -> Attendance:
    """The attendance of the seat of this number."""
    return _one(attendances_of(meeting).filter(seat__order=order).select_related("seat", "deputy"))


# -- what may be chosen -------------------------------------------------------------------------------------


def bodies(reach: Reach) -> QuerySet[Body]:
    """The bodies that meet, as far as a secretariat reaches."""
    return Body.objects.filter(reach.where("pk")).order_by("name_vi")


def bodies_shown(person: Person) -> QuerySet[Body]:
    """The bodies by which a calendar may be narrowed; a desk of some bodies is offered no others."""
    reach = desk_reach(person)
    if reach.whole or not reach:
        return bodies(Reach(whole=True))
    return bodies(Reach(bodies=reach.bodies | bodies_served_by(person)))


def usual_kind(reach: Reach) -> Kind:
    """As what a secretariat usually convenes: the Government in regular session, a committee as one."""
    government = reach.whole or bodies(reach).filter(key=GOVERNMENT).exists()
    return Kind.REGULAR if government else Kind.COMMITTEE


def body_of(template: MeetingTemplate, reach: Reach) -> Body | None:
    """The body that usually meets as this kind: the one that the template names, else another one."""
    there = bodies(reach)
    named = there.filter(key=template.body) if template.body else there.exclude(key=GOVERNMENT)
    return named.first() or there.first()


def room_named(name: str) -> Room | None:
    """The room of this name that is in use."""
    return Room.objects.filter(name=name, in_use=True).first()


def chairs() -> QuerySet[Seat]:
    """The seats from which meetings may be chaired, by rank."""
    return Seat.objects.filter(chair_rank__isnull=False, valid_to__isnull=True).order_by(
        "chair_rank", "order"
    )


def rooms(also: object = None) -> QuerySet[Room]:
    """The rooms in use, and the one that a meeting has already."""
    return Room.objects.filter(Q(in_use=True) | Q(pk=also)).order_by("name")


def all_rooms() -> QuerySet[Room]:
    """Every room, those in use first."""
    return Room.objects.order_by("-in_use", "name")


def one_room(key: UUID) -> Room:
    """The room of this id."""
    return _one(Room.objects.filter(pk=key))


def seats_to_choose(body: Body) -> Sequence[Seat]:
    """The seats of a body that may be invited one by one."""
    return list(seats_of(body))


def guests_of(meeting: Meeting) -> Sequence[Person]:
    """Everybody who is invited beside the members, to the whole or to an item."""
    return list(Person.objects.filter(guest_of__meeting=meeting).distinct())


def presenters(meeting: Meeting) -> Sequence[Seat]:
    """The seats whose holders may present an item."""
    return seats_expected(meeting, local(meeting.starts_at).date())


def invitable() -> QuerySet[Person]:
    """Accounts that may be invited: active, without a duty in the house and without an appointment."""
    serving = appointments_in_force().values("person")
    found = without_duty().exclude(pk__in=serving)
    return found.order_by("label_vi", "pk")


def addable_matters(meeting: Meeting, person: Person) -> QuerySet[Matter]:
    """The matters that are not on this agenda, the newest first."""
    handled = matters_handled_by(person).exclude(agenda_items__meeting=meeting)
    return handled.order_by("-created_at", "pk")


def offered_matters(matters: QuerySet[Matter], wanted: str) -> list[Matter]:
    """As many of them as a page offers, narrowed down by words."""
    return list(search(matters, wanted)[:MATTERS_OFFERED])


def deputies_of(seat: Seat) -> list[Person]:
    """The persons appointed to attend in the place of this seat's holder."""
    found = appointments_in_force().filter(seat=seat, role=Role.DEPUTY).select_related("person")
    return [appointment.person for appointment in found.order_by("person__label_vi")]


# -- what happened ------------------------------------------------------------------------------------------


def attendance_details(meeting: Meeting) -> dict[int, tuple[datetime | None, str, bool]]:
    """Seat number → since when it is where it is, the reason given, and whether it is from the reply."""
    rows = meeting.attendances.order_by().values_list("seat__order", "since", "reason", "by_reply")
    return {order: (since, reason, by_reply) for order, since, reason, by_reply in rows}


def offices_of(meeting: Meeting) -> dict[int, str]:
    """Seat number → office in the active language."""
    return {seat.order: seat.office for seat in seats_on(meeting.body_id, local(meeting.starts_at).date())}


def history(meeting: Meeting) -> QuerySet[Entry]:
    """The journal of the meeting, the latest entry first."""
    return Entry.objects.filter(stream_id=meeting.stream).order_by("-seq")
