"""The deadline for papers: who says it, which papers are marked as late, and what an agenda still lacks."""

import re
from datetime import datetime, timedelta

import pytest
from django.test import Client

from core.time import HANOI, at, now
from meetings.models import Meeting
from meetings.selectors import agenda, papers_due
from meetings.services import invite_guest, send_meeting, set_papers_due
from people.procedure import load
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, refused
from tests.web.test_desk_meetings import address, press, signed_in, text

THURSDAY = datetime(2026, 12, 10, 8, tzinfo=HANOI)
# Five working days before, to the end of the day (138/2016 Art. 27.2b).
DUE = datetime(2026, 12, 3, 23, 59, 59, tzinfo=HANOI)


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """A meeting under regulations that know the deadline, with two items."""
    return cabinet.draft_meeting(starts_at=THURSDAY, procedure=load("138-2016"))


@pytest.fixture
def clerk(cabinet: Cabinet) -> Client:
    """The clerk's browser."""
    return signed_in(cabinet.clerk)


def test_the_regulations_say_until_when(meeting: Meeting) -> None:
    due = papers_due(meeting)
    assert due is not None
    assert (due.at, due.by_desk, "138/2016" in due.source) == (DUE, False, True)


def test_the_desk_asks_sooner_and_takes_it_back(cabinet: Cabinet, meeting: Meeting) -> None:
    sooner = DUE - timedelta(days=1)
    for _again in range(2):
        meeting = set_papers_due(actor=cabinet.clerk, meeting=meeting, at=sooner)
    due = papers_due(meeting)
    assert due is not None
    assert (due.at, due.by_desk) == (sooner, True)
    assert kinds(meeting.stream).count("meeting.papers_due_set") == 1
    meeting = set_papers_due(actor=cabinet.clerk, meeting=meeting, at=None)
    assert newest(meeting.stream).kind == "meeting.papers_due_lifted"
    with refused("papers_due_after_start", starts_at=meeting.starts_at):
        set_papers_due(actor=cabinet.clerk, meeting=meeting, at=THURSDAY)


def test_a_late_paper_is_marked_for_everybody_with_by_how_much_and_by_which_rule(
    cabinet: Cabinet, meeting: Meeting, clerk: Client
) -> None:
    first, second = agenda(meeting)
    with at(DUE - timedelta(days=1)):
        early = cabinet.paper(first.matter, "Đúng hạn")
    with at(DUE + timedelta(days=1, hours=4)):
        cabinet.paper(second.matter, "Muộn")
        cabinet.paper(first.matter, "Bản mới", replaces=early.document)
    send_meeting(actor=cabinet.clerk, meeting=meeting)
    for person in (cabinet.minister, cabinet.clerk, cabinet.auditor):
        page = text(signed_in(person).get(meeting.get_absolute_url()).content.decode())
        assert "Gửi muộn 1 ngày 4 giờ" in page
        assert "Thay thế sau hạn 1 ngày 4 giờ" in page
        assert "Điểm b khoản 2 Điều 27 Nghị định 138/2016/NĐ-CP" in page
        assert "2 tài liệu gửi sau hạn" in page
    page = text(signed_in(cabinet.minister).get(address("room", meeting)).content.decode())
    assert "Gửi muộn 1 ngày 4 giờ" in page
    page = text(signed_in(cabinet.other_guest).get(meeting.get_absolute_url()).content.decode())
    assert "1 tài liệu gửi sau hạn" in page
    assert "Thay thế sau hạn" not in page


def test_where_no_rule_is_known_no_paper_is_late_until_the_desk_sets_a_deadline(
    cabinet: Cabinet, clerk: Client
) -> None:
    meeting = cabinet.draft_meeting(starts_at=now() + timedelta(days=20), procedure=load("191-2026"))
    cabinet.paper(agenda(meeting)[0].matter)
    page = text(clerk.get(meeting.get_absolute_url()).content.decode())
    assert "Chưa xác định được hạn theo quy chế" in page
    assert "gửi sau hạn" not in page.replace("Có tài liệu gửi sau hạn", "")
    yesterday = (now() - timedelta(days=1)).astimezone(HANOI)
    page = press(clerk, "papers_due_set", meeting, due_day=yesterday.date().isoformat(), due_time="17:00")
    assert "Văn phòng Chính phủ đặt cho phiên họp này" in text(page)
    assert "1 tài liệu gửi sau hạn" in text(page)
    assert "Đã quá hạn gửi tài liệu cho thành viên" in text(page)


def test_a_deadline_later_than_the_regulations_is_said_at_its_field(meeting: Meeting, clerk: Client) -> None:
    answer = clerk.post(address("papers_due_set", meeting), {"due_day": "2026-12-09", "due_time": "17:00"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Văn phòng chỉ có thể đặt hạn sớm hơn" in text(page)
    assert 'value="2026-12-09"' in page


def test_what_stands_in_the_way_leads_to_the_place_where_it_is_mended(
    cabinet: Cabinet, clerk: Client
) -> None:
    meeting = cabinet.draft_meeting(items=0, starts_at=THURSDAY)
    page = clerk.get(meeting.get_absolute_url()).content.decode()
    assert "Phải xử lý trước khi gửi chương trình: Chương trình chưa có nội dung." in text(page)
    assert re.search(r'formaction="[^"]*/send/"[^>]* disabled', page)

    item = cabinet.item(meeting, minutes=700)
    invite_guest(actor=cabinet.clerk, meeting=meeting, person=cabinet.guest, item=item)
    page = clerk.get(meeting.get_absolute_url()).content.decode()
    assert "quá 100 phút" in text(page)
    assert f'href="#papers-{item.pk}"' in page
    assert f'id="papers-{item.pk}"' in page

    typed = {"minutes": 30, "presenter": "", "asks": "vote", "was": ""}
    press(clerk, "agenda_save", meeting, **{f"{item.pk}-{name}": value for name, value in typed.items()})
    cabinet.paper(item.matter)
    page = clerk.get(meeting.get_absolute_url()).content.decode()
    assert "Phải xử lý" not in text(page)
    assert f'href="#{item.pk}-presenter"' in page
    assert f'id="{item.pk}-presenter"' in page
    assert "Hồ sơ chưa có dự thảo văn bản để biểu quyết. Nội dung 1" in text(page)  # 39/2022 Art. 13
    assert not re.search(r'formaction="[^"]*/send/"[^>]* disabled', page)
