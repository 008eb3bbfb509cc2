"""Persons, duties, seats, appointments from a file: what each line would change, before anything is kept."""

import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_slug
from django.db import transaction

from core.refusals import Refusal
from core.wording import sentence
from people.administration.acts import new
from people.administration.changes import Change, apply, correction
from people.administration.reading_files import Row, rows_of
from people.models import Agency, Appointment, Body, Duty, DutyTerm, Person, Role, Seat, SeatKind

COLUMNS: dict[str, tuple[str, ...]] = {
    "persons": ("username", "label_vi", "label_en", "email"),
    "duties": ("person", "duty", "body", "starts_on", "ends_on"),
    "seats": (
        *("body", "key", "order", "office_vi", "office_en", "short_vi", "short_en", "kind", "chair_rank"),
        *("agencies", "valid_from", "valid_to"),
    ),
    "appointments": ("person", "body", "seat", "role", "starts_on", "ends_on"),
}
NEEDED: dict[str, tuple[str, ...]] = {
    "persons": ("username", "label_vi"),
    "duties": ("person", "duty", "starts_on"),
    "seats": ("body", "key", "order", "office_vi", "short_vi", "kind", "valid_from"),
    "appointments": ("person", "body", "seat", "role", "starts_on"),
}
Known = TypeVar("Known")
BETWEEN = "|"  # between the keys of several agencies in one cell


@dataclass(frozen=True)
class Fault:
    """What is wrong with one line, in words."""

    line: int
    words: str


@dataclass
class Reading:
    """What a file would change, line by line; what is wrong; how many lines change nothing."""

    changes: list[Change] = field(default_factory=list)
    lines: list[int] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    same: int = 0

    @property
    def digest(self) -> str:
        """What was shown before it was taken; ids of what does not exist yet are of no account."""
        new = {each.subject for each in self.changes if each.new}
        about = ["" if each.subject in new else each.subject for each in self.changes]
        told = [(each.kind, key, each.now, each.was) for key, each in zip(about, self.changes, strict=True)]
        return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


class _Tried(Exception):
    """Undoes what was only tried."""


def read_file(kind: str, text: str) -> Reading:
    """Judge every line; nothing is kept.

    Raises:
        Refusal: the whole is no table of this kind.
    """
    rows = rows_of(text, COLUMNS[kind], NEEDED[kind])
    reading = Reading()
    found = _wanted(kind, rows, reading)
    # What ends comes before what begins, in whatever order the lines stand.
    ending = [pair for pair in found if pair[1].kind.endswith(".ended")]
    ordered = [*ending, *(pair for pair in found if pair not in ending)]
    try:
        with transaction.atomic():
            for line, change in ordered:
                _try_line(line, change, reading)
            raise _Tried
    except _Tried:
        reading.faults.sort(key=lambda fault: fault.line)
    return reading


def _try_line(line: int, change: Change, reading: Reading) -> None:
    if any(fault.line == line for fault in reading.faults):
        return  # what follows on a change that is refused is refused with it
    try:
        with transaction.atomic():
            apply([change])
    except Refusal as no:
        reading.faults.append(Fault(line, sentence(no)))
    else:
        reading.changes.append(change)
        reading.lines.append(line)


def _wanted(kind: str, rows: Sequence[Row], reading: Reading) -> list[tuple[int, Change]]:
    reader = READERS[kind]()
    seen: dict[object, int] = {}
    found: list[tuple[int, Change]] = []
    for row in rows:
        try:
            if "" in row.cells:
                raise Refusal("import_too_many_cells")
            name, changes = reader(row)
            if name in seen:
                raise Refusal("import_line_repeats", line=seen[name])
        except Refusal as no:
            reading.faults.append(Fault(row.line, sentence(no)))
            continue
        seen[name] = row.line
        reading.same += not changes
        found += [(row.line, change) for change in changes]
    return found


Reader = Callable[[Row], tuple[object, list[Change]]]


def _persons() -> Reader:
    known = {person.username: person for person in Person.objects.all()}

    def read(row: Row) -> tuple[object, list[Change]]:
        username = row.text("username", 80, needed=True)
        label_vi, label_en = row.text("label_vi", 200, needed=True), row.text("label_en", 200)
        there = known.get(username)
        if there is None:
            named = {"username": username, "label_vi": label_vi, "label_en": label_en, "email": _address(row)}
            return username, [new("person", named)]
        names = {"label_vi": label_vi} | ({"label_en": label_en} if "label_en" in row.cells else {})
        return username, correction("person.corrected", there, names)

    return read


def _duties() -> Reader:
    persons = {person.username: person for person in Person.objects.all()}
    bodies = {body.key: body for body in Body.objects.all()}
    terms = DutyTerm.objects.filter(called_off=False)
    known = {(each.person_id, each.duty, each.body_id, each.starts_on): each for each in terms}

    def read(row: Row) -> tuple[object, list[Change]]:
        person, duty = _of(persons, row, "person"), row.choice("duty", Duty.values)
        body = _of(bodies, row, "body") if row.cells.get("body") else None
        first, last = row.day("starts_on", needed=True), row.day("ends_on")
        assert first is not None
        name = person.pk, duty, body.pk if body else None, first
        there = known.get(name)
        if there is None:
            made = {"person": person, "duty": duty, "body": body, "starts_on": first, "ends_on": last}
            return name, [new("duty", made)]
        return name, _end("duty.ended", there, "ends_on", last) if "ends_on" in row.cells else []

    return read


def _address(row: Row) -> str:
    address = row.text("email", 254)
    try:
        if address:
            validate_email(address)
    except ValidationError:
        raise Refusal("import_not_an_address", value=address) from None
    return address


def _seats() -> Reader:
    bodies = {body.key: body for body in Body.objects.all()}
    agencies = {agency.key: agency for agency in Agency.objects.all()}
    known = {(seat.body_id, seat.key, seat.valid_from): seat for seat in Seat.objects.all()}

    def read(row: Row) -> tuple[object, list[Change]]:
        body, key = _of(bodies, row, "body"), row.text("key", 80, needed=True)
        first, last = row.day("valid_from", needed=True), row.day("valid_to")
        assert first is not None
        _plain_key(key)
        described = {
            "order": row.number("order", 500, needed=True),
            "office_vi": row.text("office_vi", 200, needed=True),
            "office_en": row.text("office_en", 200),
            "short_vi": row.text("short_vi", 80, needed=True),
            "short_en": row.text("short_en", 80),
            "kind": row.choice("kind", SeatKind.values),
            "chair_rank": row.number("chair_rank", 100),
            "agencies": sorted(str(agency.pk) for agency in _led(agencies, row)),
        }
        name, there = (body.pk, key, first), known.get((body.pk, key, first))
        if there is None:
            made = {**described, "body": body, "key": key, "valid_from": first, "valid_to": last}
            return name, [new("seat", made)]
        given = {field: value for field, value in described.items() if field in row.cells}
        changes = correction("seat.corrected", there, given)
        return name, changes + (
            _end("seat.ended", there, "valid_to", last) if "valid_to" in row.cells else []
        )

    return read


def _appointments() -> Reader:
    persons = {person.username: person for person in Person.objects.all()}
    bodies = {body.key: body for body in Body.objects.all()}
    seats: dict[tuple[object, str], list[Seat]] = {}
    for seat in Seat.objects.order_by("valid_from"):
        seats.setdefault((seat.body_id, seat.key), []).append(seat)
    known = {
        (each.person_id, each.seat_id, each.role, each.starts_on): each for each in Appointment.objects.all()
    }

    def read(row: Row) -> tuple[object, list[Change]]:
        person, body = _of(persons, row, "person"), _of(bodies, row, "body")
        role = row.choice("role", Role.values)
        first, last = row.day("starts_on", needed=True), row.day("ends_on")
        assert first is not None
        named = seats.get((body.pk, row.text("seat", 80, needed=True)), [])
        if not named:
            raise Refusal("import_unknown", column="seat", value=row.cells["seat"])
        lasting = [
            each
            for each in named
            if each.valid_from <= first and (not each.valid_to or first <= each.valid_to)
        ]
        seat = (lasting or named)[-1]
        name, there = (person.pk, seat.pk, role, first), known.get((person.pk, seat.pk, role, first))
        if there is None:
            made = {"person": person, "seat": seat, "role": role, "starts_on": first, "ends_on": last}
            return name, [new("appointment", made)]
        return name, _end("appointment.ended", there, "ends_on", last) if "ends_on" in row.cells else []

    return read


def _end(kind: str, row: Seat | Appointment | DutyTerm, column: str, last: date | None) -> list[Change]:
    return correction(kind, row, {column: last.isoformat() if last else None})


def _of(known: dict[str, Known], row: Row, column: str) -> Known:
    named = row.text(column, 80, needed=True)
    if named not in known:
        raise Refusal("import_unknown", column=column, value=named)
    return known[named]


def _led(known: dict[str, Agency], row: Row) -> list[Agency]:
    keys = [key.strip() for key in row.text("agencies", 2000).split(BETWEEN) if key.strip()]
    unknown = next((key for key in keys if key not in known), None)
    if unknown is not None:
        raise Refusal("import_unknown", column="agencies", value=unknown)
    return [known[key] for key in keys]


def _plain_key(key: str) -> None:
    try:
        validate_slug(key)
    except ValidationError:
        raise Refusal("import_not_a_key", value=key) from None


READERS: dict[str, Callable[[], Reader]] = {
    "persons": _persons,
    "duties": _duties,
    "seats": _seats,
    "appointments": _appointments,
}
