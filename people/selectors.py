"""Reads about people: who holds which seat today."""

from collections.abc import Sequence
from datetime import date

from django.db.models import Q, QuerySet

from core.time import local, now
from people.models import Appointment, Body, Person, Role, Seat


def today() -> date:
    """The calendar day in Ha Noi."""
    return local(now()).date()


def seats_of(body: Body, on: date | None = None) -> QuerySet[Seat]:
    """The seats of a body on a day, in protocol order."""
    day = on or today()
    return (
        body.seats.filter(valid_from__lte=day)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .order_by("order")
    )


def appointments_in_force(on: date | None = None) -> QuerySet[Appointment]:
    """Every appointment in force on a day."""
    day = on or today()
    return Appointment.objects.filter(starts_on__lte=day).filter(
        Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    )


def seats_served_by(person: Person, *roles: Role) -> QuerySet[Seat]:
    """The seats at which a person has one of these roles today (all roles when none is named)."""
    if not person.is_active:
        return Seat.objects.none()
    mine = appointments_in_force().filter(person=person)
    if roles:
        mine = mine.filter(role__in=roles)
    return Seat.objects.filter(pk__in=mine.values("seat"))


def seat_held_by(person: Person, body: Body | None = None) -> Seat | None:
    """The seat that a person holds today (in `body`, if given)."""
    held = seats_served_by(person, Role.HOLDER)
    return (held.filter(body=body) if body else held).order_by("order").first()


def holders(seats: Sequence[Seat]) -> dict[object, Person]:
    """Seat id → its holder today, in one query."""
    found = appointments_in_force().filter(seat__in=seats, role=Role.HOLDER).select_related("person")
    return {appointment.seat_id: appointment.person for appointment in found}
