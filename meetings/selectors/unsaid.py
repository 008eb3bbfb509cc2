"""Of how many items of the nearest programme a person has still to say something: what Today reminds of."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from core.prepared import Placeholder, Prepared
from meetings.models import AgendaItem, Meeting, Position, PreparedPosition
from meetings.rules import ItemStatus, MeetingStatus, may_still_state
from meetings.selectors.closed import closed_items
from meetings.selectors.positions import seat_assisted_in
from meetings.selectors.seating import seat_in
from people.models import Person

_MEETING, _SEAT = Placeholder("meeting", "uuid"), Placeholder("seat", "uuid")
_stated = Prepared(lambda: Position.objects.filter(meeting=_MEETING, seat=_SEAT).values_list("matter"))
_prepared = Prepared(
    lambda: (
        PreparedPosition.objects.filter(meeting=_MEETING, seat=_SEAT)
        .order_by("number")
        .values_list("matter", "stance")
    )
)


def items_unsaid(
    person: Person, meetings: Sequence[Meeting], agenda: Mapping[object, Sequence[AgendaItem]]
) -> tuple[UUID, int] | None:
    """The nearest of these meetings that was sent, and of how many of its items nothing is said.

    For the staff of a member: neither said by the member nor prepared.
    """
    nearest = next((each for each in meetings if each.status == MeetingStatus.SENT.value), None)
    if nearest is None or not person.is_active:
        return None
    held = seat_in(person, nearest)
    seat = held or seat_assisted_in(person, nearest)
    if seat is None:
        return None
    about = {"meeting": nearest.pk, "seat": seat.pk}
    said = {matter for (matter,) in _stated(**about)}
    if held is None:
        said |= {matter for matter, stance in dict(_prepared(**about)).items() if stance}
    status, shut = MeetingStatus(nearest.status), closed_items(person, nearest)
    left = [
        item
        for item in agenda.get(nearest.pk, ())
        if item.pk not in shut
        and item.matter_id not in said
        and may_still_state(status, ItemStatus(item.status))
    ]
    return nearest.pk, len(left)
