"""What decisions need besides a body: who decides, grounds, articles, urgency, and room for signatures."""

import pytest

from records.elements import (
    Article,
    Authority,
    Closing,
    Element,
    Grounds,
    Letterhead,
    Paragraph,
    Recipients,
    Run,
    Signer,
    Title,
)
from records.layout import SignatureField, laid_out
from tests.records.reading import MM, document, drawn, one, pages, pdf, reader, shown, text_of

LEFT = 30 * MM
PRIME_MINISTER = Signer(("TM. Chính phủ", "Thủ tướng"), "Nguyễn Văn A")
RESOLUTION: tuple[Element, ...] = (
    Letterhead("Chính phủ", number="Số: 05/NQ-CP", place_and_date="Hà Nội, ngày 05", urgency="Hỏa tốc"),
    Title("Nghị quyết", "Về việc thông qua dự án Luật"),
    Authority("Chính phủ"),
    Grounds(("Căn cứ Luật Tổ chức Chính phủ", "Căn cứ Nghị định số 39/2022/NĐ-CP")),
    Authority("Quyết nghị:"),
    Article(1, "Thông qua dự án Luật."),
    Article(2, (Run("Bộ Tư pháp ", bold=True), Run("chủ trì."))),
    Article(3, "Nghị quyết có hiệu lực từ ngày ký./.", title="Hiệu lực thi hành"),
    Closing(left=Recipients(("Như Điều 2", "Lưu: VT, PL (2)")), right=PRIME_MINISTER),
)


def test_a_resolution_says_who_decides_on_what_grounds_and_what() -> None:
    assert (
        "Về việc thông qua dự án Luật CHÍNH PHỦ Căn cứ Luật Tổ chức Chính phủ;"
        " Căn cứ Nghị định số 39/2022/NĐ-CP. QUYẾT NGHỊ: Điều 1. Thông qua dự án Luật."
        " Điều 2. Bộ Tư pháp chủ trì. Điều 3. Hiệu lực thi hành Nghị quyết có hiệu lực từ ngày ký./."
    ) in text_of(pdf(*RESOLUTION))


@pytest.mark.parametrize(
    ("text", "face", "size"),
    [
        ("QUYẾT NGHỊ:", "Bold", 14),
        ("Căn cứ Luật Tổ chức Chính phủ;", "Italic", 14),
        ("Điều 1.", "Bold", 14),
        ("Điều 3. Hiệu lực thi hành", "Bold", 14),
        ("HỎA TỐC", "Bold", 13),
    ],
)
def test_each_of_its_elements_has_its_face_and_size(text: str, face: str, size: float) -> None:
    found = one(pdf(*RESOLUTION), text)
    assert (found.face, found.size) == (f"Tinos-{face}", size)


def test_grounds_and_articles_are_indented_and_the_verb_is_centred() -> None:
    content = pdf(*RESOLUTION)
    for text in ("Căn cứ Luật", "Căn cứ Nghị định", "Điều 1.", "Điều 2.", "Điều 3."):
        assert one(content, text).x == pytest.approx(LEFT + 12.7 * MM, abs=0.1)
    assert one(content, "QUYẾT NGHỊ:").x > LEFT + 50 * MM


def test_the_urgency_stands_in_a_red_box_under_the_number() -> None:
    content = pdf(*RESOLUTION)
    urgent, number = one(content, "HỎA TỐC"), one(content, "Số: 05/NQ-CP")
    assert urgent.y < number.y
    around = [line for line in drawn(content) if line.x < urgent.x + 80 and line.y > urgent.y - 10]
    upper, lower = max(line.y for line in around[1:]), min(line.y for line in around)
    assert lower < urgent.y < upper < number.y
    instructions = reader(content).pages[0].get_contents()
    assert instructions is not None
    painted = instructions.get_data()
    assert b".8 0 0 rg" in painted
    assert b".8 0 0 RG" in painted
    assert b".8 0 0" not in reader(pdf(*RESOLUTION[1:])).pages[0].get_contents().get_data()  # type: ignore[union-attr]


def field_of(field: SignatureField, content: bytes) -> tuple[float, float]:
    """How far the field is from the line of the capacity above, and from the name below."""
    above, below = one(content, field.signer.capacity[-1].upper()), one(content, field.signer.name)
    assert above.page == below.page == field.page
    return above.y - (field.y + field.height), field.y - below.y


def test_the_field_of_a_signature_lies_between_the_capacity_and_the_name() -> None:
    laid = laid_out(document(*RESOLUTION))
    (field,) = laid.signature_fields
    assert (laid.pages, field.page, field.signer) == (1, 1, PRIME_MINISTER)
    over, under = field_of(field, laid.content)
    assert 0 < over < 10  # below what hangs under the baseline
    assert 10 < under < 20  # above the capitals of the name
    assert field.height == pytest.approx(39 * MM)
    assert field.x > 105 * MM
    assert field.x + field.width < 195 * MM


def test_two_signers_have_a_field_each_on_the_page_they_stand_on() -> None:
    secretary, chair = Signer(("Thư ký",), "Trần B"), Signer(("Chủ tọa", "Thủ tướng Chính phủ"), "Lê C")
    laid = laid_out(document(*[Paragraph("dòng\n" * 6)] * 5, Closing(left=secretary, right=chair)))
    left, right = laid.signature_fields
    assert (laid.pages, left.page, right.page) == (2, 2, 2)
    assert (left.signer, right.signer) == (secretary, chair)
    assert left.y == pytest.approx(right.y)
    assert left.x + left.width < right.x
    assert field_of(right, laid.content)[0] < 10


def test_beside_three_hundred_recipients_the_signature_still_stands_together() -> None:
    many = Recipients(tuple(f"Bộ, cơ quan thứ {number}" for number in range(300)))
    laid = laid_out(document(Paragraph("Hết./."), Closing(left=many, right=PRIME_MINISTER)))
    (field,) = laid.signature_fields
    assert field_of(field, laid.content)[0] < 10
    assert len(pages(laid.content)) == laid.pages > 4
    assert min(each.y for each in shown(laid.content)) >= 20 * MM
