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
from meetings.selectors.programme import (
    Programme,
    ProgrammeItem,
    Result,
    guests_by_item,
    papers_due,
    programme,
    results_of,
)

__all__ = [
    "COMING",
    "SHOWN",
    "Programme",
    "ProgrammeItem",
    "Result",
    "agenda",
    "attendance",
    "attendances_of",
    "attending_on",
    "coming_meetings",
    "day_of",
    "guests_by_item",
    "is_whole_guest",
    "items_open_to",
    "matters_through_meetings",
    "meeting_for",
    "meeting_named",
    "meeting_of",
    "meetings_visible_to",
    "open_vote",
    "papers_due",
    "presences",
    "programme",
    "quorum_of",
    "results_of",
    "running_item",
    "seat_in",
    "sees",
]
