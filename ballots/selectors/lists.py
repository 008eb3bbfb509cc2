"""Lists of ballots: filtered, searched, with what each person needs to know of a row."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from ballots.models import Answer, Ballot, Elector
from ballots.rules import IN_PREPARATION, OVER, Form, Status
from ballots.rules.phases import Phase, phase_of
from ballots.selectors.answers import current_of, electors_served, roles_of, turnouts
from ballots.selectors.preparing import prepared_of
from ballots.selectors.sight import through_seats
from ballots.wording import PHASES, RULINGS, STATUSES, decided_words
from core.prepared import Placeholder, Placeholders, Prepared
from core.working_time import WorkingSpan, viet_nam
from matters.selectors import papers_of
from matters.sight import open_matters, sight_of
from people.models import Person, Role, Seat
from people.policies import desk_reach
from people.procedure import all_procedures
from people.reach import Reach
from people.selectors import seats_served_by

IN_WORK = 60  # ballots that are put before the desks at once, of those sent and of those not sent
TO_ANSWER = 20  # open ballots that are put before a person at once


@dataclass(frozen=True)
class BallotRow:
    """One ballot in a list: what is left of its deadline, how much there is to read, who has answered.

    `held`: the electors whose seats the person holds; `offices`: the seats of other holders that the person
    assists. `answered_at` is about the first of these seats, `prepared` whether the staff have submitted an
    answer to one of them; what was answered is never here. `returned`: why a draft was returned.
    """

    ballot: Ballot
    phase: Phase
    left: WorkingSpan | None
    papers: int
    pages: int
    cast: int
    electorate: int
    held: Sequence[Elector]
    offices: tuple[str, ...]
    answered_at: datetime | None
    receipt: str
    prepared: bool
    followed: bool = False  # whether who has answered is for this person to see
    returned: str = ""

    @property
    def mine(self) -> bool:
        """Whether the person holds a seat of the electorate."""
        return bool(self.held)

    @property
    def sent(self) -> bool:
        """Whether it has left the desks."""
        return self.ballot.status not in IN_PREPARATION

    @property
    def phase_words(self) -> str:
        """Where it stands in the active language: the phase, and after the count the chair's part."""
        if self.ballot.ruling:
            return str(RULINGS[self.ballot.ruling])
        if self.ballot.status == Status.REPORTED:
            return str(STATUSES[self.ballot.status])
        return str(PHASES[self.phase.value])

    @property
    def decision(self) -> str:
        """What a closed ballot decided, question by question where there are several; empty before."""
        if self.phase is not Phase.CLOSED or not self.ballot.result:
            return ""
        counted = self.ballot.result["questions"]
        decided = [decided_words(each["outcome"]) for each in counted]
        if len(decided) == 1:
            return decided[0]
        return "; ".join(f"{each['number']}. {words}" for each, words in zip(counted, decided, strict=True))


def in_phase(phase: Phase, moment: datetime | Placeholder) -> Q:
    """The condition on a ballot that it is in this phase at this moment."""
    if phase is Phase.CLOSED:
        return Q(status__in=[status.value for status in OVER])
    if phase not in (Phase.OPEN, Phase.PAST):
        return Q(status=phase.value)
    compared = "closes_at__gt" if phase is Phase.OPEN else "closes_at__lte"
    return Q(**{"status": Status.OPEN.value, compared: moment})


def answered_for(person: Person) -> Exists:
    """The condition on a ballot that a seat which this person holds or assists has answered."""
    return answered_through(seats_served_by(person, Role.HOLDER, Role.ASSISTANT))


def answered_through(seats: Sequence[Seat] | Placeholders) -> Exists:
    """The condition on a ballot that one of these seats has answered."""
    return Exists(Answer.objects.filter(ballot=OuterRef("pk"), elector__seat__in=seats))


_SEATS = Placeholders("seats", "uuid")
_to_answer = Prepared(
    lambda: (
        Ballot.objects.filter(through_seats(_SEATS), in_phase(Phase.OPEN, Placeholder("moment", "moment")))
        .select_related("matter__lead", "body")
        .annotate(done=answered_through(_SEATS))
        .order_by("done", "closes_at")[:TO_ANSWER]
    )
)


def ballots_to_answer(person: Person, moment: datetime) -> Sequence[Ballot]:
    """Open ballots of this person's seats: those that wait for an answer first, then the nearest deadline."""
    seats = seats_served_by(person, Role.HOLDER, Role.ASSISTANT)
    found = _to_answer(seats=[seat.pk for seat in seats], moment=moment)
    return _readable(person, found)


_beside = Prepared(
    lambda: (
        Ballot.objects.filter(
            form=Form.WRITTEN.value,
            matter=Placeholder("matter", "uuid"),
            status__in=[Status.SUBMITTED.value, Status.APPROVED.value, Status.OPEN.value],
        )
        .only("title", "number", "status", "closes_at", "matter", "body")
        .order_by("closes_at")
    )
)


def ballots_beside(person: Person, matter: UUID, but: Ballot | None = None) -> list[Ballot]:
    """Other written ballots on this matter, of this person's bodies, that are out or wait to be sent."""
    reach = desk_reach(person)
    found = [each for each in _beside(matter=matter) if but is None or each.pk != but.pk]
    return [each for each in found if reach.covers(each.body_id)]


_in_work = Prepared(
    lambda: (
        Ballot.objects.filter(form=Form.WRITTEN.value, status__in=Placeholders("statuses", "text"))
        .select_related("matter__lead", "body")
        .order_by("closes_at")[:IN_WORK]
    )
)


_in_work_of = Prepared(
    lambda: (
        Ballot.objects.filter(
            form=Form.WRITTEN.value,
            status__in=Placeholders("statuses", "text"),
            body__in=Placeholders("bodies", "uuid"),
        )
        .select_related("matter__lead", "body")
        .order_by("closes_at")[:IN_WORK]
    )
)


def ballots_in_work(reach: Reach) -> list[Ballot]:
    """What the desks have in hand: what the members have, nearest deadline first, and what is not sent."""
    stages = ([Status.OPEN], [Status.CLOSED], IN_PREPARATION)
    of, more = (_in_work, {}) if reach.whole else (_in_work_of, {"bodies": list(reach.bodies)})
    return [found for stage in stages for found in of(statuses=[each.value for each in stage], **more)]


_reported = Prepared(
    lambda: (
        Ballot.objects.filter(status=Status.REPORTED.value, body__in=Placeholders("bodies", "uuid"))
        .select_related("matter__lead", "body")
        .order_by("closed_at")[:IN_WORK]
    )
)


def _decided_since(moment: datetime | Placeholder) -> QuerySet[Ballot]:
    found = Ballot.objects.filter(status=Status.DECIDED.value, ruled_at__gte=moment)
    return found.select_related("matter__lead", "body").order_by("-ruled_at")


_decided = Prepared(lambda: _decided_since(Placeholder("since", "moment"))[:TO_ANSWER])


def ballots_decided(since: datetime, reach: Reach) -> list[Ballot]:
    """What the chairs of these bodies have decided since a moment, the newest decision first."""
    if reach.whole:
        return _decided(since=since)
    return list(_decided_since(since).filter(reach.where())[:TO_ANSWER])


def ballots_to_rule(person: Person) -> list[Ballot]:
    """Reported ballots that wait for this person's decision (only holders of such seats cost a query)."""
    kinds = {each.tie_breaker_kind.value for each in all_procedures()}
    seats = [seat for seat in seats_served_by(person, Role.HOLDER) if seat.kind in kinds]
    found = _reported(bodies=[seat.body_id for seat in seats]) if seats else []
    breaks_ties = {(seat.body_id, seat.kind) for seat in seats}
    return [
        each
        for each in _readable(person, found)
        if (each.body_id, each.procedure.tie_breaker_kind.value) in breaks_ties
    ]


def _readable(person: Person, ballots: Sequence[Ballot]) -> list[Ballot]:
    """Without those whose matter is closed to this person."""
    seen = open_matters(person, [ballot.matter for ballot in ballots])
    return [ballot for ballot in ballots if ballot.matter_id in seen]


def ballot_rows(person: Person, ballots: Iterable[Ballot], moment: datetime) -> list[BallotRow]:
    """The ballots as a list shows them to this person, in seven queries however many they are."""
    listed, reach = list(ballots), desk_reach(person)
    roles = roles_of(person)
    counted = turnouts(listed)
    matters = {ballot.matter_id: ballot.matter for ballot in listed}.values()
    papers = papers_of(matters, sight=sight_of(person, matters))
    served = electors_served(listed, roles)
    current = current_of({elector.pk for electors in served.values() for elector in electors})
    prepared = prepared_of([elector.pk for electors in served.values() for elector in electors])
    rows = []
    for ballot in listed:
        electors = served.get(ballot.pk, [])
        held = [elector for elector in electors if roles[elector.seat_id] == Role.HOLDER]
        answer = next((current[e.pk] for e in held or electors if e.pk in current), None)
        cast, electorate = counted.get(ballot.pk, (0, 0))
        readable = papers[ballot.matter_id]
        rows.append(
            BallotRow(
                ballot=ballot,
                phase=phase_of(ballot.status, ballot.closes_at, moment),
                left=time_left(ballot, moment),
                papers=len(readable),
                pages=sum(paper.pages for paper in readable),
                cast=cast,
                electorate=electorate,
                held=held,
                offices=tuple(e.seat.office for e in electors if e not in held),
                answered_at=answer.at if answer else None,
                receipt=answer.receipt if answer and held else "",
                prepared=any(elector.pk in prepared for elector in held or electors),
                followed=reach.covers(ballot.body_id),
            )
        )
    return rows


def time_left(ballot: Ballot, moment: datetime) -> WorkingSpan | None:
    """The working time that is left of the deadline of an open ballot; overdue when it has passed."""
    if ballot.closes_at is None or ballot.status != Status.OPEN.value:
        return None
    return viet_nam().time_left(moment, ballot.closes_at)
