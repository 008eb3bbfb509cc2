"""Verifying the journal while people go on working, and that it names whoever answered."""

import pytest
from django.db import connection, transaction

from ballots.models import Answer, Ballot
from core.journal import problems, record
from core.models import Stream
from core.triggers import released
from tests.cast import Cabinet
from tests.services.crowd import at_once


def add_entry(stream: str) -> None:
    with transaction.atomic():
        record(stream, "something.happened", actor="clock", subject=stream, facts={})


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_is_written_during_the_walk_is_no_problem() -> None:
    Stream.objects.create(name="a", seq=5)  # its entries are gone: the walk stops here to say so
    add_entry("b")

    walk = problems()
    assert "the stream's head says 5" in next(walk).what
    at_once([lambda: add_entry("b")])

    assert list(walk) == []
    assert [problem.stream for problem in problems()] == ["a"]


def test_an_answer_that_was_made_somebody_else_s_is_a_problem(cabinet: Cabinet, open_vote: Ballot) -> None:
    cabinet.vote(open_vote.item_vote.item.meeting, open_vote, 2)
    assert list(problems()) == []

    with released(connection):
        Answer.objects.update(person=cabinet.clerk)

    assert [problem.what.split(": ")[1] for problem in problems()] == [
        "the answer of seat 2, revision 1 differs from its entry in the journal"
    ]
