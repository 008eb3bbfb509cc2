"""The days of the calendar's pages, where meetings stand in a week, and which are in conflict."""

from datetime import UTC, date, datetime, timedelta

import pytest

from meetings.rules.calendar import MOST_LANES, View, page_of, places
from meetings.rules.conflicts import Conflict, Slot, conflicts

EIGHT = datetime(2026, 12, 1, 8, tzinfo=UTC)


def slot(key: str, begins: float, hours: float, rooms: str = "", people: str = "") -> Slot:
    """A meeting so many hours after eight."""
    start = EIGHT + timedelta(hours=begins)
    end = start + timedelta(hours=hours)
    return Slot(key, start, end, frozenset(rooms.split()), frozenset(people.split()))


@pytest.mark.parametrize(
    ("view", "day", "first", "last", "before", "after"),
    [
        (View.MONTH, "2026-11-26", "2026-10-26", "2026-12-06", "2026-10-26", "2026-12-26"),
        (View.MONTH, "2027-02-10", "2027-02-01", "2027-02-28", "2027-01-10", "2027-03-10"),
        (View.MONTH, "2027-01-31", "2026-12-28", "2027-01-31", "2026-12-31", "2027-02-28"),
        (View.WEEK, "2027-01-01", "2026-12-28", "2027-01-03", "2026-12-25", "2027-01-08"),
        (View.LIST, "2028-02-29", "2028-02-01", "2028-02-29", "2028-01-29", "2028-03-29"),
    ],
)
def test_a_page_holds_its_days_and_knows_those_beside_it(
    view: View, day: str, first: str, last: str, before: str, after: str
) -> None:
    page = page_of(view, date.fromisoformat(day))
    found = (page.days[0], page.days[-1], page.before, page.after)
    assert tuple(map(str, found)) == (first, last, before, after)
    if view is not View.LIST:
        assert {len(week) for week in page.weeks} == {7}
        assert {week[0].weekday() for week in page.weeks} == {0}


def test_one_room_or_one_person_at_one_time_is_a_conflict() -> None:
    found = conflicts(
        [
            slot("late", 2, 1, "a", "prime"),
            slot("long", 0, 4, "a", "prime deputy"),
            slot("short", 1, 0.5, "b", "deputy"),
            slot("elsewhere", 0, 8, "c", "nobody"),
            slot("next", 4, 1, "a", "prime deputy"),
        ]
    )
    assert list(found) == [
        Conflict("long", "short", False, frozenset({"deputy"})),
        Conflict("long", "late", True, frozenset({"prime"})),
    ]


def test_meetings_that_follow_each_other_are_in_no_conflict() -> None:
    assert list(conflicts([slot("one", 0, 1, "a"), slot("two", 1, 1, "a")])) == []
    assert list(conflicts([slot("one", 0, 1), slot("two", 0, 1)])) == []


def test_meetings_at_one_time_stand_beside_each_other_and_later_ones_use_the_free_lane() -> None:
    found, lanes = places([slot("a", 0, 2), slot("b", 0.5, 0.25), slot("c", 1, 1), slot("d", 2.25, 1)], EIGHT)
    assert {key: (place.row, place.rows, place.lane) for key, place in found.items()} == {
        "a": (0, 4, 0),
        "b": (1, 1, 1),
        "c": (2, 2, 1),
        "d": (4, 2, 0),
    }
    assert lanes == 2


def test_more_meetings_than_lanes_share_the_last_one() -> None:
    found, lanes = places([slot(str(number), 0, 1) for number in range(9)], EIGHT)
    assert lanes == MOST_LANES
    assert max(place.lane for place in found.values()) == MOST_LANES - 1
