"""What a page shows of one ballot: its phase, turnout, rules and, once it is closed, the result in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from ballots.models import Ballot, Question
from ballots.rules import IN_PREPARATION, OVER, Line, without_label
from ballots.rules.phases import Phase, phase_of
from ballots.selectors import SeatAnswer, board, time_left, turnout
from ballots.wording import (
    PHASES,
    agreement_words,
    arithmetic_words,
    decision_words,
    mark_words,
    silence_rule_words,
    silence_words,
    visibility_words,
)
from core.working_time import WorkingSpan
from people.models import in_language
from people.procedure import Procedure


@dataclass(frozen=True)
class BallotFacts:
    """One ballot at one moment: who has answered of how many, never which way."""

    ballot: Ballot
    phase: Phase
    left: WorkingSpan | None
    cast: int
    electorate: int

    @property
    def sent(self) -> bool:
        """Whether it has left the desks."""
        return self.ballot.status not in IN_PREPARATION

    @property
    def phase_words(self) -> str:
        """The phase in the active language."""
        return str(PHASES[self.phase.value])

    @property
    def silent(self) -> int:
        """How many seats have not answered."""
        return self.electorate - self.cast


@dataclass(frozen=True)
class Rule:
    """One rule of the procedure as a page states it: in words, where it stands, how surely it was read."""

    words: str
    source: str
    mark: str
    certain: bool


@dataclass(frozen=True)
class Opinion:
    """What one seat wrote beside or instead of a choice."""

    seat: SeatAnswer
    choice: str
    text: str


@dataclass(frozen=True)
class SeatResult:
    """One seat in the result of one question: its choice, or that it was deemed to agree, or silence.

    `deems`: silence on this question counts as agreement where delivery is proven.
    """

    row: SeatAnswer
    choice: str | None
    deems: bool

    @property
    def deemed(self) -> bool:
        """Whether the procedure counts this silent seat as agreeing."""
        return self.choice is None and self.row.deemed

    @property
    def unproven(self) -> bool:
        """Whether it would be deemed to agree, were there evidence that the ballot was delivered to it."""
        return self.choice is None and not self.row.deemed and self.deems


@dataclass(frozen=True)
class QuestionResult:
    """The result of one question: the decision, its arithmetic, silence apart, the 27 seats."""

    number: int
    text: str
    tally: Mapping[str, Any]
    outcome: Mapping[str, Any]
    decision: str
    agreement: str
    arithmetic: str
    silence: str
    rule: Rule
    seats: Sequence[SeatResult]
    opinions: Sequence[Opinion]

    @property
    def adopted(self) -> bool:
        """Whether the draft, or one alternative, passed."""
        return str(self.outcome["decision"]) in ("adopted", "adopted_by_tie_break")


@dataclass(frozen=True)
class QuestionSoFar:
    """What has been answered to one question while answers still come in: no count, no decision."""

    number: int
    text: str
    seats: Sequence[SeatResult]
    opinions: Sequence[Opinion]


@dataclass(frozen=True)
class ShownLine:
    """One question with what one seat answered to it."""

    number: int
    question: str
    choice: str
    alternative: str
    text: str


def ballot_facts(ballot: Ballot, moment: datetime, rows: Sequence[SeatAnswer] | None = None) -> BallotFacts:
    """The ballot as it stands; `rows` is the board, where it was read already."""
    if rows is None:
        cast, electorate = turnout(ballot)
    else:
        cast, electorate = sum(row.answered_at is not None for row in rows), len(rows)
    return BallotFacts(
        ballot=ballot,
        phase=phase_of(ballot.status, ballot.closes_at, moment),
        left=time_left(ballot, moment),
        cast=cast,
        electorate=electorate,
    )


def results(ballot: Ballot, rows: Sequence[SeatAnswer] | None = None) -> list[QuestionResult]:
    """The results of a closed ballot, question by question; nothing before it is closed.

    `rows` is the board, where it was read already.
    """
    if ballot.status not in OVER or not ballot.result:
        return []
    rows = board(ballot) if rows is None else rows
    texts = {question.number: question.text for question in ballot.questions.all()}
    return [
        _result(ballot, counted, texts.get(counted["number"], ""), rows)
        for counted in ballot.result["questions"]
    ]


def answers_so_far(ballot: Ballot) -> list[QuestionSoFar]:
    """The named answers of an open ballot, for those alone to whom it shows them before it is closed."""
    rows = [row for row in board(ballot, early=True) if row.answered_at]
    return [
        QuestionSoFar(
            question.number, question.text, _seats(rows, question.number), _opinions(rows, question.number)
        )
        for question in ballot.questions.all()
    ]


def sight_rule(ballot: Ballot) -> Rule:
    """Who sees whose answer before this ballot is closed, and where the procedure says so."""
    rule = ballot.procedure.answers_visible
    return Rule(
        words=visibility_words(ballot.answers_visible),
        source=in_language(rule.source, rule.source_en),
        mark=mark_words(rule.mark),
        certain=rule.certain,
    )


def silence_rule(procedure: Procedure) -> Rule:
    """What a procedure says about members who do not answer."""
    rule = procedure.ballot_silence
    return Rule(
        words=silence_rule_words(rule.value),
        source=in_language(rule.source, rule.source_en),
        mark=mark_words(rule.mark),
        certain=rule.certain,
    )


def majority_rule(procedure: Procedure) -> Rule:
    """The share of all members that a ballot must exceed, and where it is written."""
    rule = procedure.majority_share
    share = f"{rule.value.numerator}/{rule.value.denominator}"
    return Rule(
        words=share,
        source=in_language(rule.source, rule.source_en),
        mark=mark_words(rule.mark),
        certain=rule.certain,
    )


def shown_lines(questions: Iterable[Question], lines: Sequence[Line]) -> list[ShownLine]:
    """Every question with the answer to it as stored."""
    given = {line["question"]: line for line in lines}
    shown = []
    for question in questions:
        line = given.get(question.number)
        choice = line["choice"] if line else ""
        shown.append(
            ShownLine(
                number=question.number,
                question=question.text,
                choice=choice,
                alternative=next(
                    (
                        without_label(choice, a["text"])
                        for a in question.alternatives
                        if a["letter"] == choice
                    ),
                    "",
                ),
                text=line["text"] if line else "",
            )
        )
    return shown


def _result(
    ballot: Ballot, counted: Mapping[str, Any], text: str, rows: Sequence[SeatAnswer]
) -> QuestionResult:
    tally, outcome, number = counted["tally"], counted["outcome"], counted["number"]
    silence = ballot.procedure.ballot_silence.value
    deems = silence == "deemed_for" and not tally["by_choice"]
    return QuestionResult(
        number=number,
        text=text,
        tally=tally,
        outcome=outcome,
        decision=decision_words(outcome),
        agreement=agreement_words(outcome),
        arithmetic=arithmetic_words(tally, outcome, places=False),
        silence=silence_words(tally, silence),
        rule=Rule(
            words="",
            source=in_language(outcome["source"], outcome["source_en"]),
            mark=mark_words(outcome["mark"]),
            certain=outcome["mark"] != "?",
        ),
        seats=_seats(rows, number, deems),
        opinions=_opinions(rows, number),
    )


def _seats(rows: Sequence[SeatAnswer], number: int, deems: bool = False) -> list[SeatResult]:
    lines = [(row, row.line(number)) for row in rows]
    return [SeatResult(row, line["choice"] if line else None, deems) for row, line in lines]


def _opinions(rows: Sequence[SeatAnswer], number: int) -> list[Opinion]:
    lines = [(row, row.line(number)) for row in rows]
    return [Opinion(row, line["choice"], line["text"]) for row, line in lines if line and line["text"]]
