"""What has changed in an agenda, in words for templates."""

from collections.abc import Sequence
from datetime import timedelta

from django import template
from django.utils.translation import gettext, ngettext, pgettext

from core.time import local
from matters.selectors import Paper
from meetings.models import AgendaItem
from meetings.rules.changes import Difference, What
from meetings.selectors import Changes

register = template.Library()


@register.filter
def of_kind(changes: Changes, what: str) -> list[Difference]:
    """The changes of one kind."""
    return changes.of(What(what))


@register.filter
def papers_new(changes: Changes, item: AgendaItem) -> Sequence[Paper]:
    """The papers of an item that came since."""
    return changes.papers.get(str(item.pk), ())


@register.filter
def change_marks(changes: Changes | None, item: AgendaItem) -> list[str]:
    """What is new of an item, as marks."""
    if changes is None:
        return []
    marks = [_mark(changes, each) for each in changes.by_item.get(str(item.pk), ())]
    came = len(papers_new(changes, item))
    if came:
        marks.append(ngettext("%(count)d new paper", "%(count)d new papers", came) % {"count": came})
    return marks


def _mark(changes: Changes, each: Difference) -> str:
    if each.before is None or each.now is None:
        return pgettext("agenda item", "New")
    if each.what is What.MOVED:
        return gettext("Moved, was item %(number)s") % {"number": each.before.order}
    if each.what is What.TIME:
        began = local(changes.began + timedelta(minutes=each.before.begins))
        return gettext("Other time, was %(time)s") % {"time": f"{began:%H:%M}"}
    if each.what is What.MINUTES:
        return gettext("Was %(minutes)s minutes") % {"minutes": each.before.minutes}
    return gettext("Other presenter, was %(presenter)s") % {"presenter": each.before.presenter}
