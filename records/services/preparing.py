"""A file is signed before anything is locked: a key in a device and a timestamp service may take seconds."""

from contextlib import nullcontext
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from core import pace
from core.time import local, now
from records.models import Copy, CopyStage, Record
from records.papers import for_signing
from records.rules import Act, Status, check_move
from records.selectors import fresh_record, next_number, signatory_of
from records.services.approving import check_ready, check_signatory
from records.signing import (
    Signatory,
    SignatureField,
    SignedFile,
    appearance_for,
    provider_for,
    sign,
)


@dataclass(frozen=True)
class Prepared:
    """A signed file that is not kept yet, and what it was made from."""

    laid_out: bytes
    place: SignatureField
    number: int
    dated: date
    approved_at: datetime | None
    signed: SignedFile


def prepare(record: Record) -> Prepared:
    """Lay the document out, under the number that it has or that is next, and sign it; nothing is kept."""
    record, moment = fresh_record(record.pk), now()
    check_move(Status(record.status), Act.SIGN)
    kept, line = record.copies.filter(stage=CopyStage.LAID_OUT.value).first(), record.entered
    if kept is not None and line is not None:
        check_signatory(record, local(moment).date())
        content, place = bytes(kept.content), field_of(kept)
        number, dated = line.number, line.dated
    else:
        check_ready(record)
        number, dated = next_number(record, moment), local(moment).date()
        content, place = for_signing(record, number, dated)
    signed = signed_outside(content, signatory_of(record), place, moment)
    return Prepared(content, place, number, dated, record.approved_at, signed)


def signed_outside(content: bytes, who: Signatory, place: SignatureField, at: datetime) -> SignedFile:
    """Signed with the key at hand, while other requests go on."""
    with nullcontext() if connection.in_atomic_block else pace.aside():
        return sign(content, provider=provider_for(who), field=place, appearance=appearance_for(who), at=at)


def field_of(copy: Copy) -> SignatureField:
    """Where the person signs in this file."""
    return SignatureField(**copy.place)
