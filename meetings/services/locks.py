"""The locks of a meeting, always in the same order: meeting, item, attendance, ballot, stream."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Subquery

from core.prepared import Placeholder, Placeholders, Prepared
from core.refusals import Refusal
from meetings.models import AgendaItem, AgendaSection, Attendance, Guest, ItemVote, Meeting, Recusal
from people.models import Seat


def locked_meeting(key: UUID) -> Meeting:
    """The meeting's row, locked until the end of the transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("a lock lives in a transaction")
    return Meeting.objects.select_for_update(of=("self",)).select_related("body", "chair").get(pk=key)


def locked_item(meeting: Meeting, key: UUID) -> AgendaItem:
    """An item of this meeting, locked after it; refused when somebody has taken it off meanwhile."""
    items = AgendaItem.objects.select_for_update(of=("self",)).select_related("matter__lead")
    found = items.filter(pk=key, meeting=meeting).first()
    if found is None:
        raise Refusal("item_gone")
    return found


def locked_section(meeting: Meeting, key: UUID) -> AgendaSection:
    """A section of this meeting, locked after it; refused when somebody has taken it off meanwhile."""
    found = AgendaSection.objects.select_for_update().filter(pk=key, meeting=meeting).first()
    if found is None:
        raise Refusal("section_gone")
    return found


def locked_guest(meeting: Meeting, key: int) -> Guest | None:
    """An invitation to this meeting, locked after it; None when it was taken back meanwhile."""
    guests = Guest.objects.select_for_update(of=("self",)).select_related("person")
    return guests.filter(pk=key, meeting=meeting).first()


class Place(NamedTuple):
    """Where a seat is while its vote is counted, and how the vote is given."""

    seat: UUID
    presence: str
    recused: bool
    way: str


_BALLOT = Placeholder("ballot", "uuid")
_presences = Prepared(
    lambda: (
        Attendance.objects.select_for_update()
        .filter(meeting=Placeholder("meeting", "uuid"), seat__in=Placeholders("seats", "uuid"))
        .annotate(
            recused=Exists(Recusal.objects.filter(item__votes__ballot=_BALLOT, seat=OuterRef("seat"))),
            way=Subquery(ItemVote.objects.filter(ballot=_BALLOT).values("way")[:1]),
        )
        .order_by("pk")
        .values_list("seat", "presence", "recused", "way")
    )
)


def locked_presences(meeting: Meeting, ballot: UUID, seats: Sequence[UUID]) -> list[Place]:
    """Where these seats are and whether they take no part in what this ballot is about, each row locked.

    Always in the same order, whoever votes together.
    """
    return [Place(*row) for row in _presences(meeting=meeting.pk, ballot=ballot, seats=seats)]


def locked_seat(meeting: Meeting, seat: Seat) -> Attendance:
    """The attendance of a seat, locked as votes lock it: whoever votes from there waits."""
    return meeting.attendances.select_for_update(of=("self",)).get(seat=seat)
