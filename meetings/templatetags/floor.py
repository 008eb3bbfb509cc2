"""Words about the floor and about votes for templates."""

from django import template

from meetings.wording.by_hand import WAYS
from meetings.wording.speakers import time_spoken as clock

register = template.Library()


@register.filter
def way_name(way: str) -> str:
    """How a vote is taken that is not given on tablets; empty for one that is."""
    return str(WAYS.get(way, ""))


@register.filter
def clock_of(seconds: int) -> str:
    """*03:05*: where a clock stands, as it writes it."""
    return f"{seconds // 60:02}:{seconds % 60:02}"


@register.filter
def time_spoken(seconds: int) -> str:
    """*3:05*: how long somebody has spoken."""
    return clock(seconds)
