"""Where a page ends: what stays together, and what is repeated."""

import pytest

from records.elements import (
    Closing,
    Column,
    Heading,
    Listing,
    Paragraph,
    Recipients,
    Signer,
    SmallPrint,
    Table,
)
from records.faces import REGULAR
from records.lines import Piece, broken
from records.slices import Manner, placed
from tests.records.reading import pages, pdf, shown, text_of

LINE = "Một dòng."
LONG = "Chính phủ thống nhất với đề nghị của cơ quan chủ trì và giao các bộ tổ chức thực hiện. "
END = (
    Closing(left=Signer(("Thư ký",)), right=Signer(("Chủ tọa", "Thủ tướng Chính phủ"))),
    Recipients(("Các Thành viên Chính phủ", "Lưu: VT, Hồ sơ")),
    SmallPrint("Lập từ nhật ký."),
)
SEATS = tuple((str(number), f"Bộ trưởng thứ {number}", "Đồng ý", "Tại phòng họp") for number in range(1, 28))
COLUMNS = (Column("TT", 1, "center"), Column("Thành viên", 6), Column("Phiếu", 3), Column("Hình thức", 3))


@pytest.mark.parametrize("lines", range(50))
def test_signatures_never_stand_alone_on_a_page(lines: int) -> None:
    content = pdf(*[Paragraph(LINE)] * lines, Paragraph("Cuộc họp kết thúc./."), *END)
    signed = [page for page in pages(content) if "THƯ KÝ" in page]
    assert len(signed) == 1
    assert "kết thúc" in signed[0]
    assert "CHỦ TỌA" in signed[0]
    assert "Nơi nhận" in signed[0]


@pytest.mark.parametrize("sentences", range(1, 60, 2))
def test_at_least_two_lines_of_the_last_paragraph_stand_over_the_signatures(sentences: int) -> None:
    content = pdf(Paragraph(LINE), Paragraph(LONG * sentences), *END)
    signed = next(each.page for each in shown(content) if each.text == "THƯ KÝ")
    over = [
        each for each in shown(content) if each.page == signed and each.size == 14 and "Regular" in each.face
    ]
    assert len([each for each in over if not each.text.startswith("...")]) >= 2


@pytest.mark.parametrize("lines", range(20, 45))
def test_signatures_under_a_table_keep_its_last_row_and_headings(lines: int) -> None:
    content = pdf(*[Paragraph(LINE)] * lines, Table(COLUMNS, SEATS), *END)
    signed = next(page for page in pages(content) if "THƯ KÝ" in page)
    assert "Bộ trưởng thứ 27" in signed
    assert "Thành viên" in signed


@pytest.mark.parametrize("lines", range(24, 34))
def test_a_heading_stays_with_two_lines_of_what_follows(lines: int) -> None:
    content = pdf(*[Paragraph(LINE)] * lines, Heading("Nội dung 1"), Paragraph("Câu. " + LONG * 3))
    page = next(page for page in pages(content) if "Nội dung 1" in page)
    assert "Câu." in page
    assert len(page.rpartition("Câu.")[2].splitlines()) >= 2


@pytest.mark.parametrize("lines", range(20, 33))
def test_no_line_of_a_paragraph_is_left_alone(lines: int) -> None:
    content = pdf(*[Paragraph(LINE)] * lines, Paragraph(LONG * 5))
    own = [each.page for each in shown(content) if each.size == 14 and each.text != LINE]
    assert all(own.count(page) > 1 for page in own)


@pytest.mark.parametrize("lines", range(0, 40, 3))
def test_a_table_repeats_its_headings_on_every_page_and_loses_no_row(lines: int) -> None:
    content = pdf(*[Paragraph(LINE)] * lines, Table(COLUMNS, SEATS * 3))
    for page in pages(content):
        if "Bộ trưởng thứ" in page:
            assert page.count("Hình thức") == 1
            assert page.index("Hình thức") < page.index("Bộ trưởng thứ")
        else:
            assert "Hình thức" not in page
    assert text_of(content).count("Bộ trưởng thứ") == 81


@pytest.mark.parametrize("lines", range(0, 40, 3))
def test_no_row_of_a_table_stands_alone_on_its_last_page(lines: int) -> None:
    last = pages(pdf(*[Paragraph(LINE)] * lines, Table(COLUMNS, SEATS)))[-1]
    assert all(f"Bộ trưởng thứ {number}" in last for number in (25, 26, 27))


def test_twenty_seven_seats_stand_on_one_page() -> None:
    content = pdf(Table(COLUMNS, SEATS))
    assert len(pages(content)) == 1
    columns = {round(each.x) for each in shown(content) if each.text.startswith("Bộ trưởng thứ")}
    assert len(columns) == 1


def test_a_row_longer_than_a_page_goes_on() -> None:
    content = pdf(Table(COLUMNS, (("1", "lời " * 2000, "x", "y"), ("2", "Bộ trưởng", "x", "y"))), *END)
    assert len(pages(content)) > 1
    assert text_of(content).count("lời") == 2000


def test_what_must_stay_together_but_is_longer_than_a_page_is_divided() -> None:
    content = pdf(
        *[Heading(f"Đầu đề {number}") for number in range(60)],
        Listing(("một", "hai")),
        Closing(
            left=Recipients(tuple(f"Nơi {number}" for number in range(100))), right=Signer(("Chủ tọa",) * 60)
        ),
    )
    assert text_of(content).count("Đầu đề") == 60
    assert text_of(content).count("CHỦ TỌA") == 60
    assert "- Nơi 99." in text_of(content)
    assert all(each.y > 56 for each in shown(content))


def test_no_break_spaces_are_stretched_with_the_others_and_do_not_break() -> None:
    words = "Khoản\u00a01 Điều\u00a028 của quy chế và các văn bản có liên quan " * 12
    lines = broken((Piece(words, REGULAR),), 14, 467.0)
    manner = Manner(14, 467.0, align="justify")
    for line in lines[:-1]:
        [words_shown] = placed(line, manner)
        text = "".join(piece.text for piece in line.pieces)
        gaps = text.count(" ") + text.count("\u00a0")
        assert line.width + gaps * words_shown.stretch == pytest.approx(467.0)
        assert not text.endswith(("Khoản", "Điều"))
