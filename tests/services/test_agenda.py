"""Building an agenda: adding, changing, moving and removing items."""

import pytest

from meetings.models import AgendaItem, Meeting
from meetings.rules import TOP, ItemPlan
from meetings.services import (
    Change,
    add_item,
    change_items,
    invite_guest,
    move_item,
    plan_of,
    remove_item,
    send_meeting,
)
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """A meeting in preparation with five items of 15 minutes."""
    return cabinet.draft_meeting(items=5)


def titles(meeting: Meeting) -> list[str]:
    return list(meeting.items.order_by("order").values_list("matter__title", flat=True))


def orders(meeting: Meeting) -> list[int]:
    return list(meeting.items.order_by("order").values_list("order", flat=True))


def test_an_item_comes_last_and_is_recorded(cabinet: Cabinet, meeting: Meeting) -> None:
    matter = cabinet.matter("Dự án Luật Hộ tịch")
    item = add_item(
        actor=cabinet.clerk, meeting=meeting, matter=matter, minutes=20, presenter=cabinet.minister_seat
    )
    assert item.order == 6
    assert newest(meeting.stream).kind == "agenda.item_added"
    assert newest(meeting.stream).facts == {
        "item": str(item.pk),
        "order": 6,
        "title": "Dự án Luật Hộ tịch",
        "minutes": 20,
        "presenter": "Bộ trưởng Bộ Xây dựng",
        "asks": "vote",
    }


def change(item: AgendaItem, minutes: int, *, seen: ItemPlan | None = None) -> Change:
    """Other minutes for an item, and nobody who presents it."""
    return Change(item.pk, minutes, None, "vote", seen)


def test_a_draft_may_be_longer_than_the_time_but_is_not_sent_so(cabinet: Cabinet, meeting: Meeting) -> None:
    cabinet.item(meeting, minutes=526)
    with refused("agenda_too_long", minutes=601, available=600):
        send_meeting(actor=cabinet.clerk, meeting=meeting)


def test_an_agenda_that_members_were_sent_must_fit_the_time(cabinet: Cabinet) -> None:
    meeting = cabinet.sent_meeting(items=5)
    with refused("agenda_too_long", minutes=601, available=600):
        cabinet.item(meeting, minutes=526)
    third = meeting.items.get(order=3)
    with refused("agenda_too_long", minutes=601, available=600):
        change_items(actor=cabinet.clerk, meeting=meeting, changes=[change(third, 541)])
    assert meeting.items.count() == 5
    assert meeting.items.get(order=3).minutes == 15


def test_an_item_needs_time(cabinet: Cabinet, meeting: Meeting) -> None:
    with refused("item_without_minutes", number=6):
        cabinet.item(meeting, minutes=0)


def test_items_are_changed_together_and_each_is_recorded(cabinet: Cabinet, meeting: Meeting) -> None:
    second, fourth = meeting.items.get(order=2), meeting.items.get(order=4)
    wanted = [Change(second.pk, 40, cabinet.chair_seat, "discussion"), change(fourth, 5)]
    assert change_items(actor=cabinet.clerk, meeting=meeting, changes=wanted) == 2
    second.refresh_from_db()
    fourth.refresh_from_db()
    assert (second.minutes, second.presenter, second.asks) == (40, cabinet.chair_seat, "discussion")
    assert (fourth.minutes, fourth.presenter) == (5, None)
    assert kinds(meeting.stream)[-2:] == ["agenda.item_changed"] * 2
    assert newest(meeting.stream).facts["minutes_before"] == 15
    assert change_items(actor=cabinet.clerk, meeting=meeting, changes=wanted) == 0


def test_what_somebody_else_has_written_meanwhile_is_not_overwritten(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    first, second = meeting.items.get(order=1), meeting.items.get(order=2)
    seen = plan_of(second)
    change_items(actor=cabinet.second_clerk, meeting=meeting, changes=[change(second, 20)])
    with refused("items_changed_meanwhile", numbers="2"):
        mine = [change(first, 30, seen=plan_of(first)), change(second, 25, seen=seen)]
        change_items(actor=cabinet.clerk, meeting=meeting, changes=mine)
    assert [item.minutes for item in meeting.items.order_by("order")] == [15, 20, 15, 15, 15]
    same = change(second, 20, seen=seen)
    assert change_items(actor=cabinet.clerk, meeting=meeting, changes=[same]) == 0


def test_a_removed_item_leaves_no_gap_and_its_matter_stays(cabinet: Cabinet, meeting: Meeting) -> None:
    item = meeting.items.get(order=2)
    remove_item(actor=cabinet.clerk, meeting=meeting, item=item)
    assert orders(meeting) == [1, 2, 3, 4]
    assert item.matter.title not in titles(meeting)
    item.matter.refresh_from_db()
    assert newest(meeting.stream).kind == "agenda.item_removed"


def test_the_agenda_of_a_running_meeting_stays(cabinet: Cabinet, running_meeting: Meeting) -> None:
    item, before = running_meeting.items.get(order=2), kinds(running_meeting.stream)
    with refused("meeting_already_running"):
        cabinet.item(running_meeting)
    with refused("meeting_already_running"):
        move_item(actor=cabinet.clerk, meeting=running_meeting, item=item, after=TOP, seen=0)
    with refused("meeting_already_running"):
        remove_item(actor=cabinet.clerk, meeting=running_meeting, item=item)
    assert kinds(running_meeting.stream) == before


def test_the_chair_does_not_build_the_agenda(cabinet: Cabinet, meeting: Meeting) -> None:
    with not_allowed("may_schedule_meeting"):
        move_item(actor=cabinet.chair, meeting=meeting, item=meeting.items.get(order=2), after=TOP, seen=5)


def test_an_item_that_somebody_else_has_just_taken_off_is_gone_for_the_second(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    item = meeting.items.get(order=2)
    seen = type(item).objects.get(pk=item.pk)
    remove_item(actor=cabinet.second_clerk, meeting=meeting, item=item)
    before = kinds(meeting.stream)
    with refused("item_gone"):
        remove_item(actor=cabinet.clerk, meeting=meeting, item=seen)
    with refused("item_gone"):
        change_items(actor=cabinet.clerk, meeting=meeting, changes=[change(seen, 20)])
    with refused("item_gone"):
        move_item(actor=cabinet.clerk, meeting=meeting, item=seen, after=TOP, seen=6)
    with refused("item_gone"):
        invite_guest(actor=cabinet.clerk, meeting=meeting, person=cabinet.outsider, item=seen)
    assert kinds(meeting.stream) == before
