"""What the page Today shows to each kind of person, read with a constant number of queries."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings

from ballots.history import reasons_of_return
from ballots.rules.phases import Phase
from ballots.selectors import (
    BallotRow,
    ReplyRow,
    ballot_rows,
    ballots_decided,
    ballots_in_work,
    ballots_to_answer,
    ballots_to_rule,
    replies_awaited,
    roles_of,
)
from ballots.selectors.alerts import Alert, alerts_for, alerts_lately
from core.prepared import Placeholders, Prepared
from core.time import local, now
from core.uptime import NOTICED, last_seen
from meetings.models import AgendaItem, Meeting, Minutes, Reply
from meetings.rules import ItemStatus, MeetingStatus
from meetings.selectors import coming_meetings, items_open_to
from meetings.selectors.circulated import minutes_to_correct
from meetings.selectors.closed import closed_items, masked
from meetings.selectors.notices import NoticeClock, notices_waiting
from meetings.selectors.replies import absences_to_decide, meetings_awaiting_reply
from meetings.selectors.unsaid import items_unsaid
from people.accounts.invitations import to_confirm
from people.administration.selectors import proposals_of, proposals_to_decide
from people.administration.showing import Shown, showing
from people.models import Invitation, Person, Role
from people.notices import Post, post
from people.policies import (
    desk_reach,
    heads_a_secretariat,
    may_administer_people,
    works_at_desk,
    works_at_secretariat,
)
from people.selectors import seats_served_by
from records.selectors import records_waiting
from records.showing import Row, rows_of

BALLOTS_SHOWN = 20
DECISIONS_SHOWN_FOR = timedelta(days=7)
ACCOUNTS_SHOWN = 60


@dataclass(frozen=True)
class MeetingCard:
    """One meeting that runs or comes: when it ends as planned, where its agenda stands."""

    meeting: Meeting
    ends_at: datetime
    running: bool
    today: bool
    items: int
    item: AgendaItem | None
    cancelled: bool = False
    awaits_reply: bool = False
    unsaid: int = 0  # items of which the own seat has said nothing


@dataclass(frozen=True)
class MemberDay:
    """What waits for a member, an assistant or a guest, in the order of urgency."""

    moment: datetime
    member: bool
    first: MeetingCard | None
    later: list[MeetingCard]
    absences: list[Reply]
    minutes: list[Minutes]
    to_rule: list[BallotRow]
    replies: list[ReplyRow]
    waiting: list[BallotRow]
    answered: list[BallotRow]
    assisted: list[BallotRow]
    documents: list[Row]

    @property
    def empty(self) -> bool:
        """Whether nothing waits at all."""
        ballots = self.to_rule or self.replies or self.waiting or self.answered or self.assisted
        papers = self.minutes or self.documents
        return not (self.first or self.absences or papers or ballots)


@dataclass(frozen=True)
class Operation:
    """How what runs by itself fares: the clock, and the messages that it sends; nothing of their contents."""

    clock_seen: datetime | None
    clock_runs: bool
    mail_ready: bool
    mail_folder: str  # where messages are written while no mail server is named
    post: Post
    kept_days: int  # 0: messages are never deleted
    alerts: int  # about conspicuous casts, in the last thirty days


@dataclass(frozen=True)
class DeskDay:
    """What the secretariat has to do today, and what the auditor may look at."""

    moment: datetime
    may_act: bool
    may_approve: bool
    meetings: list[MeetingCard]
    to_approve: list[BallotRow]
    to_send: list[BallotRow]
    to_close: list[BallotRow]
    to_report: list[BallotRow]
    running: list[BallotRow]
    drafts: list[BallotRow]
    decided: list[BallotRow]
    notices: list[NoticeClock]
    documents: list[Row]
    proposals: list[Shown]
    links: list[Invitation]
    alerts: Sequence[Alert]
    own: MemberDay | None  # what waits for the seat that this person also holds or serves


@dataclass(frozen=True)
class PeopleDay:
    """What waits for an administrator of persons and offices, and what of his own waits with others."""

    to_decide: list[Shown]
    mine: list[Shown]
    links: list[Invitation]


def people_day(person: Person) -> PeopleDay:
    """The day of whoever administers persons and offices."""
    decide, mine = proposals_to_decide(person), proposals_of(person)
    shown = showing([*decide, *mine])
    return PeopleDay(shown[: len(decide)], shown[len(decide) :], to_confirm(person))


def member_day(person: Person) -> MemberDay:
    """The day of whoever holds or serves a seat, or is invited."""
    moment = now()
    cards = _cards(person, coming_meetings(person, moment), moment)
    to_rule = ballots_to_rule(person)
    rows = ballot_rows(person, [*to_rule, *ballots_to_answer(person, moment)], moment)
    reported, rows = rows[: len(to_rule)], rows[len(to_rule) :]
    return MemberDay(
        moment=moment,
        member=Role.HOLDER in roles_of(person).values(),
        first=cards[0] if cards else None,
        later=cards[1:],
        absences=absences_to_decide(person),
        minutes=minutes_to_correct(person, moment),
        to_rule=reported,
        replies=replies_awaited(person),
        waiting=[row for row in rows if row.mine and not row.answered_at],
        answered=[row for row in rows if row.mine and row.answered_at],
        assisted=[row for row in rows if not row.mine],
        documents=rows_of(records_waiting(person)),
    )


def desk_day(person: Person) -> DeskDay:
    """The day of the secretariat; of the auditor, without anything to do."""
    moment, reach = now(), desk_reach(person)
    recent = ballots_decided(moment - DECISIONS_SHOWN_FOR, reach)
    rows = ballot_rows(person, [*ballots_in_work(reach), *recent], moment)
    decided = [row for row in rows if row.ballot.ruling]
    rows = rows[: len(rows) - len(decided)]
    of = {phase: [row for row in rows if row.phase is phase][:BALLOTS_SHOWN] for phase in Phase}
    return DeskDay(
        moment=moment,
        may_act=works_at_secretariat(person),
        meetings=_cards(person, coming_meetings(person, moment), moment),
        may_approve=heads_a_secretariat(person),
        to_approve=of[Phase.SUBMITTED],
        to_send=of[Phase.APPROVED],
        to_close=of[Phase.PAST],
        to_report=of[Phase.CLOSED],
        running=of[Phase.OPEN],
        drafts=_with_reasons(of[Phase.DRAFT]),
        decided=decided,
        notices=notices_waiting(moment, reach),
        documents=rows_of(records_waiting(person)),
        proposals=showing(proposals_to_decide(person)),
        links=to_confirm(person),
        alerts=alerts_for(person),
        own=_seat_day(person),
    )


def _seat_day(person: Person) -> MemberDay | None:
    """The day of the seat beside the desk; documents and meetings stand in the desk's own lists."""
    if not seats_served_by(person):
        return None
    return replace(member_day(person), documents=[], later=[])


def _with_reasons(drafts: list[BallotRow]) -> list[BallotRow]:
    """The drafts, those that were returned first, each with its reason."""
    reasons = reasons_of_return([row.ballot for row in drafts])
    told = [replace(row, returned=reasons.get(row.ballot.pk, "")) for row in drafts]
    return sorted(told, key=lambda row: not row.returned)


def operation() -> Operation:
    """How the clock and the mail fare now."""
    seen = last_seen()
    return Operation(
        clock_seen=seen,
        clock_runs=seen is not None and now() - seen < NOTICED,
        mail_ready=settings.MAIL_READY,
        mail_folder=str(settings.EMAIL_FILE_PATH or ""),
        post=post(),
        kept_days=settings.NOTICES_KEPT_DAYS,
        alerts=alerts_lately(),
    )


def administers_people(person: Person) -> bool:
    """Whether Today is the page of persons and offices: an administrator who serves no seat."""
    return may_administer_people(person) and not seats_served_by(person)


def works_at_a_desk(person: Person) -> bool:
    """Whether Today is the desk's page: secretariat and auditor."""
    return works_at_desk(person)


def demo_accounts(suggested: Iterable[str]) -> list[Person]:
    """The demonstration's accounts, those worth trying first; nothing where no demonstration is loaded."""
    order = {name: place for place, name in enumerate(suggested)}
    found = Person.objects.filter(is_demo=True, is_active=True).order_by("username")[:ACCOUNTS_SHOWN]
    return sorted(found, key=lambda person: (order.get(person.username, len(order)), person.username))


_items = Prepared(
    lambda: (
        AgendaItem.objects.filter(meeting__in=Placeholders("meetings", "uuid"))
        .select_related("matter")
        .order_by("order")
    )
)


def _cards(person: Person, listed: list[Meeting], moment: datetime) -> list[MeetingCard]:
    agenda: dict[object, list[AgendaItem]] = {}
    for item in _items(meetings=[meeting.pk for meeting in listed]):
        agenda.setdefault(item.meeting_id, []).append(item)
    # A guest of single items is not told of the others; only the first card names an item.
    open_items = items_open_to(person, listed[0]) if listed else None
    shut = closed_items(person, listed[0]) if listed else frozenset()
    asked = meetings_awaiting_reply(person, listed)
    nearest, unsaid = items_unsaid(person, listed, agenda) or (None, 0)
    cards = []
    for place, meeting in enumerate(listed):
        items = agenda.get(meeting.pk, [])
        current = next((item for item in items if item.status == ItemStatus.RUNNING.value), None)
        hidden = place > 0 or (open_items is not None and (current is None or current.pk not in open_items))
        cards.append(
            MeetingCard(
                meeting=meeting,
                ends_at=meeting.starts_at + timedelta(minutes=meeting.minutes_planned),
                running=meeting.status == MeetingStatus.RUNNING.value,
                today=local(meeting.starts_at).date() == local(moment).date(),
                items=len(items) if open_items is None else 0,
                item=None if hidden else masked(current) if current and current.pk in shut else current,
                cancelled=meeting.status == MeetingStatus.CANCELLED.value,
                awaits_reply=meeting.pk in asked,
                unsaid=unsaid if meeting.pk == nearest else 0,
            )
        )
    return cards
