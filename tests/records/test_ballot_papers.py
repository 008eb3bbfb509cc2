"""The ballot paper, the answer sheet and the report: what they say, in which order, with the same bytes."""

import hashlib
import os
import subprocess
import sys
import unicodedata
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from ballots.papers import (
    ReportFacts,
    as_facts,
    compose_ballot_paper,
    compose_report,
    compose_sheet,
    from_facts,
)
from ballots.papers.facts import AskedFacts, DissentFacts, ExtensionFacts, Given, ReplacementFacts
from records.elements import Document
from records.layout import render
from tests.records.opinions import (
    CLOSES,
    DRAFT,
    LETTERED,
    OPENED,
    OPINION,
    TITLE,
    head,
    opinion,
    paper,
    report,
    sheet,
    split,
)
from tests.records.reading import drawn, keys_of, one, pages, reader, shown, text_of
from tests.records.sessions import OFFICES

ROOT = Path(__file__).resolve().parents[2]
MANY = [AskedFacts(number, f"Nội dung thứ {number} về phân cấp, phân quyền.") for number in range(1, 21)]
LETTERS = [*"A" * 14, *"B" * 8, "other", None, None, None, None]
HOSTILE = (
    "<b>đậm</i> & <font size=99999>to</font>",
    '<img src="file:///etc/passwd"/> <a href="javascript:alert(1)">x</a>',
    "😀 中文 \u202e ngược",
    unicodedata.normalize("NFD", "Điều chỉnh, bổ sung Nghị định"),
)


def told(document: Document) -> str:
    return text_of(render(document))


def in_order(text: str, *parts: str) -> None:
    place = 0
    for part in parts:
        assert part in text[place:], part
        place += text[place:].index(part) + len(part)


def whole() -> ReportFacts:
    """A report with everything that one can hold."""
    return report(
        {1: split(20, 1, 4), 2: LETTERS},
        [DRAFT, LETTERED],
        [
            opinion(22, stance="accepted", reply="Đã bổ sung."),
            opinion(23, "Rà soát.", "explained", "Đã rà."),
            opinion(24),
        ],
        extensions=(ExtensionFacts(OPENED, CLOSES - timedelta(days=1), CLOSES, "Hệ thống gián đoạn."),),
    )


# -- the ballot paper ---------------------------------------------------------------------------------------


def test_the_parts_of_the_ballot_paper_stand_in_their_order() -> None:
    in_order(
        told(compose_ballot_paper(paper([DRAFT, LETTERED]))),
        "CHÍNH PHỦ",
        "Số: 12",
        "Hà Nội, ngày 18 tháng 11 năm 2026",
        "PHIẾU LẤY Ý KIẾN THÀNH VIÊN CHÍNH PHỦ",
        TITLE,
        "Kính gửi: Các Thành viên Chính phủ.",
        "Cơ quan trình: Bộ Tài chính.",
        "Hạn trả lời: trước 17 giờ 00, ngày 23 tháng 11 năm 2026.",
        "Quy định áp dụng: Quy chế làm việc của Chính phủ (Nghị định 191/2026/NĐ-CP).",
        "Thông qua khi: quá nửa tổng số Thành viên Chính phủ đồng ý (theo Khoản 3 Điều 3 Nghị định"
        " 191/2026/NĐ-CP).",
        "Không trả lời: thành viên không trả lời trong thời hạn được coi là đồng ý khi có căn cứ phiếu đã đến"
        " nơi, kết quả ghi",
        "Hồ sơ kèm theo:",
        "Tờ trình Chính phủ 2 0f1e2d3c4b5a6978…",
        "Các nội dung cần cho ý kiến",
        "1. Thông qua dự thảo Nghị định.",
        "Đồng ý",
        "Không đồng ý",
        "Ý kiến khác: ....",
        "2. Thời điểm có hiệu lực của Nghị định.",
        "Phương án A: Từ ngày 01 tháng 01 năm 2027",
        "Phương án B: Từ ngày ký",
        "THÀNH VIÊN CHÍNH PHỦ",
    )


def test_a_ballot_that_was_not_sent_is_a_draft_without_number_and_date() -> None:
    text = told(compose_ballot_paper(paper(number=None, opened_at=None)))
    assert text.count("DỰ THẢO") == 2
    assert "Số: 12" not in text
    assert "ngày 18 tháng 11" not in text


def test_a_rule_that_nobody_has_read_is_not_quoted() -> None:
    text = told(compose_ballot_paper(paper(procedure="39-2022")))
    assert "thành viên không trả lời không được tính cho bên nào" in text
    assert "(theo thiết lập của hệ thống)" in text


def test_a_recalled_ballot_and_a_demonstration_say_so() -> None:
    recalled = told(compose_ballot_paper(paper(recalled=True, demonstration=True)))
    assert "ĐÃ THU HỒI · Dữ liệu trình diễn" in recalled
    assert "ý kiến đã trả lời không được tính" in recalled
    assert "Dữ liệu trình diễn" in recalled
    assert "trình diễn" not in told(compose_ballot_paper(paper()))


def test_every_choice_has_a_box_and_none_is_ticked() -> None:
    lines = [
        line for line in drawn(render(compose_ballot_paper(paper([DRAFT])))) if abs(line.length - 10) < 0.01
    ]
    assert len(lines) == 3 * 4  # for, against, another opinion: four sides each


# -- the answer sheet ---------------------------------------------------------------------------------------


def test_the_answer_sheet_says_what_was_answered_and_how_it_is_checked() -> None:
    in_order(
        told(compose_sheet(sheet())),
        "PHIẾU TRẢ LỜI Ý KIẾN",
        TITLE,
        "Thành viên: Bộ trưởng Bộ Xây dựng.",
        "Trả lời lúc: 14 giờ 00, ngày 18 tháng 11 năm 2026.",
        "Biên nhận: số 0007-2-1A2B3C4D, trả lời lần 2.",
        "Thông qua dự thảo Nghị định.",
        f"Ý kiến bằng văn bản: {OPINION}",
        "Thay cho lần trả lời 10 giờ 00, ngày 18 tháng 11 năm 2026, biên nhận số 0005-1-9F8E7D6C.",
        "mục nhật ký số 7",
        "1a2b3c4d" * 8,
    )


def crosses(content: bytes) -> list[tuple[int, float]]:
    """Page and height of every crossed box: diagonals are drawn in no other place."""
    return sorted(
        {
            (line.page, round(line.y + (line.to_y - line.y) / 2))
            for line in drawn(content)
            if abs(line.x - line.to_x) > 1 and abs(line.y - line.to_y) > 1
        }
    )


@pytest.mark.parametrize(
    ("choice", "words"), [("for", "Đồng ý"), ("against", "Không đồng ý"), ("other", "Ý kiến khác")]
)
def test_the_box_of_the_choice_is_crossed_and_no_other(choice: str, words: str) -> None:
    content = render(compose_sheet(sheet([Given(1, choice, "")])))
    [(page, height)] = crosses(content)
    beside = [each for each in shown(content) if each.page == page and abs(each.y - height) < 6]
    assert [each.text for each in beside] == [words]


def test_the_letter_of_an_alternative_is_crossed() -> None:
    content = render(compose_sheet(sheet([Given(1, "for", ""), Given(2, "B", "")], [DRAFT, LETTERED])))
    heights = [height for _page, height in crosses(content)]
    assert len(heights) == 2
    assert abs(one(content, "Phương án B").y - min(heights)) < 6


def test_a_silent_seat_gave_nothing_and_its_sheet_says_what_that_counts_for() -> None:
    content = render(compose_sheet(sheet(cast=None, earlier=(), deemed=True)))
    assert (
        "Trả lời: không trả lời trong thời hạn; được coi là đồng ý (theo Nghị định 191/2026/NĐ-CP)."
        in text_of(content)
    )
    assert crosses(content) == []
    assert "coi là đồng ý" not in told(compose_sheet(sheet(cast=None, earlier=())))


# -- the report ---------------------------------------------------------------------------------------------


def test_the_parts_of_the_report_stand_in_their_order() -> None:
    in_order(
        told(compose_report(whole())),
        "VĂN PHÒNG CHÍNH PHỦ",
        "/BC-VPCP",
        "Hà Nội, ngày 24 tháng 11 năm 2026",
        "BÁO CÁO",
        f"Tổng hợp ý kiến Thành viên Chính phủ về d{TITLE[1:]}",
        "Kính gửi: Thủ tướng Chính phủ.",
        "I. Việc lấy ý kiến",
        "Phiếu lấy ý kiến số 12 được gửi đến 27 Thành viên Chính phủ lúc 09 giờ 00, ngày 18 tháng 11 năm",
        "Hạn trả lời được gia hạn lúc 09 giờ 00, ngày 18 tháng 11 năm 2026: từ 17 giờ 00, ngày 22 tháng 11"
        " năm 2026 đến 17 giờ 00, ngày 23 tháng 11 năm 2026. Lý do: Hệ thống gián đoạn.",
        "Dự thảo Nghị định 1 aaaaaaaaaaaaaaaa…",
        "II. Kết quả",
        "Có 25/27 thành viên trả lời. Không trả lời trong thời hạn (2): Tổng Thanh tra Chính phủ; Bộ trưởng,"
        " Chủ nhiệm Văn phòng Chính phủ. Trong đó 2 thành viên được coi là đồng ý (theo Nghị định",
        "1. Thông qua dự thảo Nghị định.",
        "Đồng ý: 20/27; không đồng ý: 1; ý kiến khác: 4; không trả lời, được coi là đồng ý: 2.",
        "Nội dung được thông qua: 22/27 thành viên đồng ý (20 phiếu trả lời đồng ý và 2 thành viên không"
        " trả lời được coi là đồng ý), quá nửa tổng số Thành viên Chính phủ, cần 14 (Khoản 3 Điều 3 Nghị định"
        " 191/2026/NĐ-CP).",
        "2. Thời điểm có hiệu lực của Nghị định.",
        "Phương án A: 14/27; Phương án B: 8/27; ý kiến khác: 1; không trả lời: 4.",
        "Phương án A được thông qua: 14/27 phiếu đồng ý",
        "Kết quả đã được đếm lại độc lập từ 25 phiếu trả lời",
        "III. Ý kiến bằng văn bản và tiếp thu, giải trình của cơ quan trình",
        "Có 3 ý kiến bằng văn bản",
        "1 ý kiến chưa có tiếp thu, giải trình.",
        "IV. Văn bản giấy được thay thế",
        "Phiếu này: 1 phiếu × 27 thành viên = 27 văn bản giấy. Từ đầu năm 2026 đến phiếu này: 143 phiếu,"
        " 143 × 27 = 3.861 văn bản giấy. Cách tính: số phiếu × số thành viên được gửi.",
        "Văn phòng Chính phủ kính trình Thủ tướng Chính phủ xem xét, quyết định./.",
        "LÃNH ĐẠO",
        "Nơi nhận:",
        "Phụ lục",
        "Ý KIẾN CỦA THÀNH VIÊN CHÍNH PHỦ",
        "mục kết thúc số 31; mã kiểm tra của mục này bắt đầu bằng 5e5e5e5e5e5e5e5e.",
    )


def test_opinions_are_quoted_beside_their_replies() -> None:
    content = render(compose_report(whole()))
    for quoted, answered in ((OPINION[:20], "Tiếp thu. Đã bổ sung."), ("Rà soát.", "Giải trình. Đã rà.")):
        left = next(each for each in shown(content) if each.text.startswith(quoted))
        assert one(content, answered).y == left.y
        assert one(content, answered).x > left.x


def rows(content: bytes, office: str) -> list[list[str]]:
    """What stands on the same line as an office, in each table of seats, from left to right."""
    some = shown(content)
    annex = next(each.page for each in some if each.text == "Phụ lục")
    places = [each for each in some if each.text == office and each.page >= annex]
    return [
        [each.text for each in some if (each.page, each.y) == (place.page, place.y) and each.x > place.x]
        for place in places
    ]


def test_the_table_of_the_27_shows_answers_times_and_silence_apart() -> None:
    content = render(compose_report(report({1: split(20, 1, 4)})))
    assert rows(content, OFFICES[0]) == [["Đồng ý", "09:37 18/11/2026"]]
    assert rows(content, OFFICES[20]) == [["Không đồng ý", "21:57 18/11/2026"]]
    assert rows(content, OFFICES[21]) == [["Ý kiến khác", "22:34 18/11/2026"]]
    assert rows(content, OFFICES[25]) == [["Không trả lời,"]]
    assert len({each.page for each in shown(content) if each.text in OFFICES and each.page > 1}) == 1


def test_several_questions_stand_abreast_in_letters() -> None:
    content = render(compose_report(whole()))
    assert rows(content, OFFICES[0]) == [["Đ", "A", "09:37 18/11/2026"]]
    assert rows(content, OFFICES[14]) == [["Đ", "B", "18:15 18/11/2026"]]
    assert rows(content, OFFICES[25]) == [["(Đ)", "–"]]  # nobody's silence picks an alternative


def test_twenty_questions_take_four_tables_of_27_seats() -> None:
    content = render(compose_report(report({n: split(25, 1, 1) for n in range(1, 21)}, MANY)))
    assert rows(content, OFFICES[6]) == [[*"ĐĐĐĐĐ", "13:19 18/11/2026"], *[[*"ĐĐĐĐĐ"]] * 3]
    for page in pages(content):
        if any(f"{office}\n" in page for office in OFFICES[6:8]) and "Câu" in page:
            assert "Thành viên" in page  # headings are repeated


@pytest.mark.parametrize(
    ("counts", "procedure", "words"),
    [
        (
            (13, 13, 1),
            "39-2022",
            "(13 - 13). Nội dung được thông qua theo ý kiến đã biểu quyết của Thủ tướng Chính phủ",
        ),
        (
            (13, 13, 0),
            "39-2022",
            "cách tính 1 thành viên không trả lời. Cần Thủ tướng Chính phủ xem xét, quyết định.",
        ),
        ((10, 10, 7), "191-2026", "7 ý kiến khác; thêm một phiếu vẫn không quá nửa"),
        ((5, 20, 2), "191-2026", "Nội dung không được thông qua: 5/27 phiếu đồng ý, không quá nửa"),
        ((13, 13, 0), "provincial-sample", "1 thành viên không trả lời; không bên nào đạt quá nửa tổng số"),
    ],
)
def test_the_outcome_is_told_with_its_arithmetic(
    counts: tuple[int, int, int], procedure: str, words: str
) -> None:
    assert words in told(compose_report(report({1: split(*counts)}, procedure=procedure)))


def test_replaced_papers_unconfirmed_answers_and_dissents_are_told() -> None:
    plain = report({1: split(27)})
    facts = replace(
        plain,
        seats=(replace(plain.seats[0], earlier_papers=True), *plain.seats[1:]),
        replacements=(ReplacementFacts(OPENED, "Sửa lỗi đánh máy."),),
        dissents=(DissentFacts(8, OFFICES[7], CLOSES, "Đề nghị ghi ý kiến bảo lưu."),),
        content="c0" * 32,
    )
    content = render(compose_report(facts))
    in_order(
        text_of(content),
        "Tài liệu gửi kèm được thay thế lúc 09 giờ 00, ngày 18 tháng 11 năm 2026. Lý do: Sửa lỗi đánh máy.",
        "chưa xác nhận lại (1): Thủ tướng Chính phủ. Ý kiến vẫn được tính;",
        "IV. Ý kiến bảo lưu",
        "Bộ trưởng Bộ Công an (17 giờ 00, ngày 23 tháng 11 năm 2026): Đề nghị ghi ý kiến bảo lưu.",
        "V. Văn bản giấy được thay thế",
        "(*): trả lời trên tài liệu trước khi thay thế",
        f"Mã băm nội dung lấy ý kiến: {'c0' * 32}.",
    )
    assert rows(content, OFFICES[0]) == [["Đồng ý (*)", "09:37 18/11/2026"]]
    assert from_facts(as_facts(facts)) == facts


def test_a_report_that_was_not_issued_is_a_draft() -> None:
    assert "DỰ THẢO" in told(compose_report(report({1: split(27)}, draft=True)))
    assert "DỰ THẢO" not in told(compose_report(report({1: split(27)})))
    assert "Không có thành viên nào ghi ý kiến bằng văn bản." in told(compose_report(report({1: split(27)})))


def test_the_kept_facts_give_back_the_same_report() -> None:
    assert from_facts(as_facts(whole())) == whole()


# -- every document -----------------------------------------------------------------------------------------


PROGRAM = """
import hashlib
import django
django.setup()
from ballots.papers import compose_report
from records.layout import render
from tests.records.test_ballot_papers import whole
print(hashlib.sha256(render(compose_report(whole()))).hexdigest())
"""


def test_the_same_facts_are_the_same_bytes_in_every_process() -> None:
    here = hashlib.sha256(render(compose_report(whole()))).hexdigest()
    environment = {**os.environ, "PYTHONHASHSEED": "4242", "DJANGO_SETTINGS_MODULE": "ecabinet.settings"}
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == here


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_people_typed_is_printed_literally(text: str) -> None:
    from records.faces import clean

    question = AskedFacts(1, text, (("A", text), ("B", "khác")))
    facts = report(
        {1: ["A"] * 27}, [question], [opinion(2, text, "explained", text)], head=head(title=text, lead=text)
    )
    documents = (
        compose_ballot_paper(paper([question], title=text)),
        compose_sheet(sheet([Given(1, "A", text)], [question])),
        compose_report(facts),
    )
    words = "".join(clean(text).split())
    for document in documents:
        content = render(document)
        assert words in "".join(text_of(content).split())
        assert not keys_of(content) & {"/JS", "/JavaScript", "/URI", "/Launch", "/OpenAction", "/AA"}


def test_an_opinion_of_ten_thousand_letters_is_quoted_whole_under_repeated_headings() -> None:
    text = "ý kiến " * 1428
    content = render(
        compose_report(report({1: split(26, 0, 1)}, opinions=[opinion(27, text, "explained", "vì " * 3000)]))
    )
    quoted = [page for page in pages(content) if page.count("kiến") > 20]
    assert len(quoted) > 3
    assert all("Tiếp thu, giải trình" in page for page in quoted)
    assert (
        sum(each.text.count("kiến") for each in shown(content) if each.text.startswith(("ý ", "kiến ")))
        >= 1428
    )
    assert len(reader(content).pages) < 20
