"""Building an agenda: adding, changing, moving and removing items."""

import pytest

from meetings.models import Meeting
from meetings.services import add_item, change_item, invite_guest, move_item, remove_item
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


def test_an_agenda_that_does_not_fit_the_time_is_refused(cabinet: Cabinet, meeting: Meeting) -> None:
    with refused("agenda_too_long", minutes=601, available=600):
        cabinet.item(meeting, minutes=526)
    with refused("agenda_too_long", minutes=601, available=600):
        change_item(
            actor=cabinet.clerk,
            meeting=meeting,
            item=meeting.items.get(order=3),
            minutes=541,
            presenter=None,
            asks="vote",
        )
    assert meeting.items.count() == 5
    assert meeting.items.get(order=3).minutes == 15


def test_an_item_needs_time(cabinet: Cabinet, meeting: Meeting) -> None:
    with refused("item_without_minutes", number=6):
        cabinet.item(meeting, minutes=0)


def test_an_item_is_changed(cabinet: Cabinet, meeting: Meeting) -> None:
    item = change_item(
        actor=cabinet.clerk,
        meeting=meeting,
        item=meeting.items.get(order=2),
        minutes=40,
        presenter=cabinet.chair_seat,
        asks="discussion",
    )
    assert (item.minutes, item.presenter, item.asks) == (40, cabinet.chair_seat, "discussion")
    assert newest(meeting.stream).kind == "agenda.item_changed"


@pytest.mark.parametrize(
    ("which", "to", "expected"),
    [
        (1, 5, [2, 3, 4, 5, 1]),
        (5, 1, [5, 1, 2, 3, 4]),
        (2, 3, [1, 3, 2, 4, 5]),
        (3, 99, [1, 2, 4, 5, 3]),
        (3, -4, [3, 1, 2, 4, 5]),
        (3, 3, [1, 2, 3, 4, 5]),
    ],
)
def test_an_item_moves(cabinet: Cabinet, meeting: Meeting, which: int, to: int, expected: list[int]) -> None:
    before = titles(meeting)
    move_item(actor=cabinet.clerk, meeting=meeting, item=meeting.items.get(order=which), to=to)
    assert titles(meeting) == [before[number - 1] for number in expected]
    assert orders(meeting) == [1, 2, 3, 4, 5]
    assert newest(meeting.stream).kind == "agenda.item_moved"
    assert newest(meeting.stream).facts["order"] == min(max(to, 1), 5)


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
        move_item(actor=cabinet.clerk, meeting=running_meeting, item=item, to=1)
    with refused("meeting_already_running"):
        remove_item(actor=cabinet.clerk, meeting=running_meeting, item=item)
    assert kinds(running_meeting.stream) == before


def test_the_chair_does_not_build_the_agenda(cabinet: Cabinet, meeting: Meeting) -> None:
    with not_allowed("may_schedule_meeting"):
        move_item(actor=cabinet.chair, meeting=meeting, item=meeting.items.get(order=2), to=1)


def test_an_item_that_somebody_else_has_just_taken_off_is_gone_for_the_second(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    item, chosen = meeting.items.get(order=2), {"minutes": 20, "presenter": None, "asks": "vote"}
    seen = type(item).objects.get(pk=item.pk)
    remove_item(actor=cabinet.second_clerk, meeting=meeting, item=item)
    before = kinds(meeting.stream)
    with refused("item_gone"):
        remove_item(actor=cabinet.clerk, meeting=meeting, item=seen)
    with refused("item_gone"):
        change_item(actor=cabinet.clerk, meeting=meeting, item=seen, **chosen)  # type: ignore[arg-type]
    with refused("item_gone"):
        move_item(actor=cabinet.clerk, meeting=meeting, item=seen, to=1)
    with refused("item_gone"):
        invite_guest(actor=cabinet.clerk, meeting=meeting, person=cabinet.outsider, item=seen)
    assert kinds(meeting.stream) == before
