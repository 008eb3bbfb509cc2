"""Attendance list, vote sheet and notice: what the journal says of a session, and what was released."""

from datetime import date, datetime, timedelta

import pytest

from core.refusals import Refusal
from core.time import HANOI, at
from matters.models import Confidentiality, Matter
from meetings import services
from meetings.rules import Presence
from meetings.services.conclusions import Task
from records.kinds import Stamp, record_kind
from tests.cast import Cabinet
from tests.records.telling import told

FEBRUARY = datetime(2026, 2, 3, 8, 0, tzinfo=HANOI)
TITLE = "Phiên họp Chính phủ tháng 01 năm 2026"


def paper(kind: str, subject: str) -> list[tuple[str, str]]:
    found = record_kind(kind)
    return told(found.compose(found.gather(subject), Stamp()))


def test_the_list_tells_who_came_when_and_how(cabinet: Cabinet) -> None:
    with at(FEBRUARY):
        meeting = cabinet.running_meeting(title=TITLE, starts_at=FEBRUARY, remote=(4,), deputy=True)
    with at(FEBRUARY + timedelta(minutes=45)):
        services.note_attendance(
            actor=cabinet.clerk, meeting=meeting, seat=cabinet.seats[1], presence=Presence.LEFT.value
        )
        lines = paper("attendance_list", meeting.stream)
    assert lines[:2] == [
        ("Letterhead", "Nội các nhỏ | Số:________/DS-CP | DỰ THẢO"),
        ("Title", f"Danh sách dự họp / {TITLE}"),
    ]
    assert [words for kind, words in lines if kind == "Table"] == [
        "TT | Thành viên | Dự họp | Thời gian",
        "1 | Thủ tướng | Tại phòng họp | từ 08 giờ 00",
        "2 | Phó Thủ tướng | Tại phòng họp | tại phòng họp 08 giờ 00, rời 08 giờ 45",
        "3 | Bộ trưởng Bộ Xây dựng | Thứ trưởng Bộ Xây dựng dự thay | từ 08 giờ 00",
        "4 | Bộ trưởng Bộ Tài chính | Từ xa | từ 08 giờ 00",
        "5 | Thống đốc | Tại phòng họp | từ 08 giờ 00",
        "TT | Khách mời | Nội dung",
        "1 | Khách mời nội dung 1 | 1",
    ]


@at(FEBRUARY)
def test_the_sheet_names_every_seat_and_comes_out_even(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(title=TITLE, starts_at=FEBRUARY, remote=(4,), absent=(5,))
    vote = cabinet.open_vote(meeting)
    for order, choice in ((1, "for"), (2, "for"), (3, "against"), (4, "other")):
        cabinet.vote(meeting, vote, order, choice)
    services.close_vote(actor=cabinet.clerk, meeting=meeting, ballot=vote)
    with pytest.raises(Refusal, match="vote_unpublished"):
        record_kind("vote_sheet").gather(vote.key)
    services.publish_vote(actor=cabinet.clerk, meeting=meeting, ballot=vote)
    lines = paper("vote_sheet", vote.key)
    assert ("Paragraph", "Cộng: 2 + 1 + 1 + 1 = 5, bằng số Thành viên Nội các nhỏ.") in lines
    assert [words for kind, words in lines if kind == "Table"] == [
        "TT | Thành viên | Đồng ý | Không đồng ý | Ý kiến khác | Hình thức",
        "1 | Thủ tướng | Đ |  |  | Tại phòng họp",
        "2 | Phó Thủ tướng | Đ |  |  | Tại phòng họp",
        "3 | Bộ trưởng Bộ Xây dựng |  | K |  | Tại phòng họp",
        "4 | Bộ trưởng Bộ Tài chính |  |  | Y | Từ xa",
        "5 | Thống đốc | – | – | – | Vắng mặt",
    ]


@at(FEBRUARY)
def test_the_notice_tells_what_was_released_and_everybody_may_read(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(title=TITLE, starts_at=FEBRUARY, items=3)
    for number in range(1, 4):
        item = meeting.items.get(status="running")
        if number == 1:
            tasks = [Task("Hoàn thiện hồ sơ", cabinet.lead, date(2026, 2, 10))]
            services.decide_item(actor=cabinet.clerk, meeting=meeting, item=item, tasks=tasks)
        if number == 2:
            level = Confidentiality.RESTRICTED
            Matter.objects.filter(pk=item.matter_id).update(confidentiality=level, title="Nội dung hạn chế")
        if number < 3:
            cabinet.conclude(meeting, item, f"Kết luận thứ {number}.")
        else:
            text = "Chưa công bố."
            services.conclude_item(actor=cabinet.clerk, meeting=meeting, item=item, text=text)
        services.end_item(actor=cabinet.clerk, meeting=meeting, item=item)
        if number < 3:
            services.start_next_item(actor=cabinet.clerk, meeting=meeting)
    with pytest.raises(Refusal, match="notice_before_closing"):
        record_kind("conclusion_notice").gather(meeting.stream)
    services.close_meeting(actor=cabinet.clerk, meeting=meeting)
    facts = record_kind("conclusion_notice").gather(meeting.stream)
    for secret in ("hạn chế", "Kết luận thứ 2", "Chưa công bố"):
        assert secret not in str(facts)
    assert (facts["apart"], len(facts["items"])) == (1, 1)
    lines = paper("conclusion_notice", meeting.stream)
    title = meeting.items.get(order=1).matter.title
    assert lines[1:-1] == [
        ("Title", "Thông báo / Ý kiến kết luận của Thủ tướng tại phiên họp Chính phủ tháng 01 năm 2026"),
        (
            "Paragraph",
            "Ngày 03 tháng 02 năm 2026, tại Phòng họp A, Thủ tướng đã chủ trì phiên họp Chính phủ tháng 01"
            " năm 2026. Sau khi nghe báo cáo của các cơ quan và ý kiến của các đại biểu dự họp, Thủ tướng đã"
            " kết luận như sau:",
        ),
        ("Heading", f"1. {title}"),
        ("Paragraph", "Kết luận thứ 1."),
        ("Listing", "Bộ Xây dựng: Hoàn thiện hồ sơ (thời hạn: 10/02/2026)."),
        ("Paragraph", "Văn phòng Chính phủ thông báo để các bộ, cơ quan biết, thực hiện./."),
        lines[-2],
    ]
    assert lines[-2][1].endswith("|| Bộ trưởng, Chủ nhiệm")


@at(FEBRUARY)
def test_there_is_no_list_before_a_session_and_no_notice_of_nothing(cabinet: Cabinet) -> None:
    with pytest.raises(Refusal, match="attendance_not_begun"):
        record_kind("attendance_list").gather(cabinet.sent_meeting().stream)
    meeting = cabinet.running_meeting(title=TITLE, starts_at=FEBRUARY, items=1)
    services.end_item(actor=cabinet.clerk, meeting=meeting, item=meeting.items.get(status="running"))
    services.close_meeting(actor=cabinet.clerk, meeting=meeting)
    with pytest.raises(Refusal, match="notice_of_nothing"):
        record_kind("conclusion_notice").gather(meeting.stream)


def test_the_invitation_that_is_kept_names_everybody_and_no_link(cabinet: Cabinet) -> None:
    meeting = cabinet.sent_meeting()
    meeting.link = "https://hop.example/bi-mat"
    meeting.save()
    facts = record_kind("invitation").gather(meeting.stream)
    assert len(facts["addressees"]) == 7
    assert "bi-mat" not in str(facts)
