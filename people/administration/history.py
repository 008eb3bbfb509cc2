"""What happened to a person, seat, body or agency, told from the journal; what a proposal would change."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from core.http import uuid_in
from core.models import Entry
from core.wording import in_words
from people.administration.changes import DATES, LINKS, Change
from people.administration.wording import ACTIVE, EXPORTS, FIELD_LABELS, JOURNAL, WHOLE_HOUSE, YES
from people.models import Agency, Appointment, Body, DutyTerm, Person, Seat
from people.wording import DUTIES, ROLES, SEAT_KINDS

CHOICES: dict[str, Mapping[Any, Any]] = {
    "duty": DUTIES,
    "role": ROLES,
    "kind": SEAT_KINDS,
    "is_active": ACTIVE,
    "called_off": YES,
}
NAMED = (Person, Seat, Body, Agency)
MOST_SHOWN = 200  # lines of one history
FILES_SHOWN = 20


@dataclass(frozen=True)
class Field:
    """One field before and after, in words."""

    label: str
    was: str
    now: str


@dataclass(frozen=True)
class Told:
    """One change: what it is, what it is about, and its fields."""

    words: str
    about: str
    fields: Sequence[Field]


@dataclass(frozen=True)
class Line:
    """One line of a history: when, by whom, proposed by whom, what, why."""

    at: datetime
    who: str
    proposed_by: str
    reason: str
    told: Told


@dataclass(frozen=True)
class Taken:
    """A file that somebody took: when, who, of what, and how many lines it had."""

    at: datetime
    who: str
    what: str
    rows: int


def files_taken() -> list[Taken]:
    """Who has taken persons, seats or appointments as a file, newest first."""
    entries = list(
        Entry.objects.filter(stream="people", kind="people.exported").order_by("-seq")[:FILES_SHOWN]
    )
    names = _names((), [entry.actor for entry in entries])
    return [
        Taken(
            entry.at,
            names.get(entry.actor.removeprefix("person:"), ""),
            str(EXPORTS[entry.facts["kind"]]),
            entry.facts["rows"],
        )
        for entry in entries
    ]


def history_of_person(person: Person) -> list[Line]:
    """The account's own history, and that of its appointments (kept with their seats), newest first."""
    mine = list(person.appointments.values_list("pk", "seat"))
    seats = {f"seat:{seat}" for _key, seat in mine}
    subjects = [f"appointment:{key}" for key, _seat in mine]
    return _lines(Q(stream=person.key) | Q(stream__in=seats, subject__in=subjects))


def history_of(noun: str, key: object) -> list[Line]:
    """The history of a seat with its appointments, of a body, or of an agency, newest first."""
    return _lines(Q(stream=f"{noun}:{key}"))


def _lines(wanted: Q) -> list[Line]:
    entries = list(Entry.objects.filter(wanted, kind__in=JOURNAL).order_by("-at", "-seq")[:MOST_SHOWN])
    changes = [
        Change(entry.kind, entry.subject.split(":")[1], entry.facts["now"], entry.facts["was"])
        for entry in entries
    ]
    actors = [entry.actor for entry in entries] + [entry.facts.get("proposed_by", "") for entry in entries]
    names = _names(changes, actors)
    lines = []
    for entry, told in zip(entries, tell(changes, names), strict=True):
        by = entry.facts.get("proposed_by", "")
        proposed_by = names.get(by.removeprefix("person:"), "") if by != entry.actor else ""
        who = names.get(entry.actor.removeprefix("person:"), _("The server's console"))
        lines.append(Line(entry.at, who, proposed_by, str(entry.facts.get("reason", "")), told))
    return lines


def tell(changes: Sequence[Change], names: Mapping[str, str] | None = None) -> list[Told]:
    """Changes in words, in the active language and with a constant number of queries."""
    known = dict(names if names is not None else _names(changes, ()))
    for change in changes:  # what does not exist yet is named by the change itself
        if change.new and change.subject not in known:
            fields = change.now
            known[change.subject] = str(
                fields.get("label_vi") or fields.get("office_vi") or fields.get("name_vi")
            )
    return [_told(change, known) for change in changes]


def _told(change: Change, names: Mapping[str, str]) -> Told:
    about = names.get(change.subject, "")
    if change.noun == "appointment":
        about = _appointment(change, names)
    elif change.noun == "duty":
        about = _duty(change, names)
    shown = {name: now for name, now in change.now.items() if name not in LINKS}  # `about` says these
    fields = [
        Field(str(FIELD_LABELS[name]), _value(name, change.was.get(name), names), _value(name, now, names))
        for name, now in shown.items()
        if now not in (None, "", []) or change.was.get(name) not in (None, "", [])
    ]
    return Told(str(JOURNAL[change.kind]), about, fields)


def _appointment(change: Change, names: Mapping[str, str]) -> str:
    if change.new:
        return f"{names.get(change.now['person'], '')} – {names.get(change.now['seat'], '')}"
    return names.get(change.subject, "")


def _duty(change: Change, names: Mapping[str, str]) -> str:
    if not change.new:
        return names.get(change.subject, "")
    body = names.get(change.now["body"] or "", str(WHOLE_HOUSE))
    return f"{names.get(change.now['person'], '')} – {DUTIES[change.now['duty']]} ({body})"


def _value(name: str, value: Any, names: Mapping[str, str]) -> str:
    if value in (None, "", []):
        return ""
    if name in CHOICES:
        return str(CHOICES[name][value])
    if name in DATES:
        return str(in_words({name: date.fromisoformat(value)})[name])
    if isinstance(value, list):
        return "; ".join(names.get(each, each) for each in value)
    return names.get(value, value) if isinstance(value, str) else str(value)


def _names(changes: Sequence[Change], actors: Iterable[str]) -> dict[str, str]:
    """Every id that these changes name → how it is called in the active language."""
    texts = [change.subject for change in changes]
    texts += [actor.removeprefix("person:") for actor in actors]
    for change in changes:
        for value in (*change.now.values(), *change.was.values()):
            texts += value if isinstance(value, list) else [value] if isinstance(value, str) else []
    keys = {key for text in texts if len(text) == len(str(UUID(int=0))) and (key := uuid_in(text))}
    found: dict[str, str] = {}
    for model in NAMED:
        for row in model.objects.filter(pk__in=keys):
            found[str(row.pk)] = row.office if isinstance(row, Seat) else row.name
    for made in Appointment.objects.filter(pk__in=keys).select_related("person", "seat"):
        found[str(made.pk)] = f"{made.person.name} – {made.get_role_display()} – {made.seat.office}"
    for term in DutyTerm.objects.filter(pk__in=keys).select_related("person", "body"):
        body = term.body.name if term.body else WHOLE_HOUSE
        found[str(term.pk)] = f"{term.person.name} – {term.get_duty_display()} ({body})"
    return found
