"""Answers given by hand or by voice: keyed in by one person, confirmed by another, and only then counted."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from uuid import uuid4

from ballots.models import Answer, Ballot, Elector
from ballots.rules import Form, Line, Status, Way, check_cast, check_keyed, check_lines, check_two_signatures
from ballots.selectors import current_answers
from ballots.services.casting import question_rules
from ballots.services.storing import store_answers, unsaved_answer
from core.refusals import Refusal
from core.time import now
from people.models import Person


@dataclass(frozen=True)
class Keyed:
    """What one person keyed in and another confirmed; `places` says from where each seat gave its answer."""

    way: Way
    keyed_by: Person
    confirmed_by: Person
    choices: Mapping[int, str]  # seat order → choice; a seat that gave none is not in it
    places: Mapping[int, str]


def enter_answers(ballot: Ballot, keyed: Keyed) -> list[Answer]:
    """Count what was keyed in for the seats of a locked session ballot; returns the answers that are new.

    Who may key in and confirm is the caller's to ask. A seat that answered on its tablet keeps that answer;
    one that was keyed in before may be given another one until the ballot is closed.
    """
    check_two_signatures(keyed.keyed_by.pk, keyed.confirmed_by.pk, who=keyed.keyed_by.name)
    answers = [
        _answer(ballot, elector, stored, choice, keyed)
        for elector, stored, choice in _entries(ballot, keyed.choices)
        if choice and choice != (stored.lines[0]["choice"] if stored else "")
    ]
    store_answers(ballot, answers)
    return answers


def check_entries(ballot: Ballot, choices: Mapping[int, str]) -> None:
    """Refuse what could not be counted: see `enter_answers`."""
    for _entry in _entries(ballot, choices):
        pass


def check_keys_in(ballot: Ballot) -> None:
    """Refuse to key anything in for a ballot that is not an open vote in session."""
    if Form(ballot.form) is not Form.SESSION:
        raise Refusal("ballot_not_open")
    check_cast(Status(ballot.status), ballot.closes_at, now(), 0, 0, closed_at=ballot.closed_at)


def _entries(ballot: Ballot, choices: Mapping[int, str]) -> Iterator[tuple[Elector, Answer | None, str]]:
    """Every seat with the answer that counts now and the one that is keyed in, as far as that may be."""
    check_keys_in(ballot)
    before = current_answers(ballot)
    for elector in ballot.electors.select_related("seat").order_by("order"):
        stored, choice = before.get(elector.pk), choices.get(elector.order, "")
        if stored is None or choice or stored.way != Way.TABLET:  # else it was not called up
            check_keyed(elector.seat.office, stored.way if stored else None, choice)
        yield elector, stored, choice


def _answer(ballot: Ballot, elector: Elector, stored: Answer | None, choice: str, keyed: Keyed) -> Answer:
    lines = [Line(question=1, choice=choice, text="")]
    check_lines(lines, question_rules(ballot))
    answer = unsaved_answer(
        ballot,
        elector,
        person=keyed.confirmed_by,
        lines=lines,
        revision=(stored.revision if stored else 0) + 1,
        key=uuid4(),
        place=keyed.places.get(elector.order, ""),
    )
    answer.way, answer.keyed_by = keyed.way.value, keyed.keyed_by
    return answer
