"""Working days and hours of the administration in Viet Nam: weekends, public holidays, compensated days."""

import tomllib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from zoneinfo import ZoneInfo

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
FILE = Path(__file__).parent / "calendars" / "viet-nam.toml"
SATURDAY = 5
ONE_DAY = timedelta(days=1)

MORNING = (time(8), time(12))
AFTERNOON = (time(13), time(17))
MINUTES_PER_DAY = 8 * 60


@dataclass(frozen=True, slots=True)
class WorkingSpan:
    """Working time in days of eight hours, hours and minutes; `overdue` when it lies behind us."""

    days: int
    hours: int
    minutes: int
    overdue: bool


@dataclass(frozen=True, slots=True)
class CalendarDay:
    """One line of the calendar's file: a day off, or a weekend day worked in exchange."""

    day: date
    worked: bool
    name_vi: str
    name_en: str
    source: str
    mark: str


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """Which days are worked: Monday to Friday without the holidays, and the weekend days made up for."""

    holidays: frozenset[date]
    worked: frozenset[date]

    def is_working_day(self, day: date) -> bool:
        """Whether the offices work on this day."""
        if day in self.worked:
            return True
        return day.weekday() < SATURDAY and day not in self.holidays

    def add_working_days(self, start: date, n: int) -> date:
        """The n-th working day after `start`, which itself is not counted."""
        if n < 0:
            raise ValueError("working days are counted forward")
        day = start
        while n:
            day += ONE_DAY
            n -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start`, up to and with `end`; none when `end` is not later."""
        return sum(self.is_working_day(start + ONE_DAY * n) for n in range(1, (end - start).days + 1))

    def working_minutes_between(self, start: datetime, end: datetime) -> int:
        """Whole working minutes from `start` to `end`; none when `end` is not later."""
        begin, until = local(start), local(end)
        worked = timedelta()
        day = begin.date()
        while day <= until.date():
            if self.is_working_day(day):
                worked += _worked_on(day, begin, until)
            day += ONE_DAY
        return worked // timedelta(minutes=1)

    def moment_after(self, start: datetime, minutes: int) -> datetime:
        """The moment at which so much working time has passed since `start`."""
        left, day = timedelta(minutes=minutes), local(start).date()
        while True:
            for opens, closes in (MORNING, AFTERNOON) if self.is_working_day(day) else ():
                begin, end = max(on_day(day, opens), start), on_day(day, closes)
                if left <= end - begin:
                    return begin + left
                left -= max(end - begin, timedelta())
            day += ONE_DAY

    def time_left(self, now: datetime, until: datetime) -> WorkingSpan:
        """The working time from `now` to `until`, or since `until` once it has passed."""
        overdue = now > until
        minutes = self.working_minutes_between(*((until, now) if overdue else (now, until)))
        days, minutes = divmod(minutes, MINUTES_PER_DAY)
        hours, minutes = divmod(minutes, 60)
        return WorkingSpan(days, hours, minutes, overdue)


def local(moment: datetime) -> datetime:
    """The same moment on a clock in Ha Noi (core.time has the same, and needs a database)."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    return moment.astimezone(HANOI)


def on_day(day: date, hour: time) -> datetime:
    """That hour of that day in Ha Noi."""
    return datetime.combine(day, hour, HANOI)


@lru_cache
def viet_nam_days() -> tuple[CalendarDay, ...]:
    """Every day off and every compensated day of the file, in order."""
    facts = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(sorted((_calendar_day(each) for each in facts["days"]), key=lambda each: each.day))


@lru_cache
def viet_nam() -> WorkingCalendar:
    """The calendar of the State's offices, as far as its file reaches."""
    days = viet_nam_days()
    return WorkingCalendar(
        holidays=frozenset(each.day for each in days if not each.worked),
        worked=frozenset(each.day for each in days if each.worked),
    )


def _worked_on(day: date, begin: datetime, until: datetime) -> timedelta:
    spans = (
        min(on_day(day, closes), until) - max(on_day(day, opens), begin)
        for opens, closes in (MORNING, AFTERNOON)
    )
    return sum((max(span, timedelta()) for span in spans), timedelta())


def _calendar_day(facts: dict[str, object]) -> CalendarDay:
    day = facts["day"]
    if not isinstance(day, date):
        raise TypeError(f"{day!r} is not a day")
    return CalendarDay(
        day=day,
        worked=facts.get("worked") is True,
        name_vi=str(facts["name_vi"]),
        name_en=str(facts["name_en"]),
        source=str(facts["source"]),
        mark=str(facts["mark"]),
    )
