"""From the draft to the approval: circulated, returned with a reason, approved by another pair of eyes."""

from datetime import date

from django.db import transaction

from core.journal import record as note
from core.refusals import Refusal, require
from core.time import local, now
from people.models import Person, Role
from people.selectors import appointments_in_force
from records.models import Record
from records.policies import may_approve_record, may_work_on_record
from records.rules import (
    Act,
    Status,
    check_complete,
    check_facts,
    check_four_eyes,
    check_move,
    check_reason,
)
from records.selectors import approvers_of, locked_record, workers_on
from records.services.drawing_up import standing_digest
from records.services.telling import tell


def circulate_record(*, actor: Person, record: Record) -> Record:
    """Give a complete draft to whoever approves it and to the signatory."""
    require(may_work_on_record, actor, record)
    with transaction.atomic():
        record = locked_record(record.pk)
        status = check_move(Status(record.status), Act.CIRCULATE)
        check_ready(record)
        record.status = status.value
        record.save(update_fields=["status"])
        tell("record:circulated", record, approvers_of(record))
        facts = {"facts": record.digest}
        note(record.stream, "record.circulated", actor=actor.key, subject=record.key, facts=facts)
    return record


def return_record(*, actor: Person, record: Record, reason: str) -> Record:
    """Send it back to whoever drew it up, with the reason."""
    require(may_approve_record, actor, record)
    reason = reason.strip()
    check_reason(reason)
    with transaction.atomic():
        record = locked_record(record.pk)
        status = check_move(Status(record.status), Act.RETURN, numbered=record.entered is not None)
        record.status, record.approved_by, record.approved_at = status.value, None, None
        record.save(update_fields=["status", "approved_by", "approved_at"])
        facts = {"reason": reason}
        note(record.stream, "record.returned", actor=actor.key, subject=record.key, facts=facts)
    return record


def approve_record(*, actor: Person, record: Record) -> Record:
    """Approve the document as it was drawn up; from now on the time until its issue is counted."""
    require(may_approve_record, actor, record)
    with transaction.atomic():
        record, moment = locked_record(record.pk), now()
        status = check_move(Status(record.status), Act.APPROVE)
        check_four_eyes(actor.key, workers_on(record))
        check_ready(record)
        record.status, record.approved_by, record.approved_at = status.value, actor, moment
        record.save(update_fields=["status", "approved_by", "approved_at"])
        if record.signatory is not None:
            tell("record:to_sign", record, [record.signatory])
        facts = {"facts": record.digest}
        note(record.stream, "record.approved", actor=actor.key, subject=record.key, facts=facts)
    return record


def check_ready(record: Record) -> None:
    """Refuse what is not complete, whose signatory left the office, or whose facts have changed."""
    check_complete(
        abstract=record.abstract,
        place=record.place,
        office=record.office,
        recipients=record.recipients,
    )
    check_signatory(record, local(now()).date())
    check_facts(record.digest, standing_digest(record))


def check_signatory(record: Record, on: date) -> None:
    """Refuse a signatory who does not hold the office on this day."""
    if record.seat is None:
        if record.signatory is None or not record.signatory.is_active:
            raise Refusal("record_signatory_without_office", office=record.office, on=on)
        return
    holders = appointments_in_force(on).filter(seat=record.seat, role=Role.HOLDER)
    held_by = set(holders.values_list("person", flat=True))
    if not held_by:
        raise Refusal("record_signatory_without_office", office=record.office, on=on)
    if record.signatory_id not in held_by:
        raise Refusal("record_signatory_changed", office=record.office)
