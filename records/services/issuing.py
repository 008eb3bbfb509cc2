"""A signed and sealed document is issued to its recipients, and supersedes the edition before it."""

from django.db import transaction

from core.journal import record as note
from core.refusals import require
from core.time import local, now
from people.models import Person, Role
from people.selectors import holders, seats_served_by
from records.models import Delivery, Opening, Record
from records.policies import may_issue_record
from records.rules import OUT, Act, Status, check_facts, check_move
from records.selectors import locked_record, seats_receiving
from records.services.drawing_up import standing_digest
from records.services.telling import tell


def issue_record(*, actor: Person, record: Record) -> Record:
    """Issue the document; from now on nothing about it changes, and the edition before it no longer holds."""
    require(may_issue_record, actor, record)
    with transaction.atomic():
        before = locked_record(record.replaces_id) if record.replaces_id else None
        record, moment = locked_record(record.pk), now()
        status = check_move(Status(record.status), Act.ISSUE)
        check_facts(record.digest, standing_digest(record))
        record.status, record.issued_at = status.value, moment
        record.save(update_fields=["status", "issued_at"])
        people = _deliver(record)
        tell("record:issued", record, people)
        facts = {
            "number": record.number,
            "dated": local(moment).date().isoformat(),
            "recipients": record.deliveries.count(),
        }
        note(record.stream, "record.issued", actor=actor.key, subject=record.key, facts=facts)
        if before is not None and before.status == Status.ISSUED.value:
            _supersede(actor, before, record)
    return record


def _deliver(record: Record) -> list[Person]:
    """To every seat that receives it; who holds it now is told."""
    assert record.issued_at is not None
    seats = seats_receiving(record)
    held = holders(seats)
    Delivery.objects.bulk_create(
        Delivery(record=record, seat=seat, person=held.get(seat.pk), at=record.issued_at) for seat in seats
    )
    return list({person.pk: person for person in held.values()}.values())


def _supersede(actor: Person, before: Record, record: Record) -> None:
    """The earlier edition no longer holds; whoever received it is told."""
    before.status = check_move(Status(before.status), Act.SUPERSEDE).value
    before.save(update_fields=["status"])
    tell("record:superseded", before, received_by(before))
    facts = {"by": record.number, "record": record.key}
    note(before.stream, "record.superseded", actor=actor.key, subject=before.key, facts=facts)


def received_by(record: Record) -> list[Person]:
    """Who holds the seats to which it went."""
    seats = [delivery.seat for delivery in record.deliveries.select_related("seat")]
    return list({person.pk: person for person in holders(seats).values()}.values())


def note_opened(*, actor: Person, record: Record, what: str) -> None:
    """Keep when a recipient first opened the page or a file; the desks' own reading is no receipt."""
    seats = seats_served_by(actor, Role.HOLDER)
    if record.status not in OUT or not seats:
        return
    known = Opening.objects.filter(record=record, person=actor, what=what)
    if not known.exists() and record.deliveries.filter(seat__in=seats).exists():
        opening = Opening(record=record, person=actor, what=what, at=now())
        Opening.objects.bulk_create([opening], ignore_conflicts=True)
