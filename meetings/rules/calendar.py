"""The days of a calendar's pages, and how meetings of one day stand beside each other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from meetings.rules.conflicts import Slot

DAYS = 7
HALF_HOUR = 30  # minutes of a row of the week
MOST_LANES = 6


class View(StrEnum):
    """How much a page of the calendar shows, and in which form."""

    MONTH = "month"
    WEEK = "week"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its days, and the days by which the pages before and after it are asked for."""

    view: View
    day: date
    days: Sequence[date]
    before: date
    after: date

    @property
    def weeks(self) -> list[Sequence[date]]:
        """Its days by weeks."""
        return [self.days[start : start + DAYS] for start in range(0, len(self.days), DAYS)]


def page_of(view: View, day: date) -> Page:
    """The page on which a day stands: its month in whole weeks, its week, or its month from day to day."""
    if view is View.WEEK:
        monday = monday_of(day)
        return Page(view, day, _days(monday, DAYS), _shifted(day, -DAYS), _shifted(day, DAYS))
    first, following = day.replace(day=1), _next_month(day)
    before = _same_day(_shifted(first, -1).replace(day=1), day.day)
    after = _same_day(following, day.day)
    if view is View.LIST:
        return Page(view, day, _days(first, (following - first).days), before, after)
    start, last = monday_of(first), _shifted(following, -1)
    weeks = (last - start).days // DAYS + 1
    return Page(view, day, _days(start, weeks * DAYS), before, after)


def monday_of(day: date) -> date:
    """The Monday of a day's week."""
    return _shifted(day, -day.weekday())


@dataclass(frozen=True, slots=True)
class Place:
    """Where a meeting stands in the column of its day: its row, how many rows it takes, and its lane."""

    row: int
    rows: int
    lane: int


def places(slots: Sequence[Slot], begins: datetime) -> tuple[dict[str, Place], int]:
    """The places of a day's meetings in rows of half an hour from `begins`, and the number of lanes."""
    found: dict[str, Place] = {}
    free: list[int] = []  # the first free row of each lane
    for slot in sorted(slots, key=lambda each: (each.starts_at, each.key)):
        row = (slot.starts_at - begins) // timedelta(minutes=HALF_HOUR)
        rows = max(1, -(-(slot.ends_at - slot.starts_at) // timedelta(minutes=HALF_HOUR)))
        lane = next((lane for lane, until in enumerate(free) if until <= row), len(free))
        if lane == len(free):
            free.append(0)
        free[lane] = row + rows
        found[slot.key] = Place(row, rows, min(lane, MOST_LANES - 1))
    return found, min(len(free), MOST_LANES) or 1


def _days(first: date, count: int) -> list[date]:
    return [first + timedelta(days=number) for number in range(count)]


def _shifted(day: date, days: int) -> date:
    return day + timedelta(days=days)


def _next_month(day: date) -> date:
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1)


def _same_day(month: date, day: int) -> date:
    """That day of a month, or its last one."""
    last = (_next_month(month) - timedelta(days=1)).day
    return month.replace(day=min(day, last))
