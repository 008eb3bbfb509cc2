"""A signed and sealed document is issued to its recipients, and supersedes the edition before it."""

from collections.abc import Collection

from django.db import transaction

from core.journal import record as note
from core.refusals import require
from core.time import local, now
from people.models import Agency, Person, Role, Seat
from people.selectors import holders, seats_served_by
from records.kinds import record_kind
from records.models import Delivery, Opening, Record
from records.policies import may_issue_record
from records.rules import OUT, Act, Status, check_facts, check_move
from records.selectors import agencies_receiving, locked_record, seats_receiving
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
        record_kind(record.kind).issued(actor, record.subject, record.number, moment)
        if before is not None and before.status == Status.ISSUED.value:
            _supersede(actor, before, record)
    return record


def _deliver(record: Record) -> list[Person]:
    """To every seat and agency that receives it; who holds the seats now is told."""
    assert record.issued_at is not None
    to: list[tuple[Seat | None, Agency | None]] = [(seat, None) for seat in seats_receiving(record)]
    to += [(leading, agency) for agency, leading in agencies_receiving(record)]
    held = holders({seat.pk: seat for seat, _agency in to if seat}.values())
    Delivery.objects.bulk_create(
        Delivery(
            record=record,
            seat=seat,
            agency=agency,
            person=held.get(seat.pk) if seat else None,
            at=record.issued_at,
        )
        for seat, agency in to
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
    seats = [each.seat for each in record.deliveries.select_related("seat") if each.seat]
    return list({person.pk: person for person in holders(seats).values()}.values())


def note_opened(*, actor: Person, record: Record, what: str) -> None:
    """Keep when a recipient first opened the page or a file; the desks' own reading is no receipt."""
    note_opened_all(actor=actor, records=[record], what=what)


def note_opened_all(*, actor: Person, records: Collection[Record], what: str) -> None:
    """The same of several documents that were opened as one file, in as many queries as for one."""
    seats, out = seats_served_by(actor, Role.HOLDER), [each.pk for each in records if each.status in OUT]
    if not out or not seats:
        return
    sent = Delivery.objects.filter(record__in=out, seat__in=seats).values_list("record", flat=True)
    known = Opening.objects.filter(record__in=out, person=actor, what=what).values_list("record", flat=True)
    fresh = set(sent) - set(known)
    moment = now()
    Opening.objects.bulk_create(
        [Opening(record_id=key, person=actor, what=what, at=moment) for key in fresh], ignore_conflicts=True
    )
