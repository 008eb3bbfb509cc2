"""Who has the floor on an item, who waits for it, and how long each has spoken."""

from meetings.models import AgendaItem, Attendance, Meeting, Speaker
from meetings.models.speakers import HAS_FLOOR, STANDS
from meetings.rules import Presence
from meetings.rules.attendance import THERE
from meetings.rules.speakers import SpeakerStatus
from people.models import Person, Role, Seat
from people.selectors import seats_served_by


def speaking(meeting: Meeting) -> Speaker | None:
    """The one who has the floor, locked for whoever changes that."""
    return meeting.speakers.select_for_update(of=("self",)).filter(HAS_FLOOR).first()


def interrupted(item: AgendaItem) -> Speaker | None:
    """The speech that goes on when the point of order has been heard."""
    found = item.speakers.select_for_update(of=("self",))
    return found.filter(status=SpeakerStatus.PAUSED.value).order_by("-since", "-pk").first()


def waiting(item: AgendaItem) -> list[Speaker]:
    """All who wait on this item, in no order that matters, locked."""
    found = item.speakers.select_for_update(of=("self",)).filter(status=SpeakerStatus.WAITING.value)
    return list(found.order_by("pk"))


def standing_of(person: Person, item: AgendaItem) -> list[Speaker]:
    """The requests of this person on an item that are not settled."""
    return list(item.speakers.filter(STANDS, person=person).order_by("pk"))


def speaks_for(person: Person, meeting: Meeting) -> tuple[Seat | None, Presence | None] | None:
    """The seat for which a person speaks in a meeting and where it is; None: has no voice by any seat.

    A member speaks for the own seat; a deputy for the seat for which he is noted, in the member's place or
    beside a member who attends remotely.
    """
    held = [seat for seat in seats_served_by(person, Role.HOLDER) if seat.body_id == meeting.body_id]
    if held:
        row = Attendance.objects.filter(meeting=meeting, seat=held[0]).first()
        return held[0], Presence(row.presence) if row else Presence.EXPECTED
    deputed = Attendance.objects.filter(meeting=meeting, presence__in=THERE, deputy=person)
    row = deputed.select_related("seat").first()
    return (row.seat, Presence.DEPUTY) if row else None


def is_invited(person: Person, item: AgendaItem) -> bool:
    """Whether a guest is invited to this item or to the whole meeting."""
    guests = person.guest_of.filter(meeting=item.meeting_id)
    return any(each in (None, item.pk) for each in guests.values_list("item_id", flat=True))
