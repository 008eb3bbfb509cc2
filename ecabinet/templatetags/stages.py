"""The cells of a board of seats: how far something has come, as picture, time and words."""

from datetime import datetime

from django import template
from django.utils import dateformat
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import pgettext

from core.time import local
from ecabinet.templatetags.times import moment
from ecabinet.templatetags.ui import icon

register = template.Library()


def _day(at: datetime) -> str:
    """'23/11' or '23 Nov': the column of a board has no room for the day of the week."""
    return dateformat.format(local(at), pgettext("form of a short date", "j M"))


@register.simple_tag
def stage(at: datetime | None, picture: str = "check", by: object = "") -> SafeString:
    """When a stage was reached (`by` says how, for those who hear the page), or that it was not yet."""
    if not at:
        not_yet = pgettext("stage of a ballot", "not yet")
        return format_html(
            '<span class="todo" aria-hidden="true">○</span><span class="sr">{}</span>', not_yet
        )
    return format_html(
        "{}{}<small>{}</small>{}",
        icon(picture or "check"),
        moment(at, "short_time"),
        _day(at),
        format_html('<span class="sr"> {}</span>', by) if by else "",
    )
