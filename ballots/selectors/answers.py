"""Electors with their answers, and the board of seats."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, OuterRef, Q, Subquery

from ballots.models import Answer, Ballot, Delivery, Elector
from ballots.rules import OVER, How, Line, Status, in_time, on_earlier_papers
from ballots.selectors.preparing import standing
from core.prepared import Placeholder, Placeholders, Prepared
from people.models import Person, Role, Seat
from people.selectors import seats_served_by, services_of


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
    delivery: Delivery | None
    prepared_at: datetime | None
    earlier: bool = False  # given on papers that were replaced since, and not confirmed

    @property
    def opened_at(self) -> datetime | None:
        """When the member opened the ballot; before that, when an assistant did."""
        return (self.delivery.opened_at or self.delivery.staff_opened_at) if self.delivery else None

    @property
    def by_mail(self) -> bool:
        """Whether the message was what delivered it."""
        return self.delivery is not None and self.delivery.delivered_how == How.MAIL.value

    @property
    def by_staff_only(self) -> bool:
        """Whether only an assistant has opened it so far."""
        return self.delivery is not None and not self.delivery.opened_at

    def line(self, number: int) -> Line | None:
        """The answer to one question."""
        return next((line for line in self.lines if line["question"] == number), None)


def elector_of(person: Person, ballot: Ballot) -> Elector | None:
    """The elector whose seat this person holds today."""
    return _elector_at(ballot, seats_served_by(person, Role.HOLDER))


def elector_assisted_by(person: Person, ballot: Ballot) -> Elector | None:
    """The elector whose holder this person assists."""
    return _elector_at(ballot, seats_served_by(person, Role.ASSISTANT))


def elector_served_by(person: Person, ballot: Ballot) -> Elector | None:
    """The elector whose seat this person holds, else the one whose holder this person assists."""
    return elector_of(person, ballot) or elector_assisted_by(person, ballot)


def _elector_at(ballot: Ballot, seats: Sequence[Seat]) -> Elector | None:
    return _served_electors.first(ballots=[ballot.pk], seats=[seat.pk for seat in seats]) if seats else None


def elector_at(ballot: Ballot, order: int) -> Elector | None:
    """The elector of this place in the protocol."""
    return ballot.electors.select_related("seat", "ballot").filter(order=order).first()


def elector_of_seat(ballot: Ballot, seat: Seat) -> Elector | None:
    """The elector of one seat."""
    return _elector_at(ballot, [seat])


def delivery_to(elector: Elector) -> Delivery | None:
    """How far the ballot has come to this seat; None when nothing is known."""
    return getattr(elector, "delivery", None)


def delivered_in_time(ballot: Ballot, electors: Iterable[Elector]) -> set[UUID]:
    """Those of the electors (by id) to whom the ballot was delivered before its deadline, by evidence."""
    reached = ((elector.pk, delivery_to(elector)) for elector in electors)
    return {key for key, known in reached if known and in_time(known.delivered_at, ballot.closes_at)}


def current_answer(elector: Elector) -> Answer | None:
    """The answer that counts for this elector: the highest revision."""
    return current_of({elector.pk}).get(elector.pk)


def answers_of(elector: Elector) -> list[Answer]:
    """Every revision that this elector has cast, the one that counts first."""
    return list(elector.answers.order_by("-revision"))


def current_answers(ballot: Ballot) -> dict[UUID, Answer]:
    """Elector id → the answer that counts, in one query."""
    return {answer.elector_id: answer for answer in _newest(ballot=ballot.pk)}


def turnout(ballot: Ballot) -> tuple[int, int]:
    """How many seats have answered, of how many; never which way."""
    return turnouts([ballot]).get(ballot.pk, (0, 0))


def board(ballot: Ballot, *, early: bool = False) -> list[SeatAnswer]:
    """The electorate in protocol order; what was answered only once the ballot is closed.

    `early` is for those alone to whom the ballot shows answers as they come (`policies.sees_answers_come`).
    """
    answers = current_answers(ballot)
    shown = ballot.status in OVER or (early and ballot.status == Status.OPEN)
    rows = []
    for elector in _seated(ballot=ballot.pk):
        answer = answers.get(elector.pk)
        rows.append(
            SeatAnswer(
                order=elector.order,
                seat=elector.seat,
                answered_at=answer.at if answer else None,
                revision=answer.revision if answer else 0,
                place=answer.place if answer and shown else "",
                lines=answer.lines if answer and shown else (),
                deemed=getattr(elector, "deemed", None) is not None,
                earlier=answer is not None and on_earlier_papers(answer.subject, ballot.subject),
                delivery=delivery_to(elector),
                prepared_at=elector.staff_ready_at,
            )
        )
    return rows


def roles_of(person: Person) -> dict[UUID, str]:
    """Seat id → holder or assistant, for the seats that this person holds or assists today; holder wins."""
    found: dict[UUID, str] = {}
    for role, seat in services_of(person):
        if role == Role.HOLDER or (role == Role.ASSISTANT and seat.pk not in found):
            found[seat.pk] = role
    return found


_newest = Prepared(
    lambda: Answer.objects.filter(
        ballot=Placeholder("ballot", "uuid"),
        pk=Subquery(
            Answer.objects.filter(elector=OuterRef("elector")).order_by("-revision").values("pk")[:1]
        ),
    )
)
_seated = Prepared(
    lambda: (
        Elector.objects.filter(ballot=Placeholder("ballot", "uuid"))
        .select_related("seat", "delivery", "deemed")
        .annotate(
            staff_ready_at=Subquery(
                standing().filter(elector=OuterRef("pk")).order_by("-number").values("ready_at")[:1]
            )
        )
        .order_by("order")
    )
)
_BALLOTS = Placeholders("ballots", "uuid")
_served_electors = Prepared(
    lambda: (
        Elector.objects.filter(ballot__in=_BALLOTS, seat__in=Placeholders("seats", "uuid"))
        .select_related("seat", "delivery")
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


def electors_served(ballots: Sequence[Ballot], roles: Mapping[UUID, str]) -> dict[UUID, list[Elector]]:
    """Ballot id → the electors whose seats have one of these roles."""
    if not roles:
        return {}
    found: dict[UUID, list[Elector]] = {}
    for elector in _served_electors(ballots=[ballot.pk for ballot in ballots], seats=list(roles)):
        found.setdefault(elector.ballot_id, []).append(elector)
    return found


def current_of(electors: set[UUID]) -> dict[UUID, Answer]:
    """Elector id → the answer that counts."""
    return {answer.elector_id: answer for answer in _given(electors=electors)} if electors else {}


def answers_by_seat(ballot: Ballot) -> dict[int, Answer]:
    """Seat order → the answer that counts now."""
    found = current_answers(ballot)
    orders = ballot.electors.filter(pk__in=found).values_list("pk", "order")
    return {order: found[key] for key, order in orders}


def turnouts(ballots: Sequence[Ballot]) -> dict[UUID, tuple[int, int]]:
    """Ballot id → how many seats have answered, of how many, in one query."""
    return {key: (cast, seats) for key, cast, seats in _counts(ballots=[ballot.pk for ballot in ballots])}
