"""Casting answers: those that come at once are counted together, in one transaction on the locked ballot."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from django.db import transaction

from ballots.models import Answer, Ballot, Elector
from ballots.policies import casts_as
from ballots.rules import Form, Line, Status, check_cast, check_lines, check_subject
from ballots.rules import Question as QuestionRule
from ballots.selectors import answers_near, electors_at, locked_for_casting
from ballots.services.storing import store_answers, unsaved_answer
from core.refusals import NotAllowed, Refusal, require
from core.time import now
from core.together import Together
from matters.rules import clean_paragraphs
from people.models import Person, Role, Seat
from people.selectors import seats_served_by

# Locks where each of these seats is and tells its place, or why it may not vote from there. Casts are counted
# together when their seatings are equal.
Seating = Callable[[Collection[Seat]], Mapping[UUID, str | Refusal]]


@dataclass(frozen=True)
class Receipt:
    """What a member gets for a counted answer: its number, time, revision and what the stored row says."""

    number: str
    at: datetime
    revision: int
    lines: Sequence[Line]
    digest: str
    seq: int


@dataclass(frozen=True)
class _Cast:
    """An answer as it was sent; `seats` are those that the actor holds."""

    actor: Person
    seats: Sequence[Seat]
    lines: list[Line]
    named: int
    key: UUID
    seen: str | None
    browser: str = ""


def cast_answers(
    *,
    actor: Person,
    ballot: Ballot,
    lines: Sequence[Line],
    named: int,
    key: UUID,
    seen: str | None = None,
    seating: Seating | None = None,
    browser: str = "",
) -> Receipt:
    """Count an answer. `named` is the revision that it replaces (0: none), `key` makes a retry harmless.

    `seen` is the digest of what the member had before him: papers replaced meanwhile are shown first. None
    where no sheet was before him (`rules.check_subject`).
    `seating` says from where each seat votes, for a vote in session; `browser` marks the browser that sent
    it, within this ballot alone. Raises NotAllowed for whoever holds no seat of the electorate, and the
    Refusal of the rule that forbids the answer now.
    """
    cast = _Cast(actor, seats_served_by(actor, Role.HOLDER), cleaned_lines(lines), named, key, seen, browser)
    # In a session many vote at the same moment; a written answer may be the last before its deadline.
    return receipt_of(_together.do((ballot.pk, seating), cast, gather=seating is not None))


@dataclass(frozen=True)
class Sheet:
    """An answer sheet as a member sends it; the fields are those of `cast_answers`."""

    actor: Person
    lines: Sequence[Line]
    key: UUID
    named: int = 0
    seen: str | None = None


def cast_at_once(*, ballot: Ballot, sheets: Sequence[Sheet]) -> list[Receipt]:
    """Count sheets that came at the same moment, as `cast_answers` counts them; for loading, not for people.

    All are counted in one transaction, or none: the first that is refused is raised.
    """
    casts = [
        _Cast(
            actor=each.actor,
            seats=seats_served_by(each.actor, Role.HOLDER),
            lines=cleaned_lines(each.lines),
            named=each.named,
            key=each.key,
            seen=each.seen,
        )
        for each in sheets
    ]
    with transaction.atomic():
        outcomes = _count_together((ballot.pk, None), casts)
        for no in outcomes:
            if isinstance(no, Exception):
                raise no
    return [receipt_of(outcome) for outcome in outcomes if isinstance(outcome, Answer)]


def receipt_of(answer: Answer) -> Receipt:
    """The receipt of a stored answer: what the row says, not what the request said."""
    return Receipt(answer.receipt, answer.at, answer.revision, answer.lines, answer.digest, answer.seq)


def _count_together(about: tuple[UUID, Seating | None], casts: Sequence[_Cast]) -> list[Answer | Exception]:
    """Count all these casts in one transaction, in this order; each gets its stored answer or its refusal."""
    key, seating = about
    seats = [seat for cast in casts for seat in cast.seats]
    # This path runs 27 to 300 times at once: no savepoint, and the same few queries for one and for many.
    with transaction.atomic(savepoint=False):
        places = seating(seats) if seating else {}
        electors = {each.seat_id: each for each in electors_at(key, [seat.pk for seat in seats])}
        ballot = locked_for_casting(key)
        near = answers_near(key, [cast.key for cast in casts], [each.pk for each in electors.values()])
        counting = _Counting(ballot, electors, places, question_rules(ballot), now(), near)
        outcomes = [counting.outcome(cast) for cast in casts]
        store_answers(ballot, counting.accepted)
    return outcomes


_together: Together[tuple[UUID, Seating | None], _Cast, Answer] = Together(_count_together)


@dataclass
class _Counting:
    """A locked ballot while answers to it are judged; `answers` are those stored and those just accepted."""

    ballot: Ballot
    electors: Mapping[UUID, Elector]
    places: Mapping[UUID, str | Refusal]
    questions: Sequence[QuestionRule]
    moment: datetime
    answers: list[Answer]
    accepted: list[Answer] = field(default_factory=list)

    def outcome(self, cast: _Cast) -> Answer | Exception:
        """The answer to be stored, the one that the same key stored before, or why there is none."""
        try:
            return self._accept(cast)
        except (Refusal, NotAllowed) as no:
            return no

    def _accept(self, cast: _Cast) -> Answer:
        elector = next((self.electors[s.pk] for s in cast.seats if s.pk in self.electors), None)
        require(casts_as, cast.actor, elector)
        assert elector is not None  # the policy has just said so
        before = next((answer for answer in self.answers if answer.key == cast.key), None)
        if before is not None:
            return _same_again(before, elector, cast.lines)
        place = self.places.get(elector.seat_id, "")
        if isinstance(place, Refusal):
            raise place
        stored = [answer.revision for answer in self.answers if answer.elector_id == elector.pk]
        check_cast(
            Status(self.ballot.status),
            self.ballot.closes_at,
            self.moment,
            cast.named,
            max(stored, default=0),
            closed_at=self.ballot.closed_at,
        )
        check_subject(cast.seen, self.ballot.subject)
        check_lines(cast.lines, self.questions)
        answer = unsaved_answer(
            self.ballot,
            elector,
            person=cast.actor,
            lines=cast.lines,
            revision=cast.named + 1,
            key=cast.key,
            place=place,
        )
        answer.browser = cast.browser
        self.answers.append(answer)
        self.accepted.append(answer)
        return answer


def question_rules(ballot: Ballot) -> list[QuestionRule]:
    """What may be answered to each question of a ballot."""
    form = Form(ballot.form)
    if form is Form.SESSION:  # always the one question of its title, and asked for at every cast
        return [QuestionRule.on_draft(1, form)]
    rules = []
    for question in ballot.questions.all():
        letters = [alternative["letter"] for alternative in question.alternatives]
        if letters:
            rules.append(QuestionRule.on_alternatives(question.number, letters, form))
        else:
            rules.append(QuestionRule.on_draft(question.number, form))
    return rules


def cleaned_lines(lines: Sequence[Line]) -> list[Line]:
    """The lines as they are stored: texts in composed Unicode, without what nobody sees."""
    return [
        Line(
            question=int(line["question"]),
            choice=str(line["choice"]),
            text=clean_paragraphs(line.get("text", "")),
        )
        for line in lines
    ]


def _same_again(before: Answer, elector: Elector, lines: Sequence[Line]) -> Answer:
    if before.elector_id != elector.pk or before.lines != list(lines):
        raise Refusal("answer_key_reused")
    return before
