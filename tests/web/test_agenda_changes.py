"""A sent agenda that changes: everybody is shown what changed, and nobody more than he may see."""

from datetime import timedelta

import pytest

from meetings.models import AgendaLook, Meeting
from meetings.selectors import agenda
from meetings.services import Change, change_items, move_item, remove_item
from people.models import Person
from tests.cast import Cabinet
from tests.services.saying import kinds
from tests.web.test_desk_meetings import address, press, signed_in, text


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """A sent meeting of three items; the guests are invited to the first and the second."""
    return cabinet.sent_meeting(items=3)


def page_of(person: Person, meeting: Meeting) -> str:
    return text(signed_in(person).get(meeting.get_absolute_url()).content.decode())


def mark_seen(person: Person, meeting: Meeting) -> str:
    client = signed_in(person)
    page = client.get(meeting.get_absolute_url()).content.decode()
    digest = page.split('name="digest" value="')[1].split('"')[0]
    return text(press(client, "agenda_seen", meeting, digest=digest))


def shake(cabinet: Cabinet, meeting: Meeting) -> None:
    """The first item is lengthened, the third moves before it, a paper and an item come, the second goes."""
    one, two, three = agenda(meeting)
    longer = Change(one.pk, 25, one.presenter, one.asks)
    change_items(actor=cabinet.clerk, meeting=meeting, changes=[longer])
    meeting.refresh_from_db()
    seen = meeting.agenda_version
    move_item(actor=cabinet.clerk, meeting=meeting, item=three, after="top", seen=seen)
    cabinet.paper(one.matter, "Tài liệu bổ sung")
    cabinet.item(meeting, title="Nội dung bổ sung")
    remove_item(actor=cabinet.clerk, meeting=meeting, item=two)


def test_an_agenda_that_has_not_changed_says_nothing(cabinet: Cabinet, meeting: Meeting) -> None:
    for person in (cabinet.minister, cabinet.clerk, cabinet.guest):
        assert "đã thay đổi" not in page_of(person, meeting)


def test_members_staff_and_desk_are_shown_what_changed_since_it_was_sent(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    two = agenda(meeting)[1]
    shake(cabinet, meeting)
    for person in (cabinet.minister, cabinet.assistant, cabinet.clerk, cabinet.auditor):
        page = page_of(person, meeting)
        assert "Chương trình đã thay đổi từ khi gửi" in page
        assert "Nội dung mới: 3. Nội dung bổ sung" in page
        assert f"Đã rút khỏi chương trình: {two.matter.title}" in page
        assert "Đổi thứ tự: 3 → 1" in page
        assert "Đổi thời lượng: nội dung 2 (15 → 25)" in page
        assert "Tài liệu mới: nội dung 2 (1)" in page
        assert "Đã đổi thứ tự, trước là nội dung 3" in page


def test_a_guest_of_one_item_is_told_of_this_item_alone(cabinet: Cabinet, meeting: Meeting) -> None:
    one, two, three = agenda(meeting)
    shake(cabinet, meeting)
    page = page_of(cabinet.guest, meeting)
    assert "Chương trình đã thay đổi từ khi gửi" in page
    assert "Trước là 15 phút" in page
    assert f"Tài liệu mới: {one.matter.title} (1)" in page
    for hidden in (two.matter.title, three.matter.title, "Nội dung bổ sung", "Đã rút", "Đổi thứ tự"):
        assert hidden not in page


def test_what_was_marked_as_seen_is_not_shown_again_and_what_comes_after_it_is(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    shake(cabinet, meeting)
    before = kinds(meeting.stream)
    assert "đã thay đổi" not in mark_seen(cabinet.minister, meeting)
    assert "Chương trình đã thay đổi từ khi gửi" in page_of(cabinet.second_minister, meeting)
    assert kinds(meeting.stream) == before  # what somebody has read is in no journal
    cabinet.paper(agenda(meeting)[0].matter)
    page = page_of(cabinet.minister, meeting)
    assert "đã thay đổi từ lần đồng chí đánh dấu đã xem" in page
    assert "Tài liệu mới: nội dung 1 (1)" in page
    assert "Nội dung mới" not in page
    mark_seen(cabinet.minister, meeting)
    assert AgendaLook.objects.count() == 1


def test_what_changed_after_the_page_was_drawn_is_not_marked_as_seen(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    shake(cabinet, meeting)
    client = signed_in(cabinet.minister)
    page = client.get(meeting.get_absolute_url()).content.decode()
    digest = page.split('name="digest" value="')[1].split('"')[0]
    cabinet.item(meeting, title="Vừa thêm")
    page = text(press(client, "agenda_seen", meeting, digest=digest))
    assert "Chương trình vừa thay đổi thêm" in page
    assert "Vừa thêm" in page
    assert not AgendaLook.objects.exists()


def test_a_change_that_was_taken_back_is_none(cabinet: Cabinet, meeting: Meeting) -> None:
    item = agenda(meeting)[0]
    for minutes in (40, 15):
        wanted = Change(item.pk, minutes, item.presenter, item.asks)
        change_items(actor=cabinet.clerk, meeting=meeting, changes=[wanted])
    assert "đã thay đổi" not in page_of(cabinet.minister, meeting)


def test_another_beginning_of_the_session_is_told_once_and_not_for_every_item(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=meeting.starts_at + timedelta(hours=1))
    page = page_of(cabinet.minister, meeting)
    assert "Phiên họp bắt đầu" in page
    assert "đổi giờ" not in page.lower()


def test_only_who_sees_the_meeting_marks_it(cabinet: Cabinet, meeting: Meeting) -> None:
    answer = signed_in(cabinet.outsider).post(address("agenda_seen", meeting), {"digest": "x"})
    assert answer.status_code == 404
