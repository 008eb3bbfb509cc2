"""Decree 30's table of elements against a resolution, a notice and minutes, read back from their PDFs."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

import pytest

from ballots.papers.resolution import compose_resolution
from ballots.papers.resolved import FormFacts, GroundFacts, ResolutionFacts, Route
from core.time import HANOI
from meetings.papers import compose_minutes
from meetings.papers.notice import ConcludedItem, NoticeFacts, compose_notice
from people.issuing import issuing_form
from records.elements import Document, Signer
from records.faces import faces
from records.kinds import Stamp
from records.layout import render
from tests.records.reading import MM, Shown, drawn, shown
from tests.records.sessions import first_session

LEFT, RIGHT = 30 * MM, 195 * MM
MIDDLE = (LEFT + RIGHT) / 2
# The two halves of the head, and those of the end.
FIFTHS = LEFT + (RIGHT - LEFT) * 2 / 5
HEAD = ((LEFT + FIFTHS) / 2, (FIFTHS + RIGHT) / 2)
SIGNS = (MIDDLE + RIGHT) / 2
INDENT = LEFT + 12.7 * MM

DAY = datetime(2026, 2, 5, 8, 0, tzinfo=HANOI)
FORM = issuing_form("39-2022")
STAMP = Stamp(
    number="05/NQ-CP",
    place="Hà Nội",
    dated=date(2026, 2, 5),
    urgency="KHẨN",
    signer=Signer(("TM. CHÍNH PHỦ", "THỦ TƯỚNG"), "Nguyễn Văn A"),
    recipients=("Các Thành viên Chính phủ", "Lưu: VT, TH (2)"),
)
LONG = "Giao cơ quan chủ trì tiếp thu ý kiến của các Thành viên Chính phủ và hoàn thiện hồ sơ. " * 4


def resolution() -> Document:
    facts = ResolutionFacts(
        body="Chính phủ", place="Hà Nội", about="Về dự án Luật Xây dựng", route=Route.SESSION, decided_at=DAY,
        proposer="Bộ Xây dựng", slip="Tờ trình số 12/TTr-BXD",
        grounds=(GroundFacts("Luật Tổ chức Chính phủ", "Luật", "R"),),
        adopted=(), form=FormFacts.of(FORM), seq=45, hash="c0" * 32, session="Phiên họp tháng 01",
        conclusions=(LONG,),
    )  # fmt: skip
    return compose_resolution(facts, STAMP)


def notice() -> Document:
    facts = NoticeFacts(
        body="Chính phủ", place="Hà Nội", office="Văn phòng Chính phủ", symbol="VPCP", signer="", end="Hết",
        recipients=(), session="Phiên họp tháng 01", held_at="", held_on=DAY, chair="Thủ tướng",
        items=(ConcludedItem(1, "Dự án Luật Xây dựng", LONG),), seq=45,
    )  # fmt: skip
    stamp = replace(STAMP, number="07/TB-VPCP", signer=Signer(("BỘ TRƯỞNG, CHỦ NHIỆM",), "Trần Văn B"))
    return compose_notice(facts, stamp)


def minutes() -> Document:
    facts = first_session().facts(number="01/BB-CP")
    return compose_minutes(facts, draft=False)


@dataclass(frozen=True)
class Row:
    """A row of the table: the words looked for, sizes allowed, face, and where the middle or beginning is."""

    words: str
    sizes: tuple[int, int]
    face: str
    middle: float | None = None
    begins: float | None = None


# NĐ 30/2020, Phụ lục I, phần II: what every one of the three has.
EVERY = (
    Row("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), "Bold", middle=HEAD[1]),
    Row("Độc lập - Tự do - Hạnh phúc", (13, 14), "Bold", middle=HEAD[1]),
    Row("Hà Nội, ngày", (13, 14), "Italic", middle=HEAD[1]),
    Row("Số: 0", (13, 13), "Regular", middle=HEAD[0]),
    Row("Nơi nhận:", (12, 12), "BoldItalic", begins=LEFT),
    Row("- Lưu: VT", (11, 11), "Regular", begins=LEFT),
)
OWN = {
    resolution: (
        Row("KHẨN", (13, 14), "Bold", middle=HEAD[0]),
        Row("NGHỊ QUYẾT", (13, 14), "Bold", middle=MIDDLE),
        Row("Về dự án Luật Xây dựng", (13, 14), "Bold", middle=MIDDLE),
        Row("QUYẾT NGHỊ:", (13, 14), "Bold", middle=MIDDLE),
        Row("Căn cứ Luật Tổ chức Chính phủ;", (13, 14), "Italic", begins=INDENT),
        Row("Điều 1.", (13, 14), "Bold", begins=INDENT),
        Row("TM. CHÍNH PHỦ", (13, 14), "Bold", middle=SIGNS),
        Row("THỦ TƯỚNG", (13, 14), "Bold", middle=SIGNS),
        Row("Nguyễn Văn A", (13, 14), "Bold", middle=SIGNS),
    ),
    notice: (
        Row("VĂN PHÒNG CHÍNH PHỦ", (12, 13), "Bold", middle=HEAD[0]),
        Row("THÔNG BÁO", (13, 14), "Bold", middle=MIDDLE),
        Row("Ngày 05 tháng 02 năm 2026,", (13, 14), "Regular", begins=INDENT),
        Row("1. Dự án Luật Xây dựng", (13, 14), "Bold", begins=INDENT),
        Row("Giao cơ quan chủ trì", (13, 14), "Regular", begins=INDENT),
        Row("BỘ TRƯỞNG, CHỦ NHIỆM", (13, 14), "Bold", middle=SIGNS),
        Row("Trần Văn B", (13, 14), "Bold", middle=SIGNS),
    ),
    minutes: (
        Row("BIÊN BẢN", (13, 14), "Bold", middle=MIDDLE),
        Row("THƯ KÝ", (13, 14), "Bold", middle=(LEFT + MIDDLE) / 2),
        Row("CHỦ TỌA", (13, 14), "Bold", middle=SIGNS),
    ),
}


def width(some: Shown) -> float:
    return faces().widths[some.face](some.text) * some.size


@pytest.mark.parametrize("made", OWN, ids=lambda made: made.__name__)
def test_every_element_stands_where_and_as_the_decree_says(made: Callable[[], Document]) -> None:
    content = render(made())
    found = shown(content)
    for row in (*EVERY, *OWN[made]):
        each = next(each for each in found if each.text.startswith(row.words) or row.words == each.text)
        assert row.sizes[0] <= each.size <= row.sizes[1], row
        assert each.face == f"Tinos-{row.face}", row
        if row.middle is not None:
            assert each.x + width(each) / 2 == pytest.approx(row.middle, abs=0.5), row
        if row.begins is not None:
            assert each.x == pytest.approx(row.begins, abs=0.5), row
    first = [each.text for each in found if each.page == 1 and each.y > 277 * MM]
    assert first == []  # no number on page one
    under = next(line for line in drawn(content) if line.length == pytest.approx(171.4, abs=0.5))
    assert under.x == pytest.approx(HEAD[1] - 171.4 / 2, abs=0.5)  # the motto's line is as long as its words


@pytest.mark.parametrize("made", OWN, ids=lambda made: made.__name__)
def test_text_keeps_to_margins_spacing_and_the_pages_numbers(made: Callable[[], Document]) -> None:
    found = shown(render(made()))
    for each in found:
        assert each.x >= LEFT - 0.1, each
        assert each.x + width(each) <= RIGHT + 0.5, each
        assert 20 * MM <= each.y <= 277 * MM or each.text == str(each.page), each
