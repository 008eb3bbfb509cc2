"""When things happened in the demonstration, reckoned from the moment of loading in working days."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from core.time import local
from core.working_time import AFTERNOON, MORNING, on_day, viet_nam

ONE_DAY = timedelta(days=1)


def working_day_before(day: date, n: int = 1) -> date:
    """The n-th working day before `day`."""
    while n:
        day -= ONE_DAY
        n -= viet_nam().is_working_day(day)
    return day


def working_day_after(day: date, n: int) -> date:
    """The n-th working day after `day`."""
    return viet_nam().add_working_days(day, n)


def opening_for(closes_at: datetime, days: int, hour: time = time(9)) -> datetime:
    """The latest morning of work from which `days` working days remain until a deadline."""
    day = closes = local(closes_at).date()
    while viet_nam().working_days_between(day, closes) < days or not viet_nam().is_working_day(day):
        day -= ONE_DAY
    return on_day(day, hour)


def next_hour(moment: datetime) -> datetime:
    """The next full hour of the same day in Ha Noi, or the moment itself when the day has none left."""
    here = local(moment).replace(second=0, microsecond=0)
    following = here.replace(minute=0) + timedelta(hours=1)
    return following if following.date() == here.date() else here


def spread(start: datetime, until: datetime, n: int) -> list[datetime]:
    """`n` moments in order, evenly over the working time between two moments."""
    minutes = list(_working_minutes(start, until))
    picked = (minutes[(2 * i + 1) * len(minutes) // (2 * n)] for i in range(n))
    return [minute + timedelta(seconds=(37 * i) % 60) for i, minute in enumerate(picked)]


def _working_minutes(start: datetime, until: datetime) -> Iterator[datetime]:
    day, last = local(start).date(), local(until).date()
    while day <= last:
        for opens, closes in (MORNING, AFTERNOON) if viet_nam().is_working_day(day) else ():
            minute = on_day(day, opens)
            while minute < on_day(day, closes):
                if start < minute < until - timedelta(minutes=1):
                    yield minute
                minute += timedelta(minutes=1)
        day += ONE_DAY
