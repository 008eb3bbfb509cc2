"""Closing a ballot: the count, what it decides, and the closing entry that covers every answer."""

from collections.abc import Collection, Mapping, Sequence
from uuid import UUID

from django.db import transaction

from ballots.models import Answer, Ballot, DeemedAnswer, Elector
from ballots.policies import may_compose_ballot
from ballots.rules import (
    OVER,
    Form,
    Outcome,
    Status,
    Stretch,
    Tally,
    Vote,
    check_close,
    decide,
    on_earlier_papers,
    turnout_of,
    unanswered,
)
from ballots.rules.interruptions import as_facts
from ballots.selectors import (
    current_answers,
    delivered_in_time,
    delivery_to,
    interruptions,
    locked_ballot,
    overdue,
    unconfirmed,
)
from ballots.services.announcing import tell_closed, tell_held, tell_replies
from ballots.services.clockwork import each
from core.journal import CLOCK, entries, record
from core.refusals import require
from core.time import now
from people.models import Person


def close_ballot(*, actor: Person, ballot: Ballot) -> Ballot:
    """Announce that an opinion ballot is over, and count it. Closing it again changes nothing."""
    require(may_compose_ballot, actor, ballot)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        if ballot.status not in OVER:
            _close(ballot, actor=actor.key)
    return ballot


def close_overdue_ballots() -> int:
    """Close the ballots whose deadline has passed, for the clock; returns how many.

    A ballot on which an outage weighs is left to the secretariat: to extend it, or to close it all the same.
    """
    return each(overdue(now()), _close_when_overdue)


def _close_when_overdue(ballot: Ballot) -> bool:
    assert ballot.closes_at is not None  # a constraint of the table
    if ballot.status != Status.OPEN.value or now() < ballot.closes_at:
        return False
    missed = unanswered(interruptions(ballot, now()), ballot.extended_at)
    if missed:
        _hold(ballot, missed)
        return False
    _close(ballot, actor=CLOCK)
    return True


def _hold(ballot: Ballot, missed: Sequence[Stretch]) -> None:
    """Say once for each deadline that it passed and why the clock does not close."""
    if entries(ballot.stream).filter(kind="ballot.held", at__gte=ballot.closes_at).exists():
        return
    tell_held(ballot)
    facts = {"outages": as_facts(missed)}
    record(ballot.stream, "ballot.held", actor=CLOCK, subject=ballot.key, facts=facts)


def _close(ballot: Ballot, *, actor: str) -> None:
    silent = ballot.electors.count() - Answer.objects.filter(ballot=ballot, revision=1).count()
    waits = unconfirmed(ballot)
    check_close(Status(ballot.status), ballot.closes_at, now(), silent, waits, closed_at=ballot.closed_at)
    facts = count_and_close(ballot) | {"outages": as_facts(interruptions(ballot, now()))}
    tell_closed(ballot)
    tell_replies(ballot)
    record(ballot.stream, "ballot.closed", actor=actor, subject=ballot.key, facts=facts)


def count_and_close(ballot: Ballot) -> dict[str, object]:
    """Count a locked, open ballot and close it; the facts of the closing entry, which cover every answer."""
    answers = current_answers(ballot)
    electors = list(ballot.electors.select_related("seat", "delivery").order_by("order"))
    delivered = delivered_in_time(ballot, electors)
    counted = count(ballot, electors, answers, delivered)
    ballot.closed_at = now()
    ballot.status = Status.CLOSED.value
    ballot.result = {"questions": [_counted(*row) for row in counted]}
    ballot.turnout = turnout_of(len(answers), len(electors))
    ballot.save(update_fields=["closed_at", "status", "result", "turnout"])
    deemed = [each for each in electors if each.pk not in answers and each.pk in delivered]
    _deem(ballot, deemed, counted)
    reached = [delivery_facts(elector) for elector in electors if elector.pk in delivered]
    return {
        "ballot": str(ballot.pk),
        "title": ballot.title,
        "closed_at": ballot.closed_at.isoformat(),
        "content": ballot.subject,
        "earlier_papers": [
            elector.order
            for elector in electors
            if elector.pk in answers and on_earlier_papers(answers[elector.pk].subject, ballot.subject)
        ],
        **ballot.result,
        **_counted(*counted[0]),
        "seats": [seat_facts(elector, answers.get(elector.pk)) for elector in electors],
        "answers": [
            [elector.order, answers[elector.pk].digest] for elector in electors if elector.pk in answers
        ],
        **({"deliveries": reached} if ballot.form == Form.WRITTEN.value else {}),
    }


def delivery_facts(elector: Elector) -> list[object]:
    """The evidence of delivery to one seat as the closing entry names it: its order, when, and how."""
    known = delivery_to(elector)
    assert known is not None
    assert known.delivered_at is not None
    return [elector.order, known.delivered_at.isoformat(), known.delivered_how]


def count(
    ballot: Ballot,
    electors: Sequence[Elector],
    answers: Mapping[UUID, Answer],
    delivered: Collection[UUID] = (),
) -> list[tuple[int, Tally, Outcome]]:
    """Each question with its tally and outcome, from the answers (elector id → the one that counts).

    `delivered` are the electors to whom delivery is proven: silence counts for agreement only of these, see
    `rules.deem`.
    """
    procedure, form, counted = ballot.procedure, Form(ballot.form), []
    for question in ballot.questions.all():
        letters = [alternative["letter"] for alternative in question.alternatives]
        votes = [
            _vote(elector, answers.get(elector.pk), question.number, elector.pk in delivered)
            for elector in electors
        ]
        counted.append((question.number, *decide(votes, procedure, form, letters)))
    return counted


def seat_facts(elector: Elector, answer: Answer | None) -> dict[str, object]:
    """What the closing entry says of one seat."""
    first = answer.lines[0] if answer else None
    return {
        "order": elector.order,
        "office": elector.seat.office_vi,
        "short": elector.seat.short_vi,
        "choice": first["choice"] if first else None,
        "text": first["text"] if first else "",
        "place": (answer.place or None) if answer else None,
        # said only of what was not given on a tablet
        **({"way": answer.way} if answer and answer.way else {}),
    }


def _vote(elector: Elector, answer: Answer | None, number: int, delivered: bool) -> Vote:
    lines = answer.lines if answer else []
    choice = next((line["choice"] for line in lines if line["question"] == number), None)
    place = (answer.place or None) if answer else None
    return Vote(elector.order, elector.seat.kind, choice, place, delivered=delivered)


def _counted(number: int, tally: Tally, outcome: Outcome) -> dict[str, object]:
    return {"number": number, "tally": tally.as_facts(), "outcome": outcome.as_facts()}


def _deem(
    ballot: Ballot,
    deemed: Sequence[Elector],
    counted: Sequence[tuple[int, Tally, Outcome]],
) -> None:
    """Give every silent seat with evidence of delivery its own row where silence counts as agreement."""
    if not any(tally.deemed_for for _number, tally, _outcome in counted):
        return
    rule, moment = ballot.procedure.ballot_silence.source[:300], ballot.closed_at
    assert moment is not None  # it has just been closed
    DeemedAnswer.objects.bulk_create(
        DeemedAnswer(ballot=ballot, elector=elector, rule=rule, at=moment) for elector in deemed
    )
