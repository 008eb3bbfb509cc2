"""Days, moments and the time left, in words for templates."""

from datetime import UTC, date, datetime, time
from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils import dateformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext, pgettext_lazy

from core.time import local, now, today
from core.working_time import WorkingSpan

register = template.Library()

NOTHING = SafeString("")

WEEKDAYS = (
    pgettext_lazy("weekday", "Monday"),
    pgettext_lazy("weekday", "Tuesday"),
    pgettext_lazy("weekday", "Wednesday"),
    pgettext_lazy("weekday", "Thursday"),
    pgettext_lazy("weekday", "Friday"),
    pgettext_lazy("weekday", "Saturday"),
    pgettext_lazy("weekday", "Sunday"),
)
SHORT_WEEKDAYS = (
    pgettext_lazy("short weekday", "Mon"),
    pgettext_lazy("short weekday", "Tue"),
    pgettext_lazy("short weekday", "Wed"),
    pgettext_lazy("short weekday", "Thu"),
    pgettext_lazy("short weekday", "Fri"),
    pgettext_lazy("short weekday", "Sat"),
    pgettext_lazy("short weekday", "Sun"),
)
Day = date | datetime


def _day(moment: Day) -> Day:
    """The calendar day in Viet Nam of a moment, or the day itself."""
    return local(moment) if isinstance(moment, datetime) else moment


@register.filter
def weekday(day: Day) -> str:
    """'thứ Hai' or 'Monday'."""
    return str(WEEKDAYS[_day(day).weekday()])


@register.filter
def long_day(moment: Day | None) -> str:
    """'thứ Hai, 23/11/2026' or 'Monday 23 November 2026'."""
    if not moment:
        return ""
    day = _day(moment)
    written = {
        "weekday": WEEKDAYS[day.weekday()],
        "date": dateformat.format(day, pgettext("form of a date beside its weekday", "j F Y")),
    }
    return pgettext("long day", "%(weekday)s %(date)s") % written


@register.filter
def short_day(moment: Day | None) -> str:
    """'thứ Hai 23/11' or 'Mon 23 Nov'; in another year than this '23/11/2019' or '23 Nov 2019'."""
    if not moment:
        return ""
    day = _day(moment)
    if day.year != today().year:
        return numeric_day(moment)
    return (
        f"{SHORT_WEEKDAYS[day.weekday()]} {dateformat.format(day, pgettext('form of a short date', 'j M'))}"
    )


@register.filter
def numeric_day(moment: Day | None) -> str:
    """'23/11/2026' or '23 Nov 2026'."""
    return dateformat.format(_day(moment), pgettext("form of a date", "j M Y")) if moment else ""


@register.filter
def short_time(moment: datetime | None) -> str:
    """'14:00' in Viet Nam."""
    return f"{local(moment):%H:%M}" if moment else ""


@register.filter
def ending(moment: datetime | None, began: datetime) -> str:
    """'16:30'; '01:30 hôm sau' or '01:30 the next day' of what goes on past midnight."""
    if not moment or (days := (local(moment).date() - local(began).date()).days) <= 0:
        return short_time(moment)
    if days > 1:
        return f"{short_time(moment)}, {numeric_day(moment)}"
    return pgettext("end of a span", "%(time)s the next day") % {"time": short_time(moment)}


@register.filter
def hour_or_when(moment: datetime | None) -> str:
    """'14:00' of today; of another day also the day."""
    return short_time(moment) if moment and local(moment).date() == today() else when(moment)


@register.filter
def exact_time(moment: datetime | None) -> str:
    """'14:00:07' in Viet Nam."""
    return f"{local(moment):%H:%M:%S}" if moment else ""


@register.filter
def exact_of_today(moment: datetime) -> str:
    """'14:00:07' of today; of another day '23/11/2026 14:00:07'."""
    known = local(moment).date() == today()
    return exact_time(moment) if known else f"{numeric_day(moment)} {exact_time(moment)}"


@register.filter
def when(moment: datetime | None) -> str:
    """'thứ Hai, 23/11/2026, 14:00' or 'Monday 23 November 2026, 14:00'."""
    return f"{long_day(moment)}, {short_time(moment)}" if moment else ""


@register.filter
def iso(moment: Day | None) -> str:
    """The machine's spelling, for data attributes and <time>."""
    if isinstance(moment, datetime):
        return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return moment.isoformat() if moment else ""


@register.filter
def in_words(field: BoundField) -> str:
    """What a date or time field holds, in words: the browser shows it in a language of its own."""
    try:
        found = field.field.clean(field.value()) if field.value() else None
    except ValidationError:
        return ""
    return f"{found:%H:%M}" if isinstance(found, time) else long_day(found)


SPELLINGS = {
    "when": when,
    "long_day": long_day,
    "short_day": short_day,
    "numeric_day": numeric_day,
    "short_time": short_time,
    "exact_time": exact_time,
}


@register.simple_tag
def moment(at: Day | None, spelling: str = "when") -> SafeString:
    """A moment in words inside <time>, with the machine's spelling beside it."""
    if not at:
        return NOTHING
    spell: Any = SPELLINGS[spelling]
    return format_html('<time datetime="{}">{}</time>', iso(at), spell(at))


@register.simple_tag
def server_time() -> str:
    """The server's clock, which every clock on the page follows."""
    return iso(now())


# -- time left ----------------------------------------------------------------------------------------------


@register.filter
def time_left(span: WorkingSpan | None) -> str:
    """'còn 1 ngày 4 giờ làm việc' or '1 working day 4 hours left'; the overdue form when it is over."""
    if span is None:
        return ""
    amount = _amount(span)
    if not amount:
        return gettext("just overdue") if span.overdue else gettext("less than a working minute left")
    if span.overdue:
        return gettext("%(span)s overdue") % {"span": amount}
    return gettext("%(span)s left") % {"span": amount}


def _amount(span: WorkingSpan) -> str:
    """The two largest units of a span; empty when it is shorter than a minute."""
    days = ngettext("%(count)d working day", "%(count)d working days", span.days) % {"count": span.days}
    if span.days:
        hours = ngettext("%(count)d hour", "%(count)d hours", span.hours) % {"count": span.hours}
        return f"{days} {hours}" if span.hours else days
    hours = ngettext("%(count)d working hour", "%(count)d working hours", span.hours) % {"count": span.hours}
    if span.hours:
        minutes = ngettext("%(count)d minute", "%(count)d minutes", span.minutes) % {"count": span.minutes}
        return f"{hours} {minutes}" if span.minutes else hours
    minutes = ngettext("%(count)d working minute", "%(count)d working minutes", span.minutes)
    return minutes % {"count": span.minutes} if span.minutes else ""


@register.inclusion_tag("parts/due.html")
def due(until: datetime, span: WorkingSpan) -> dict[str, object]:
    """A deadline as time left in words and as a moment; urgent below one working day."""
    return {"until": until, "left": time_left(span), "urgent": span.overdue or span.days == 0}
