"""Who may read, sign and issue documents."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from people.models import Person, Role
from people.policies import (
    desk_reach,
    is_head,
    is_member,
    is_secretariat,
    reads_everything,
    works_at_desk,
)
from people.selectors import seats_served_by
from records.kinds import record_kind
from records.models import Delivery, Record
from records.rules import OUT, Status


def may_open_registers(person: Person) -> bool:
    """The secretariat, the auditor, and members, to whom documents go."""
    return works_at_desk(person) or is_member(person)


def may_follow_record(person: Person, record: Record) -> bool:
    """Secretariat and auditor of the body see every document of it, who received it and who opened it."""
    return reads_everything(person, record.body_id)


def may_view_record(person: Person, record: Record) -> bool:
    """The desks all; the signatory once it is circulated; others what was issued and is theirs to read."""
    return bool(viewable(person, [record]))


def viewable(person: Person, records: Iterable[Record]) -> list[Record]:
    """Those of these documents that this person may view, in as many queries as there are kinds of them."""
    records = list(records)
    reach = desk_reach(person)
    theirs = {each.pk for each in records if reach.covers(each.body_id)}
    if len(theirs) == len(records):
        return records
    seen = (Status.DRAFT, Status.WITHDRAWN)
    theirs |= {each.pk for each in records if each.status not in seen and signs_here(person, each)}
    out = [each for each in records if each.status in OUT and each.pk not in theirs]
    if person.is_active and out:
        theirs |= _delivered(person, out)
        theirs |= _readable(person, [each for each in out if each.pk not in theirs])
    return [each for each in records if each.pk in theirs]


def _delivered(person: Person, records: Sequence[Record]) -> set[UUID]:
    """What went to a seat that this person holds."""
    seats = seats_served_by(person, Role.HOLDER)
    if not seats:
        return set()
    found = Delivery.objects.filter(record__in=[each.pk for each in records], seat__in=seats)
    return set(found.values_list("record_id", flat=True))


def _readable(person: Person, records: Sequence[Record]) -> set[UUID]:
    """What is about something of which this person reads the documents of that kind."""
    found: set[UUID] = set()
    for code in {each.kind for each in records}:
        of_kind = [each for each in records if each.kind == code]
        subjects = set(record_kind(code).readable(person, {each.subject for each in of_kind}))
        found |= {each.pk for each in of_kind if each.subject in subjects}
    return found


def may_work_on_record(person: Person, record: Record) -> bool:
    """Whoever may draw up this kind about this subject changes it, circulates it and withdraws it."""
    return is_secretariat(person, record.body_id) and record_kind(record.kind).may_draw_up(
        person, record.subject
    )


def may_approve_record(person: Person, record: Record) -> bool:
    """The head of the secretariat, or whoever will sign it."""
    return is_head(person, record.body_id) or signs_here(person, record)


def may_sign_record(person: Person, record: Record) -> bool:
    """The signatory alone, while holding the office."""
    return signs_here(person, record)


def may_seal_record(person: Person, record: Record) -> bool:
    """The secretariat keeps the seal (Decree 30/2020, Art. 32)."""
    return is_secretariat(person, record.body_id)


def may_issue_record(person: Person, record: Record) -> bool:
    """The secretariat issues what is signed and sealed."""
    return is_secretariat(person, record.body_id)


def may_recall_record(person: Person, record: Record) -> bool:
    """The head of the secretariat recalls what was issued."""
    return is_head(person, record.body_id)


def signs_here(person: Person, record: Record) -> bool:
    """Whether this person is the signatory and still in the office."""
    if not person.is_active or record.signatory_id != person.pk:
        return False
    if record.seat_id is None:
        return is_head(person, record.body_id)
    return record.seat_id in {seat.pk for seat in seats_served_by(person, Role.HOLDER)}
