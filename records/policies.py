"""Who may read, sign and issue documents."""

from people.models import Duty, Person, Role
from people.policies import is_member, is_secretariat, may_read_the_record
from people.selectors import seats_served_by
from records.kinds import record_kind
from records.models import Record
from records.rules import OUT, Status


def may_open_registers(person: Person) -> bool:
    """The secretariat, the auditor, and members, to whom documents go."""
    return is_secretariat(person) or may_read_the_record(person) or is_member(person)


def may_follow_records(person: Person) -> bool:
    """Secretariat and auditor see every document, who received it and who opened it."""
    return is_secretariat(person) or may_read_the_record(person)


def may_view_record(person: Person, record: Record) -> bool:
    """The desks all; the signatory once it is circulated; others what was issued and is theirs to read."""
    if may_follow_records(person):
        return True
    if record.status not in (Status.DRAFT, Status.WITHDRAWN) and signs_here(person, record):
        return True
    if not person.is_active or record.status not in OUT:
        return False
    seats = seats_served_by(person, Role.HOLDER)
    delivered = bool(seats) and record.deliveries.filter(seat__in=seats).exists()
    return delivered or record_kind(record.kind).may_read(person, record.subject)


def may_work_on_record(person: Person, record: Record) -> bool:
    """Whoever may draw up this kind about this subject changes it, circulates it and withdraws it."""
    return is_secretariat(person) and record_kind(record.kind).may_draw_up(person, record.subject)


def may_approve_record(person: Person, record: Record) -> bool:
    """The head of the secretariat, or whoever will sign it."""
    return (person.is_active and person.duty == Duty.HEAD) or signs_here(person, record)


def may_sign_record(person: Person, record: Record) -> bool:
    """The signatory alone, while holding the office."""
    return signs_here(person, record)


def may_seal_record(person: Person, record: Record) -> bool:
    """The secretariat keeps the seal (Decree 30/2020, Art. 32)."""
    return is_secretariat(person)


def may_issue_record(person: Person, record: Record) -> bool:
    """The secretariat issues what is signed and sealed."""
    return is_secretariat(person)


def may_recall_record(person: Person, record: Record) -> bool:
    """The head of the secretariat recalls what was issued."""
    return person.is_active and person.duty == Duty.HEAD


def signs_here(person: Person, record: Record) -> bool:
    """Whether this person is the signatory and still in the office."""
    if not person.is_active or record.signatory_id != person.pk:
        return False
    if record.seat_id is None:
        return person.duty == Duty.HEAD
    return record.seat_id in {seat.pk for seat in seats_served_by(person, Role.HOLDER)}
