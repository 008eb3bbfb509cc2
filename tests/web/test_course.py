"""The course of a session on its pages: check-in, the alarm, the trace of the quorum, the chair, minutes."""

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import Meeting
from meetings.papers import gather, tell
from meetings.rules import Presence
from meetings.services import (
    add_urgent_item,
    close_vote,
    defer_item,
    end_item,
    hand_over_chair,
    lift_recusal,
    note_attendance,
    pause_meeting,
    publish_vote,
    recuse_member,
    resume_meeting,
    start_item,
    start_next_item,
    undo_last_act,
)
from people.models import Person
from tests.cast import Cabinet


def page(person: Person, name: str, meeting: Meeting) -> str:
    """A page of a meeting as this person gets it, in English."""
    client = Client(headers={"accept-language": "en"})
    client.force_login(person)
    client.post(reverse("set_language"), {"language": "en", "next": "/"})
    return client.get(reverse(name, args=[meeting.pk])).content.decode()


def test_a_member_checks_in_with_one_press_and_everybody_else_has_no_card(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(absent=[3])
    assert 'name="presence" value="in_room"' in page(cabinet.minister, "room", meeting)
    client = Client()
    client.force_login(cabinet.minister)
    client.post(reverse("check_in", args=[meeting.pk]), {"presence": "remote"})
    assert meeting.attendances.get(seat=cabinet.minister_seat).presence == "remote"
    for person in (cabinet.assistant, cabinet.guest, cabinet.clerk):
        assert "check-in" not in page(person, "room", meeting)


def test_the_loss_of_the_quorum_alarms_console_and_chair_and_nobody_else(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(absent=[5])
    alarm = "Only 3 of 5 members attend; a vote needs 4."
    assert alarm not in page(cabinet.clerk, "console", meeting)
    cabinet.note(meeting, cabinet.minister_seat, Presence.LEFT)
    shown = [alarm in page(who, where, meeting) for who, where in _viewers(cabinet)]
    assert shown == [True, True, False]
    cabinet.note(meeting, cabinet.minister_seat, Presence.REMOTE)
    assert alarm not in page(cabinet.clerk, "console", meeting)


def test_no_vote_is_offered_on_the_console_while_the_quorum_is_lost(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(absent=[5])
    address = reverse("vote_open", args=[meeting.pk, meeting.items.get(status="running").pk])
    offered = f'formaction="{address}" data-key="m"'
    assert offered + " data-confirm" in page(cabinet.clerk, "console", meeting)
    cabinet.note(meeting, cabinet.minister_seat, Presence.LEFT)
    assert offered + ' aria-disabled="true" data-confirm' in page(cabinet.clerk, "console", meeting)


def test_the_hall_sees_that_the_session_is_suspended_and_no_clock_that_runs_on(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    assert "clock27" in page(cabinet.clerk, "screen", meeting)
    pause_meeting(actor=cabinet.chair, meeting=meeting, reason="Nghỉ giải lao")
    screen = page(cabinet.clerk, "screen", meeting)
    assert ("The session is suspended since" in screen, "clock27" in screen) == (True, False)


def _viewers(cabinet: Cabinet) -> list[tuple[Person, str]]:
    return [(cabinet.clerk, "console"), (cabinet.chair, "room"), (cabinet.second_minister, "room")]


def test_an_open_vote_is_not_voided_when_the_quorum_breaks(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(absent=[5])
    ballot = cabinet.open_vote(meeting)
    cabinet.vote(meeting, ballot, 3)
    cabinet.note(meeting, cabinet.minister_seat, Presence.LEFT)
    assert "A vote is open: what was given still counts." in page(cabinet.chair, "room", meeting)
    closed = close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
    assert closed.result is not None
    assert closed.result["questions"][0]["tally"]["for"] == 1


def test_everybody_in_the_room_reads_that_the_session_is_suspended(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    pause_meeting(actor=cabinet.clerk, meeting=meeting, reason="Giải lao")
    for who, where in _viewers(cabinet):
        assert "Giải lao" in page(who, where, meeting)
    assert reverse("meeting_resume", args=[meeting.pk]) in page(cabinet.chair, "room", meeting)


def test_the_trace_tells_each_change_and_who_made_it(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(absent=[5])
    cabinet.note(meeting, cabinet.minister_seat, Presence.LEFT)
    text = page(cabinet.clerk, "quorum", meeting)
    assert "and 3 more members" in text
    assert "Minister of Construction left" in text
    assert text.count('class="tag warn"') == 2  # while they came, and at the end


def test_whoever_is_in_the_chair_gets_the_chair_s_room(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    hand_over_chair(actor=cabinet.chair, meeting=meeting, seat=cabinet.seats[1])
    assert 'class="room chair' in page(cabinet.holders[2], "room", meeting) or "view=chair" in page(
        cabinet.holders[2], "room", meeting
    )
    mine = page(cabinet.chair, "room", meeting)
    assert "view=chair" not in mine
    assert reverse("chair_take_back", args=[meeting.pk]) in mine


@pytest.fixture
def told(cabinet: Cabinet) -> list[str]:
    """The minutes of a session in which much happened."""
    meeting = cabinet.running_meeting(items=3, remote=[3], absent=[5])
    clerk, seat = cabinet.clerk, cabinet.minister_seat
    first, second, third = meeting.items.order_by("order")
    note_attendance(actor=clerk, meeting=meeting, seat=seat, presence="remote", deputy=cabinet.deputy)
    recuse_member(actor=clerk, meeting=meeting, item=first, seat=seat, reason="Có liên quan")
    other = cabinet.seats[3]
    recuse_member(actor=clerk, meeting=meeting, item=first, seat=other, reason="Nhầm")
    lift_recusal(actor=clerk, meeting=meeting, item=first, seat=other)
    pause_meeting(actor=clerk, meeting=meeting, reason="Giải lao")
    resume_meeting(actor=clerk, meeting=meeting)
    ballot = close_vote(actor=clerk, meeting=meeting, ballot=cabinet.open_vote(meeting))
    publish_vote(actor=clerk, meeting=meeting, ballot=ballot)
    start_next_item(actor=clerk, meeting=meeting)
    undo_last_act(actor=clerk, meeting=meeting)
    end_item(actor=clerk, meeting=meeting, item=first)
    hand_over_chair(actor=clerk, meeting=meeting, seat=cabinet.seats[1])
    cabinet.note(meeting, other, Presence.LEFT)
    defer_item(actor=clerk, meeting=meeting, item=third, reason="Thiếu số liệu")
    urgent = add_urgent_item(actor=clerk, meeting=meeting, matter=cabinet.matter("Việc khẩn"), minutes=5)
    start_item(actor=clerk, meeting=meeting, item=urgent)
    assert second.status == "waiting"
    return [sentence.text for sentence in tell(gather(Meeting.objects.get(pk=meeting.pk)))]


def test_the_minutes_tell_the_course(told: list[str]) -> None:
    wanted = [
        "Bộ trưởng Bộ Xây dựng không tham gia nội dung này: Có liên quan.",
        "cuộc họp tạm dừng: Giải lao.",
        "cuộc họp tiếp tục.",
        "1 không tham gia do xung đột lợi ích",
        "Phó Thủ tướng được giao chủ trì phần còn lại của cuộc họp.",
        "sau khi Bộ trưởng Bộ Tài chính rời cuộc họp không còn đủ số thành viên để họp (3/5",
        "Chủ tọa quyết định lùi nội dung này: Thiếu số liệu.",
        "Nội dung đột xuất, được bổ sung vào chương trình lúc",
        "Thứ trưởng Bộ Xây dựng dự thay tại phòng họp, thành viên biểu quyết từ xa",
    ]
    text = "\n".join(told)
    assert [each for each in wanted if each not in text] == []


def test_what_was_lifted_or_undone_is_not_told(told: list[str]) -> None:
    text = "\n".join(told)
    assert "Nhầm" not in text
    assert sum(each.startswith("2. ") for each in told) == 1  # the urgent item, not the one undone
