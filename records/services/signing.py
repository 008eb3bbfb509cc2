"""The person signs: number, date, bytes and signature come about in one transaction, or not at all."""

import hashlib
from datetime import datetime

from django.db import transaction

from core.intake import admit
from core.journal import record as note
from core.refusals import Refusal, require
from core.time import local, now
from people.models import Body, Person
from records.models import Copy, CopyStage, Record, RegisterLine
from records.papers import for_signing
from records.policies import may_issue_record, may_sign_record
from records.rules import Act, Status, check_move
from records.rules.registers import year_of
from records.selectors import locked_record, next_number, signatory_of
from records.services.approving import check_ready, check_signatory
from records.services.preparing import Prepared, field_of, prepare
from records.signing import SignatureField, accept_signed_elsewhere

ATTEMPTS = 3


def sign_record(*, actor: Person, record: Record) -> Record:
    """Sign here: whatever refuses, the key or the rules, no number is used up.

    The file is made, signed and timestamped before anything is locked, under the number that is next. If that
    number, or the day, is gone by the time it is to be kept, what was made is thrown away and made again.
    """
    require(may_sign_record, actor, record)
    for _attempt in range(ATTEMPTS):
        prepared = prepare(record)
        try:
            return _keep_prepared(record, actor, prepared)
        except _Overtaken:
            continue
    raise Refusal("record_number_overtaken")


class _Overtaken(Exception):
    """The number or the day under which the file was made is no longer the one to be given."""


def _keep_prepared(record: Record, actor: Person, prepared: Prepared) -> Record:
    with transaction.atomic():
        record, moment = locked_record(record.pk), now()
        status = check_move(Status(record.status), Act.SIGN)
        if record.approved_at != prepared.approved_at:  # returned and approved anew: not what was signed
            raise Refusal("record_not_approved")
        _keep_laid_out(record, actor, prepared, moment)
        return _signed(record, actor, status, prepared.signed.content, moment, prepared.signed.stamped)


def _keep_laid_out(record: Record, actor: Person, prepared: Prepared, moment: datetime) -> None:
    kept = record.copies.filter(stage=CopyStage.LAID_OUT.value).first()
    if kept is not None:
        if bytes(kept.content) != prepared.laid_out:
            raise _Overtaken
        check_signatory(record, local(moment).date())
        return
    check_ready(record)
    line = _next_line(record, actor, moment)
    if (line.number, line.dated) != (prepared.number, prepared.dated):
        raise _Overtaken
    keep_copy(record, CopyStage.LAID_OUT, prepared.laid_out, actor, moment, prepared.place)


def number_record(*, actor: Person, record: Record) -> Record:
    """Give number and date and lay the file out, so that it can be signed elsewhere."""
    require(may_issue_record, actor, record)
    with transaction.atomic():
        record, moment = locked_record(record.pk), now()
        check_move(Status(record.status), Act.NUMBER, numbered=record.entered is not None)
        check_ready(record)
        line = _next_line(record, actor, moment)
        content, place = for_signing(record, line.number, line.dated)
        laid = keep_copy(record, CopyStage.LAID_OUT, content, actor, moment, place)
        facts = {"number": record.number, "file": laid.sha256}
        note(record.stream, "record.numbered", actor=actor.key, subject=record.key, facts=facts)
    return record


def take_signed_elsewhere(*, actor: Person, record: Record, uploaded: bytes) -> Record:
    """Take the file that was signed elsewhere: it must be ours with this signature, and nothing else.

    It is read before the locks are taken: that takes a second, and nobody should wait for it. What it is held
    against stays as it is, and so does who signs, once the number is given.
    """
    require(may_issue_record, actor, record)
    admit(actor.key, len(uploaded))
    check_move(Status(record.status), Act.SIGN)
    laid = record.copies.filter(stage=CopyStage.LAID_OUT.value).first()
    if laid is None:  # nobody was given a file to sign
        raise Refusal("signed_file_other_document")
    stamped = accept_signed_elsewhere(
        bytes(laid.content), uploaded, by=signatory_of(record), field=field_of(laid), at=now()
    )
    with transaction.atomic():
        record, moment = locked_record(record.pk), now()
        status = check_move(Status(record.status), Act.SIGN)
        check_signatory(record, local(moment).date())
        return _signed(record, actor, status, uploaded, moment, stamped)


def keep_copy(
    record: Record, stage: CopyStage, content: bytes, actor: Person, at: datetime, place: SignatureField
) -> Copy:
    """Keep bytes for good, with their SHA-256."""
    kept = {name: getattr(place, name) for name in ("name", "page", "x", "y", "w", "h")}
    return Copy.objects.create(
        record=record,
        stage=stage.value,
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        place=kept,
        person=actor,
        at=at,
    )


def _next_line(record: Record, actor: Person, moment: datetime) -> RegisterLine:
    """The next line of the register, held by the body's lock until the commit: gapless, from 01 each year."""
    Body.objects.select_for_update(no_key=True).get(pk=record.body_id)
    line = RegisterLine.objects.create(
        record=record,
        body=record.body,
        symbol=record.symbol,
        year=year_of(moment),
        number=next_number(record, moment),
        dated=local(moment).date(),
        person=actor,
        at=moment,
    )
    record.line = line
    return line


def _signed(
    record: Record, actor: Person, status: Status, content: bytes, moment: datetime, stamped: bool
) -> Record:
    laid = record.copies.get(stage=CopyStage.LAID_OUT.value)
    copy = keep_copy(record, CopyStage.PERSON, content, actor, moment, field_of(laid))
    record.status = status.value
    record.save(update_fields=["status"])
    facts = {
        "number": record.number,
        "laid_out": laid.sha256,
        "file": copy.sha256,
        "facts": record.digest,
        "timestamped": stamped,
    }
    note(record.stream, "record.signed", actor=actor.key, subject=record.key, facts=facts)
    return record
