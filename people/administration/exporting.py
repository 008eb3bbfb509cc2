"""Persons, duties, seats and appointments as files that can be read back; the journal says who took which."""

from collections.abc import Callable, Sequence

from django.db import transaction

from core.journal import record
from core.refusals import require
from people.administration.deciding import STREAM
from people.administration.importing import BETWEEN, COLUMNS
from people.models import Appointment, DutyTerm, Person, Seat
from people.policies import may_view_people

EXPORTED = "people.exported"


def export(*, actor: Person, kind: str) -> list[Sequence[str | int]]:
    """Hand out what is there as the lines of a file, and record who got how many."""
    require(may_view_people, actor)
    with transaction.atomic():
        lines = exported(kind)
        facts = {"kind": kind, "rows": len(lines) - 1}
        record(STREAM, EXPORTED, actor=actor.key, subject=STREAM, facts=facts)
    return lines


def exported(kind: str) -> list[Sequence[str | int]]:
    """What is there, as the lines of a file of this kind; read back it changes nothing."""
    return [COLUMNS[kind], *WRITERS[kind]()]


def _persons_there() -> list[Sequence[str | int]]:
    return [(p.username, p.label_vi, p.label_en, p.email) for p in Person.objects.order_by("username")]


def _duties_there() -> list[Sequence[str | int]]:
    rows = DutyTerm.objects.filter(called_off=False).select_related("person", "body")
    return [
        (
            *(each.person.username, each.duty, each.body.key if each.body else ""),
            *(each.starts_on.isoformat(), each.ends_on.isoformat() if each.ends_on else ""),
        )
        for each in rows.order_by("person__username", "starts_on", "duty", "body__key")
    ]


def _seats_there() -> list[Sequence[str | int]]:
    seats = Seat.objects.select_related("body").prefetch_related("agencies").order_by("body__key", "order")
    return [
        (
            *(s.body.key, s.key, s.order, s.office_vi, s.office_en, s.short_vi, s.short_en, s.kind),
            s.chair_rank or "",
            BETWEEN.join(sorted(agency.key for agency in s.agencies.all())),
            *(s.valid_from.isoformat(), s.valid_to.isoformat() if s.valid_to else ""),
        )
        for s in seats
    ]


def _appointments_there() -> list[Sequence[str | int]]:
    rows = Appointment.objects.select_related("person", "seat__body")
    return [
        (
            *(each.person.username, each.seat.body.key, each.seat.key, each.role, each.starts_on.isoformat()),
            each.ends_on.isoformat() if each.ends_on else "",
        )
        for each in rows.order_by("seat__body__key", "seat__order", "starts_on")
    ]


WRITERS: dict[str, Callable[[], list[Sequence[str | int]]]] = {
    "persons": _persons_there,
    "duties": _duties_there,
    "seats": _seats_there,
    "appointments": _appointments_there,
}
