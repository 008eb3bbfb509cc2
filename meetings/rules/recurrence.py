"""When the regular session of a month is held: on a working day before the day that the procedure names."""

from datetime import date, timedelta

from core.working_time import WorkingCalendar

ONE_DAY = timedelta(days=1)


def months_after(month: date, n: int) -> list[date]:
    """The first days of the `n` months after the month of a day."""
    count = month.year * 12 + month.month - 1
    return [date((count + k) // 12, (count + k) % 12 + 1, 1) for k in range(1, n + 1)]


def session_day(month: date, due_day: int | None, calendar: WorkingCalendar) -> date:
    """The first working day of the next month before `due_day`, else the last working day of the month."""
    [following] = months_after(month, 1)
    early = (following + ONE_DAY * n for n in range((due_day or 1) - 1))
    for day in early:
        if calendar.is_working_day(day):
            return day
    day = following - ONE_DAY
    while not calendar.is_working_day(day):
        day -= ONE_DAY
    return day
