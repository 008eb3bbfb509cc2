"""Words about agenda items for templates."""

from datetime import datetime

from django import template
from django.forms import BoundField
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from core.time import local
from matters.selectors import Paper
from meetings.forms import drawn_options
from meetings.models import AgendaItem
from meetings.rules.clocks import seconds_spent
from meetings.rules.papers import PapersDue
from meetings.scene import ItemNow
from meetings.selectors import Readiness
from meetings.wording import ASKS, STANCES
from meetings.wording.agenda import GROUNDS
from meetings.wording.readiness import LACKS, SHORT_LACKS, late_words
from people.models import in_language
from people.parameters import Parameter

register = template.Library()


@register.filter
def presenter_name(item: AgendaItem) -> str:
    """Who presents: the office named, or the agency that submits the matter."""
    return item.presenter.office if item.presenter else item.matter.lead.name


@register.filter
def minutes_taken(item: AgendaItem | ItemNow) -> int | None:
    """How many minutes an item took, when it is over."""
    if item.started_at is None or item.ended_at is None:
        return None
    spent = seconds_spent(
        item.started_at, item.ended_at, taken=item.taken_seconds, paused=item.paused_seconds
    )
    return round(spent / 60)


@register.filter
def minute_of_day(moment: datetime) -> int:
    """How many minutes of the day have passed in Ha Noi: from here the page counts its times."""
    there = local(moment)
    return there.hour * 60 + there.minute


@register.filter
def options(field: BoundField) -> SafeString:
    """The options of a select; a page of forty items draws the same thirty seats forty times."""
    return drawn_options(field.field.choices, field.value())  # type: ignore[attr-defined]


@register.filter
def late_by(paper: Paper, due: PapersDue | None) -> str:
    """By how much a paper came after the deadline, in words; empty when it was in time."""
    late = due.late_by(paper.came_at) if due else None
    if due is None or late is None:
        return ""
    words = {"span": late_words(late)}
    if paper.first_at and due.late_by(paper.first_at) is None:
        return gettext("replaced %(span)s after the deadline") % words
    return gettext("%(span)s late") % words


@register.filter
def due_source(due: PapersDue) -> str:
    """Who says until when the papers must come."""
    if due.by_desk:
        return pgettext("deadline for papers", "set by the Office of the Government for this session")
    return in_language(due.source, due.source_en)


@register.filter
def lack_words(lack: str) -> str:
    """What the agenda lacks, as a sentence."""
    return str(LACKS[lack])


@register.filter
def short_lacks(readiness: Readiness, item: AgendaItem) -> list[str]:
    """What an item lacks, as marks."""
    return [str(SHORT_LACKS[lack]) for lack in readiness.items.get(str(item.pk), ()) if lack in SHORT_LACKS]


@register.filter
def mending_place(lack: str, key: str) -> str:
    """Where on the page an item's lack is mended."""
    if lack in ("minutes", "presenter"):
        return f"#{key}-{lack}"
    return f"#papers-{key}" if lack in ("paper", "submission", "draft", "late") else f"#item-{key}"


@register.filter
def source_words(rule: Parameter[object]) -> str:
    """Where a rule of the procedure stands, in the active language."""
    return in_language(rule.source, rule.source_en)


@register.filter
def ground_words(ground: str) -> str:
    """On what ground a ballot is proposed for an agenda."""
    return str(GROUNDS[ground])


@register.filter
def asks_name(asks: str) -> str:
    """What an item asks of the members, in the active language."""
    return str(ASKS[asks])


@register.filter
def clock_stands(item: ItemNow, moment: datetime) -> str:
    """Where the clock of an item stands at a moment, as the clock writes it."""
    minutes, seconds = divmod(item.spent_at(moment), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"


@register.filter
def stance_name(stance: str) -> str:
    """What a position is called, in the active language."""
    return str(STANCES[stance])
