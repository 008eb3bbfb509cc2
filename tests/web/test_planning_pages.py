"""The form of a new meeting begins with its template, tells of conflicts, and keeps rooms and links."""

import re
from datetime import date, datetime, time

import pytest
from django.test import Client
from django.urls import reverse

from core.time import HANOI, at, local
from core.working_time import on_day
from meetings import services
from meetings.models import Meeting, Room
from meetings.services import add_room
from tests.cast import Cabinet
from tests.web.test_desk_meetings import plan, press, signed_in, text


@pytest.fixture
def clerk(cabinet: Cabinet) -> Client:
    return signed_in(cabinet.clerk)


@pytest.fixture
def room(cabinet: Cabinet) -> Room:
    return add_room(actor=cabinet.clerk, name="Phòng họp A", capacity=60)


def post(client: Client, **typed: object) -> tuple[int, str]:
    answer = client.post(reverse("meeting_new"), typed)
    return answer.status_code, text(answer.content.decode())


def test_each_kind_fills_the_form_with_its_template(clerk: Client) -> None:
    def shown(kind: str) -> str:
        return clerk.get(reverse("meeting_new"), {"kind": kind}).content.decode()

    standing = shown("standing")
    assert "Họp Thường trực Chính phủ</textarea>" in standing
    assert 'name="kind" value="standing"' in standing
    seats = re.findall(r'name="seats"[^>]*', standing)
    assert ["checked" in seat for seat in seats] == [True, True, False, False, False]
    regular = shown("regular")
    assert "Phiên họp Chính phủ thường kỳ tháng" in regular
    assert 'name="seats"' not in regular
    assert regular.count('name="standing_items"') == 3
    assert shown("no-such-kind").count('name="kind" value="regular"') == 1


def test_a_meeting_of_chosen_seats_in_a_room_and_online(cabinet: Cabinet, clerk: Client, room: Room) -> None:
    link = "https://hop.chinhphu.vn/phong-1"
    typed = plan(cabinet, kind="leaders", place="", room=room.pk, form="hybrid", link=link)
    seats = [str(cabinet.chair_seat.pk), str(cabinet.minister_seat.pk)]
    assert post(clerk, **typed, seats=seats)[0] == 303
    meeting = Meeting.objects.get()
    assert (meeting.place, meeting.room, meeting.form, meeting.link) == ("Phòng họp A", room, "hybrid", link)
    assert set(meeting.invited_seats.all()) == {cabinet.chair_seat, cabinet.minister_seat}
    page = clerk.get(meeting.get_absolute_url()).content.decode()
    assert f'href="{link}" target="_blank" rel="noopener noreferrer"' in page
    edited = clerk.get(reverse("meeting_edit", args=[meeting.pk])).content.decode()
    assert f'value="{link}"' in edited
    assert len(re.findall(r'name="seats"[^>]* checked', edited)) == 2


def test_an_online_meeting_needs_no_place_and_others_do(cabinet: Cabinet, clerk: Client) -> None:
    online = plan(cabinet, place="", form="online", link="https://hop.chinhphu.vn/1")
    assert post(clerk, **online)[0] == 303
    assert Meeting.objects.get().place == "Trực tuyến"
    status, page = post(clerk, **plan(cabinet, place="", day="2026-12-09"))
    assert (status, "Trường này là bắt buộc" in page) == (422, True)
    status, page = post(clerk, **plan(cabinet, form="online", link="http://x.vn", day="2026-12-09"))
    assert (status, "https://" in page) == (422, True)
    assert Meeting.objects.count() == 1


def test_a_conflict_is_told_before_saving_and_saved_all_the_same(cabinet: Cabinet, clerk: Client) -> None:
    assert post(clerk, **plan(cabinet, title="Phiên họp thứ nhất"))[0] == 303
    typed = plan(cabinet, title="Phiên họp thứ hai", time="11:59")
    answer = clerk.post(reverse("meeting_new"), typed)
    page = text(answer.content.decode())
    assert answer.status_code == 422
    assert "Phiên họp thứ nhất" in page
    assert "Trùng phòng" in page
    assert "Trùng người" in page
    assert "Thủ tướng; Phó Thủ tướng; Bộ trưởng Bộ Xây dựng" in page
    assert Meeting.objects.count() == 1
    told = answer.content.decode().split('name="despite" value="')[1].split('"')[0]
    assert post(clerk, **typed, despite=told)[0] == 303
    # What was accepted for one conflict does not hide another one.
    assert post(clerk, **(typed | {"title": "Phiên họp thứ ba", "despite": told}))[0] == 422
    assert post(clerk, **plan(cabinet, title="Buổi chiều", time="16:00"))[0] == 303


def test_a_meeting_that_moves_is_in_no_conflict_with_itself(cabinet: Cabinet, clerk: Client) -> None:
    post(clerk, **plan(cabinet))
    meeting = Meeting.objects.get()
    answer = clerk.post(reverse("meeting_edit", args=[meeting.pk]), plan(cabinet, time="09:00"))
    assert answer.status_code == 303
    meeting.refresh_from_db()
    assert local(meeting.starts_at).hour == 9


def test_the_same_place_in_words_is_the_same_room_and_other_people_are_no_conflict(
    cabinet: Cabinet, clerk: Client
) -> None:
    few = {"kind": "leaders", "seats": [str(cabinet.chair_seat.pk)]}
    others = {
        "kind": "leaders",
        "seats": [str(cabinet.seats[1].pk)],
        "chair": str(cabinet.seats[1].pk),
    }
    assert post(clerk, **plan(cabinet, **few))[0] == 303
    assert post(clerk, **plan(cabinet, **others, place="Phòng họp B"))[0] == 303
    status, page = post(clerk, **plan(cabinet, **others, place=" phòng  họp A", time="09:00"))
    assert (status, "Trùng phòng" in page) == (422, True)


def test_rooms_are_kept_on_a_page_of_their_own(cabinet: Cabinet, clerk: Client) -> None:
    assert clerk.get(reverse("room_list")).status_code == 200
    assert clerk.post(reverse("room_list"), {"name": "Phòng họp B", "capacity": 30}).status_code == 303
    answer = clerk.post(reverse("room_list"), {"name": " Phòng họp  B", "capacity": 30})
    assert answer.status_code == 422
    room = Room.objects.get()
    typed = {"name": "Phòng họp C", "capacity": 40}
    assert clerk.post(reverse("room_change", args=[room.pk]), typed).status_code == 303
    room.refresh_from_db()
    assert (room.name, room.capacity, room.in_use) == ("Phòng họp C", 40, False)
    assert "Phòng họp C" not in clerk.get(reverse("meeting_new")).content.decode()


def test_following_sessions_are_made_with_one_press_and_said(cabinet: Cabinet, clerk: Client) -> None:
    post(clerk, **plan(cabinet))
    meeting = Meeting.objects.get()
    assert "Đã tạo dự thảo 2 phiên họp" in press_page(clerk, meeting, 2)
    assert "01/2027" in press_page(clerk, meeting, 2)
    assert Meeting.objects.count() == 3


def press_page(clerk: Client, meeting: Meeting, months: int) -> str:
    return text(press(clerk, "sessions_follow", meeting, months=months))


def test_a_room_too_small_for_those_invited_is_told_before_saving(cabinet: Cabinet, clerk: Client) -> None:
    room = Room.objects.create(name="Phòng họp nhỏ", capacity=4)
    status, page = post(clerk, **plan(cabinet, room=room.pk))
    assert status == 422
    assert "Phòng họp nhỏ có 4 chỗ; số người được mời là 5." in page
    assert not Meeting.objects.exists()
    room.capacity = 5
    room.save()
    assert post(clerk, **plan(cabinet, room=room.pk))[0] == 303


def test_what_was_dragged_says_what_it_changes_and_changes_nothing_before_it_is_saved(
    cabinet: Cabinet, clerk: Client
) -> None:
    other = cabinet.sent_meeting(starts_at=on_day(date(2026, 12, 9), time(14)))
    meeting = cabinet.sent_meeting(starts_at=on_day(date(2026, 12, 8), time(8)))
    address = reverse("meeting_edit", args=[meeting.pk])
    answer = clerk.get(address, {"day": "2026-12-09", "time": "14:30"})
    page = text(answer.content.decode())
    moved = "Từ thứ Ba, 08/12/2026, 08:00 chuyển sang thứ Tư, 09/12/2026, 14:30."
    assert f"{moved} Chưa lưu thay đổi nào." in page
    assert "thay đổi lần 1" in page
    assert other.title in page
    assert "Trùng người" in page
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.invitation.sequence) == (on_day(date(2026, 12, 8), time(8)), 0)
    raw = answer.content.decode()
    told = raw.split('name="despite" value="')[1].split('"')[0]
    typed = {
        "kind": "regular", "title": meeting.title, "day": "2026-12-09", "time": "14:30",
        "minutes_planned": "600", "form": "in_person", "place": meeting.place, "despite": told,
        "back": reverse("meeting_calendar"),
    }  # fmt: skip
    assert clerk.post(address, typed)["Location"] == reverse("meeting_calendar")
    meeting.refresh_from_db()
    assert (meeting.starts_at, meeting.invitation.sequence) == (on_day(date(2026, 12, 9), time(14, 30)), 1)


@pytest.mark.parametrize(
    "asked", [{}, {"day": "x"}, {"day": "2026-12-08"}, {"day": "9999-01-01", "time": "9"}]
)
def test_an_address_that_asks_for_no_move_shows_the_plan_as_it_stands(
    cabinet: Cabinet, clerk: Client, asked: dict[str, str]
) -> None:
    meeting = cabinet.draft_meeting(starts_at=on_day(date(2026, 12, 8), time(8)))
    page = clerk.get(reverse("meeting_edit", args=[meeting.pk]), asked).content.decode()
    assert "Chưa lưu thay đổi nào" not in page
    assert 'value="2026-12-08"' in page


def test_the_form_proposes_the_regular_session_that_is_not_planned_yet_and_says_which_are(
    cabinet: Cabinet, clerk: Client
) -> None:
    with at(datetime(2026, 11, 26, 9, 0, tzinfo=HANOI)):
        assert 'value="2026-12-01"' in clerk.get(reverse("meeting_new")).content.decode()
        # The session of November is planned, on another day than the one on which it is due.
        clerk.post(reverse("meeting_new"), plan(cabinet, day="2026-12-02"))
        shown = clerk.get(reverse("meeting_new")).content.decode()
        assert 'value="2027-01-04"' in shown
        assert "đã có lịch: 02/12/2026" in text(shown)

        services.cancel_meeting(actor=cabinet.clerk, meeting=Meeting.objects.get(), reason="Hoãn")
        assert 'value="2026-12-01"' in clerk.get(reverse("meeting_new")).content.decode()


def test_standing_items_are_named_for_the_month_of_the_day_that_was_typed(
    cabinet: Cabinet, clerk: Client
) -> None:
    status, shown = post(clerk, **plan(cabinet, day="2026-12-09", title=""))
    assert status == 422
    assert "Báo cáo tình hình kinh tế - xã hội tháng 12 năm 2026" in shown
    assert "tháng 11 năm 2026" not in shown
