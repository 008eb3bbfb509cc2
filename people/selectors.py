"""Reads about people: who holds which seat today."""

from collections.abc import Collection, Iterable
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from core.prepared import Placeholder, Placeholders, Prepared
from core.time import today
from people.models import Appointment, Body, Duty, DutyTerm, Person, Role, Seat
from people.reach import Reach


def seats_of(body: Body, on: date | None = None) -> QuerySet[Seat]:
    """The seats of a body on a day, in protocol order."""
    day = on or today()
    return (
        body.seats.filter(valid_from__lte=day)
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=day))
        .order_by("order")
    )


_seats = Prepared(
    lambda: (
        Seat.objects.filter(body=Placeholder("body", "uuid"), valid_from__lte=Placeholder("day", "date"))
        .filter(Q(valid_to__isnull=True) | Q(valid_to__gte=Placeholder("day", "date")))
        .order_by("order")
    )
)


def seats_on(body: UUID, day: date) -> list[Seat]:
    """What `seats_of` finds, for the id of a body."""
    return _seats(body=body, day=day)


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
    """Let one request ask for this person's seats and duties as often as it likes: a query for each."""
    person.remembered = []
    person.remember_terms()


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


_holding = Prepared(
    lambda: (
        appointments_in_force(Placeholder("day", "date"))
        .filter(seat__in=Placeholders("seats", "uuid"), role=Role.HOLDER)
        .select_related("person")
    )
)


def holders(seats: Iterable[Seat], on: date | None = None) -> dict[object, Person]:
    """Seat id → its holder on a day, today when none is named, in one query."""
    found = _holding(seats=[seat.pk for seat in seats], day=on or today())
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


def reach_of(person: Person, *duties: Duty) -> Reach:
    """Over what this person has one of these duties today."""
    if not person.is_active:
        return Reach()
    bodies = {term.body_id for term in person.duties if term.duty in duties}
    return Reach(None in bodies, frozenset(body for body in bodies if body is not None))


def duties_in_force(on: date | None = None) -> QuerySet[DutyTerm]:
    """Every duty that somebody has on a day."""
    day = on or today()
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gte=day)
    return DutyTerm.objects.filter(lasting, called_off=False, starts_on__lte=day)


def on_duty(*duties: Duty, body: UUID | None = None, on: date | None = None) -> QuerySet[Person]:
    """Accounts in use that have one of these duties on a day, for the whole house or for this body."""
    terms = duties_in_force(on).filter(duty__in=duties, person=OuterRef("pk"))
    over = Q(body__isnull=True) | Q(body=body) if body else Q(body__isnull=True)
    return Person.objects.filter(Exists(terms.filter(over)), is_active=True).order_by("username")


def with_terms(persons: QuerySet[Person]) -> QuerySet[Person]:
    """The same persons with their duties, in one query more for all of them."""
    return persons.prefetch_related(Prefetch("duty_terms", DutyTerm.objects.select_related("body")))


def without_duty() -> QuerySet[Person]:
    """Accounts in use that have no duty today."""
    return Person.objects.filter(~Exists(duties_in_force().filter(person=OuterRef("pk"))), is_active=True)


def secretariat(body: UUID) -> list[Person]:
    """The clerks and the heads of the secretariat of this body: those of the whole house, and its own."""
    return list(on_duty(Duty.CLERK, Duty.HEAD, body=body))
