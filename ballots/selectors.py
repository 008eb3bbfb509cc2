"""Reads about ballots; `ballots_visible_to` is the only way to a queryset."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery
from django.http import Http404

from ballots.models import Answer, Ballot, Elector
from ballots.rules import Form, Line, Status
from people.models import Person, Role, Seat
from people.policies import is_secretariat, may_read_the_record
from people.selectors import seats_served_by


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
    seats = seats_served_by(person, Role.HOLDER, Role.ASSISTANT).values("pk")
    electorate = Elector.objects.filter(seat__in=seats).values("ballot")
    return Q(
        **{
            f"{prefix}pk__in": electorate,
            f"{prefix}form": Form.WRITTEN.value,
            f"{prefix}status__in": [Status.OPEN.value, Status.CLOSED.value],
        }
    )


def ballot_for(person: Person, key: UUID) -> Ballot:
    """The written ballot if this person may see it; Http404 otherwise."""
    found = ballots_visible_to(person).filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def elector_of(person: Person, ballot: Ballot) -> Elector | None:
    """The elector whose seat this person holds today."""
    held = seats_served_by(person, Role.HOLDER).values("pk")
    return ballot.electors.filter(seat__in=held).select_related("seat").first()


def elector_assisted_by(person: Person, ballot: Ballot) -> Elector | None:
    """The elector whose holder this person assists."""
    assisted = seats_served_by(person, Role.ASSISTANT).values("pk")
    return ballot.electors.filter(seat__in=assisted).select_related("seat").first()


def current_answer(elector: Elector) -> Answer | None:
    """The answer that counts for this elector: the highest revision."""
    return elector.answers.order_by("-revision").first()


def current_answers(ballot: Ballot) -> dict[UUID, Answer]:
    """Elector id → the answer that counts, in one query."""
    newest = Answer.objects.filter(elector=OuterRef("elector")).order_by("-revision").values("pk")[:1]
    found = Answer.objects.filter(ballot=ballot, pk=Subquery(newest))
    return {answer.elector_id: answer for answer in found}


def turnout(ballot: Ballot) -> tuple[int, int]:
    """How many seats have answered, of how many; never which way."""
    cast = Answer.objects.filter(ballot=ballot, revision=1).count()
    return cast, ballot.electors.count()


def turnouts(ballots: Iterable[Ballot]) -> dict[UUID, int]:
    """Ballot id → number of seats that have answered, in one query."""
    found = Answer.objects.filter(ballot__in=list(ballots), revision=1)
    counts: dict[UUID, int] = {}
    for key in found.values_list("ballot_id", flat=True):
        counts[key] = counts.get(key, 0) + 1
    return counts


def answered_by(person: Person, ballots: Iterable[Ballot]) -> dict[UUID, Answer]:
    """Ballot id → the current answer of the seat that this person holds, in one query."""
    held = seats_served_by(person, Role.HOLDER).values("pk")
    rows = Answer.objects.filter(ballot__in=list(ballots), elector__seat__in=held).order_by("revision")
    return {answer.ballot_id: answer for answer in rows}


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
