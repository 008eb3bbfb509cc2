"""Words about agenda items for templates."""

from django import template

from meetings.models import AgendaItem
from meetings.scene import ItemNow
from meetings.wording import ASKS
from people.models import in_language
from people.procedure import Parameter

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
    return round((item.ended_at - item.started_at).total_seconds() / 60)


@register.filter
def source_words(rule: Parameter[object]) -> str:
    """Where a rule of the procedure stands, in the active language."""
    return in_language(rule.source, rule.source_en)


@register.filter
def asks_name(asks: str) -> str:
    """What an item asks of the members, in the active language."""
    return str(ASKS[asks])
