"""A deadline is near exactly when less than a working day is left of it, whenever one looks."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from ballots.rules.phases import SOON, soon_until
from core.working_time import HANOI, viet_nam

MOMENTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(
    lambda each: each.replace(tzinfo=HANOI)
)


@given(MOMENTS, st.integers(0, 20 * 24 * 60))
def test_a_deadline_is_near_exactly_when_less_than_a_working_day_is_left(now: datetime, ahead: int) -> None:
    closes_at = now + timedelta(minutes=ahead)
    left = viet_nam().working_minutes_between(now, closes_at)
    assert (closes_at < soon_until(now, viet_nam())) == (left < SOON)


@given(MOMENTS, st.integers(1, 5000))
def test_so_much_working_time_lies_before_the_moment_after_it(start: datetime, minutes: int) -> None:
    end = viet_nam().moment_after(start, minutes)
    assert viet_nam().working_minutes_between(start, end) == minutes
    assert viet_nam().working_minutes_between(start, end - timedelta(minutes=1)) == minutes - 1
