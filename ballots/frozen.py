"""What the journal holds of a ballot that opens, so that what decides its result cannot change unnoticed."""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ballots.models import Ballot
from ballots.rules import turnout_of
from ballots.rules.visibility import Visibility
from core.chain import Problem, canonical
from core.models import Entry


def frozen_facts(ballot: Ballot) -> dict[str, Any]:
    """The digests of the rules and of the electorate, as they stand when the ballot opens."""
    return {"rules_sha256": _rules(ballot), "electorate_sha256": _electorate(ballot)}


def frozen_still(ballot: Ballot, openings: list[Entry]) -> Iterator[Problem]:
    """What was frozen when the ballot was opened is frozen still; entries from before this say less."""
    for entry in openings:
        # A vote in session is nobody's to see before it is published: nothing to choose, and no fact.
        session = {"answers_visible": Visibility.AFTER_CLOSE.value} if entry.kind == "vote.opened" else {}
        for what, said, found in _compared(ballot, {**session, **entry.facts}):
            if said != found:
                yield Problem(
                    ballot.stream, entry.seq, f"ballot {ballot.pk}: {what} changed after it was opened"
                )


def ended_still(ballot: Ballot, closings: list[Entry], rulings: list[Entry]) -> Iterator[Problem]:
    """When it was closed and what the chair decided are what the journal says."""
    for entry in closings:
        said = entry.facts.get("closed_at")
        if said is not None and _moment(said) != ballot.closed_at:
            what = f"ballot {ballot.pk}: it was not closed at the moment that it shows"
            yield Problem(ballot.stream, entry.seq, what)
        if ballot.turnout != turnout_of(len(entry.facts["answers"]), len(entry.facts["seats"])):
            what = f"ballot {ballot.pk}: not as many had answered when it was closed as lists say"
            yield Problem(ballot.stream, entry.seq, what)
    decided = [entry.facts["ruling"] for entry in rulings]
    if decided != ([ballot.ruling] if ballot.ruling else []):
        seq = rulings[-1].seq if rulings else 0
        yield Problem(ballot.stream, seq, f"ballot {ballot.pk}: the chair did not decide what it shows")
    elif rulings and rulings[-1].at != ballot.ruled_at:
        what = f"ballot {ballot.pk}: the chair did not decide at the moment that it shows"
        yield Problem(ballot.stream, rulings[-1].seq, what)


def _compared(ballot: Ballot, facts: Mapping[str, Any]) -> Iterator[tuple[str, object, object]]:
    """What is frozen, as the entry says it and as it is now."""
    if "answers_visible" in facts:
        yield "who sees whose answer was", facts["answers_visible"], ballot.answers_visible
    if "number" in facts:
        yield "its number was", facts["number"], ballot.number
    if "closes_at" in facts and ballot.extended_at is None:
        yield "its deadline was", _moment(facts["closes_at"]), ballot.closes_at
    if "rules_sha256" in facts:
        yield "its rules were", facts["rules_sha256"], _rules(ballot)
        yield "its electorate was", facts["electorate_sha256"], _electorate(ballot)


def _rules(ballot: Ballot) -> str:
    return hashlib.sha256(canonical(ballot.procedure_facts)).hexdigest()


def _electorate(ballot: Ballot) -> str:
    rows = ballot.electors.order_by("order").values_list("order", "seat_id", "seat__kind")
    return hashlib.sha256(canonical([[order, str(seat), kind] for order, seat, kind in rows])).hexdigest()


def _moment(said: str) -> datetime:
    return datetime.fromisoformat(said)
