"""The page on which an agenda is built: one save for all lines, moves without a script, sections."""

import re

import pytest
from django.test import Client

from meetings.models import AgendaItem, Meeting
from meetings.selectors import agenda
from meetings.services import Change, add_section, change_items, move_item, plan_of, remove_item
from tests.cast import Cabinet
from tests.web.test_desk_meetings import address, press, signed_in, text


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """A meeting in preparation with three items of 15 minutes."""
    return cabinet.draft_meeting(items=3)


@pytest.fixture
def clerk(cabinet: Cabinet) -> Client:
    """The clerk's browser."""
    return signed_in(cabinet.clerk)


def line(item: AgendaItem, **typed: object) -> dict[str, object]:
    """What a browser sends of an item's line, with what was typed over."""
    shown = {
        "minutes": item.minutes,
        "presenter": item.presenter_id or "",
        "asks": item.asks,
        "was": str(plan_of(item)),
    }
    return {f"{item.pk}-{name}": value for name, value in {**shown, **typed}.items()}


def test_all_lines_are_saved_at_once(cabinet: Cabinet, meeting: Meeting, clerk: Client) -> None:
    section = add_section(actor=cabinet.clerk, meeting=meeting, title="Báo cáo")
    one, two, three = agenda(meeting)
    typed = (
        line(one, minutes=40) | line(two) | line(three, presenter=cabinet.chair_seat.pk, asks="discussion")
    )
    page = press(clerk, "agenda_save", meeting, **typed, **{f"{section.pk}-title": "Nội dung khác"})
    found = [(item.minutes, item.presenter, item.asks) for item in agenda(meeting)]
    seat = cabinet.minister_seat
    assert found == [(40, seat, "vote"), (15, seat, "vote"), (15, cabinet.chair_seat, "discussion")]
    assert 'value="Nội dung khác"' in page
    assert f'data-kept-clear="agenda:{meeting.pk}"' in page
    assert "= 70 /600 phút" in text(page)


def test_a_line_that_is_wrong_comes_back_with_everything_that_was_typed(
    meeting: Meeting, clerk: Client
) -> None:
    one, two, _three = agenda(meeting)
    typed = line(one, minutes=25) | line(two, minutes="hai mươi")
    answer = clerk.post(address("agenda_save", meeting), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="25"' in page
    assert re.search(r'value="hai mươi"[^>]* aria-invalid="true"', page)
    assert [item.minutes for item in agenda(meeting)] == [15, 15, 15]


def test_what_a_colleague_saved_meanwhile_is_shown_beside_what_was_typed_and_then_may_be_replaced(
    cabinet: Cabinet, meeting: Meeting, clerk: Client
) -> None:
    one, two, _three = agenda(meeting)
    typed = line(one, minutes=25) | line(two, minutes=35)
    theirs = Change(two.pk, 20, two.presenter, two.asks, plan_of(two))
    change_items(actor=cabinet.second_clerk, meeting=meeting, changes=[theirs])
    answer = clerk.post(address("agenda_save", meeting), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "nội dung 2 vừa được người khác sửa" in text(page)
    assert "Hiện tại: 20 phút" in text(page)
    assert 'value="35"' in page
    assert [item.minutes for item in agenda(meeting)] == [15, 20, 15]

    again = dict(re.findall(r'name="(\S+-was)" value="([^"]*)"', page))
    press(clerk, "agenda_save", meeting, **(typed | again))
    assert [item.minutes for item in agenda(meeting)] == [25, 35, 15]


def test_what_was_typed_on_an_item_that_is_gone_is_said(
    cabinet: Cabinet, meeting: Meeting, clerk: Client
) -> None:
    one, two, _three = agenda(meeting)
    typed = line(one, minutes=25) | line(two, minutes=35)
    remove_item(actor=cabinet.second_clerk, meeting=meeting, item=two)
    page = press(clerk, "agenda_save", meeting, **typed)
    assert "vừa sửa đã được rút khỏi chương trình" in text(page)
    assert [item.minutes for item in agenda(meeting)] == [25, 15]


def test_a_draft_longer_than_its_time_is_saved_with_a_warning_and_a_sent_one_is_not(
    cabinet: Cabinet, meeting: Meeting, clerk: Client
) -> None:
    page = press(clerk, "agenda_save", meeting, **line(agenda(meeting)[0], minutes=601))
    assert "quá thời gian dự kiến 31 phút" in text(page)
    assert re.search(r"data-over-plan>", page)
    press(clerk, "agenda_save", meeting, **line(agenda(meeting)[0], minutes=30))
    press(clerk, "meeting_send", meeting)
    answer = clerk.post(address("agenda_save", meeting), line(agenda(meeting)[0], minutes=601))
    assert answer.status_code == 422
    assert "631 phút" in text(answer.content.decode())
    assert 'value="601"' in answer.content.decode()


def test_arrows_keep_the_focus_where_it_was(meeting: Meeting, clerk: Client) -> None:
    moved = agenda(meeting)[2]
    for way, left in (("up", "up"), ("up", "down"), ("down", "down"), ("down", "up")):
        page = clerk.get(meeting.get_absolute_url()).content.decode()
        seen = re.search(r'name="seen" form="acts" value="(\d+)"', page)
        button = re.search(rf'<button id="{way}-{moved.pk}"[^>]* value="([^"]+)"', page)
        assert seen
        assert button
        sent = {"after": button[1], "seen": seen[1]}
        answer = clerk.post(f"{address('item_move', meeting, moved.pk)}?way={way}", sent)
        assert answer["Location"].endswith(f"?moved={moved.pk}#{left}-{moved.pk}"), way
        page = clerk.get(answer["Location"]).content.decode()
        assert not re.search(rf'<button id="{left}-{moved.pk}"[^>]* disabled', page)
        assert "Nay là nội dung" in text(page)


def test_a_move_in_an_old_order_shows_the_new_one_and_says_why(
    cabinet: Cabinet, meeting: Meeting, clerk: Client
) -> None:
    one, two, three = agenda(meeting)
    meeting.refresh_from_db()
    seen = meeting.agenda_version
    move_item(actor=cabinet.second_clerk, meeting=meeting, item=three, after="top", seen=seen)
    back = meeting.get_absolute_url()
    page = press(clerk, "item_move", meeting, one.pk, after=two.key, seen=seen, back=back)
    assert "thứ tự chương trình vừa được người khác thay đổi" in text(page)
    assert [item.pk for item in agenda(meeting)] == [three.pk, one.pk, two.pk]


@pytest.mark.parametrize("sent", [{}, {"after": "top"}, {"after": "item:x", "seen": 3}, {"seen": "drei"}])
def test_a_move_that_names_no_place_moves_nothing(
    meeting: Meeting, clerk: Client, sent: dict[str, object]
) -> None:
    before = [item.pk for item in agenda(meeting)]
    press(clerk, "item_move", meeting, before[0], **sent)
    assert [item.pk for item in agenda(meeting)] == before


def test_sections_are_shown_to_members_and_in_the_room_but_not_to_a_guest_of_one_item(
    cabinet: Cabinet, clerk: Client
) -> None:
    meeting = cabinet.draft_meeting(items=2)
    press(clerk, "section_add", meeting, title="Dự thảo văn bản quy phạm pháp luật")
    section = meeting.sections.get()
    meeting.refresh_from_db()
    first = agenda(meeting)[0]
    press(clerk, "item_move", meeting, first.pk, after=section.key, seen=meeting.agenda_version)
    press(clerk, "meeting_send", meeting)
    for name in ("meeting", "room"):
        page = signed_in(cabinet.minister).get(address(name, meeting)).content.decode()
        assert "Dự thảo văn bản quy phạm pháp luật" in text(page)
        page = signed_in(cabinet.guest).get(address(name, meeting)).content.decode()
        assert first.matter.title in text(page)
        assert "Dự thảo văn bản quy phạm pháp luật" not in page
