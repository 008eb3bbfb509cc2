"""Running a meeting: start, items one after the other, the conclusion, the end."""

from datetime import timedelta

from core.time import today
from meetings.models import Meeting
from meetings.rules import Presence
from meetings.scene import Reading, read
from meetings.services import (
    close_meeting,
    close_vote,
    conclude_item,
    end_item,
    note_attendance_of_all,
    start_item,
    start_meeting,
    start_next_item,
)
from people.models import Seat
from tests.cast import SINCE, Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused


def test_it_starts_with_a_quorum_and_says_so(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    cabinet.note(sent_meeting, cabinet.seats[4], Presence.REMOTE)
    note_attendance_of_all(actor=cabinet.clerk, meeting=sent_meeting)
    meeting = start_meeting(actor=cabinet.clerk, meeting=sent_meeting)
    entry = newest(meeting.stream)
    assert (meeting.status, entry.kind) == ("running", "meeting.started")
    assert entry.facts["chair"] == "Thủ tướng"
    assert entry.facts["procedure"] == meeting.procedure.title_vi
    quorum = {name: entry.facts["quorum"][name] for name in ("attending", "seats", "needed", "remote")}
    assert quorum == {"attending": 5, "seats": 5, "needed": 4, "remote": 1}


def test_without_a_quorum_it_does_not_start(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    for seat in cabinet.seats[:3]:
        cabinet.note(sent_meeting, seat, Presence.IN_ROOM)
    with refused("no_quorum", attending=3, seats=5, needed=4, missing=1):
        start_meeting(actor=cabinet.clerk, meeting=sent_meeting)


def test_one_that_was_not_sent_does_not_start(cabinet: Cabinet, draft_meeting: Meeting) -> None:
    with refused("meeting_not_sent"):
        start_meeting(actor=cabinet.clerk, meeting=draft_meeting)


def test_a_seat_made_after_sending_counts_and_can_be_noted(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    seat = new_seat(cabinet, order=6)
    for each in cabinet.seats[:4]:
        cabinet.note(sent_meeting, each, Presence.IN_ROOM)
    meeting = start_meeting(actor=cabinet.clerk, meeting=sent_meeting)
    quorum = newest(meeting.stream).facts["quorum"]
    assert (quorum["seats"], quorum["attending"], quorum["expected"]) == (6, 4, 2)
    assert meeting.attendances.get(seat=seat).presence == "expected"


def test_a_seat_made_after_sending_is_noted_before_the_start(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    seat = new_seat(cabinet, order=6)
    cabinet.note(sent_meeting, seat, Presence.REMOTE)
    assert note_attendance_of_all(actor=cabinet.clerk, meeting=sent_meeting) == 5
    assert newest(sent_meeting.stream).facts["quorum"] == "6/6"


def test_all_are_noted_with_a_seat_made_after_sending(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    new_seat(cabinet, order=6)
    assert note_attendance_of_all(actor=cabinet.clerk, meeting=sent_meeting) == 6


def test_a_seat_that_ended_after_sending_is_left_out(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    cabinet.note(sent_meeting, cabinet.seats[4], Presence.ABSENT)
    ended = today() - timedelta(days=1)
    Seat.objects.filter(pk=cabinet.seats[4].pk).update(valid_to=ended)
    successor = new_seat(cabinet, order=5)
    note_attendance_of_all(actor=cabinet.clerk, meeting=sent_meeting)
    meeting = start_meeting(actor=cabinet.clerk, meeting=sent_meeting)
    quorum = newest(meeting.stream).facts["quorum"]
    assert (quorum["seats"], quorum["attending"], quorum["absent"]) == (5, 5, 0)
    assert [seat.office for seat in read(Reading(meeting)).seats][4] == successor.office
    assert read(Reading(meeting)).quorum.seats == 5
    assert meeting.attendances.count() == 6


def test_it_starts_once(cabinet: Cabinet, running_meeting: Meeting) -> None:
    with refused("meeting_already_running"):
        start_meeting(actor=cabinet.clerk, meeting=running_meeting)


def test_the_next_item_ends_the_running_one(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item = start_next_item(actor=cabinet.chair, meeting=running_meeting)
    assert item is not None
    assert [each.status for each in running_meeting.items.order_by("order")] == ["done", "running"]
    assert kinds(running_meeting.stream)[-2:] == ["item.ended", "item.started"]
    assert newest(running_meeting.stream).facts == {
        "item": str(item.pk),
        "order": 2,
        "title": item.matter.title,
        "presenter": "Bộ trưởng Bộ Xây dựng",
        "after": str(running_meeting.items.get(order=1).pk),
    }
    assert start_next_item(actor=cabinet.clerk, meeting=running_meeting) is None


def test_two_consoles_that_press_for_the_next_item_at_once_skip_none(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    seen = str(running_meeting.items.get(status="running").pk)
    called = start_next_item(actor=cabinet.clerk, meeting=running_meeting, after=seen)
    assert called is not None
    again = start_next_item(actor=cabinet.chair, meeting=running_meeting, after=seen)
    first_press = start_next_item(actor=cabinet.chair, meeting=running_meeting, after="")
    assert (again, first_press) == (called, called)
    assert kinds(running_meeting.stream).count("item.started") == 2


def test_an_item_is_called_out_of_order_once_no_other_runs(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(items=3)
    third = meeting.items.get(order=3)
    with refused("item_running", number=1):
        start_item(actor=cabinet.clerk, meeting=meeting, item=third)
    end_item(actor=cabinet.clerk, meeting=meeting, item=meeting.items.get(order=1))
    assert start_item(actor=cabinet.clerk, meeting=meeting, item=third).status == "running"
    with refused("item_not_running"):
        end_item(actor=cabinet.clerk, meeting=meeting, item=meeting.items.get(order=1))


def test_an_open_vote_holds_everything(cabinet: Cabinet, running_meeting: Meeting) -> None:
    ballot = cabinet.open_vote(running_meeting)
    first, second = running_meeting.items.order_by("order")
    before = kinds(running_meeting.stream)
    with refused("vote_running"):
        start_next_item(actor=cabinet.clerk, meeting=running_meeting)
    with refused("vote_running"):
        start_item(actor=cabinet.clerk, meeting=running_meeting, item=second)
    with refused("vote_running"):
        end_item(actor=cabinet.clerk, meeting=running_meeting, item=first)
    with refused("vote_running"):
        close_meeting(actor=cabinet.clerk, meeting=running_meeting)
    assert kinds(running_meeting.stream) == before
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=ballot)
    assert start_next_item(actor=cabinet.clerk, meeting=running_meeting) == second


def test_the_last_conclusion_counts(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item = running_meeting.items.get(order=1)
    for text in ("Thông qua.", "Thông qua  về nguyên tắc.\r\n\r\nGiao Bộ Xây dựng hoàn thiện.\n"):
        item = conclude_item(actor=cabinet.clerk, meeting=running_meeting, item=item, text=text)
    assert item.conclusion == "Thông qua về nguyên tắc.\nGiao Bộ Xây dựng hoàn thiện."
    assert newest(running_meeting.stream).facts == {
        "item": str(item.pk),
        "text": item.conclusion,
        "released": False,
    }
    with refused("item_not_running"):
        waiting = running_meeting.items.get(order=2)
        conclude_item(actor=cabinet.clerk, meeting=running_meeting, item=waiting, text="x")


def test_closing_ends_the_running_item_and_counts_those_not_taken(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    meeting = close_meeting(actor=cabinet.clerk, meeting=running_meeting)
    assert meeting.status == "closed"
    assert kinds(meeting.stream)[-2:] == ["item.ended", "meeting.closed"]
    assert newest(meeting.stream).facts == {"not_taken": 1}
    close_meeting(actor=cabinet.clerk, meeting=meeting)
    assert kinds(meeting.stream).count("meeting.closed") == 1


def test_nothing_goes_on_after_closing(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item = running_meeting.items.get(order=2)
    meeting = close_meeting(actor=cabinet.clerk, meeting=running_meeting)
    with refused("meeting_closed"):
        start_next_item(actor=cabinet.clerk, meeting=meeting)
    with refused("meeting_closed"):
        conclude_item(actor=cabinet.clerk, meeting=meeting, item=item, text="x")
    with refused("meeting_closed"):
        start_meeting(actor=cabinet.clerk, meeting=meeting)


def test_members_staff_and_auditor_do_not_run_it(cabinet: Cabinet, running_meeting: Meeting) -> None:
    for person in (cabinet.minister, cabinet.deputy, cabinet.guest, cabinet.auditor, cabinet.operator):
        with not_allowed("may_run_meeting"):
            start_next_item(actor=person, meeting=running_meeting)
        with not_allowed("may_run_meeting"):
            close_meeting(actor=person, meeting=running_meeting)


def new_seat(cabinet: Cabinet, *, order: int) -> Seat:
    """A seat of the body that was made after the programme was sent."""
    return Seat.objects.create(
        body=cabinet.body,
        order=order,
        key=f"new-{order}",
        office_vi=f"Bộ trưởng mới {order}",
        short_vi=f"Mới {order}",
        kind=cabinet.minister_seat.kind,
        valid_from=SINCE,
    )
