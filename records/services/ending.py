"""A document ends: withdrawn before its issue (its number stays in the register), or recalled after it."""

from django.db import transaction

from core.journal import record as note
from core.refusals import require
from core.time import now
from people.models import Person
from records.models import Record
from records.policies import may_recall_record, may_work_on_record
from records.rules import Act, Status, check_move, check_reason
from records.selectors import locked_record
from records.services.issuing import received_by
from records.services.telling import tell


def withdraw_record(*, actor: Person, record: Record, reason: str) -> Record:
    """Give up a document before it is issued; a number that it has stays in the register, marked."""
    require(may_work_on_record, actor, record)
    return _ended(actor, record, Act.WITHDRAW, "record.withdrawn", reason)


def recall_record(*, actor: Person, record: Record, reason: str) -> Record:
    """Recall what was issued; recipients delete their copies, and every later copy is marked."""
    require(may_recall_record, actor, record)
    return _ended(actor, record, Act.RECALL, "record.recalled", reason)


def _ended(actor: Person, record: Record, act: Act, kind: str, reason: str) -> Record:
    reason = reason.strip()
    check_reason(reason)
    with transaction.atomic():
        record, moment = locked_record(record.pk), now()
        status = check_move(Status(record.status), act)
        record.status, record.ended_at, record.ended_because = status.value, moment, reason
        record.save(update_fields=["status", "ended_at", "ended_because"])
        if act is Act.RECALL:
            tell("record:recalled", record, received_by(record))
        facts = {"reason": reason, "number": record.number}
        note(record.stream, kind, actor=actor.key, subject=record.key, facts=facts)
    return record
