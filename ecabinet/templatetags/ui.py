"""Template tags of the look: icons, vote marks, dates in words, time left, bars of seats."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import lru_cache
from typing import Any

from django import template
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import dateformat
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext, ngettext, pgettext, pgettext_lazy

from core.time import local, now, today
from core.working_time import WorkingSpan

register = template.Library()

NOTHING = SafeString("")

# -- pictures -----------------------------------------------------------------------------------------------


@register.simple_tag
@lru_cache(maxsize=512)
def icon(name: str, extra: str = "") -> SafeString:
    """One picture of the sprite; decoration only, the words stand beside it. A page has dozens."""
    classes = f"i {extra}".strip()
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#{}"/></svg>', classes, static("icons.svg"), name
    )


@register.simple_tag
def flag() -> SafeString:
    """The national flag in the top bar."""
    sprite = static("icons.svg")
    return format_html('<svg class="flag" aria-hidden="true"><use href="{}#flag"/></svg>', sprite)


# -- votes --------------------------------------------------------------------------------------------------

WORDS = {
    "for": pgettext_lazy("vote", "For"),
    "against": pgettext_lazy("vote", "Against"),
    "other": pgettext_lazy("vote", "Other opinion"),
}
LETTERS = {
    "for": pgettext_lazy("vote letter", "F"),
    "against": pgettext_lazy("vote letter", "A"),
    "other": pgettext_lazy("vote letter", "O"),
}
CHOICE_ICONS = {"for": "check", "against": "x", "other": "pen-line"}


@register.filter
def vote_word(choice: object) -> str:
    """A choice in words; nothing chosen is said too."""
    key = str(choice or "")
    if key in WORDS:
        return str(WORDS[key])
    if key:
        return pgettext("vote", "Alternative %(letter)s") % {"letter": key}
    return pgettext("vote", "Not answered")


@register.simple_tag
def vote_mark(choice: object = None, remote: bool = False, words: bool = False) -> SafeString:
    """A vote as shape, letter and colour; with words=True also for those who only hear the page."""
    kind, letter = _mark(choice)
    mark = format_html(
        '<span class="v {}{}" aria-hidden="true">{}</span>', kind, " remote" if remote else "", letter
    )
    if not words:
        return mark
    spoken = vote_word(choice)
    if remote:
        spoken = pgettext("vote", "%(vote)s, remotely") % {"vote": spoken}
    return format_html('{}<span class="sr">{}</span>', mark, spoken)


def _mark(choice: object) -> tuple[str, str]:
    """The class and the letter of a mark."""
    key = str(choice or "")
    if key in LETTERS:
        return key, str(LETTERS[key])
    return ("plain", key) if key else ("none", "")


@register.simple_tag
def vote_choice(
    name: str, choice: object, checked: bool = False, title: str = "", hint: str = "", required: bool = True
) -> SafeString:
    """The large radio label of one choice."""
    return _vote_choice(name, str(choice), checked, title, hint, required, get_language())


# What follows depends on nothing but what it is given: drawn once, not for each of 300 tablets.


@lru_cache(maxsize=1024)
def _vote_choice(
    name: str, choice: str, checked: bool, title: str, hint: str, required: bool, language: str | None
) -> SafeString:
    shown = {
        "name": name,
        "choice": choice,
        "kind": _mark(choice)[0],
        "checked": checked,
        "title": title or vote_word(choice),
        "hint": hint,
        "required": required,
        "picture": CHOICE_ICONS.get(choice, "check"),
    }
    return render_to_string("parts/vote_choice.html", shown)


@register.simple_tag
def vote_confirm() -> SafeString:
    """What the confirming button of a vote card says for each choice; the stylesheet shows the right one."""
    return _vote_confirm(get_language())


@lru_cache
def _vote_confirm(language: str | None) -> SafeString:
    return render_to_string("parts/vote_confirm.html", {"choices": tuple(WORDS)})


@register.simple_tag
def send_track(state: str = "") -> SafeString:
    """The three honest states of an answer, with the one that it is in (none: left to the script)."""
    return _send_track(state, get_language())


@lru_cache
def _send_track(state: str, language: str | None) -> SafeString:
    return render_to_string("parts/send_track.html", {"state": state})


@register.simple_tag
def tally_bar(tally: object, needed: int | None = None) -> SafeString:
    """One cell a seat: for, deemed for (hollow), against, other, silent; a mark at the needed number."""
    if _count(tally, "cast") and not _count(tally, "for_", "for") and _by_choice(tally):
        return _bar(["plain in"] * _count(tally, "cast") + ["none"] * _count(tally, "silent"), needed)
    cells = ["for in"] * _count(tally, "for_", "for") + ["for"] * _count(tally, "deemed_for")
    cells += ["against in"] * _count(tally, "against") + ["other in"] * _count(tally, "other")
    return _bar(cells + ["none"] * _count(tally, "silent"), needed)


def _by_choice(tally: object) -> object:
    """The alternatives of an options question; empty for a yes or no."""
    return tally.get("by_choice") if isinstance(tally, Mapping) else getattr(tally, "by_choice", ())


def _count(tally: object, *names: str) -> int:
    """A number of a tally, which is the object itself or its facts in the journal."""
    for name in names:
        value = tally.get(name) if isinstance(tally, Mapping) else getattr(tally, name, None)
        if value is not None:
            return int(value)
    return 0


@register.simple_tag
def count_bar(received: int, total: int, needed: int | None = None) -> SafeString:
    """How many of how many, without saying what: a running vote or a quorum."""
    return _bar(["in"] * received + [""] * (total - received), needed)


def _bar(cells: list[str], needed: int | None) -> SafeString:
    """Cells of seats; the cell that completes the needed number carries the mark before it."""
    marked = [f"{cell} mid".strip() if needed == place else cell for place, cell in enumerate(cells, 1)]
    inner = format_html_join("", '<li class="{}"></li>', ((cell,) for cell in marked))
    return format_html('<ol class="tally" aria-hidden="true">{}</ol>', inner)


# -- dates --------------------------------------------------------------------------------------------------

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
def exact_time(moment: datetime | None) -> str:
    """'14:00:07' in Viet Nam."""
    return f"{local(moment):%H:%M:%S}" if moment else ""


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


# -- sizes --------------------------------------------------------------------------------------------------


@register.filter
def file_size(size: int | None) -> str:
    """'240 KB', in the form the language uses."""
    return str(filesizeformat(size)) if size else ""
