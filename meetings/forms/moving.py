"""A meeting dragged to another day or hour: what its plan begins with, and what saving would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.utils.http import urlencode

from core.time import HANOI, local
from meetings.forms.calendar import FIRST_YEAR, LAST_YEAR
from meetings.models import Meeting


@dataclass(frozen=True)
class Move:
    """From when to when; by which number calendars will know the change (None: nobody is told)."""

    before: datetime
    after: datetime
    number: int | None

    def initial(self) -> dict[str, Any]:
        """The day and the time with which the form of the plan begins."""
        return {"day": self.after.date(), "time": self.after.time()}

    @property
    def back(self) -> str:
        """The query of the calendar's week in which the meeting will stand."""
        return urlencode({"view": "week", "day": self.after.date().isoformat()})


def move_asked(query: Mapping[str, str], meeting: Meeting, sequence: int | None) -> Move | None:
    """The move that an address asks for; None for one that asks for none, or for nonsense.

    Without a time the meeting keeps its own; `sequence` is its present number, if it was sent.
    """
    before = local(meeting.starts_at)
    try:
        day = date.fromisoformat(query.get("day", ""))
        hour = time.fromisoformat(query["time"]) if "time" in query else before.time()
    except ValueError:
        return None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    after = datetime.combine(day, hour.replace(second=0, microsecond=0, tzinfo=None), HANOI)
    if after == before:
        return None
    return Move(before, after, None if sequence is None else sequence + 1)
