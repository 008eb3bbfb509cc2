"""What holds for every working calendar: there and back, nothing lost between two days."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from ballots.rules import check_deadline, deadline_bounds
from core.working_time import MINUTES_PER_DAY, WorkingCalendar, viet_nam
from people.procedure import load

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 1))
CALENDARS = st.builds(
    WorkingCalendar,
    holidays=st.frozensets(DAYS, max_size=40),
    worked=st.frozensets(DAYS, max_size=10),
)
MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 11, 1), timezones=st.just(HANOI))


@given(CALENDARS, DAYS, st.integers(1, 30))
def test_the_nth_working_day_is_worked_and_is_n_working_days_away(
    calendar: WorkingCalendar, start: date, n: int
) -> None:
    end = calendar.add_working_days(start, n)
    assert calendar.is_working_day(end)
    assert calendar.working_days_between(start, end) == n


@given(CALENDARS, MOMENTS, st.lists(st.integers(0, 20_000), min_size=2, max_size=2))
def test_two_stretches_of_working_time_add_up_to_the_whole(
    calendar: WorkingCalendar, start: datetime, minutes: list[int]
) -> None:
    start = start.replace(second=0, microsecond=0)
    middle = start + timedelta(minutes=minutes[0])
    end = middle + timedelta(minutes=minutes[1])
    whole = calendar.working_minutes_between(start, end)
    parts = calendar.working_minutes_between(start, middle) + calendar.working_minutes_between(middle, end)
    assert whole == parts
    assert whole <= MINUTES_PER_DAY * ((end.date() - start.date()).days + 1)


@given(MOMENTS)
def test_the_bounds_that_are_offered_are_accepted(opens_at: datetime) -> None:
    procedure = load("191-2026")
    bounds = deadline_bounds(opens_at, procedure, viet_nam())
    assert bounds.earliest is not None
    assert bounds.latest_day is not None
    last_minute = datetime.combine(bounds.latest_day, datetime.max.time(), HANOI)
    assert opens_at < bounds.earliest <= last_minute
    check_deadline(opens_at, bounds.earliest, procedure, viet_nam())
    check_deadline(opens_at, last_minute, procedure, viet_nam())
