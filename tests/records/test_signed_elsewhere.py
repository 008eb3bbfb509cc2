"""A record signed on somebody's own device comes back: the same document with one signature of theirs."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from threading import BoundedSemaphore
from typing import Any

import pytest
from pyhanko.pdf_utils.generic import ArrayObject, FloatObject
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from core.refusals import Refusal
from records.signing import Signatory, accept_signed_elsewhere, apart, verify, with_places
from records.signing.demo_keys import Authority
from records.signing.elsewhere import accept
from tests.records.signers import MINISTER, MINISTRY, SIGNED_AT, STRANGER, House, backdated, believe


@pytest.fixture(autouse=True)
def believed(house: House, settings: Any) -> None:
    """This house is the installation."""
    believe(settings, house)


def refusal(original: bytes, uploaded: bytes, by: Signatory = MINISTER, **more: Any) -> str:
    """The code of the refusal; empty when it was accepted."""
    try:
        accept(original, uploaded, by=by, **{"at": SIGNED_AT, "field": None} | more)
    except Refusal as no:
        return no.code
    return ""


def test_the_record_with_its_signature_is_accepted(house: House, signed: bytes, sealed: bytes) -> None:
    assert refusal(house.record, signed, field=house.field) == ""
    assert refusal(signed, sealed, MINISTRY, field=house.field.seal()) == ""


def test_another_document_is_refused_at_sight(house: House, signed: bytes, sealed: bytes) -> None:
    other = house.record.replace(b"/Title", b"/Titel", 1)
    for original, uploaded in ((other, signed), (sealed, signed), (house.record, b"%PDF-1.7 " + signed)):
        with pytest.raises(Refusal, match="signed_file_other_document"):
            accept_signed_elsewhere(original, uploaded, by=MINISTER, at=SIGNED_AT)


def test_a_file_without_a_new_signature_is_refused(house: House, signed: bytes) -> None:
    with pytest.raises(Refusal, match="signed_file_unsigned"):
        accept_signed_elsewhere(signed, signed, by=MINISTER, at=SIGNED_AT)
    assert refusal(house.record, with_smaller_page(house.record)) == "signed_file_unsigned"


def with_smaller_page(pdf: bytes) -> bytes:
    """The same beginning, and a revision in which the page shows less."""
    writer = IncrementalPdfFileWriter(BytesIO(pdf))
    page = writer.root["/Pages"]["/Kids"][0]
    page["/MediaBox"] = ArrayObject(FloatObject(number) for number in ("0", "0", "300", "300"))
    writer.update_container(page)
    stream = BytesIO()
    writer.write(stream)
    return stream.getvalue()


def test_a_change_beside_the_signature_is_refused(house: House, signed: bytes, sealed: bytes) -> None:
    before = house.sign(with_smaller_page(house.record), MINISTER, house.field)
    assert before.startswith(house.record)
    assert refusal(house.record, before) == "signed_file_changed"
    assert refusal(house.record, with_smaller_page(signed)) == "signed_file_changed"
    assert refusal(house.record, signed + b"\n") == "signed_file_changed"
    assert refusal(house.record, sealed) == "signed_file_changed"  # two signatures where one was asked for
    assert refusal(house.record, backdated(signed)) == "signed_file_changed"


def test_a_file_that_cannot_be_read_is_refused(house: House) -> None:
    assert refusal(house.record, house.record + b"\nstartxref\n5\n%%EOF\n") == "signed_file_unreadable"


def test_a_picture_over_the_text_is_refused(house: House) -> None:
    above = replace(house.field, y=house.field.y + 200)
    pdf = house.sign(house.record, MINISTER, above)
    assert refusal(house.record, pdf, field=house.field) == "signed_file_misplaced"
    assert refusal(house.record, pdf, field=above) == ""


def test_programs_may_fill_the_empty_field_or_make_one_of_their_own(house: House) -> None:
    place = house.field
    given = with_places(house.record, {place: MINISTER.name, place.seal(): MINISTRY.name})
    filled = house.sign(given, MINISTER, place)
    assert refusal(given, filled, field=place) == ""
    assert refusal(filled, house.sign(filled, MINISTRY, place.seal()), MINISTRY, field=place.seal()) == ""
    own = house.sign(given, MINISTER, replace(place, name="Signature1"))
    assert refusal(given, own, field=place) == ""
    sealed = house.sign(own, MINISTRY, replace(place.seal(), name="Signature2"))
    assert refusal(own, sealed, MINISTRY, field=place.seal()) == ""
    for pdf in (filled, own, sealed):
        assert verify(pdf, trust=house.trust, at=SIGNED_AT).good
    both = house.sign(filled, MINISTRY, place.seal())
    assert refusal(given, both, field=place) == "signed_file_changed"


def test_nobody_signs_in_the_place_of_the_other(house: House) -> None:
    """Else the seal would find its place taken."""
    place = replace(house.field, name="agency")
    given = with_places(house.record, {house.field: MINISTER.name, place: MINISTRY.name})
    assert refusal(given, house.sign(given, MINISTER, place), field=house.field) == "signed_file_misplaced"


def test_somebody_elses_certificate_is_refused_with_both_names(house: House, signed: bytes) -> None:
    with pytest.raises(Refusal) as no:
        accept(house.record, signed, by=STRANGER, field=None, at=SIGNED_AT)
    assert no.value.code == "signed_file_other_signer"
    assert no.value.facts == {"signatory": STRANGER.name, "found": MINISTER.name}
    unknown = Signatory("nobody", "Không có chứng thư")
    assert refusal(house.record, signed, unknown) == "certificate_not_on_file"


def test_a_file_that_somebody_brings_is_read_apart_from_the_server(
    house: House, signed: bytes, sealed: bytes, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    accept_signed_elsewhere(signed, sealed, by=MINISTRY, field=house.field.seal(), at=SIGNED_AT)
    with pytest.raises(Refusal) as no:
        accept_signed_elsewhere(house.record, signed, by=MINISTER, at=SIGNED_AT + timedelta(days=4000))
    assert no.value.code == "signed_file_expired"
    assert no.value.facts["until"] > SIGNED_AT  # type: ignore[operator]
    monkeypatch.setattr("records.signing.apart.PATIENCE", 0.01)
    with pytest.raises(Refusal, match="signed_file_unreadable"):
        accept_signed_elsewhere(house.record, signed, by=MINISTER, at=SIGNED_AT)
    monkeypatch.setattr("records.signing.apart.TURN", 0)
    monkeypatch.setattr("records.signing.apart._in_work", BoundedSemaphore(1))
    with apart._in_work, pytest.raises(Refusal, match="signed_file_waits"):
        accept_signed_elsewhere(house.record, signed, by=MINISTER, at=SIGNED_AT)
    settings.RECORD_MAX_BYTES = 10
    with pytest.raises(Refusal, match="signed_file_too_large"):
        accept_signed_elsewhere(house.record, signed, by=MINISTER, at=SIGNED_AT)


def test_an_expired_certificate_is_refused(house: House, signed: bytes) -> None:
    assert refusal(house.record, signed, at=SIGNED_AT + timedelta(days=4000)) == "signed_file_expired"


def test_a_certificate_nobody_vouches_for_is_refused(house: House) -> None:
    """Its owner put it on file himself: that it is theirs does not make it trusted."""
    stranger = Signatory("untrusted", "Người không được chứng thực")
    house.issue(stranger, at=SIGNED_AT - timedelta(days=1), by=Authority.made(SIGNED_AT))
    pdf = house.sign(house.record, stranger, house.field)
    assert refusal(house.record, pdf, stranger) == "signed_file_untrusted"
