"""What the invited have replied, and what attendance that lets expect."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from core.prepared import Placeholder, Placeholders, Prepared
from meetings.models import Guest, Invitation, Meeting, Reply
from meetings.rules import MeetingStatus, Presence, Quorum, quorum
from meetings.rules.replies import Consent, Said, expected_presence, is_asked
from meetings.selectors.attendance import day_of
from meetings.selectors.seating import Invited, expected_seats, seat_in, seats_expected
from people.models import Person, Role, Seat
from people.selectors import holders, seats_served_by


@dataclass(frozen=True)
class SeatReply:
    """A seat of the body, who holds it today, and what it has replied."""

    seat: Seat
    holder: Person | None
    reply: Reply | None
    sequence: int
    chairs: bool = False

    @property
    def said(self) -> Said | None:
        """What was replied; nothing, too, where a calendar only said "perhaps"."""
        return Said(self.reply.said) if self.reply else None

    @property
    def awaited(self) -> bool:
        """Whether the seat has still to say whether it attends."""
        return is_asked(self.said, chairs=self.chairs)

    @property
    def asks_consent(self) -> bool:
        """Whether its absence waits for a decision."""
        return self.reply is not None and self.reply.consent == Consent.ASKED.value

    @property
    def stale(self) -> bool:
        """Whether it was given for another time or place than the meeting has now."""
        return self.reply is not None and self.reply.sequence < self.sequence

    @property
    def presence(self) -> Presence:
        """Where the seat will be, going by its reply: the first attendance of the session."""
        if self.reply is None:
            return Presence.IN_ROOM if self.chairs else Presence.EXPECTED
        return expected_presence(Said(self.reply.said), Consent(self.reply.consent))


@dataclass(frozen=True)
class GuestReply:
    """A guest, once however many items the invitation names, and the reply."""

    person: Person
    items: Sequence[int]
    reply: Reply | None


@dataclass(frozen=True)
class Replies:
    """All replies to the invitation of a meeting, counted."""

    seats: Sequence[SeatReply]
    guests: Sequence[GuestReply]
    expected: Quorum

    @property
    def counts(self) -> Mapping[str, int]:
        """What was said → by how many seats; who chairs and says nothing attends."""
        said = [Said.ATTEND if row.chairs and row.said is None else row.said for row in self.seats]
        return Counter(each.value for each in said if each)

    @property
    def awaited(self) -> Sequence[SeatReply]:
        """The seats that have not replied."""
        return [row for row in self.seats if row.awaited]

    @property
    def requests(self) -> Sequence[SeatReply]:
        """The absences that wait for a decision."""
        return [row for row in self.seats if row.asks_consent]

    @property
    def replied(self) -> int:
        """How many seats have replied."""
        return len(self.seats) - len(self.awaited)


_replies = Prepared(
    lambda: Reply.objects.filter(meeting=Placeholder("meeting", "uuid")).select_related(
        "deputy", "by", "consent_by"
    )
)


def replies_of(meeting: Meeting) -> Replies:
    """The replies in protocol order, and the quorum that they let expect; a constant number of queries."""
    seats = seats_expected(meeting)
    held, sequence = holders(seats, day_of(meeting)), sequence_of(meeting)
    found = _replies(meeting=meeting.pk)
    of_seat = {each.seat_id: each for each in found if each.seat_id}
    rows = [
        SeatReply(seat, held.get(seat.pk), of_seat.get(seat.pk), sequence, seat.pk == meeting.chair_id)
        for seat in seats
    ]
    expected = quorum({row.seat.order: row.presence for row in rows}, meeting.procedure)
    return Replies(rows, _guests(meeting, {each.guest_id: each for each in found if each.guest_id}), expected)


_invited_guests = Prepared(
    lambda: (
        Guest.objects.filter(meeting=Placeholder("meeting", "uuid"))
        .select_related("person", "item")
        .order_by("person__label_vi", "item__order")
    )
)


def _guests(meeting: Meeting, replies: Mapping[UUID | None, Reply]) -> list[GuestReply]:
    items: dict[UUID, list[int]] = {}
    people: dict[UUID, Person] = {}
    for guest in _invited_guests(meeting=meeting.pk):
        people[guest.person_id] = guest.person
        items.setdefault(guest.person_id, []).extend([guest.item.order] if guest.item else [])
    return [GuestReply(person, items[key], replies.get(key)) for key, person in people.items()]


_sequence = Prepared(lambda: Invitation.objects.filter(pk=Placeholder("meeting", "uuid")))


def sequence_of(meeting: Meeting) -> int:
    """The number by which calendars know the present time and place of the meeting."""
    found = _sequence.first(meeting=meeting.pk)
    return found.sequence if found else 0


def reply_of(person: Person, meeting: Meeting) -> Reply | None:
    """What this person has replied for the own seat, or as a guest."""
    seat = seat_in(person, meeting)
    mine = meeting.replies.filter(seat=seat) if seat else meeting.replies.filter(guest=person)
    return mine.select_related("deputy", "consent_by").first()


def takes_the_chair(person: Person, meeting: Meeting) -> bool:
    """Whether this person, or whom this person serves, chairs it and has not said that he does not come."""
    if all(seat.pk != meeting.chair_id for seat in seats_served_by(person)):
        return False
    given = meeting.replies.filter(seat=meeting.chair_id).first()
    return given is None or given.said == Said.ATTEND.value


def deputies_named(meeting: Meeting) -> list[Reply]:
    """The replies that name who attends for a seat, once that needs no consent or has it."""
    named = meeting.replies.filter(said=Said.DEPUTY.value, deputy__isnull=False)
    settled = (Consent.NOT_NEEDED.value, Consent.GIVEN.value)
    return list(named.filter(consent__in=settled).select_related("deputy", "seat"))


def consenting_seat(meeting: Meeting) -> Seat:
    """Whose consent an absence needs by the procedure; the chair's where no such seat attends."""
    kind = meeting.procedure.absence_consent_by.value
    return expected_seats(meeting).filter(kind=kind).first() or meeting.chair


_of_seats = Prepared(
    lambda: Reply.objects.filter(
        meeting__in=Placeholders("meetings", "uuid"), seat__in=Placeholders("seats", "uuid")
    )
)


_chosen = Prepared(
    lambda: Invited.objects.filter(
        meeting__in=Placeholders("meetings", "uuid"), seat__in=Placeholders("seats", "uuid")
    )
)


def meetings_awaiting_reply(person: Person, meetings: Sequence[Meeting]) -> frozenset[UUID]:
    """Of these meetings those that ask the holder of a seat for a reply and have none, in two queries."""
    seats = {seat.body_id: seat.pk for seat in seats_served_by(person, Role.HOLDER)}
    sent = [m for m in meetings if m.status == MeetingStatus.SENT.value and m.body_id in seats]
    some = [m.pk for m in sent if not m.whole_body]
    chosen = _chosen(meetings=some, seats=list(seats.values())) if some else ()
    invited = {each.meeting_id for each in chosen}
    asked = [m.pk for m in sent if m.whole_body or m.pk in invited]
    if not (seats and meetings):
        return frozenset()
    given = _of_seats(meetings=asked, seats=list(seats.values()))
    said = {each.meeting_id: Said(each.said) for each in given}
    chaired = {m.pk for m in sent if m.chair_id == seats[m.body_id]}
    return frozenset(pk for pk in asked if is_asked(said.get(pk), chairs=pk in chaired))


_asked = Prepared(
    lambda: (
        Reply.objects.filter(
            consent=Consent.ASKED.value,
            seat__body__in=Placeholders("bodies", "uuid"),
            meeting__status=MeetingStatus.SENT.value,
        )
        .select_related("meeting__chair", "seat", "deputy")
        .order_by("meeting__starts_at", "seat__order")
    )
)


def absences_to_decide(person: Person) -> list[Reply]:
    """The absences that wait for this person's consent; one query for whoever could be asked for it."""
    held = [seat for seat in seats_served_by(person, Role.HOLDER) if seat.chair_rank is not None]
    if not held:
        return []
    found = _asked(bodies=[seat.body_id for seat in held])
    kinds = _kinds_at({each.meeting_id: each.meeting for each in found}.values()) if found else set()
    return [each for each in found if _decides(held, each.meeting, kinds)]


def _kinds_at(meetings: Iterable[Meeting]) -> set[tuple[UUID, str]]:
    """Body or (where only some seats attend) meeting, with the kinds of the seats that attend."""
    whole = Seat.objects.filter(body__in={each.body_id for each in meetings}, valid_to__isnull=True)
    some = Invited.objects.filter(meeting__in=[each.pk for each in meetings if not each.whole_body])
    return {*whole.values_list("body", "kind"), *some.values_list("meeting", "seat__kind")}


def _decides(held: Sequence[Seat], meeting: Meeting, kinds: Collection[tuple[UUID, str]]) -> bool:
    """What `consenting_seat` says, for many meetings."""
    kind = meeting.procedure.absence_consent_by.value
    if (meeting.body_id if meeting.whole_body else meeting.pk, kind) in kinds:
        return any((seat.body_id, seat.kind) == (meeting.body_id, kind) for seat in held)
    return any(seat.pk == meeting.chair_id for seat in held)
