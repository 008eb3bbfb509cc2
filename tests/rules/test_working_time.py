"""Working days and the deadlines of a written ballot, on the calendar of the State's offices."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from ballots.rules import check_deadline, deadline_bounds
from core.refusals import Refusal
from core.working_time import WorkingCalendar, WorkingSpan, local, viet_nam, viet_nam_days
from people.procedure import load

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
# A plain week with a holiday on Wednesday 9 December 2026, made up for on Saturday 12 December.
PLAIN = WorkingCalendar(frozenset({date(2026, 12, 9)}), frozenset({date(2026, 12, 12)}))


def at(day: int, hour: int = 9, minute: int = 0, month: int = 12) -> datetime:
    """A moment of December 2026 in Ha Noi; the 7th is a Monday."""
    return datetime(2026, month, day, hour, minute, tzinfo=HANOI)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(8, True, id="a Tuesday"),
        pytest.param(9, False, id="a holiday"),
        pytest.param(12, True, id="a Saturday worked in exchange"),
        pytest.param(13, False, id="a Sunday"),
        pytest.param(19, False, id="an ordinary Saturday"),
    ],
)
def test_offices_work_from_monday_to_friday_but_for_holidays_and_exchanged_days(
    day: int, works: bool
) -> None:
    assert PLAIN.is_working_day(date(2026, 12, day)) is works


@pytest.mark.parametrize(("n", "day"), [(0, 7), (1, 8), (2, 10), (3, 11), (4, 12), (5, 14)])
def test_the_day_of_the_start_is_not_counted(n: int, day: int) -> None:
    assert PLAIN.add_working_days(date(2026, 12, 7), n) == date(2026, 12, day)
    assert PLAIN.working_days_between(date(2026, 12, 7), date(2026, 12, day)) == n


def test_working_days_are_counted_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        PLAIN.add_working_days(date(2026, 12, 7), -1)
    assert PLAIN.working_days_between(date(2026, 12, 9), date(2026, 12, 7)) == 0


@pytest.mark.parametrize(
    ("now", "until", "span"),
    [
        pytest.param(at(7, 9), at(7, 11, 30), WorkingSpan(0, 2, 30, False), id="a morning"),
        pytest.param(at(7, 11), at(7, 14), WorkingSpan(0, 2, 0, False), id="over the noon break"),
        pytest.param(at(7, 16), at(8, 9), WorkingSpan(0, 2, 0, False), id="over the night"),
        pytest.param(at(7, 8), at(8, 17), WorkingSpan(2, 0, 0, False), id="two days of eight hours"),
        pytest.param(at(8, 17), at(10, 9), WorkingSpan(0, 1, 0, False), id="over a holiday"),
        pytest.param(at(12, 13), at(14, 8), WorkingSpan(0, 4, 0, False), id="on an exchanged Saturday"),
        pytest.param(at(13, 6), at(13, 20), WorkingSpan(0, 0, 0, False), id="on a Sunday"),
        pytest.param(at(7, 17), at(7, 8), WorkingSpan(1, 0, 0, True), id="a day overdue"),
        pytest.param(at(7, 9), at(7, 9), WorkingSpan(0, 0, 0, False), id="the deadline itself"),
    ],
)
def test_the_time_left_counts_working_hours_only(now: datetime, until: datetime, span: WorkingSpan) -> None:
    assert PLAIN.time_left(now, until) == span


def test_hours_are_those_of_ha_noi_whatever_the_clock_of_the_server() -> None:
    utc = ZoneInfo("UTC")
    assert PLAIN.time_left(at(7, 9).astimezone(utc), at(7, 11).astimezone(utc)) == WorkingSpan(0, 2, 0, False)
    with pytest.raises(ValueError, match="time zone"):
        local(datetime(2026, 12, 7, 9))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        pytest.param(date(2019, 2, 4), False, id="the eve of Ky Hoi"),
        pytest.param(date(2019, 4, 15), False, id="2019: Hung Kings' day in lieu of Sunday"),
        pytest.param(date(2019, 5, 4), True, id="2019: the Saturday worked for 29 April"),
        pytest.param(date(2019, 6, 24), True, id="2019: the first session on e-Cabinet"),
        pytest.param(date(2026, 2, 13), True, id="2026: the Friday before Tet"),
        pytest.param(date(2026, 2, 20), False, id="2026: the last weekday of Tet"),
        pytest.param(date(2026, 2, 23), True, id="2026: back after Tet"),
        pytest.param(date(2026, 8, 22), True, id="2026: the Saturday worked for 31 August"),
        pytest.param(date(2027, 2, 11), False, id="2027: Tet"),
        pytest.param(date(2027, 5, 3), False, id="2027: Labour Day in lieu of Saturday"),
    ],
)
def test_the_calendar_knows_the_days_off_of_2019_2026_and_2027(day: date, works: bool) -> None:
    assert viet_nam().is_working_day(day) is works


def test_every_line_of_the_calendar_changes_its_day_and_says_where_it_is_from() -> None:
    days = viet_nam_days()
    assert len({each.day for each in days}) == len(days)
    assert {each.day.year for each in days} == {2019, 2026, 2027}
    for each in days:
        assert each.worked is (each.day.weekday() >= 5), each
        assert each.name_vi, each
        assert each.name_en, each
        assert each.source, each
        assert each.mark in ("R", "R2", "GK", "?"), each


# -- the deadline of a written ballot under 191/2026: 2 to 5 working days ------------------------------------


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        pytest.param(at(7, 9), at(10, 9), id="two working days to the hour, over the holiday"),
        pytest.param(at(7, 20), at(10, 17), id="opened in the evening, to the end of the second day"),
        pytest.param(at(7, 6), at(10, 8), id="opened before office hours"),
        pytest.param(at(13, 10), at(15, 17), id="opened on a Sunday, Monday and Tuesday in full"),
        pytest.param(at(7, 9), at(14, 23, 59), id="the whole fifth working day"),
    ],
)
def test_a_ballot_runs_two_to_five_working_days(opens: datetime, closes: datetime) -> None:
    check_deadline(opens, closes, load("191-2026"), PLAIN)


@pytest.mark.parametrize(
    ("opens", "closes", "days", "earliest"),
    [
        pytest.param(at(7, 9), at(10, 8, 59), 2, at(10, 9), id="a minute less than two working days"),
        pytest.param(at(7, 9), at(9, 17), 1, at(10, 9), id="a holiday is no working day"),
        pytest.param(at(13, 10), at(15, 16), 2, at(15, 17), id="opened on a Sunday"),
    ],
)
def test_a_shorter_deadline_is_refused_with_the_earliest_one(
    opens: datetime, closes: datetime, days: int, earliest: datetime
) -> None:
    with pytest.raises(Refusal) as refused:
        check_deadline(opens, closes, load("191-2026"), PLAIN)
    assert refused.value.code == "deadline_too_short"
    assert refused.value.facts == {
        "working_days": days,
        "min": 2,
        "max": 5,
        "earliest": earliest,
        "source": "Nghị định 191/2026/NĐ-CP",
        "source_en": "Decree 191/2026/NĐ-CP",
    }


@pytest.mark.parametrize(
    ("opens_at", "earliest"),
    [
        (at(7, 9, 30).replace(second=45), at(10, 9, 31)),
        (at(7, 9, 30).replace(microsecond=1), at(10, 9, 31)),
        (at(7, 16, 59).replace(second=30), at(10, 17)),
        (at(7, 23, 59).replace(second=59), at(10, 17)),
        (at(7, 7).replace(second=1), at(10, 8)),
    ],
)
def test_the_earliest_deadline_is_one_that_a_clock_without_seconds_can_name(
    opens_at: datetime, earliest: datetime
) -> None:
    assert deadline_bounds(opens_at, load("191-2026"), PLAIN).earliest == earliest


def test_a_longer_deadline_is_refused_with_the_last_day() -> None:
    with pytest.raises(Refusal) as refused:
        check_deadline(at(7, 9), at(15, 0), load("191-2026"), PLAIN)
    assert refused.value.code == "deadline_too_long"
    assert refused.value.facts == {
        "working_days": 6,
        "min": 2,
        "max": 5,
        "latest_day": date(2026, 12, 14),
        "source": "Nghị định 191/2026/NĐ-CP",
        "source_en": "Decree 191/2026/NĐ-CP",
    }


def test_where_no_bounds_were_read_any_later_deadline_is_accepted() -> None:
    check_deadline(at(7, 9), at(7, 9, 1), load("39-2022"), PLAIN)
    check_deadline(at(7, 9), at(31, 9), load("39-2022"), PLAIN)
    bounds = deadline_bounds(at(7, 9), load("39-2022"), PLAIN)
    assert (bounds.earliest, bounds.latest_day) == (None, None)


@pytest.mark.parametrize("key", ["191-2026", "39-2022"])
def test_a_deadline_lies_after_the_opening(key: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_deadline(at(7, 9), at(7, 9), load(key), PLAIN)
    assert refused.value.code == "deadline_before_opening"
    assert refused.value.facts == {"opens_at": at(7, 9), "closes_at": at(7, 9)}
