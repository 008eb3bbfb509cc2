"""One member's private note on the item at hand, as the room shows it beside the papers."""

from dataclasses import dataclass

from meetings.models import AgendaItem, ItemNote, Meeting
from meetings.policies import may_write_note
from meetings.selectors.notes import item_at_hand, note_of
from people.models import Person


@dataclass(frozen=True)
class RoomNote:
    """The item and what is noted on it; `others` are texts that other devices of this person have sent."""

    item: AgendaItem
    note: ItemNote | None

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.note.text if self.note else ""

    @property
    def base(self) -> int:
        """The version on which it is written on."""
        return self.note.version if self.note else 0

    @property
    def others(self) -> list[str]:
        """What lies beside it."""
        return list(self.note.aside.values()) if self.note else []

    @property
    def since(self) -> int:
        """When it was saved, in milliseconds, against which a text kept on the device is compared."""
        return int(self.note.saved_at.timestamp() * 1000) if self.note else 0


def room_note_of(person: Person, meeting: Meeting) -> RoomNote | None:
    """The note of this person; None without an item at hand, and for whoever notes nothing here."""
    item = item_at_hand(meeting)
    if item is None:
        return None
    item.meeting = meeting
    return RoomNote(item, note_of(person, item)) if may_write_note(person, item) else None
