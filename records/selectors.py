"""Reads about documents: which somebody sees, what stands of one now, what waits."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db.models import F, Max, Prefetch, Q, QuerySet
from django.http import Http404

from core.alphabet import place_in_alphabet
from core.journal import entries
from core.search import fold, keys_of
from people.models import Agency, Duty, Person, Role, Seat
from people.policies import desk_reach
from people.selectors import appointments_in_force, on_duty, seats_of, seats_served_by
from records.models import Copy, CopyStage, Record, RecordFacts, RegisterLine
from records.policies import may_view_record, viewable
from records.rules import IN_WORK, OUT, TO_ISSUE, Status
from records.rules.registers import year_of
from records.signing import Signatory

WORKED = ("record.drawn_up", "record.changed", "record.facts_taken")
SEARCHED = ("abstract", "symbol", "line__number", "office", "recipients")
WAITING_SHOWN = 20


@dataclass(frozen=True)
class Wanted:
    """What a list of documents is narrowed to, and how it is sorted."""

    shown: str = "register"
    kind: str = ""
    year: int | None = None
    status: str = ""
    words: str = ""
    order: str = ""


def records_visible_to(person: Person) -> QuerySet[Record]:
    """The documents in this person's lists: the desks' all, else what went to their seats or they sign.

    A secretariat or auditor of one body has those of that body.
    """
    found, reach = Record.objects.select_related("body", "line", "seat", "signatory"), desk_reach(person)
    if reach.whole:
        return found
    seats = seats_served_by(person, Role.HOLDER)
    if not seats:
        return found.filter(reach.where()) if reach else found.none()
    keys = [seat.pk for seat in seats]
    out = [status.value for status in OUT]
    unseen = [Status.DRAFT.value, Status.WITHDRAWN.value]
    theirs = Q(signatory=person, seat__in=keys) & ~Q(status__in=unseen)
    delivered = Record.objects.filter(deliveries__seat__in=keys, status__in=out).values("pk")
    mine = theirs | Q(pk__in=delivered)
    return found.filter(mine | reach.where() if reach else mine)


def record_for(person: Person, key: UUID) -> Record:
    """The document of this id that this person may see; 404 otherwise."""
    related = ("body", "line", "seat", "signatory", "drawn_up_by", "approved_by", "replaces__line")
    found = Record.objects.select_related(*related).filter(pk=key).first()
    if found is None or not may_view_record(person, found):
        raise Http404
    return found


def locked_record(key: UUID) -> Record:
    """The document's row, locked until the end of the transaction."""
    return (
        Record.objects.select_for_update(of=("self",)).select_related("body", "seat", "signatory").get(pk=key)
    )


def fresh_record(key: UUID) -> Record:
    """The document as it stands now, without a lock."""
    return Record.objects.select_related("body", "seat", "signatory").get(pk=key)


def next_number(record: Record, moment: datetime) -> int:
    """The number that the register would give now; certain only while the body's lock is held."""
    given = RegisterLine.objects.filter(body=record.body_id, symbol=record.symbol, year=year_of(moment))
    last: int = given.aggregate(last=Max("number"))["last"] or 0
    return last + 1


def signatory_of(record: Record) -> Signatory:
    """Who signs, as the keys know them."""
    person = record.signatory
    assert person is not None  # checked before anything is signed
    return Signatory(key=person.username, name=person.label_vi, agency=record.body.name_vi)


def records_about(person: Person, subject: str, kind: str = "") -> list[Record]:
    """The documents about a subject that this person sees, the newest edition first."""
    found = records_about_any(person, [subject])
    return [each for each in found if not kind or each.kind == kind]


def records_about_any(person: Person, subjects: Collection[str]) -> list[Record]:
    """The same of several subjects, in few queries however many documents there are."""
    found = Record.objects.select_related("line", "seat", "signatory").filter(subject__in=subjects)
    return viewable(person, found.order_by("kind", "-edition"))


def latest_facts(record: Record) -> RecordFacts:
    """The facts that count."""
    found = record.versions.order_by("-version").first()
    assert found is not None  # written when it was drawn up
    return found


def workers_on(record: Record) -> set[str]:
    """Who drew it up, changed it or took facts, as the journal knows them."""
    return set(entries(record.stream).filter(kind__in=WORKED).values_list("actor", flat=True))


def just_unstamped(record: Record) -> bool:
    """Whether the last thing that happened is a signature that a service was to timestamp and did not."""
    last = entries(record.stream).order_by("seq").last()
    return bool(settings.TIMESTAMP_URL and last and last.facts.get("timestamped") is False)


def copy_of(record: Record) -> Copy | None:
    """The furthest copy: sealed, else signed, else laid out."""
    order = {CopyStage.AGENCY.value: 0, CopyStage.PERSON.value: 1, CopyStage.LAID_OUT.value: 2}
    return min(record.copies.all(), key=lambda copy: order[copy.stage], default=None)


def copies_issued(person: Person, subjects: Collection[str]) -> list[tuple[Record, Copy]]:
    """What was issued about these subjects, holds, and is this person's to read: each with its sealed copy.

    The bytes are not among what is read.
    """
    records = [each for each in records_about_any(person, subjects) if each.status == Status.ISSUED]
    sealed = Copy.objects.filter(record__in=records, stage=CopyStage.AGENCY.value).defer("content")
    by_record = {copy.record_id: copy for copy in sealed}
    return [(record, by_record[record.pk]) for record in records]


def successor_of(record: Record) -> Record | None:
    """The edition that was issued in its place."""
    issued = [status.value for status in OUT]
    return record.replaced_by.filter(status__in=issued).select_related("line").order_by("edition").first()


def seats_receiving(record: Record) -> list[Seat]:
    """The seats to which the document goes when it is issued."""
    chosen = list(record.to_seats.order_by("order"))
    if not record.to_members:
        return chosen
    seats = {seat.pk: seat for seat in (*seats_of(record.body), *chosen)}
    return list(seats.values())


def agencies_receiving(record: Record) -> list[tuple[Agency, Seat | None]]:
    """The agencies to which the document goes, each with the seat that leads it now, in two queries."""
    leading = Prefetch("seats", Seat.objects.filter(valid_to__isnull=True).order_by("order"))
    return [
        (agency, next(iter(agency.seats.all()), None))
        for agency in record.to_agencies.prefetch_related(leading)
    ]


def holder_on(seat: Seat, day: date) -> Person | None:
    """Who holds a seat on a day."""
    found = appointments_in_force(day).filter(seat=seat, role=Role.HOLDER).select_related("person").first()
    return found.person if found else None


def heads_of_office(body: UUID) -> list[Person]:
    """The heads of the secretariat of a body, who approve, and who sign by order."""
    return list(on_duty(Duty.HEAD, body=body))


def records_found(person: Person, wanted: Wanted) -> "QuerySet[Record] | Sequence[Record]":
    """One list, narrowed; a number keeps its place in the register whatever became of the document."""
    found = _narrowed(records_visible_to(person), wanted)
    column, down = wanted.order.removeprefix("-"), wanted.order.startswith("-")
    found = _ordered(found, column, down)
    if not fold(wanted.words).split() and column != "abstract":
        return found
    keys: list[Any] = keys_of(found, wanted.words, *SEARCHED)
    if column == "abstract":
        abstracts = dict(found.filter(pk__in=keys).values_list("pk", "abstract"))
        keys.sort(key=lambda key: place_in_alphabet(abstracts[key]), reverse=down)
    return _InOrder(found, keys)


class _InOrder(Sequence[Record]):
    """Documents of which the keys are known; the part that a page shows is read."""

    def __init__(self, rows: QuerySet[Record], keys: list[Any]) -> None:
        self.rows, self.keys = rows, keys

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, place: int | slice) -> Any:
        wanted = self.keys[place] if isinstance(place, slice) else [self.keys[place]]
        by_key = {record.pk: record for record in self.rows.filter(pk__in=wanted)}
        found = [by_key[key] for key in wanted if key in by_key]
        return found if isinstance(place, slice) else found[0]


def _narrowed(found: QuerySet[Record], wanted: Wanted) -> QuerySet[Record]:
    if wanted.shown == "register":
        found = found.filter(line__isnull=False)
    elif wanted.shown == "work":
        found = found.filter(status__in=[status.value for status in IN_WORK])
    else:
        found = found.filter(status__in=[status.value for status in TO_ISSUE])
    found = found.filter(kind=wanted.kind) if wanted.kind else found
    found = found.filter(status=wanted.status) if wanted.status else found
    return found.filter(line__year=wanted.year) if wanted.year else found


def _ordered(found: QuerySet[Record], column: str, down: bool) -> QuerySet[Record]:
    if column == "number":
        signs = ("-line__year", "line__symbol", "-line__number" if down else "line__number")
        return found.order_by(*signs, "pk")
    if column == "dated":
        by = F("line__dated").desc(nulls_last=True) if down else F("line__dated").asc(nulls_last=True)
        return found.order_by(by, "line__number", "pk")
    if column == "status":
        return found.order_by("-status" if down else "status", "-drawn_up_at", "pk")
    return found.order_by(F("line__at").desc(nulls_first=True), "-drawn_up_at", "pk")


def years_and_kinds(person: Person) -> tuple[list[int], list[str]]:
    """Of which years and kinds there are documents in this person's lists."""
    rows = set(records_visible_to(person).order_by().values_list("line__year", "kind"))
    return sorted({year for year, _kind in rows if year}, reverse=True), sorted(
        {kind for _year, kind in rows}
    )


def records_waiting(person: Person) -> list[Record]:
    """What waits for this person: to be approved, signed, sealed or issued; the oldest approval first."""
    statuses = [Status.CIRCULATED.value, *(status.value for status in TO_ISSUE)]
    found = Record.objects.filter(status__in=statuses).select_related("body", "line", "seat", "signatory")
    reach = desk_reach(person)
    if not reach.whole:
        seats = [seat.pk for seat in seats_served_by(person, Role.HOLDER)]
        if not (seats or reach):
            return []
        mine = [Status.CIRCULATED.value, Status.APPROVED.value]
        to_sign = Q(signatory=person, seat__in=seats, status__in=mine)
        found = found.filter(to_sign | reach.where() if reach else to_sign)
    return list(found.order_by(F("approved_at").asc(nulls_last=True), "drawn_up_at")[:WAITING_SHOWN])


def approvers_of(record: Record) -> list[Person]:
    """Whom to tell that a document waits for approval: the heads, but none who worked on it."""
    workers = workers_on(record)
    return [person for person in heads_of_office(record.body_id) if person.key not in workers]
