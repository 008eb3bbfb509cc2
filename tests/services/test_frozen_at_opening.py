"""What decides a result is held by the journal from the opening on: whoever changes a row betrays himself."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction

from ballots.models import Ballot, Elector
from ballots.rules import Ruling
from ballots.services import close_ballot, issue_report, rule_on_ballot
from core import triggers
from core.journal import problems
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db


@pytest.fixture
def decided(cabinet: Cabinet) -> Ballot:
    """One for and four against, closed, reported, and put on the next session by the chair."""
    ballot = cabinet.open_ballot()
    for order in cabinet.holders:
        cabinet.answer(ballot, order, "for" if order == 1 else "against")
    close_ballot(actor=cabinet.clerk, ballot=ballot)
    issue_report(actor=cabinet.clerk, ballot=ballot)
    return rule_on_ballot(actor=cabinet.chair, ballot=ballot, ruling=Ruling.NEXT_SESSION)


@contextmanager
def tampered(ballot: Ballot, **changed: object) -> Iterator[list[str]]:
    """What the verification says after a row was changed past the services; afterwards it is as before."""
    kept = Ballot.objects.filter(pk=ballot.pk).values(*changed).get()
    Ballot.objects.filter(pk=ballot.pk).update(**changed)
    yield [problem.what.partition(": ")[2] for problem in problems()]
    Ballot.objects.filter(pk=ballot.pk).update(**kept)


def test_an_untouched_ballot_verifies(decided: Ballot) -> None:
    assert list(problems()) == []


def test_other_rules_are_found(decided: Ballot) -> None:
    rules = decided.procedure_facts | {
        "majority_share": decided.procedure_facts["majority_share"] | {"value": "1/6"}
    }
    with tampered(decided, procedure_facts=rules) as found:
        assert "its rules were changed after it was opened" in found


def test_another_number_or_deadline_is_found(decided: Ballot) -> None:
    assert decided.closes_at is not None
    with tampered(decided, number=99) as found:
        assert found == ["its number was changed after it was opened"]
    with tampered(decided, closes_at=decided.closes_at + timedelta(days=2)) as found:
        assert found == ["its deadline was changed after it was opened"]


def test_another_moment_of_closing_or_decision_is_found(decided: Ballot) -> None:
    assert decided.closed_at is not None
    with tampered(decided, closed_at=decided.closed_at + timedelta(seconds=1)) as found:
        assert found == ["it was not closed at the moment that it shows"]
    with tampered(decided, turnout=1) as found:
        assert found == ["not as many had answered when it was closed as lists say"]
    with tampered(decided, ruling="sign") as found:
        assert found == ["the chair did not decide what it shows"]
    assert decided.ruled_at is not None
    with tampered(decided, ruled_at=decided.ruled_at + timedelta(seconds=1)) as found:
        assert found == ["the chair did not decide at the moment that it shows"]


def test_an_electorate_is_only_ever_added_to(decided: Ballot) -> None:
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        Elector.objects.filter(ballot=decided, order=5).update(order=6)


def test_another_electorate_is_found_even_past_the_triggers(decided: Ballot) -> None:
    triggers.release(connection, "ballots_elector")
    try:
        Elector.objects.filter(ballot=decided, order=5).update(order=6)
        found = [problem.what.partition(": ")[2] for problem in problems()]
    finally:
        Elector.objects.filter(ballot=decided, order=6).update(order=5)
        triggers.protect(connection, "ballots_elector")
    assert "its electorate was changed after it was opened" in found
