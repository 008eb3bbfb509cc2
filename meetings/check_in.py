"""What a member, or the deputy who attends for one, says of his own seat: the card in the room."""

from dataclasses import dataclass, replace
from datetime import datetime

from core.time import now
from meetings.models import Meeting
from meetings.rules import MeetingStatus, Presence, check_in_opens_at
from meetings.selectors import own_attendance, own_place
from people.models import Person, Seat

# What may be said from where; a deputy says only that he is here, or that he leaves.
OFFERED = {
    Presence.IN_ROOM: ("remote", "left"),
    Presence.REMOTE: ("in_room", "left"),
    Presence.DEPUTY: ("in_room", "remote"),
}
COMING = ("in_room", "remote")


@dataclass(frozen=True)
class CheckIn:
    """The card: where the seat is and what may be said; `opens_at` while it is too early."""

    office: str
    seat: int
    deputy: bool = False
    presence: str = Presence.EXPECTED.value
    deputy_name: str = ""
    since: datetime | None = None
    opens_at: datetime | None = None
    offered: tuple[str, ...] = ()
    refused: str = ""
    chairs: bool = False  # the chair was handed to this seat
    chaired_by: str = ""  # who chairs instead of this seat, the meeting's own chair

    @property
    def here(self) -> bool:
        """Whether whoever looks is noted as attending."""
        return "left" in self.offered

    @property
    def state(self) -> str:
        """What is told: early, here, away, or nothing."""
        if self.opens_at is not None:
            return "early"
        if not self.offered:
            return "nothing"
        return "here" if self.here else "away"


def check_in_card(person: Person, meeting: Meeting, *, refused: str = "") -> CheckIn | None:
    """The card of this person now; None for whoever has no seat to speak for, or nothing to say any more."""
    place = own_place(person, meeting)
    if place is None or meeting.status not in (MeetingStatus.SENT.value, MeetingStatus.RUNNING.value):
        return None
    row, seat = own_attendance(meeting, place.seat), place.seat
    opens_at = check_in_opens_at(meeting.starts_at, meeting.procedure)
    if meeting.status == MeetingStatus.SENT.value and opens_at is not None and now() < opens_at:
        return CheckIn(seat.office, seat.order, place.deputy, opens_at=opens_at)
    presence = Presence(row.presence) if row else Presence.EXPECTED
    seated = row.deputy if row else None
    offered: tuple[str, ...] = OFFERED.get(presence, COMING)
    if place.deputy:
        offered = _offered_to_deputy(presence, seated is not None and seated.pk == person.pk)
    name, since = seated.name if seated else "", row.since if row else None
    card = CheckIn(seat.office, seat.order, place.deputy, presence.value, name, since, None, offered, refused)
    return card if place.deputy or meeting.presiding is None else _with_chair(card, meeting, seat)


def _with_chair(card: CheckIn, meeting: Meeting, seat: Seat) -> CheckIn:
    """The card with who is in the chair, for those whom it concerns."""
    by = meeting.in_the_chair.office if seat.pk == meeting.chair_id else ""
    return replace(card, chairs=seat.pk == meeting.presiding_id, chaired_by=by)


def _offered_to_deputy(presence: Presence, seated: bool) -> tuple[str, ...]:
    if presence is Presence.IN_ROOM:
        return ()
    return ("left",) if seated else ("deputy",)
