"""Reads about people: who holds which seat today."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet

from core.prepared import Placeholder, Placeholders, Prepared
from core.time import today
from people.models import Appointment, Body, Duty, Person, Role, Seat


def seats_of(body: Body, on: date | None = None) -> QuerySet[Seat]:
    """The seats of a body on a day, in protocol order."""
    day = on or today()
    return (
        body.seats.filter(valid_from__lte=day)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .order_by("order")
    )


def appointments_in_force(on: date | Placeholder | None = None) -> QuerySet[Appointment]:
    """Every appointment in force on a day."""
    day = on or today()
    return Appointment.objects.filter(starts_on__lte=day).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    )


_mine = Prepared(
    lambda: (
        appointments_in_force(Placeholder("day", "date"))
        .filter(person=Placeholder("person", "uuid"))
        .select_related("seat")
        .order_by("seat__order")
    )
)


def seats_served_by(person: Person, *roles: Role) -> list[Seat]:
    """The seats at which a person has one of these roles today (any role when none is named), in order."""
    if not person.is_active:
        return []
    wanted = roles or tuple(Role)
    return [seat for role, seat in services_of(person) if role in wanted]


def bodies_served_by(person: Person) -> set[UUID]:
    """The bodies in which a person holds, assists or stands in for a seat today."""
    return {seat.body_id for seat in seats_served_by(person)}


def remember_seats(person: Person) -> None:
    """Let one request ask for this person's seats as often as it likes and pay for one query."""
    person.remembered = []


def seat_held_by(person: Person, body: UUID) -> Seat | None:
    """The seat that a person holds today in the body of this id."""
    held = seats_served_by(person, Role.HOLDER)
    return next((seat for seat in held if seat.body_id == body), None)


def services_of(person: Person) -> list[tuple[str, Seat]]:
    """Role and seat of every appointment of this person that is in force today, in protocol order."""
    if person.remembered:
        return person.remembered[0]
    mine = _mine(person=person.pk, day=today())
    found = [(appointment.role, appointment.seat) for appointment in mine]
    if person.remembered is not None:
        person.remembered.append(found)
    return found


def names_of(keys: Iterable[UUID]) -> dict[str, str]:
    """Journal key → how the person is named in the active language."""
    return {person.key: person.name for person in Person.objects.filter(pk__in=list(keys))}


def holders(seats: Sequence[Seat]) -> dict[object, Person]:
    """Seat id → its holder today, in one query."""
    found = appointments_in_force().filter(seat__in=seats, role=Role.HOLDER).select_related("person")
    return {appointment.seat_id: appointment.person for appointment in found}


_serving = Prepared(
    lambda: (
        appointments_in_force(Placeholder("day", "date"))
        .filter(
            seat__in=Placeholders("seats", "uuid"),
            role__in=[Role.HOLDER, Role.ASSISTANT],
            person__is_active=True,
        )
        .select_related("person")
        .order_by("seat__order")
    )
)


def serving(seats: Collection[UUID]) -> list[Appointment]:
    """The holders of these seats and their assistants today, with their persons, in one query."""
    return _serving(seats=list(seats), day=today())


def secretariat() -> list[Person]:
    """The clerks and the head of the secretariat."""
    return list(Person.objects.filter(is_active=True, duty__in=[Duty.CLERK, Duty.HEAD]))
