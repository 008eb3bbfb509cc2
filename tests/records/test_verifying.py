"""Verifying: whatever is changed in a signed record is noticed and said, and whom to believe is a setting."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, FloatObject, NameObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.writer import copy_into_new_writer
from pyhanko.sign.fields import SigFieldSpec, append_signature_field

from records.signing import Chain, Head, Later, Unreadable, Verdict, verify
from records.signing.demo_keys import Authority, write_signer
from records.signing.reading import opened
from records.signing.trust import Trust
from records.signing.wording import summary
from tests.records.signers import HEAD, MINISTER, SECRET, SIGNED_AT, STRANGER, House


def judged(house: House, pdf: bytes, **more: object) -> Verdict:
    return verify(pdf, **{"trust": house.trust, "at": SIGNED_AT} | more)  # type: ignore[arg-type]


def noticed(house: House, pdf: bytes) -> bool:
    try:
        return not judged(house, pdf).untouched
    except Unreadable:
        return True


def gap(pdf: bytes) -> tuple[int, int]:
    """From where to where the last signature itself stands: the only bytes it does not cover."""
    start, length, after, _ = opened(pdf).embedded_signatures[-1].byte_range
    return start + length, after


def test_a_byte_changed_anywhere_is_noticed(house: House, signed: bytes) -> None:
    opening, closing = gap(signed)
    text = range(20, len(house.record), len(house.record) // 12)
    picture = range(len(house.record), opening, (opening - len(house.record)) // 8)
    itself = range(opening, closing, (closing - opening) // 30)
    rest = range(closing, len(signed), (len(signed) - closing) // 6)
    for place in (*text, *picture, *itself, closing - 1, *rest, len(signed) - 1):
        changed = bytearray(signed)
        changed[place] ^= 1
        assert noticed(house, bytes(changed)), place


@pytest.mark.parametrize("place", [7, 83, 1045, 1049, 1194, 1269])
def test_what_the_envelope_repeats_without_signing_it_is_compared(
    house: House, signed: bytes, place: int
) -> None:
    changed = bytearray(signed)
    changed[gap(signed)[0] + place] ^= 1
    assert noticed(house, bytes(changed))


def test_digits_of_the_signature_in_another_case_are_noticed(house: House, signed: bytes) -> None:
    opening, closing = gap(signed)
    place = next(n for n in range(opening, closing) if chr(signed[n]) in "ABCDEF")
    changed = bytearray(signed)
    changed[place] ^= 0x20
    assert noticed(house, bytes(changed))


def test_bytes_appended_are_noticed(house: House, signed: bytes) -> None:
    assert noticed(house, signed + b"\n")
    assert noticed(house, signed + signed[len(house.record) :])


def test_a_page_that_shows_something_else_after_signing_is_noticed(house: House, sealed: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"] = ArrayObject(FloatObject(number) for number in ("0", "0", "100", "100"))
    writer.update_container(page)
    verdict = judged(house, written(writer))
    assert [each.later for each in verdict.signatures] == [Later.CHANGES, Later.CHANGES]
    assert [each.intact for each in verdict.signatures] == [True, True]  # what they cover is untouched
    assert not verdict.good


def test_a_field_laid_over_the_text_after_the_last_signature_is_noticed(house: House, sealed: bytes) -> None:
    """A shadow: a new field that nobody signed, whose picture could cover the text."""
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    append_signature_field(writer, SigFieldSpec("shadow", box=(100, 400, 500, 700)))
    verdict = judged(house, written(writer))
    assert verdict.signatures[-1].later is Later.CHANGES
    assert not verdict.good


def test_new_properties_after_the_last_signature_are_noticed(house: House, sealed: bytes) -> None:
    writer = IncrementalPdfFileWriter(BytesIO(sealed))
    writer.set_info(DictionaryObject({NameObject("/Title"): NameObject("/Other")}))
    assert noticed(house, written(writer))


def test_a_copy_written_anew_is_not_the_signed_file(house: House, sealed: bytes) -> None:
    copied = copy_into_new_writer(opened(sealed))
    assert noticed(house, written(copied))


def written(writer: object) -> bytes:
    stream = BytesIO()
    writer.write(stream)  # type: ignore[attr-defined]
    return stream.getvalue()


# -- whom to believe ----------------------------------------------------------------------------------------


def test_who_trusts_nobody_is_told_that_the_signer_is_unknown(house: House, signed: bytes) -> None:
    verdict = judged(house, signed, trust=Trust())
    [signature] = verdict.signatures
    assert (signature.intact, signature.chain) == (True, Chain.UNKNOWN)
    assert (verdict.untouched, verdict.good) == (True, False)


def test_a_certificate_that_vouches_for_itself_is_named_so(house: House) -> None:
    alone = Authority.made(SIGNED_AT, name=MINISTER.name)
    forger = replace(STRANGER, key="alone")
    write_signer(house.folder, forger.label, alone.certificate, alone.key, SECRET)
    pdf = house.sign(house.record, forger, house.field)
    [signature] = judged(house, pdf).signatures
    assert (signature.person, signature.chain) == (MINISTER.name, Chain.SELF_SIGNED)


def test_an_expired_certificate_vouches_no_longer_without_a_timestamp(house: House, signed: bytes) -> None:
    verdict = judged(house, signed, at=SIGNED_AT + timedelta(days=4000))
    [signature] = verdict.signatures
    assert (signature.intact, signature.chain) == (True, Chain.EXPIRED)
    assert not verdict.good


# -- the journal --------------------------------------------------------------------------------------------


def test_the_head_printed_on_it_is_looked_for_in_the_journal(house: House, signed: bytes) -> None:
    asked: list[tuple[int, str]] = []

    def journal(seq: int, code: str) -> bool:
        asked.append((seq, code))
        return False

    verdict = judged(house, signed, head_of_stream_at=journal)
    assert asked == [(7, HEAD)]
    assert verdict.head == Head(7, HEAD, matches=False)
    assert (verdict.untouched, verdict.good) == (True, False)
    assert judged(house, signed, head_of_stream_at=lambda seq, code: True).good
    assert judged(house, signed).head == Head(7, HEAD, matches=None)


# -- what is no signed record -------------------------------------------------------------------------------


def test_a_file_without_signature_says_so(house: House) -> None:
    verdict = judged(house, house.record)
    assert (verdict.signatures, verdict.good) == ((), False)
    assert summary(verdict) == "Tệp chưa được ký số."


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "not_pdf"),
        (b"PK\x03\x04 a workbook", "not_pdf"),
        (b"%PDF-1.7\nnothing more", "unreadable"),
        (b"%PDF-1.7\n" + b"[" * 50_000 + b"\nstartxref\n9\n%%EOF", "unreadable"),
    ],
)
def test_what_cannot_be_read_is_refused_in_a_word(house: House, content: bytes, why: str) -> None:
    with pytest.raises(Unreadable) as unread:
        judged(house, content)
    assert unread.value.why == why


def test_a_file_that_is_too_large_is_not_looked_into(house: House, signed: bytes, settings: object) -> None:
    settings.RECORD_MAX_BYTES = len(signed) - 1  # type: ignore[attr-defined]
    with pytest.raises(Unreadable) as unread:
        judged(house, signed)
    assert unread.value.why == "too_large"


def test_a_file_changed_too_often_is_not_looked_into(
    house: House, signed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("records.signing.reading.REVISIONS", 1)
    with pytest.raises(Unreadable) as unread:
        judged(house, signed)
    assert unread.value.why == "too_many_revisions"
