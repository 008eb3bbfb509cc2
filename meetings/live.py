"""The live room of a meeting: who enters as which audience, and which sections that audience is shown."""

from collections.abc import Mapping

from core.live import Audience, RoomKind, Unwelcome
from matters.selectors import Sight, reads_restricted
from meetings.models import Meeting
from meetings.policies import may_open_console, may_run_meeting, may_show_screen, may_view_meeting
from meetings.scene import EVERYTHING, UNRESTRICTED, Reading, look
from meetings.sections import chair, console, room, screen
from meetings.selectors import items_open_to, meeting_of
from meetings.selectors.closed import AgendaSight, agenda_sight, all_closed_items
from people.models import Person

SECTIONS = {
    "room": room.sections,
    "chair": chair.sections,
    "console": console.sections,
    "screen": screen.sections,
}
ENTRANCE = {
    "room": may_view_meeting,
    "chair": may_run_meeting,
    "console": may_open_console,
    "screen": may_show_screen,
}


def enter(person: Person, key: str, view: str, language: str) -> Audience:
    """The audience of a person in this room; Unwelcome when it is not there for this person."""
    meeting = meeting_of(key)
    if meeting is None or not may_view_meeting(person, meeting):
        raise Unwelcome(4404)
    if view not in ENTRANCE or not ENTRANCE[view](person, meeting):
        raise Unwelcome(4403)
    return Audience(view, language, rights_of(person, meeting, view))


def rights_of(person: Person, meeting: Meeting, view: str) -> tuple[str, ...]:
    """What this person may see of the room beyond the view itself."""
    if view == "screen":  # the hall: everybody in it reads along
        return (EVERYTHING, UNRESTRICTED, *AgendaSight(all_closed_items(meeting), Sight(True)).rights)
    sight = agenda_sight(person, meeting)
    if view != "room":
        return (EVERYTHING, UNRESTRICTED, *sight.rights)
    items = items_open_to(person, meeting)
    seen = (EVERYTHING,) if items is None else tuple(sorted(str(item) for item in items))
    shut = sight.rights if items is None else AgendaSight(frozenset(), sight.papers).rights
    return (*seen, *((UNRESTRICTED,) if reads_restricted(person, meeting.body_id) else ()), *shut)


def render(reading: Reading, audience: Audience) -> Mapping[str, str]:
    """Name → HTML of every section of this audience."""
    return SECTIONS[audience.view](reading, audience)


ROOM = RoomKind("meeting", enter, look, render, watching=frozenset(("chair", "console")))
