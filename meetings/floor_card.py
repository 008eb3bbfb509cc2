"""One person's card of the floor: may it be asked for, is it asked for, and how many go first."""

from dataclasses import dataclass
from uuid import UUID

from meetings.models import AgendaItem, Meeting
from meetings.policies import may_ask_floor
from meetings.rules import MeetingStatus
from meetings.rules.speakers import Turn
from meetings.scene.floor import Floor, SpeakerNow, speakers_of
from meetings.selectors import open_vote, running_item
from people.models import Person


@dataclass(frozen=True)
class FloorCard:
    """What the card shows: nothing without an item on which this person may speak now.

    `speech` and `order` are what this person has asked for; `ahead` counts those who speak before.
    """

    item: UUID | None = None
    speech: SpeakerNow | None = None
    order: SpeakerNow | None = None
    speaking: bool = False
    ahead: int = 0
    refused: str = ""


def floor_card_of(person: Person, meeting: Meeting, *, refused: str = "") -> FloorCard:
    """The card of this person now; `refused` is why a request was not taken."""
    takes_place = meeting.status == MeetingStatus.RUNNING.value and meeting.paused_at is None
    item = running_item(meeting) if takes_place else None
    if item is None or not may_ask_floor(person, item) or open_vote(meeting) is not None:
        return FloorCard(refused=refused)
    return _standing(person, item, refused)


def _standing(person: Person, item: AgendaItem, refused: str) -> FloorCard:
    floor = Floor(item.pk, speakers_of(item.meeting_id))
    mine = {each.turn: number for number, each in enumerate(floor.waiting) if each.person == person.pk}
    has = [each for each in (floor.speaking, floor.paused) if each and each.person == person.pk]
    speech, order = mine.get(Turn.SPEECH.value), mine.get(Turn.ORDER.value)
    return FloorCard(
        item=item.pk,
        speech=None if speech is None else floor.waiting[speech],
        order=None if order is None else floor.waiting[order],
        speaking=bool(has),
        ahead=min(mine.values(), default=0),
        refused=refused,
    )
