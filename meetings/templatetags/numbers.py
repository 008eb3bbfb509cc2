"""Template filters for the figures of a session."""

from django import template
from django.utils.translation import pgettext

register = template.Library()


@register.filter
def clock(seconds: int) -> str:
    """*26 phút 05 giây*, *1 giờ 02 phút 00 giây*; a minus in front when negative."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "−" if seconds < 0 else ""
    if not hours:
        return sign + pgettext("length", "%(minutes)s min %(seconds)02d s") % {
            "minutes": minutes,
            "seconds": rest,
        }
    written = {"hours": hours, "minutes": minutes, "seconds": rest}
    return sign + pgettext("length", "%(hours)s h %(minutes)02d min %(seconds)02d s") % written


@register.filter
def length_of(seconds: int) -> str:
    """The same without a sign, where the words beside it say which way."""
    return clock(abs(seconds))


@register.filter
def in_seconds(minutes: int) -> int:
    """Minutes as seconds."""
    return minutes * 60
