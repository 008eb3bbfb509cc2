"""Words about the floor for templates."""

from django import template

from meetings.wording.speakers import time_spoken as clock

register = template.Library()


@register.filter
def time_spoken(seconds: int) -> str:
    """*3:05*: how long somebody has spoken."""
    return clock(seconds)
