"""One person's vote card: what may be done now, and the receipt of what was counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q

from ballots.models import Answer, Ballot
from ballots.rules import Choice, Line, Status
from ballots.services import Receipt
from core.prepared import Placeholder, Prepared
from meetings.models import Attendance, Meeting, Recusal
from meetings.policies import may_download_minutes
from meetings.rules import ItemStatus, MeetingStatus, Presence, may_vote_from
from people.models import Person, Role, Seat
from people.policies import reads_everything
from people.selectors import appointments_in_force


@dataclass(frozen=True)
class Stored:
    """The answer as it is stored: the receipt's number, its moment, revision and choice."""

    number: str
    at: datetime
    revision: int
    choice: str
    way: str = ""
    keyed_by: str = ""
    confirmed_by: str = ""


@dataclass(frozen=True)
class Card:
    """What the card shows.

    `state`: nothing (no vote at hand), open (may vote), counted (has voted, may change while `may_change`),
    hands (the vote is taken by hand or voice), barred (a member who cannot vote from where the seat is),
    closed (the vote is over), reader (no member), over (the session is closed). `role` names the reader:
    assistant, deputy, desk or guest.
    """

    state: str
    ballot: Ballot | None = None
    stored: Stored | None = None
    presence: str = ""
    deputy: str = ""
    role: str = ""
    may_change: bool = False
    minutes: bool = False
    choice: str = ""
    refused: str = ""

    @property
    def named(self) -> int:
        """The revision that the next vote replaces; 0 when there is none."""
        return self.stored.revision if self.stored else 0

    @property
    def chose_for(self) -> bool:
        """Whether a refused request had chosen to agree."""
        return self.choice == Choice.FOR

    @property
    def chose_against(self) -> bool:
        """Whether it had chosen to disagree."""
        return self.choice == Choice.AGAINST

    @property
    def chose_other(self) -> bool:
        """Whether it had chosen another opinion."""
        return self.choice == Choice.OTHER


def card_of(
    person: Person, meeting: Meeting, seat: Seat | None, *, choice: str = "", refused: str = ""
) -> Card:
    """The card of this person now; `choice` and `refused` are what a refused request said and got."""
    if meeting.status == MeetingStatus.CLOSED.value:
        return Card("over", minutes=may_download_minutes(person, meeting), refused=refused)
    if seat is None:
        return Card("reader", role=_role(person, meeting), refused=refused)
    ballot = ballot_at_hand(meeting)
    if ballot is None:
        return Card("nothing", refused=refused)
    stored = _stored(_answers.first(ballot=ballot.pk, seat=seat.pk))
    if ballot.status != Status.OPEN.value:
        return Card("closed", ballot, stored, refused=refused)
    if ballot.item_vote.way:
        return Card("hands", ballot, stored, refused=refused)
    row = _attendance.first(meeting=meeting.pk, seat=seat.pk, item=ballot.item_vote.item_id)
    presence = Presence(row.presence) if row else Presence.EXPECTED
    recused = row is not None and row.recused
    there = may_vote_from(presence) and not recused
    state = "counted" if stored else "open" if there else "barred"
    deputy = row.deputy.name if row and row.deputy else ""
    where = "recused" if recused else presence.value
    return Card(state, ballot, stored, where, deputy, "", there, False, choice, refused)


def counted_card(ballot: Ballot, receipt: Receipt) -> Card:
    """The card right after a vote was counted, from its receipt alone."""
    stored = Stored(receipt.number, receipt.at, receipt.revision, _choice(receipt.lines))
    return Card("counted", ballot, stored, may_change=True)


_MEETING, _SEAT = Placeholder("meeting", "uuid"), Placeholder("seat", "uuid")
_latest_vote = Prepared(
    lambda: (
        Ballot.objects.filter(item_vote__item__meeting=_MEETING)
        .select_related("item_vote__item")
        .defer("procedure_facts", "result")
        .order_by("-composed_at")[:1]
    )
)
_answers = Prepared(
    lambda: Answer.objects.filter(ballot=Placeholder("ballot", "uuid"), elector__seat=_SEAT).order_by(
        "-revision"
    )
)
_recused = Exists(Recusal.objects.filter(item=Placeholder("item", "uuid"), seat=OuterRef("seat")))
_attendance = Prepared(
    lambda: (
        Attendance.objects.filter(meeting=_MEETING, seat=_SEAT)
        .annotate(recused=_recused)
        .select_related("deputy")
    )
)


def ballot_at_hand(meeting: Meeting) -> Ballot | None:
    """The latest vote, if it is on the running item or, between two items, on the one that was ended last."""
    latest = _latest_vote.first(meeting=meeting.pk)
    if latest is None or meeting.status != MeetingStatus.RUNNING.value:
        return None
    item = latest.item_vote.item
    if item.status == ItemStatus.RUNNING.value:
        return latest
    later = Q(status=ItemStatus.RUNNING.value) | Q(ended_at__gt=item.ended_at)
    return None if meeting.items.filter(later).exists() else latest


def _stored(answer: Answer | None) -> Stored | None:
    if answer is None:
        return None
    by = (answer.keyed_by.name, answer.person.name) if answer.keyed_by else ("", "")
    return Stored(answer.receipt, answer.at, answer.revision, _choice(answer.lines), answer.way, *by)


def _choice(lines: Sequence[Line]) -> str:
    return lines[0]["choice"] if lines else ""


def _role(person: Person, meeting: Meeting) -> str:
    """What somebody without a seat is here."""
    if reads_everything(person, meeting.body_id):
        return "desk"
    roles = set(
        appointments_in_force()
        .filter(person=person, seat__body=meeting.body_id)
        .values_list("role", flat=True)
    )
    if Role.DEPUTY in roles:
        return "deputy"
    return "assistant" if Role.ASSISTANT in roles else "guest"
