"""A document composed of its kept facts: the draft, the file for signing, the marked copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from core.chain import canonical
from core.differences import Change, differences
from core.refusals import Refusal
from core.time import local
from people.models import Agency, Person, Seat
from records.composition import marks
from records.elements import Closing, Document, Letterhead, Recipients, Signer, SmallPrint, Title
from records.kinds import Facts, RecordKind, Stamp, record_kind
from records.layout import LaidOut, laid_out
from records.models import Record
from records.plain_text import text_of
from records.rules import URGENT_WORDS, Status, Urgency
from records.rules.registers import changed_fields, numbered, standing, symbol_of
from records.rules.signatories import Capacity, signing_lines
from records.selectors import latest_facts, successor_of
from records.signing import SignatureField, with_places
from records.wording import day, initials

RECALLED = "ĐÃ THU HỒI"
SUPERSEDED = "ĐÃ ĐƯỢC THAY THẾ"
EDITED = "Bản để biên tập"


@dataclass(frozen=True)
class Identity:
    """What a composed document says of itself: its abstract, who issues it, its symbol, to whom it goes."""

    abstract: str
    issuer: str
    symbol: str
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True)
class Difference:
    """What changed in the facts: passages of the text, else single fields; `refused`: there are none now."""

    changed: bool
    passages: tuple[Change, ...] = ()
    fields: tuple[tuple[str, str, str], ...] = ()
    refused: Refusal | None = None


def identity_of(kind: RecordKind, facts: Facts) -> Identity:
    """Read from the document that these facts make."""
    document = kind.compose(facts, Stamp())
    issuer = _issuer_of(document)
    abstract = next((each.about for each in document.elements if isinstance(each, Title)), "")
    symbol = symbol_of(kind.abbreviation, initials(issuer))
    return Identity(" ".join(abstract.split()), issuer, symbol, _recipients_of(document))


def _recipients_of(document: Document) -> tuple[str, ...]:
    """The lines that are usual for this kind, as it prints them; none where it has no place for them."""
    sides = (
        side for each in document.elements if isinstance(each, Closing) for side in (each.left, each.right)
    )
    for each in (*document.elements, *sides):
        if isinstance(each, Recipients):
            return each.lines
    return ()


def _issuer_of(document: Document) -> str:
    return next((each.issuer for each in document.elements if isinstance(each, Letterhead)), "")


def composed(
    record: Record, facts: Facts, *, number: int | None = None, dated: date | None = None
) -> Document:
    """The document with everything that register and signatory add; without a number, a draft."""
    document = record_kind(record.kind).compose(facts, _stamp(record, number, dated))
    return _with_replaced(document, record)


def marked(record: Record) -> Document:
    """A reading copy of what no longer holds, with its number; margin and watermark say so on every page."""
    line = record.entered
    assert line is not None  # issued
    mark = _mark_of(record)
    stamp = _stamp(record, line.number, line.dated, mark)
    document = record_kind(record.kind).compose(latest_facts(record).facts, stamp)
    large = RECALLED if record.status == Status.RECALLED.value else SUPERSEDED
    return replace(_with_replaced(document, record), watermark=f"{large}\n{mark.removeprefix(large).strip()}")


def for_editing(record: Record) -> Document:
    """The text of an issued document with its number; the margin of every page says what it is for."""
    line = record.entered
    assert line is not None  # issued
    document = composed(record, latest_facts(record).facts, number=line.number, dated=line.dated)
    return replace(document, mark=marks(document.mark, EDITED))


def for_signing(record: Record, number: int, dated: date) -> tuple[bytes, SignatureField]:
    """The file to be signed, with its number and date, and the place in which the person signs.

    The places of signature and seal are empty fields in it, so that any program that signs finds them.
    """
    document = composed(record, latest_facts(record).facts, number=number, dated=dated)
    paper: LaidOut = laid_out(document)
    if not paper.signature_fields:
        raise Refusal("record_room_missing")
    name = record.signatory.label_vi if record.signatory else ""
    own = [field for field in paper.signature_fields if field.signer.name == name]
    field = (own or list(paper.signature_fields))[-1]
    place = SignatureField.within(field)
    return with_places(paper.content, {place: name, place.seal(): _issuer_of(document)}), place


def difference(record: Record) -> Difference:
    """The facts as they stand now against those that the document was drawn up from."""
    kind, kept = record_kind(record.kind), latest_facts(record).facts
    try:
        fresh = kind.gather(record.subject)
    except Refusal as no:
        return Difference(changed=True, refused=no)
    if digest_material(fresh) == digest_material(kept):
        return Difference(changed=False)
    stamp = _stamp(record, None, None)
    earlier, later = (text_of(kind.compose(facts, stamp)) for facts in (kept, fresh))
    passages = tuple(differences(earlier, later))
    fields = () if passages else tuple(changed_fields(standing(kept), standing(fresh)))
    return Difference(changed=True, passages=passages, fields=fields)


def digest_material(facts: Facts) -> bytes:
    """The one spelling of what counts of the facts."""
    return canonical(standing(facts))


def issuer_key(record: Record, facts: Facts) -> tuple[str, str]:
    """By which key the seal of the issuer is found, and the issuer's name."""
    issuer = identity_of(record_kind(record.kind), facts).issuer
    agency = Agency.objects.filter(name_vi__iexact=issuer).first()
    return (agency.key if agency else record.body.key), issuer


def office_lines(record: Record) -> tuple[str, ...]:
    """The lines above the signature, in the capacity in which it is signed."""
    if not record.office:
        return ()
    capacity = Capacity(record.capacity or Capacity.OWN.value)
    return signing_lines(
        capacity, body=record.body.name_vi, head=_head_of(record, capacity), office=record.office
    )


def _head_of(record: Record, capacity: Capacity) -> str:
    if capacity in (Capacity.TM, Capacity.OWN):
        return ""
    head: Seat | None = record.body.seats.filter(chair_rank=1, valid_to__isnull=True).first()
    return head.office_vi if head else ""


def _stamp(record: Record, number: int | None, dated: date | None, mark: str = "") -> Stamp:
    signatory: Person | None = record.signatory
    return Stamp(
        number=numbered(number, record.symbol) if number is not None else "",
        place=record.place,
        dated=dated,
        urgency=URGENT_WORDS[Urgency(record.urgency)],
        mark=mark,
        signer=Signer(office_lines(record), signatory.label_vi) if signatory else None,
        recipients=tuple(record.recipients),
    )


def _mark_of(record: Record) -> str:
    if record.status == Status.RECALLED.value and record.ended_at is not None:
        return f"{RECALLED} {day(local(record.ended_at).date())}"
    later = successor_of(record)
    return f"{SUPERSEDED} BẰNG SỐ {later.number}" if later and later.number else SUPERSEDED


def _with_replaced(document: Document, record: Record) -> Document:
    """Cross-referenced: the later document names the earlier one."""
    before = record.replaces
    if before is None or before.entered is None:
        return document
    words = f"Văn bản này thay thế văn bản số {before.number} {day(before.entered.dated)}."
    return replace(document, elements=(*document.elements, SmallPrint(words)))
