"""Words of the calendar for templates: its title, its days, what stands in a cell."""

from datetime import date
from functools import lru_cache

from django import template
from django.utils import dateformat
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from core.working_time import CalendarDay, viet_nam, viet_nam_days
from meetings.rules.calendar import Page, View
from meetings.selectors.calendar import Day, Event
from people.models import in_language

register = template.Library()

CELL = 4  # meetings that a day of the month shows; of more it shows three and says how many there are


@register.filter
def page_title(page: Page) -> str:
    """'Tháng 11 năm 2026' or 'November 2026'; of a week its first and last day."""
    if page.view is not View.WEEK:
        return dateformat.format(page.day, pgettext("form of a month", "F Y"))
    first, last = page.days[0], page.days[-1]
    whole = dateformat.format(last, pgettext("form of a date", "j M Y"))
    return _("%(first)s to %(last)s") % {"first": _day_and_month(first), "last": whole}


@register.filter
def day_number(day: date, page: Page) -> str:
    """The number of a day, with its month where that is not the page's."""
    if page.view is View.MONTH and day.month == page.day.month:
        return str(day.day)
    return _day_and_month(day)


def _day_and_month(day: date) -> str:
    return dateformat.format(day, pgettext("form of a short date", "j M"))


@register.filter
def is_worked(day: date) -> bool:
    """Whether the offices work on this day."""
    return viet_nam().is_working_day(day)


@lru_cache
def _named_days() -> dict[date, CalendarDay]:
    return {each.day: each for each in viet_nam_days()}


@register.filter
def holiday(day: date) -> str:
    """The name of a day off or of a compensated day; empty for any other."""
    found = _named_days().get(day)
    return in_language(found.name_vi, found.name_en) if found else ""


@register.filter
def in_cell(day: Day) -> list[Event]:
    """The meetings of a day that a cell of the month shows."""
    events = list(day.events)
    return events if len(events) <= CELL else events[: CELL - 1]


@register.filter
def left_out(day: Day) -> int:
    """How many more there are."""
    return len(day.events) - len(in_cell(day))
