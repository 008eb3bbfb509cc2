"""Private notes: a person's own, and those that a member shares with the assistants of the seat."""

from meetings.models import AgendaItem, Meeting
from meetings.models.notes import ItemNote
from meetings.rules import ItemStatus, MeetingStatus
from meetings.selectors.agenda import running_item
from meetings.selectors.positions import seat_assisted_in
from people.models import Person
from people.selectors import holders


def item_at_hand(meeting: Meeting) -> AgendaItem | None:
    """The item on which a member notes something: the running one, or between two the one ended last."""
    if meeting.status != MeetingStatus.RUNNING.value:
        return None
    ended = meeting.items.filter(status=ItemStatus.DONE.value).order_by("-ended_at", "order")
    return running_item(meeting) or ended.select_related("matter").first()


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
