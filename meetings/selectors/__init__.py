"""Reads about meetings; `meetings_visible_to` is the only way to a queryset."""

from meetings.selectors.agenda import agenda, matters_through_meetings, open_vote, running_item
from meetings.selectors.attendance import (
    attendance,
    attendances_of,
    attending_on,
    day_of,
    presences,
    quorum_of,
)
from meetings.selectors.meetings import (
    COMING,
    SHOWN,
    coming_meetings,
    is_whole_guest,
    items_open_to,
    meeting_for,
    meeting_named,
    meeting_of,
    meetings_visible_to,
    seat_in,
    sees,
)

__all__ = [
    "COMING",
    "SHOWN",
    "agenda",
    "attendance",
    "attendances_of",
    "attending_on",
    "coming_meetings",
    "day_of",
    "is_whole_guest",
    "items_open_to",
    "matters_through_meetings",
    "meeting_for",
    "meeting_named",
    "meeting_of",
    "meetings_visible_to",
    "open_vote",
    "presences",
    "quorum_of",
    "running_item",
    "seat_in",
    "sees",
]
