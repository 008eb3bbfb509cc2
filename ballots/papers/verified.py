"""A counted ballot read again for its report: every stored answer checked, and everything counted anew."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from ballots.models import Answer, Ballot, Elector
from ballots.rules import digest
from ballots.rules.recount import Stored, differing, recount, wrongly_deemed
from core.models import Entry
from core.refusals import Refusal


@dataclass(frozen=True)
class Counted:
    """The electorate, the answers that count and the deemed seats by their order, the closing entry."""

    electors: Sequence[Elector]
    answers: Mapping[int, Answer]
    deemed: frozenset[int]
    closing: Entry


def counted_twice(ballot: Ballot) -> Counted:
    """Read a counted ballot and count it a second time; a Refusal names the first thing that differs."""
    found = _read(ballot)
    _check_answers(found)
    stored = stored_of(ballot, found.electors, found.answers, found.deemed)
    if "deliveries" in found.closing.facts:
        named = frozenset(order for order, _at, _how in found.closing.facts["deliveries"])
        stored = replace(stored, delivered=named)
    if wrongly_deemed(stored):
        raise Refusal("deemed_differs")
    counted = recount(stored)
    announced = ballot.result["questions"] if ballot.result else []
    for result in (announced, found.closing.facts["questions"]):
        for number, _name in differing(counted, result):
            raise Refusal("count_differs", number=number)
    return found


def stored_of(
    ballot: Ballot, electors: Sequence[Elector], answers: Mapping[int, Answer], deemed: frozenset[int]
) -> Stored:
    """What the second count reads, from rows: answers and deemed seats by the order of their seats."""
    return Stored(
        seats={elector.order: elector.seat.kind for elector in electors},
        questions={
            question.number: [alternative["letter"] for alternative in question.alternatives]
            for question in ballot.questions.all()
        },
        lines={order: answer.lines for order, answer in answers.items()},
        deemed=deemed,
        rules=ballot.procedure_facts,
    )


def _read(ballot: Ballot) -> Counted:
    electors = list(ballot.electors.select_related("seat").order_by("order"))
    orders = {elector.pk: elector.order for elector in electors}
    answers: dict[int, Answer] = {}
    for answer in Answer.objects.filter(ballot=ballot):
        order = orders[answer.elector_id]
        if order not in answers or answer.revision > answers[order].revision:
            answers[order] = answer
    deemed = frozenset(ballot.deemed.values_list("elector__order", flat=True))
    closing = Entry.objects.filter(stream=ballot.stream, kind="ballot.closed").last()
    if closing is None:
        raise Refusal("ballot_not_closed")
    return Counted(electors, answers, deemed, closing)


def _check_answers(found: Counted) -> None:
    """Every answer is the one whose digest the closing names, and the closing names no other."""
    vouched = dict(found.closing.facts["answers"])
    for elector in found.electors:
        answer = found.answers.get(elector.order)
        own = digest(answer.salt, answer.lines) if answer else None
        if own != vouched.get(elector.order) or (answer and own != answer.digest):
            raise Refusal("answer_differs", office=elector.seat.office)
