"""Minutes in the form of Mẫu 1.9, from the journal: what they say of every course a meeting takes."""

import dataclasses
from datetime import timedelta
from typing import Any

import pytest

from ballots.rules import Decision, Reason
from meetings.papers import MinutesFacts, compose_minutes
from people.procedure import load
from records.layout import render
from tests.records.reading import one, pages, reader, shown, text_of
from tests.records.sessions import ITEM, OFFICES, START, TITLE, Session, first_session, long_session, split

SOURCE = "Khoản 3 Điều 3 Nghị định 138/2016/NĐ-CP"
MAJORITY = f"quá nửa tổng số Thành viên Chính phủ, cần 14 ({SOURCE})"


def minutes(facts: MinutesFacts) -> bytes:
    return render(compose_minutes(facts))


def told(session: Session, **row: Any) -> str:
    return text_of(minutes(session.facts(**row)))


def voted(*counts: int) -> tuple[Session, str]:
    """A session of everybody in the room with one vote of these counts, and the text of its minutes."""
    session = Session()
    session.everybody_here()
    session.start()
    session.vote(session.item(), split(*counts))
    session.close()
    return session, told(session)


def test_the_first_session_is_told_in_its_figures() -> None:
    text = told(first_session(), demonstration=True)
    assert (
        "Số phiếu đồng ý: 25/27 (21 tại phòng họp, 4 từ xa); không đồng ý: 0; ý kiến khác: 0;"
        " không biểu quyết: 2 (1 vắng mặt, 1 người dự thay không biểu quyết)."
    ) in text
    assert f"Nội dung được thông qua: 25/27 phiếu đồng ý, {MAJORITY}." in text
    assert "Dữ liệu trình diễn" in text
    assert "Hà Nội, ngày 24 tháng 6 năm 2019" in text
    assert "DỰ THẢO" not in text


def test_the_parts_of_the_form_stand_in_their_order() -> None:
    text = told(first_session())
    parts = [
        "CHÍNH PHỦ",
        "Số:",
        "/BB-CP",
        "BIÊN BẢN",
        TITLE,
        "Thời gian bắt đầu: 08 giờ 00, ngày 24 tháng 6 năm 2019.",
        "Địa điểm: Trụ sở Chính phủ, Hà Nội.",
        "Thành phần tham dự:",
        "Có mặt tại phòng họp (21): Thủ tướng Chính phủ; Phó Thủ tướng Thường trực Chính phủ;",
        "Dự họp từ xa (4): Phó Thủ tướng Chính phủ, Bộ trưởng Bộ Ngoại giao;",
        "(1): Thứ trưởng Bộ Y tế, dự thay Bộ trưởng Bộ Y tế.",
        "Vắng mặt (1): Tổng Thanh tra Chính phủ (đi công tác nước ngoài).",
        "Khi bắt đầu có 25/27 thành viên dự họp (21 tại phòng họp, 4 từ xa), đủ số thành viên để họp"
        " (cần ít nhất 18/27, bằng 2/3 tổng số Thành viên Chính phủ, Khoản 1 Điều 28 Nghị định"
        " 138/2016/NĐ-CP).",
        "Chủ trì (Chủ tọa): Thủ tướng Chính phủ.",
        "Thư ký (người ghi biên bản): Vụ Tổng hợp, Văn phòng Chính phủ.",
        "Nội dung (theo diễn biến cuộc họp):",
        f"1. {ITEM}",
        "a) Trình bày: Văn phòng Chính phủ.",
        "b) Kết quả biểu quyết (lúc 08 giờ 02):",
        "c) Kết luận của Chủ tọa: Thông qua Nghị quyết.",
        "Cuộc họp kết thúc vào 08 giờ 04, ngày 24 tháng 6 năm 2019./.",
        "THƯ KÝ",
        "CHỦ TỌA",
        "Nơi nhận: - Các Thành viên Chính phủ; - Lưu: VT, Hồ sơ.",
        "Phụ lục",
        "PHIẾU BIỂU QUYẾT CỦA THÀNH VIÊN CHÍNH PHỦ",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places, parts[places.index(-1)]
    assert places == sorted(places)


def test_the_annex_shows_every_seat_with_its_vote_and_its_place() -> None:
    content = minutes(first_session().facts())
    *others, page = pages(content)
    cells = [each.text for each in shown(content) if each.page > len(others) and each.size == 12]
    assert page.count("Đồng ý") == 25
    assert page.count("Tại phòng họp") == 21
    assert page.count("Từ xa") == 4
    assert page.count("Không biểu quyết") == 2
    # The third office takes two lines of its column.
    assert [office for office in OFFICES if office in cells] == [*OFFICES[:2], *OFFICES[3:]]
    assert [cell for cell in cells if cell.isdigit()] == [str(number) for number in range(1, 28)]
    assert {"Người dự thay", "Vắng mặt"} <= set(cells)


def test_the_head_of_the_journal_is_printed_small() -> None:
    session = first_session()
    found = one(minutes(session.facts()), "Lập từ nhật ký")
    last = session.entries[-1]
    assert found.text.endswith(
        f"đến mục số {last.seq}; mã kiểm tra của mục này bắt đầu bằng {last.hash[:16]}."
    )
    assert found.size == 9


@pytest.mark.parametrize(
    ("counts", "sentence"),
    [
        ((14, 13), f"Nội dung được thông qua: 14/27 phiếu đồng ý, {MAJORITY}."),
        ((13, 10, 4), f"không được thông qua: 13/27 phiếu đồng ý, không {MAJORITY}."),
        ((13, 13), "ngang nhau (13 - 13), 1 thành viên không biểu quyết; không bên nào đạt quá nửa tổng số"),
        ((13, 13, 1), f"được thông qua theo ý kiến đã biểu quyết của Thủ tướng Chính phủ ({SOURCE})."),
        ((10, 10, 7), "ngang nhau (10 - 10), 7 ý kiến khác; thêm một phiếu vẫn không quá nửa tổng số"),
    ],
)  # fmt: skip
def test_every_outcome_is_told_with_its_arithmetic(counts: tuple[int, ...], sentence: str) -> None:
    assert sentence in voted(*counts)[1]


def test_a_tie_may_also_be_broken_against() -> None:
    session = Session()
    session.everybody_here()
    session.start()
    session.vote(session.item(), lambda order: "other" if order == 27 else "against" if order < 14 else "for")
    session.close()
    assert "ngang nhau (13 - 13). Nội dung không được thông qua theo ý kiến đã biểu quyết của" in told(
        session
    )


@pytest.mark.parametrize("decision", [Reason.TIE_VOTES_MISSING, Reason.TIE_BELOW_MAJORITY])
def test_what_the_text_leaves_open_is_left_to_the_chair(decision: Reason) -> None:
    counts = (13, 13) if decision is Reason.TIE_VOTES_MISSING else (10, 10, 7)
    session, text = voted(*counts)
    assert session.facts().items[0].votes[0].outcome.decision is Decision.NEEDS_RULING
    assert "Cần Chủ tọa quyết định." in text


def test_every_reason_of_the_rules_has_a_sentence() -> None:
    facts = first_session().facts()
    [item] = facts.items
    for reason in Reason:
        outcome = dataclasses.replace(item.votes[0].outcome, reason=reason)
        vote = dataclasses.replace(item.votes[0], outcome=outcome)
        changed = dataclasses.replace(facts, items=(dataclasses.replace(item, votes=(vote,)),))
        assert "27" in text_of(minutes(changed))


def test_alternatives_are_named_by_their_letters() -> None:
    session = Session()
    session.everybody_here()
    session.start()
    session.vote(
        session.item(), lambda order: "A" if order < 16 else "B" if order < 25 else "other", ("A", "B")
    )
    session.close()
    text = told(session)
    assert "Phương án A: 15/27; Phương án B: 9/27; ý kiến khác: 3 (3 tại phòng họp, 0 từ xa)" in text
    assert "Phương án A được thông qua: 15/27 phiếu đồng ý" in text


def test_a_second_vote_on_an_item_does_not_hide_the_first() -> None:
    session = Session()
    session.everybody_here()
    session.start()
    item = session.item()
    session.vote(item, split(12, 15))
    session.vote(item, split(20, 7))
    session.conclude(item)
    session.close()
    text = told(session)
    first, second = text.index("b) Kết quả biểu quyết lần 1"), text.index("c) Kết quả biểu quyết lần 2")
    assert first < text.index("không được thông qua: 12/27") < second < text.index("được thông qua: 20/27")
    assert "d) Kết luận của Chủ tọa:" in text
    assert "Phụ lục I " in text
    assert "Nội dung 1, biểu quyết lần 2" in text


def test_an_item_without_a_vote_says_so_and_the_last_conclusion_counts() -> None:
    session = Session()
    session.everybody_here()
    session.start()
    item = session.item(presenter="")
    session.conclude(item, "Bản nháp.")
    session.conclude(item, "Giao Bộ Tư pháp.\nBáo cáo trước ngày 30.")
    session.end(item)
    session.close(not_taken=2)
    text = told(session)
    assert "a) Nội dung này không biểu quyết. b) Kết luận của Chủ tọa: Giao Bộ Tư pháp. Báo cáo" in text
    assert "Bản nháp" not in text
    assert "Chương trình còn 2 nội dung chưa được xem xét tại cuộc họp." in text
    assert "Phụ lục" not in text


def test_the_minutes_of_a_running_meeting_are_a_draft_and_show_no_partial_count() -> None:
    session = Session()
    session.as_in_2019()
    session.start()
    session.open(session.item())
    content = minutes(session.facts())
    assert all("DỰ THẢO" in page for page in pages(content))
    text = text_of(content)
    assert "b) Biểu quyết đang mở; chưa có kết quả." in text
    assert "Cuộc họp đang diễn ra; dự thảo này ghi đến 08 giờ 01, ngày 24 tháng 6 năm 2019./." in text
    assert "kết thúc vào" not in text
    assert "đồng ý:" not in text


def test_a_meeting_that_has_not_begun_has_a_draft_too() -> None:
    text = told(Session())
    assert "Thời gian bắt đầu: dự kiến 08 giờ 00, ngày 24 tháng 6 năm 2019." in text
    assert "Cuộc họp chưa bắt đầu;" in text


def test_what_changes_after_the_start_is_told_of_every_seat() -> None:
    session = Session()
    session.as_in_2019()
    session.note(12, "absent")  # before the start only the last word counts
    session.note(12, "in_room")
    session.start()
    session.note(26, "in_room")
    session.note(5, "left")
    session.vote(session.item())
    session.close()
    facts, text = session.facts(), told(session)
    assert facts.quorum is not None
    assert facts.quorum.attending == 25
    assert "Tổng Thanh tra Chính phủ (có mặt tại phòng họp từ 08 giờ 00)" in text
    assert "Phó Thủ tướng Chính phủ (khoa giáo, văn xã) (rời cuộc họp lúc 08 giờ 01)" in text
    assert "Bộ trưởng Bộ Tài chính;" in text
    assert "(1 đã rời cuộc họp, 1 người dự thay không biểu quyết)" in text


def test_guests_are_named_unless_withdrawn_or_of_an_item_that_was_not_taken() -> None:
    session = first_session()
    session.record("guest.invited", guest="Chủ tịch Hội đồng Dân tộc", item=None)
    session.record("guest.invited", guest="Chánh án Tòa án nhân dân tối cao", item="item-1")
    session.record("guest.invited", guest="Người khác", item="item-9")
    session.record("guest.invited", guest="Người thôi mời", item=None)
    session.record("guest.withdrawn", guest="Người thôi mời", item=None)
    text = told(session)
    assert "Khách mời (2): Chủ tịch Hội đồng Dân tộc; Chánh án Tòa án nhân dân tối cao (nội dung 1)." in text
    assert "Người khác" not in text
    assert "Người thôi mời" not in text


def test_a_rule_that_nobody_has_read_is_not_quoted() -> None:
    session = Session(procedure=load("provincial-sample"))
    session.everybody_here()
    session.start()
    session.vote(session.item())
    session.close()
    text = told(session)
    assert "cần 14." in text
    assert "mẫu" not in text
    assert "bằng 2/3 tổng số Thành viên Chính phủ)." in text


def test_entries_of_other_kinds_are_passed_over() -> None:
    session = first_session()
    before = minutes(session.facts())
    other = dataclasses.asdict(session)["entries"][0]
    other.kind, other.facts = "answer.cast", {"seat": 1}
    session.entries.insert(3, other)
    assert minutes(session.facts()) == before


def test_markup_in_a_title_reaches_the_minutes_as_it_was_typed() -> None:
    title = "Phiên họp <b>&amp; 'thường kỳ'</b> <script>"
    content = minutes(first_session().facts(title=title, number="05/BB-CP"))
    assert title in text_of(content)
    assert "Số: 05/BB-CP" in text_of(content)
    metadata = reader(content).metadata
    assert metadata is not None
    assert metadata.title == f"Biên bản {title}"


def test_rendering_twice_gives_the_same_bytes() -> None:
    assert minutes(first_session().facts()) == minutes(first_session().facts())


def test_the_hours_are_those_of_ha_noi() -> None:
    assert START.hour == 1
    session = first_session()
    session.entries[-1].at += timedelta(hours=16, minutes=30)
    assert "kết thúc vào 00 giờ 34, ngày 25 tháng 6 năm 2019./." in told(session)


def test_every_item_of_a_long_meeting_is_there_and_signatures_stand_with_its_end() -> None:
    content = minutes(long_session(30).facts())
    texts = pages(content)
    assert sum(text.count("Kết quả biểu quyết") for text in texts) == 30
    signed = next(text for text in texts if "THƯ KÝ" in text)
    assert "Cuộc họp kết thúc vào" in signed
    assert sum("PHIẾU BIỂU QUYẾT CỦA" in text for text in texts) == 30
    annexes = [text for text in texts if "PHIẾU BIỂU QUYẾT CỦA" in text]
    assert all(text.count("Đồng ý") == 25 for text in annexes)
    assert "Phụ lục XXX" in annexes[-1]
    assert max(each.page for each in shown(content)) == len(texts)
