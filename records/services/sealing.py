"""The agency seals what the competent person has signed, here or elsewhere."""

from datetime import datetime

from django.db import transaction

from core.intake import admit
from core.journal import record as note
from core.refusals import require
from core.time import now
from people.models import Person
from records.models import Copy, CopyStage, Record
from records.papers import issuer_key
from records.policies import may_seal_record
from records.rules import Act, Status, check_move
from records.selectors import fresh_record, latest_facts, locked_record
from records.services.preparing import field_of, signed_outside
from records.services.signing import keep_copy
from records.signing import Capacity, Signatory, accept_signed_elsewhere


def seal_record(*, actor: Person, record: Record) -> Record:
    """Seal here, over the left third of the person's signature; that signature stays valid.

    As with the person's signature, the file is made before the locks are taken; the signed copy that it is
    made from never changes.
    """
    require(may_seal_record, actor, record)
    record = fresh_record(record.pk)
    check_move(Status(record.status), Act.SEAL)
    signed = _signed_copy(record)
    place = field_of(signed).seal()
    sealed = signed_outside(bytes(signed.content), agency_of(record), place, now())
    with transaction.atomic():
        record, moment = locked_record(record.pk), now()
        status = check_move(Status(record.status), Act.SEAL)
        return _sealed(record, actor, status, sealed.content, moment, sealed.stamped)


def take_sealed_elsewhere(*, actor: Person, record: Record, uploaded: bytes) -> Record:
    """Take the file that was sealed elsewhere: the signed one with the seal, and nothing else.

    It is read before the locks are taken, as one signed elsewhere; the signed copy stays as it is.
    """
    require(may_seal_record, actor, record)
    admit(actor.key, len(uploaded))
    check_move(Status(record.status), Act.SEAL)
    signed = _signed_copy(record)
    place = field_of(signed).seal()
    stamped = accept_signed_elsewhere(
        bytes(signed.content), uploaded, by=agency_of(record), field=place, at=now()
    )
    with transaction.atomic():
        record, moment = locked_record(record.pk), now()
        status = check_move(Status(record.status), Act.SEAL)
        return _sealed(record, actor, status, uploaded, moment, stamped)


def agency_of(record: Record) -> Signatory:
    """The agency that issues, as the keys know it."""
    key, name = issuer_key(record, latest_facts(record).facts)
    return Signatory(key=key, name=name, capacity=Capacity.AGENCY)


def _signed_copy(record: Record) -> Copy:
    return record.copies.get(stage=CopyStage.PERSON.value)


def _sealed(
    record: Record, actor: Person, status: Status, content: bytes, moment: datetime, stamped: bool
) -> Record:
    place = field_of(_signed_copy(record)).seal()
    copy = keep_copy(record, CopyStage.AGENCY, content, actor, moment, place)
    record.status = status.value
    record.save(update_fields=["status"])
    facts = {"file": copy.sha256, "timestamped": stamped}
    note(record.stream, "record.sealed", actor=actor.key, subject=record.key, facts=facts)
    return record
