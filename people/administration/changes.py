"""Changes of persons, duties, bodies, agencies, seats, appointments as they are proposed, kept and applied.

A change names its subject and its fields before (`was`) and after (`now`). It is applied only to what still
is as it was seen; the journal gets the same two, so that a history says what was before and what after.
"""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any, cast
from uuid import UUID

from django.db.models import Model, Q

from core.journal import record
from core.refusals import Refusal
from core.time import today
from people.accounts.opening import end_sessions
from people.administration import rules
from people.administration.rules import Service, Span
from people.models import Agency, Appointment, Body, Duty, DutyTerm, Person, Seat
from people.selectors import duties_in_force

MODELS: dict[str, type[Model]] = {
    "person": Person,
    "duty": DutyTerm,
    "body": Body,
    "agency": Agency,
    "seat": Seat,
    "appointment": Appointment,
}
FIELDS = {
    "person": ("username", "label_vi", "label_en", "email"),
    "duty": ("person", "duty", "body", "starts_on", "ends_on"),
    "body": ("key", "name_vi", "name_en", "place"),
    "agency": ("key", "name_vi", "name_en"),
    "seat": (
        *("body", "key", "order", "office_vi", "office_en", "short_vi", "short_en", "kind", "chair_rank"),
        *("agencies", "valid_from", "valid_to"),
    ),
    "appointment": ("person", "seat", "role", "starts_on", "ends_on"),
}
NEW = ("created", "made", "given")
ENDS_SESSIONS = {"person.suspended", "appointment.made", "appointment.ended"}
OF_THE_HOUSE = (Duty.OPERATOR, Duty.PEOPLE)  # one machine, one list of persons: no body has its own
DATES = ("valid_from", "valid_to", "starts_on", "ends_on")
LINKS = ("body", "person", "seat")
NOBODY_IS_BEHIND = "console"  # the actor of what was done on the server's console


@dataclass(frozen=True)
class Change:
    """One change, as JSON keeps it: days as text, links as the ids of what they lead to."""

    kind: str
    subject: str
    now: dict[str, Any]
    was: dict[str, Any] = field(default_factory=dict)

    @property
    def noun(self) -> str:
        """What it is about: "seat" of "seat.ended"."""
        return self.kind.split(".")[0]

    @property
    def new(self) -> bool:
        """Whether its subject comes about by it."""
        return self.kind.split(".")[1] in NEW

    @property
    def undone(self) -> "Change":
        """What takes a suspension back."""
        return Change("person.reinstated", self.subject, now=self.was, was=self.now)


def as_json(changes: Iterable[Change]) -> list[dict[str, Any]]:
    """As a proposal keeps them."""
    return [asdict(change) for change in changes]


def from_json(kept: Iterable[dict[str, Any]]) -> list[Change]:
    """As they were proposed."""
    return [Change(**each) for each in kept]


def snapshot(row: Model, names: Iterable[str]) -> dict[str, Any]:
    """These fields of a row as a change holds them."""
    return {name: _plain(row, name) for name in names}


def _plain(row: Model, name: str) -> Any:
    if name == "agencies":
        return sorted(str(key) for key in Agency.objects.filter(seats=row.pk).values_list("pk", flat=True))
    value = getattr(row, f"{name}_id" if name in LINKS else name)
    return value.isoformat() if isinstance(value, date) else str(value) if isinstance(value, UUID) else value


def correction(kind: str, row: Model, wanted: dict[str, Any]) -> list[Change]:
    """The change that brings these values about; none when they are there already."""
    was = snapshot(row, wanted)
    now = {name: value for name, value in wanted.items() if value != was[name]}
    return [Change(kind, str(row.pk), now, {name: was[name] for name in now})] if now else []


def apply(changes: Sequence[Change]) -> list[Model]:
    """Write them in their order, each judged by its rules; the rows as they are afterwards.

    Raises:
        Refusal: a rule forbids one of them, or its subject is no longer as it was seen.
    """
    return [_applied(change) for change in changes]


def _applied(change: Change) -> Model:
    row = _begun(change) if change.new else _seen_before(change)
    for name, value in change.now.items():
        if name != "agencies":
            parsed = date.fromisoformat(value) if name in DATES and value else value
            setattr(row, f"{name}_id" if name in LINKS else name, parsed)
    _check(change, row)
    row.save(force_insert=change.new)
    if isinstance(row, Seat) and "agencies" in change.now:
        row.agencies.set(change.now["agencies"])
    return row


def _begun(change: Change) -> Model:
    row = MODELS[change.noun](pk=UUID(change.subject))
    if isinstance(row, Person):
        row.set_unusable_password()
    return row


def _seen_before(change: Change) -> Model:
    row: Model = MODELS[change.noun]._default_manager.select_for_update().get(pk=change.subject)
    if snapshot(row, change.was) != change.was:
        raise Refusal("people_changed_meanwhile")
    return row


def _check(change: Change, row: Model) -> None:
    if isinstance(row, Person):
        _check_person(change, row)
    elif isinstance(row, DutyTerm):
        _check_term(change, row)
    elif isinstance(row, Body | Agency) and change.new:
        if type(row).objects.filter(key=row.key).exists():
            raise Refusal("key_taken", key=row.key)
    elif isinstance(row, Seat):
        _check_seat(change, row)
    elif isinstance(row, Appointment):
        _check_appointment(change, row)


def _check_person(change: Change, person: Person) -> None:
    if change.new:
        rules.check_username(person.username, Person.objects.filter(username=person.username).exists())
        return
    if change.kind == "person.suspended" and any(term.duty == Duty.PEOPLE for term in person.duties):
        _check_administered(today(), Q(person=person.pk))


def _check_administered(day: date, but: Q) -> None:
    """Somebody administers persons and offices on this day without what ends."""
    there = duties_in_force(day).filter(duty=Duty.PEOPLE, person__is_active=True)
    if not there.exclude(but).exists():
        raise Refusal("last_administrator")


def _check_term(change: Change, term: DutyTerm) -> None:
    span = Span(term.starts_on, term.ends_on)
    if change.kind == "duty.ended":
        last = term.starts_on - rules.A_DAY if term.called_off else term.ends_on
        if last is not None:
            rules.check_last_day(term.starts_on, last, today())
        if last is not None and term.duty == Duty.PEOPLE:
            _check_administered(max(last + rules.A_DAY, today()), Q(pk=term.pk))
    if span.empty:
        raise Refusal("ends_before_it_begins", first=span.first)
    if term.body_id is not None and term.duty in OF_THE_HOUSE:
        raise Refusal("duty_of_the_house")
    if not term.called_off:
        mine = DutyTerm.objects.filter(person=term.person_id, duty=term.duty, body=term.body_id)
        rules.check_term(
            span, [Span(e.starts_on, e.ends_on) for e in mine.exclude(pk=term.pk) if not e.called_off]
        )


def _check_seat(change: Change, seat: Seat) -> None:
    span = Span(seat.valid_from, seat.valid_to)
    others = Seat.objects.filter(body_id=seat.body_id).exclude(pk=seat.pk)
    places = [(each.order, each.key, Span(each.valid_from, each.valid_to)) for each in others]
    rules.check_seat_place(seat.order, seat.key, span, places)
    if span.empty:
        raise Refusal("ends_before_it_begins", first=span.first)
    if change.kind == "seat.ended" and seat.valid_to is not None:
        rules.check_last_day(seat.valid_from, seat.valid_to, today())
        for each in seat.appointments.all():
            if not Span(each.starts_on, each.ends_on).within(span):
                raise Refusal("seat_is_served", last=seat.valid_to)


def _check_appointment(change: Change, made: Appointment) -> None:
    if change.kind == "appointment.ended" and made.ends_on is not None:
        rules.check_last_day(made.starts_on, made.ends_on, today())
    elif made.ends_on is not None and made.ends_on < made.starts_on:
        raise Refusal("ends_before_it_begins", first=made.starts_on)
    seat = Seat.objects.select_for_update().get(pk=made.seat_id)
    if change.kind == "appointment.ended" and _shortens(change):
        return
    beside = Appointment.objects.exclude(pk=made.pk).select_related("seat")
    others = [*beside.filter(seat=seat), *beside.filter(person=made.person_id).exclude(seat=seat)]
    rules.check_service(
        _service(made, seat),
        Span(seat.valid_from, seat.valid_to),
        [_service(each, each.seat) for each in others],
    )


def _shortens(change: Change) -> bool:
    """Whoever leaves earlier gets in nobody's way, whatever stands beside it."""
    was, last = change.was["ends_on"], change.now["ends_on"]
    return last is not None and (was is None or last < was)


def _service(made: Appointment, seat: Seat) -> Service:
    span = Span(made.starts_on, made.ends_on)
    return Service(str(made.person_id), str(seat.pk), str(seat.body_id), made.role, span)


def record_changes(changes: Sequence[Change], rows: Sequence[Model], *, actor: str, **about: Any) -> None:
    """One entry for each in the stream of its subject (an appointment's: its seat; a duty's: its person).

    Whoever has other rights from now on comes in anew: sessions and sockets end at the commit.
    """
    for change, row in zip(changes, rows, strict=True):
        stream = _stream(change, row)
        facts = {"was": change.was, "now": change.now, **about}
        record(stream, change.kind, actor=actor, subject=f"{change.noun}:{row.pk}", facts=facts)
        if _ends_sessions(change, row):
            end_sessions(row.person if isinstance(row, Appointment | DutyTerm) else cast(Person, row))


def _stream(change: Change, row: Model) -> str:
    if isinstance(row, Appointment):
        return f"seat:{row.seat_id}"
    return f"person:{row.person_id}" if isinstance(row, DutyTerm) else f"{change.noun}:{row.pk}"


def _ends_sessions(change: Change, row: Model) -> bool:
    """A duty that begins or ends on a later day does so by itself (`people/accounts/standing.py`)."""
    if isinstance(row, DutyTerm):
        return row.in_force(today()) == change.new
    return change.kind in ENDS_SESSIONS
