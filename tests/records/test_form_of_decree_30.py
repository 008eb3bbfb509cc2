"""The form of Decree 30, read back from the PDF: margins, places, faces and sizes."""

import itertools

import pytest
from pypdf.generic import Destination

from records import form30, wording
from records.elements import (
    Annex,
    Closing,
    Element,
    Heading,
    Letterhead,
    Note,
    Paragraph,
    Recipients,
    Run,
    Signer,
    Title,
)
from tests.records.reading import MM, drawn, one, pages, pdf, reader, shown

LONG = "Chính phủ thống nhất với đề nghị của cơ quan chủ trì và giao các bộ tổ chức thực hiện. " * 6
HEAD = Letterhead(
    "Văn phòng Chính phủ",
    parent="Chính phủ",
    number="Số: 05/BB-VPCP",
    place_and_date="Hà Nội, ngày 05 tháng 02 năm 2026",
)
WHOLE: tuple[Element, ...] = (
    HEAD,
    Title("Biên bản", "Phiên họp Chính phủ chuyên đề xây dựng pháp luật"),
    *[Paragraph(LONG)] * 12,
    Closing(left=Signer(("Thư ký",)), right=Signer(("Chủ tọa", "Thủ tướng Chính phủ"))),
    Recipients(("Các Thành viên Chính phủ", "Lưu: VT, Hồ sơ")),
)
LEFT, RIGHT = 30 * MM, (210 - 15) * MM


@pytest.mark.parametrize(
    "name", [name for name in dir(form30) if isinstance(getattr(form30, name), form30.Measure)]
)
def test_every_measure_is_in_the_range_of_the_form(name: str) -> None:
    measure = getattr(form30, name)
    assert measure.least <= measure.value <= measure.greatest
    assert measure.mark in {"R", "GK", "own"}


def test_the_page_is_a4_and_text_keeps_inside_the_margins() -> None:
    content = pdf(*WHOLE)
    assert all(
        tuple(map(float, page.mediabox[2:])) == pytest.approx((210 * MM, 297 * MM), abs=0.1)
        for page in reader(content).pages
    )
    body = [each for each in shown(content) if each.y < 277 * MM]
    assert min(each.x for each in body) >= LEFT - 0.1
    assert min(each.y for each in body) >= 20 * MM
    numbers = [each for each in shown(content) if each.y >= 277 * MM]
    assert [each.text for each in numbers] == ["2", "3"]


def test_pages_are_numbered_in_the_middle_of_the_top_margin_from_page_two_on() -> None:
    content = pdf(*WHOLE)
    for each in shown(content):
        if each.y > 277 * MM:
            assert each.page > 1
            assert (each.face, each.size, each.text) == ("Tinos-Regular", 13, str(each.page))
            assert each.x + 13 / 4 == pytest.approx((LEFT + RIGHT) / 2, abs=0.5)
            assert 277 * MM < each.y < 297 * MM


@pytest.mark.parametrize(
    ("text", "face", "size"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Bold", 13),
        ("Độc lập - Tự do - Hạnh phúc", "Bold", 14),
        ("VĂN PHÒNG CHÍNH PHỦ", "Bold", 13),
        ("Số: 05/BB-VPCP", "Regular", 13),
        ("Hà Nội, ngày 05 tháng 02 năm 2026", "Italic", 14),
        ("BIÊN BẢN", "Bold", 14),
        ("Phiên họp Chính phủ chuyên đề xây dựng pháp luật", "Bold", 14),
        ("THƯ KÝ", "Bold", 14),
        ("CHỦ TỌA", "Bold", 14),
        ("THỦ TƯỚNG CHÍNH PHỦ", "Bold", 14),
        ("Nơi nhận:", "BoldItalic", 12),
        ("- Các Thành viên Chính phủ;", "Regular", 11),
        ("- Lưu: VT, Hồ sơ.", "Regular", 11),
    ],
)
def test_every_element_has_its_face_and_size(text: str, face: str, size: float) -> None:
    found = one(pdf(*WHOLE), text)
    assert (found.face, found.size) == (f"Tinos-{face}", size)


def test_the_head_stands_in_two_halves_with_their_rules() -> None:
    content = pdf(*WHOLE)
    parent = next(each for each in shown(content) if each.text == "CHÍNH PHỦ")
    issuer, nation = one(content, "VĂN PHÒNG CHÍNH PHỦ"), one(content, "CỘNG HÒA")
    motto, number, date = one(content, "Độc lập"), one(content, "Số: 05"), one(content, "Hà Nội, ngày")
    assert parent.face == "Tinos-Regular"
    assert parent.y == pytest.approx(nation.y)
    assert parent.y > issuer.y
    assert issuer.x < nation.x
    assert number.x < date.x
    assert number.y == pytest.approx(date.y, abs=1)
    assert number.y < min(issuer.y, motto.y)
    under_issuer, under_motto, under_about = drawn(content)[:3]
    motto_width = 171.4  # "Độc lập - Tự do - Hạnh phúc" at 14 points
    assert under_motto.length == pytest.approx(motto_width, abs=0.5)
    assert under_motto.x == pytest.approx(motto.x, abs=0.5)
    assert motto.y - 12 < under_motto.y < motto.y
    assert 1 / 3 <= under_issuer.length / 157.1 <= 1 / 2
    assert under_issuer.y < issuer.y
    assert under_about.y < one(content, "chuyên đề").y


def test_the_body_is_justified_with_an_indented_first_line() -> None:
    lines = [each for each in shown(pdf(Paragraph(LONG), Paragraph("Hết."))) if each.text != "Hết."]
    assert lines[0].x == pytest.approx(LEFT + 12.7 * MM, abs=0.1)
    assert all(line.x == pytest.approx(LEFT, abs=0.1) for line in lines[1:])
    steps = {round(above.y - below.y, 2) for above, below in itertools.pairwise(lines)}
    assert len(steps) == 1
    assert 1.15 * 14 <= steps.pop() <= 1.73 * 14
    assert {(line.face, line.size) for line in lines} == {("Tinos-Regular", 14)}


def test_paragraphs_are_at_least_six_points_apart() -> None:
    first, second = shown(pdf(Paragraph("Một."), Paragraph("Hai.")))
    assert first.y - second.y >= 14 * 1.15 + 6


def test_runs_keep_their_faces() -> None:
    found = shown(pdf(Paragraph((Run("Địa điểm: ", bold=True), Run("Hà Nội"), Run(" (mới)", italic=True)))))
    assert [(each.text.strip(), each.face) for each in found] == [
        ("Địa điểm:", "Tinos-Bold"),
        ("Hà Nội", "Tinos-Regular"),
        ("(mới)", "Tinos-Italic"),
    ]


def test_the_second_signer_may_be_the_recipients() -> None:
    content = pdf(
        Paragraph("Kính trình Chính phủ xem xét./."),
        Closing(left=Recipients(("Như trên", "Lưu: VT")), right=Signer(("Bộ trưởng",), name="Nguyễn Văn A")),
    )
    assert one(content, "Nơi nhận:").x < one(content, "BỘ TRƯỞNG").x
    assert one(content, "Nơi nhận:").y == pytest.approx(one(content, "BỘ TRƯỞNG").y, abs=3)
    assert one(content, "Nguyễn Văn A").face == "Tinos-Bold"


def test_a_long_capacity_is_divided_after_its_commas() -> None:
    office = "Phó Thủ tướng Chính phủ, Bộ trưởng Bộ Ngoại giao"
    content = pdf(Closing(left=Signer(("Thư ký",)), right=Signer(("Chủ tọa", office))))
    assert one(content, "PHÓ THỦ TƯỚNG CHÍNH PHỦ,").text.endswith(",")
    assert one(content, "BỘ TRƯỞNG BỘ NGOẠI GIAO")
    names = [each for each in shown(content) if each.text.startswith("....")]
    assert len({round(each.y) for each in names}) == 1


def test_an_annex_begins_a_page_and_enters_the_outline() -> None:
    content = pdf(
        Heading("1. Nội dung"),
        Paragraph("Một dòng."),
        Annex("Phụ lục I", "Bảng", "Kèm theo Biên bản"),
        Paragraph("Hai."),
    )
    assert len(pages(content)) == 2
    entries = [entry.title for entry in reader(content).outline if isinstance(entry, Destination)]
    assert entries == ["1. Nội dung", "Phụ lục I. Bảng"]


def test_a_note_is_boxed_and_the_mark_stands_on_every_page() -> None:
    content = pdf(Note("Dữ liệu trình diễn", LONG), *[Paragraph(LONG)] * 9, mark="DỰ THẢO")
    assert len(pages(content)) > 1
    assert all("DỰ THẢO" in page for page in pages(content))
    assert sum(line.length > 400 for line in drawn(content)) == 2


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Chính phủ", "CP"),
        ("Bộ Kế hoạch và Đầu tư", "BKHĐT"),
        ("Ủy ban Dân tộc", "UBDT"),
        ("Bộ Lao động - Thương binh và Xã hội", "BLĐTBXH"),
        ("Văn phòng Chính phủ", "VPCP"),
        ("", ""),
    ],
)
def test_a_number_names_its_issuer_by_initials(name: str, letters: str) -> None:
    assert wording.initials(name) == letters
