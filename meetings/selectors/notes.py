"""Private notes: a person's own, and those that a member shares with the assistants of the seat."""

from meetings.models import AgendaItem
from meetings.models.notes import ItemNote
from meetings.selectors.positions import seat_assisted_in
from people.models import Person
from people.selectors import holders


def note_of(person: Person, item: AgendaItem) -> ItemNote | None:
    """What this person has noted on the item."""
    return ItemNote.objects.filter(person=person, item=item).first()


def note_shared_with(person: Person, item: AgendaItem) -> ItemNote | None:
    """What the member whom this person assists has shared with the staff; None when nothing is."""
    seat = seat_assisted_in(person, item.meeting)
    holder = holders([seat]).get(seat.pk) if seat else None
    if holder is None:
        return None
    return ItemNote.objects.filter(person=holder, item=item, shared=True).exclude(text="").first()
