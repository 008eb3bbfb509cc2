"""The person signs: number, date, bytes and signature come about in one transaction, or not at all."""

import hashlib
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from core.journal import record as note
from core.refusals import Refusal, require
from core.time import local, now
from people.models import Body, Person
from records.models import Copy, CopyStage, Record, RegisterLine
from records.papers import for_signing
from records.policies import may_issue_record, may_sign_record
from records.rules import Act, Status, check_move
from records.rules.registers import year_of
from records.selectors import locked_record
from records.services.approving import check_ready, check_signatory
from records.signing import (
    Signatory,
    SignatureField,
    accept_signed_elsewhere,
    appearance_for,
    provider_for,
    sign,
)


def sign_record(*, actor: Person, record: Record) -> Record:
    """Sign here: whatever refuses, the key or the rules, no number is used up."""
    require(may_sign_record, actor, record)
    with transaction.atomic():
        record, moment = locked_record(record.pk), now()
        status = check_move(Status(record.status), Act.SIGN)
        laid = _laid_out(record, actor, moment)
        who = signatory_of(record)
        signed = sign(
            bytes(laid.content),
            provider=provider_for(who),
            field=field_of(laid),
            appearance=appearance_for(who),
            at=moment,
        )
        return _signed(record, actor, status, signed, moment)


def number_record(*, actor: Person, record: Record) -> Record:
    """Give number and date and lay the file out, so that it can be signed elsewhere."""
    require(may_issue_record, actor, record)
    with transaction.atomic():
        record, moment = locked_record(record.pk), now()
        check_move(Status(record.status), Act.NUMBER, numbered=record.entered is not None)
        laid = _laid_out(record, actor, moment)
        facts = {"number": record.number, "file": laid.sha256}
        note(record.stream, "record.numbered", actor=actor.key, subject=record.key, facts=facts)
    return record


def take_signed_elsewhere(*, actor: Person, record: Record, uploaded: bytes) -> Record:
    """Take the file that was signed elsewhere: it must be ours with this signature, and nothing else.

    It is read before the locks are taken: that takes a second, and nobody should wait for it. What it is held
    against stays as it is, and so does who signs, once the number is given.
    """
    require(may_issue_record, actor, record)
    check_move(Status(record.status), Act.SIGN)
    laid = record.copies.filter(stage=CopyStage.LAID_OUT.value).first()
    if laid is None:  # nobody was given a file to sign
        raise Refusal("signed_file_other_document")
    accept_signed_elsewhere(
        bytes(laid.content), uploaded, by=signatory_of(record), field=field_of(laid), at=now()
    )
    with transaction.atomic():
        record, moment = locked_record(record.pk), now()
        status = check_move(Status(record.status), Act.SIGN)
        check_signatory(record, local(moment).date())
        return _signed(record, actor, status, uploaded, moment)


def signatory_of(record: Record) -> Signatory:
    """Who signs, as the keys know them."""
    person = record.signatory
    assert person is not None  # checked before anything is signed
    return Signatory(key=person.username, name=person.label_vi, agency=record.body.name_vi)


def field_of(copy: Copy) -> SignatureField:
    """Where the person signs in this file."""
    return SignatureField(**copy.place)


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


def _laid_out(record: Record, actor: Person, moment: datetime) -> Copy:
    """The file with its number: the one that was laid out before, or a new one under the next number."""
    kept = record.copies.filter(stage=CopyStage.LAID_OUT.value).first()
    if kept is not None:
        check_signatory(record, local(moment).date())
        return kept
    check_ready(record)
    line = _next_line(record, actor, moment)
    content, place = for_signing(record, line.number, line.dated)
    return keep_copy(record, CopyStage.LAID_OUT, content, actor, moment, place)


def _next_line(record: Record, actor: Person, moment: datetime) -> RegisterLine:
    """The next line of the register, held by the body's lock until the commit: gapless, from 01 each year."""
    Body.objects.select_for_update(no_key=True).get(pk=record.body_id)
    year = year_of(moment)
    given = RegisterLine.objects.filter(body=record.body_id, symbol=record.symbol, year=year)
    last: int = given.aggregate(last=Max("number"))["last"] or 0
    line = RegisterLine.objects.create(
        record=record,
        body=record.body,
        symbol=record.symbol,
        year=year,
        number=last + 1,
        dated=local(moment).date(),
        person=actor,
        at=moment,
    )
    record.line = line
    return line


def _signed(record: Record, actor: Person, status: Status, content: bytes, moment: datetime) -> Record:
    laid = record.copies.get(stage=CopyStage.LAID_OUT.value)
    copy = keep_copy(record, CopyStage.PERSON, content, actor, moment, field_of(laid))
    record.status = status.value
    record.save(update_fields=["status"])
    facts = {"number": record.number, "laid_out": laid.sha256, "file": copy.sha256, "facts": record.digest}
    note(record.stream, "record.signed", actor=actor.key, subject=record.key, facts=facts)
    return record
