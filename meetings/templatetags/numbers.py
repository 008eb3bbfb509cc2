"""Template filters for the figures of a session."""

from django import template

register = template.Library()


@register.filter
def clock(seconds: int) -> str:
    """*26:05*, *1:02:00*; a minus in front when negative."""
    minutes, rest = divmod(abs(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    sign = "−" if seconds < 0 else ""
    return f"{sign}{hours}:{minutes:02}:{rest:02}" if hours else f"{sign}{minutes}:{rest:02}"


@register.filter
def length_of(seconds: int) -> str:
    """The same without a sign, where the words beside it say which way."""
    return clock(abs(seconds))


@register.filter
def in_seconds(minutes: int) -> int:
    """Minutes as seconds."""
    return minutes * 60
