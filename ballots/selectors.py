"""Reads about ballots; `ballots_visible_to` is the only way to a queryset."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Count, Exists, Max, OuterRef, Q, QuerySet, Subquery, Value, When
from django.http import Http404

from ballots.models import Answer, Ballot, Elector
from ballots.rules import Form, Line, Status
from ballots.rules.phases import Phase, phase_of
from ballots.wording import PHASES, decided_words
from core.prepared import Placeholder, Placeholders, Prepared
from core.working_time import WorkingSpan, viet_nam
from matters.search import search_in
from matters.selectors import papers_of
from people.models import Person, Role, Seat
from people.policies import is_secretariat, may_read_the_record
from people.selectors import seats_served_by, services_of

SEARCHED = ("number", "title", "matter__title", "matter__lead__name_vi", "matter__lead__name_en")
TO_ANSWER = 20  # open ballots that are put before a person at once


@dataclass(frozen=True)
class SeatAnswer:
    """One row of the board of seats: the elector and, where it may be shown, what was answered and when."""

    order: int
    seat: Seat
    answered_at: datetime | None
    revision: int
    place: str
    lines: Sequence[Line]
    deemed: bool

    def line(self, number: int) -> Line | None:
        """The answer to one question."""
        return next((line for line in self.lines if line["question"] == number), None)


def ballots_visible_to(person: Person) -> QuerySet[Ballot]:
    """Written ballots: all for secretariat and auditor; once open, for electors and their assistants."""
    written = Ballot.objects.filter(form=Form.WRITTEN.value).select_related("matter__lead", "body")
    if is_secretariat(person) or may_read_the_record(person):
        return written
    return written.filter(visible_through_seat(person))


def visible_through_seat(person: Person, prefix: str = "") -> Q:
    """The condition on a ballot (reached over `prefix`) that the person serves a seat of its electorate."""
    return _visible_through(seats_served_by(person, Role.HOLDER, Role.ASSISTANT), prefix)


def _visible_through(seats: Sequence[Seat] | Placeholders, prefix: str = "") -> Q:
    electorate = Elector.objects.filter(seat__in=seats).values("ballot")
    return Q(
        **{
            f"{prefix}pk__in": electorate,
            f"{prefix}form": Form.WRITTEN.value,
            f"{prefix}status__in": [
                Status.OPEN.value,
                Status.CLOSED.value,
                Status.RECALLED.value,
            ],
        }
    )


def ballot_for(person: Person, key: UUID) -> Ballot:
    """The written ballot if this person may see it; Http404 otherwise."""
    found = ballots_visible_to(person).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def locked_ballot(key: UUID) -> Ballot:
    """The ballot, locked until the end of the transaction."""
    return Ballot.objects.select_for_update().get(pk=key)


# -- what a cast asks, in the prepared way ------------------------------------------------------------------

_BALLOT = Placeholder("ballot", "uuid")
_casting = Prepared(
    lambda: Ballot.objects.select_for_update().defer("procedure_facts", "result").filter(pk=_BALLOT)
)
_electors = Prepared(
    lambda: Elector.objects.filter(ballot=_BALLOT, seat__in=Placeholders("seats", "uuid")).order_by()
)
_near = Prepared(
    lambda: Answer.objects.filter(
        Q(ballot=_BALLOT, key__in=Placeholders("keys", "uuid"))
        | Q(elector__in=Placeholders("electors", "uuid"))
    ).order_by()
)


def locked_for_casting(key: UUID) -> Ballot:
    """The ballot, locked, without what a cast does not ask for."""
    [found] = _casting(ballot=key)
    return found


def electors_at(ballot: UUID, seats: Sequence[UUID]) -> list[Elector]:
    """The electors of a ballot at these seats."""
    return _electors(ballot=ballot, seats=seats)


def answers_near(ballot: UUID, keys: Sequence[UUID], electors: Sequence[UUID]) -> list[Answer]:
    """The answers to a ballot that were sent with one of these keys or by one of these electors."""
    return _near(ballot=ballot, keys=keys, electors=electors)


def elector_of(person: Person, ballot: Ballot) -> Elector | None:
    """The elector whose seat this person holds today."""
    return _elector_at(ballot, seats_served_by(person, Role.HOLDER))


def elector_assisted_by(person: Person, ballot: Ballot) -> Elector | None:
    """The elector whose holder this person assists."""
    return _elector_at(ballot, seats_served_by(person, Role.ASSISTANT))


def _elector_at(ballot: Ballot, seats: Sequence[Seat]) -> Elector | None:
    return _served_electors.first(ballots=[ballot.pk], seats=[seat.pk for seat in seats])


def current_answer(elector: Elector) -> Answer | None:
    """The answer that counts for this elector: the highest revision."""
    return _current({elector.pk}).get(elector.pk)


def answers_of(elector: Elector) -> list[Answer]:
    """Every revision that this elector has cast, the one that counts first."""
    return list(elector.answers.order_by("-revision"))


def current_answers(ballot: Ballot) -> dict[UUID, Answer]:
    """Elector id → the answer that counts, in one query."""
    newest = Answer.objects.filter(elector=OuterRef("elector")).order_by("-revision").values("pk")[:1]
    found = Answer.objects.filter(ballot=ballot, pk=Subquery(newest))
    return {answer.elector_id: answer for answer in found}


def turnout(ballot: Ballot) -> tuple[int, int]:
    """How many seats have answered, of how many; never which way."""
    return _counted([ballot]).get(ballot.pk, (0, 0))


def board(ballot: Ballot) -> list[SeatAnswer]:
    """The electorate in protocol order; what was answered only once the ballot is closed."""
    answers = current_answers(ballot)
    deemed = set(ballot.deemed.values_list("elector_id", flat=True))
    shown = ballot.status == Status.CLOSED.value
    rows = []
    for elector in ballot.electors.select_related("seat").order_by("order"):
        answer = answers.get(elector.pk)
        rows.append(
            SeatAnswer(
                order=elector.order,
                seat=elector.seat,
                answered_at=answer.at if answer else None,
                revision=answer.revision if answer else 0,
                place=answer.place if answer and shown else "",
                lines=answer.lines if answer and shown else (),
                deemed=elector.pk in deemed,
            )
        )
    return rows


def next_number() -> int:
    """The number of the next written ballot."""
    return (Ballot.objects.aggregate(most=Max("number"))["most"] or 0) + 1


def matters_through_ballots(person: Person) -> Q:
    """The condition on Matter under which a written ballot brings it to this person."""
    return Q(pk__in=Ballot.objects.filter(visible_through_seat(person)).values("matter"))


# -- lists --------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class BallotRow:
    """One ballot in a list: what is left of its deadline, how much there is to read, who has answered.

    `mine`: the person holds a seat of the electorate; `offices`: the seats of other holders that the person
    assists. `answered_at` is about the first of these seats; what was answered is never here.
    """

    ballot: Ballot
    phase: Phase
    left: WorkingSpan | None
    papers: int
    pages: int
    cast: int
    electorate: int
    mine: bool
    offices: tuple[str, ...]
    answered_at: datetime | None
    receipt: str

    @property
    def phase_words(self) -> str:
        """The phase in the active language."""
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
    if phase in (Phase.DRAFT, Phase.CLOSED, Phase.RECALLED):
        return Q(status=phase.value)
    compared = "closes_at__gt" if phase is Phase.OPEN else "closes_at__lte"
    return Q(**{"status": Status.OPEN.value, compared: moment})


def answered_for(person: Person) -> Exists:
    """The condition on a ballot that a seat which this person holds or assists has answered."""
    return _answered_through(seats_served_by(person, Role.HOLDER, Role.ASSISTANT))


def _answered_through(seats: Sequence[Seat] | Placeholders) -> Exists:
    return Exists(Answer.objects.filter(ballot=OuterRef("pk"), elector__seat__in=seats))


def phase_counts(person: Person, moment: datetime) -> dict[str, int]:
    """Phase → how many ballots of it this person sees, and `waiting` / `answered` among the open ones."""
    answered = answered_for(person)
    counted = ballots_visible_to(person).aggregate(
        **{phase.value: Count("pk", filter=in_phase(phase, moment)) for phase in Phase},
        waiting=Count("pk", filter=in_phase(Phase.OPEN, moment) & ~Q(answered)),
        answered=Count("pk", filter=in_phase(Phase.OPEN, moment) & Q(answered)),
        all=Count("pk"),
    )
    return {name: int(value) for name, value in counted.items()}


def ballots_listed(person: Person, shown: str, moment: datetime) -> QuerySet[Ballot]:
    """One list of ballots (see `wording.LISTS`): what still runs first, nearest deadline first."""
    found = ballots_visible_to(person)
    running = in_phase(Phase.OPEN, moment)
    if shown in ("waiting", "answered"):
        answered = Q(answered_for(person))
        found = found.filter(running, answered if shown == "answered" else ~answered)
    elif shown != "all":
        found = found.filter(in_phase(Phase(shown), moment))
    ranked = found.alias(rank=Case(When(running, then=Value(0)), default=Value(1)))
    return ranked.order_by("rank", Case(When(running, then="closes_at")), "-composed_at")


def ballots_found(
    person: Person, shown: str, wanted: str, moment: datetime
) -> QuerySet[Ballot] | Sequence[Ballot]:
    """The same list narrowed down to the ballots that hold every word that is wanted, whatever its marks."""
    return search_in(ballots_listed(person, shown, moment), wanted, *SEARCHED)


_SEATS = Placeholders("seats", "uuid")
_to_answer = Prepared(
    lambda: (
        Ballot.objects.filter(_visible_through(_SEATS), in_phase(Phase.OPEN, Placeholder("moment", "moment")))
        .select_related("matter__lead", "body")
        .annotate(done=_answered_through(_SEATS))
        .order_by("done", "closes_at")[:TO_ANSWER]
    )
)


def ballots_to_answer(person: Person, moment: datetime) -> Sequence[Ballot]:
    """Open ballots of this person's seats: those that wait for an answer first, then the nearest deadline."""
    seats = seats_served_by(person, Role.HOLDER, Role.ASSISTANT)
    return _to_answer(seats=[seat.pk for seat in seats], moment=moment)


def ballot_rows(person: Person, ballots: Iterable[Ballot], moment: datetime) -> list[BallotRow]:
    """The ballots as a list shows them to this person, in six queries however many they are."""
    listed = list(ballots)
    roles = roles_of(person)
    counted = _counted(listed)
    papers = papers_of(
        {ballot.matter_id: ballot.matter for ballot in listed}.values(),
        restricted=Role.HOLDER in roles.values() or is_secretariat(person) or may_read_the_record(person),
    )
    served = _served(listed, roles)
    current = _current({elector.pk for electors in served.values() for elector in electors})
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
                mine=bool(held),
                offices=tuple(e.seat.office for e in electors if e not in held),
                answered_at=answer.at if answer else None,
                receipt=answer.receipt if answer and held else "",
            )
        )
    return rows


def time_left(ballot: Ballot, moment: datetime) -> WorkingSpan | None:
    """The working time that is left of the deadline of an open ballot; overdue when it has passed."""
    if ballot.closes_at is None or ballot.status != Status.OPEN.value:
        return None
    return viet_nam().time_left(moment, ballot.closes_at)


def roles_of(person: Person) -> dict[UUID, str]:
    """Seat id → holder or assistant, for the seats that this person holds or assists today; holder wins."""
    found: dict[UUID, str] = {}
    for role, seat in services_of(person):
        if role == Role.HOLDER or (role == Role.ASSISTANT and seat.pk not in found):
            found[seat.pk] = role
    return found


_BALLOTS = Placeholders("ballots", "uuid")
_served_electors = Prepared(
    lambda: (
        Elector.objects.filter(ballot__in=_BALLOTS, seat__in=Placeholders("seats", "uuid"))
        .select_related("seat")
        .order_by("order")
    )
)
_given = Prepared(
    lambda: Answer.objects.filter(elector__in=Placeholders("electors", "uuid")).order_by("revision")
)
_counts = Prepared(
    lambda: (
        Elector.objects.filter(ballot__in=_BALLOTS)
        .order_by()
        .values("ballot")
        .annotate(cast=Count("answers", filter=Q(answers__revision=1)), seats=Count("pk", distinct=True))
        .values_list("ballot", "cast", "seats")
    )
)


def _served(ballots: Sequence[Ballot], roles: Mapping[UUID, str]) -> dict[UUID, list[Elector]]:
    """Ballot id → the electors whose seats have one of these roles."""
    found: dict[UUID, list[Elector]] = {}
    for elector in _served_electors(ballots=[ballot.pk for ballot in ballots], seats=list(roles)):
        found.setdefault(elector.ballot_id, []).append(elector)
    return found


def _current(electors: set[UUID]) -> dict[UUID, Answer]:
    """Elector id → the answer that counts."""
    return {answer.elector_id: answer for answer in _given(electors=electors)}


def _counted(ballots: Sequence[Ballot]) -> dict[UUID, tuple[int, int]]:
    """Ballot id → how many seats have answered, of how many, in one query."""
    return {key: (cast, seats) for key, cast, seats in _counts(ballots=[ballot.pk for ballot in ballots])}
