"""Signing: a person, then the agency; what was signed stays as it was, byte by byte, and reads as signed."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from django.utils import translation

from core.refusals import Refusal
from records.elements import Closing, Paragraph, Recipients, Signer
from records.faces import faces
from records.layout import laid_out
from records.signing import (
    Chain,
    Later,
    SignatureField,
    Stamp,
    appearance_for,
    can_sign_here,
    provider_for,
    sign,
    verify,
    with_places,
)
from records.signing.appearances import Appearance
from records.signing.providers import KeyFile
from records.signing.wording import sentences
from tests.records.reading import MM, Shown, document, shown
from tests.records.signers import MINISTER, MINISTRY, SECRET, SIGNED_AT, STRANGER, House, believe, tool


def test_a_signature_is_appended_to_the_same_bytes(house: House, signed: bytes, sealed: bytes) -> None:
    assert signed.startswith(house.record)
    assert sealed.startswith(signed)


def test_a_record_with_two_signatures_is_valid_in_both(house: House, sealed: bytes) -> None:
    verdict = verify(sealed, trust=house.trust, at=SIGNED_AT)
    person, agency = verdict.signatures
    assert verdict.good
    assert (person.person, person.agency, person.at) == (MINISTER.name, MINISTER.agency, SIGNED_AT)
    assert (person.later, agency.later) == (Later.SIGNATURES, Later.NOTHING)
    assert (agency.person, agency.field) == (MINISTRY.name, "agency")
    assert {person.chain, agency.chain} == {Chain.TRUSTED}
    assert {person.stamp, agency.stamp} == {Stamp.NONE}


def test_other_readers_find_no_fault_with_it(sealed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed)
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", file)
    fonts = tool("pdffonts", file).splitlines()[2:]
    assert {line.split()[-5] for line in fonts} == {
        "yes"
    }  # every font is embedded, those of the pictures too


def test_poppler_agrees(sealed: bytes, tmp_path: Path) -> None:
    file = tmp_path / "sealed.pdf"
    file.write_bytes(sealed)
    said = tool("pdfsig", "-nocert", file)
    assert said.count("Signature Validation: Signature is Valid.") == 2
    assert [line.strip() for line in said.splitlines() if "total document" in line.lower()] == [
        "- Not total document signed",
        "- Total document signed",
    ]
    changed = bytearray(sealed)
    changed[sealed.index(b"/Contents")] ^= 1  # in what both signatures cover
    file.write_bytes(changed)
    assert "Signature is Valid" not in tool("pdfsig", "-nocert", file)


def test_the_picture_lies_in_its_place_and_says_when(house: House, sealed: bytes) -> None:
    with pikepdf.open(BytesIO(sealed)) as pdf:
        assert pdf.pdf_version == "1.7"  # as PDF/A-2 asks; a later version would be named in the catalogue
        assert "/Version" not in pdf.Root
        widgets = {str(each.T): [float(number) for number in each.Rect] for each in pdf.pages[-1].Annots}
    place, stamp = house.field, house.field.seal()
    assert widgets["person"] == pytest.approx(
        [place.x, place.y, place.x + place.w, place.y + place.h], abs=0.01
    )
    # The seal covers the left third of the person's picture.
    assert widgets["agency"][2] == pytest.approx(place.x + place.w / 3, abs=0.01)
    assert stamp.w == pytest.approx(36 * 72 / 25.4)


CAPACITIES = (("TM. CHÍNH PHỦ", "THỦ TƯỚNG"), ("TM. CHÍNH PHỦ", "KT. THỦ TƯỚNG", "PHÓ THỦ TƯỚNG"), ("Q.",))


@pytest.mark.parametrize("capacity", CAPACITIES)
def test_signature_and_seal_cover_no_word(capacity: tuple[str, ...]) -> None:
    """Neither a short capacity above, nor the name below, nor the recipients beside it."""
    signer = Signer(capacity, "Nguyễn Văn A")
    recipients = Recipients(tuple("Bộ, cơ quan " * count for count in range(1, 14)))
    laid = laid_out(document(Paragraph("Hết./."), Closing(left=recipients, right=signer)))
    place = SignatureField.within(laid.signature_fields[0])
    for box in (place, place.seal()):
        assert [each.text for each in shown(laid.content) if covers(box, each)] == []
    seal = place.seal()
    assert seal.w == pytest.approx(36 * MM)  # in its own size
    assert seal.h == pytest.approx(36 * MM + 7.5)
    assert seal.x + seal.w == pytest.approx(place.x + place.w / 3)


def covers(box: SignatureField, some: Shown) -> bool:
    """Whether a box and the ink of a line of words meet: a fifth below the baseline, three quarters above."""
    left, right = some.x, some.x + faces().widths[some.face](some.text) * some.size
    beside = right < box.x or left > box.x + box.w
    upright = some.y + some.size * 0.75 < box.y or some.y - some.size * 0.2 > box.y + box.h
    return some.page == box.page and not beside and not upright


def test_the_file_for_signing_has_an_empty_field_for_each_signature(house: House, tmp_path: Path) -> None:
    """So that programs of other houses show where to sign; the file stays PDF 1.7 and whole."""
    place = house.field
    given = with_places(house.record, {place: MINISTER.name, place.seal(): MINISTRY.name})
    assert given.startswith(house.record)
    file = tmp_path / "given.pdf"
    file.write_bytes(given)
    fields = {name: (at.page, found["/TU"]) for name, at, found in empty_fields(given)}
    assert fields == {
        "person": (1, f"Chữ ký số: {MINISTER.name}"),
        "agency": (1, f"Chữ ký số: {MINISTRY.name}"),
    }
    assert "No syntax or stream encoding errors found" in tool("qpdf", "--check", file)
    said = tool("pdfsig", "-nocert", file)
    assert "does not contain any signatures" in said or "not signed" in said.lower()
    signed = house.sign(given, MINISTER, place)
    assert signed.startswith(given)
    assert [name for name, *_ in empty_fields(signed)] == ["agency"]
    assert empty_fields(house.sign(signed, MINISTRY, place.seal())) == []


def empty_fields(pdf: bytes) -> list[tuple[str, SignatureField, Any]]:
    """The fields that wait to be signed, where they are seen."""
    found = []
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert opened.pdf_version == "1.7"
        for number, page in enumerate(opened.pages, start=1):
            for each in page.get("/Annots", []):
                if each.FT == "/Sig" and "/V" not in each:
                    x, y, right, top = (float(corner) for corner in each.Rect)
                    place = SignatureField(str(each.T), number, x, y, right - x, top - y)
                    found.append((place.name, place, {"/TU": str(each.TU)}))
                    assert "/N" in each.AP  # PDF/A-2 asks every field for what is seen of it
    return found


def test_without_a_picture_words_say_who_signed_and_when(house: House, settings: Any, tmp_path: Path) -> None:
    believe(settings, house)
    settings.DEMO = False
    words = appearance_for(MINISTER)
    assert words == Appearance(MINISTER, None)
    key = house.key(MINISTER)
    signed = sign(house.record, provider=key, field=house.field, appearance=words, at=SIGNED_AT).content
    file = tmp_path / "words.pdf"
    file.write_bytes(signed)
    text = tool("pdftotext", "-layout", file, "-")
    assert "Đã ký số" in text
    assert "Thời gian ký: 26/11/2026 10:15:07 +07:00" in text


def test_the_pictures_of_the_demonstration_say_that_they_are_not_real(house: House, settings: Any) -> None:
    believe(settings, house)
    assert appearance_for(MINISTER).picture is not None
    assert appearance_for(MINISTER).picture != appearance_for(MINISTRY).picture
    (house.folder / "bo-truong.png").write_bytes(b"a picture of their own")
    try:
        assert appearance_for(MINISTER).picture == b"a picture of their own"
        assert appearance_for(MINISTRY).picture != b"a picture of their own"
    finally:
        (house.folder / "bo-truong.png").unlink()


def refused(code: str, act: Any, **facts: object) -> None:
    with pytest.raises(Refusal) as no:
        act()
    assert (no.value.code, no.value.facts) == (code, facts)


def test_a_place_is_signed_once(house: House, signed: bytes) -> None:
    refused(
        "signature_place_taken", lambda: house.sign(signed, STRANGER, house.field), field=house.field.name
    )


def test_nobody_signs_with_an_expired_certificate(house: House) -> None:
    late = SIGNED_AT + timedelta(days=4000)
    with pytest.raises(Refusal) as no:
        house.sign(house.record, MINISTER, house.field, at=late)
    assert no.value.code == "certificate_expired"


def test_a_key_that_is_not_there_or_is_locked_otherwise_signs_nothing(house: House) -> None:
    def by(provider: KeyFile) -> Any:
        return lambda: sign(
            house.record, provider=provider, field=house.field, appearance=Appearance(MINISTER), at=SIGNED_AT
        )

    missing = KeyFile(house.folder / "nobody.p12", SECRET, MINISTER.name)
    refused("signing_key_missing", by(missing), signatory=MINISTER.name)
    locked = KeyFile(house.folder / f"{MINISTER.label}.p12", "another passphrase", MINISTER.name)
    refused("signing_key_refused", by(locked), signatory=MINISTER.name)


def test_where_everybody_signs_elsewhere_no_key_is_asked_for(house: House, settings: Any) -> None:
    believe(settings, house)
    assert can_sign_here(MINISTER)
    assert provider_for(MINISTRY) == house.key(MINISTRY)  # a minister's key is not the ministry's
    settings.SIGNING = "elsewhere"
    assert not can_sign_here(MINISTER)
    refused("signing_elsewhere_only", lambda: provider_for(MINISTER), signatory=MINISTER.name)


def test_what_is_said_is_said_in_both_languages(house: House, sealed: bytes) -> None:
    verdict = verify(sealed, trust=house.trust, at=SIGNED_AT)
    with translation.override("vi"):
        vietnamese = sentences(verdict)
    with translation.override("en"):
        english = sentences(verdict)
    assert vietnamese[0] == "Tất cả chữ ký số đều hợp lệ; văn bản không bị thay đổi sau chữ ký cuối cùng."
    assert (
        "Người ký: Bộ trưởng Bộ Thử nghiệm, Bộ Thử nghiệm; thời gian ký: 10:15:07, 26/11/2026." in vietnamese
    )
    assert "Không có dấu thời gian: thời gian ký do người ký tự ghi." in vietnamese
    assert "Not a byte that it covers has changed since; only later signatures follow it." in english
    assert len(vietnamese) == len(english)
