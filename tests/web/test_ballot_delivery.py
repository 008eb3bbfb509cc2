"""What a served page says of delivery, and the board on which the secretariat follows it."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ballots.models import Ballot, Delivery
from ballots.services import close_ballot
from core.time import at
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser, page


def reached(ballot: Ballot) -> dict[int, tuple[bool, bool, bool]]:
    """Order of the seat → delivered, opened by the member, opened by the staff."""
    return {
        row.elector.order: (bool(row.delivered_at), bool(row.opened_at), bool(row.staff_opened_at))
        for row in Delivery.objects.filter(elector__ballot=ballot)
    }


def counts(text: str) -> dict[str, str]:
    """The figures above the board."""
    return dict(re.findall(r'data-count="(\w+)">.*?<b[^>]*>(\d+)</b>', text))


@pytest.mark.parametrize("name", ["today", "ballot_list"])
def test_a_page_that_lists_a_ballot_delivers_it(cabinet: Cabinet, open_ballot: Ballot, name: str) -> None:
    browser(cabinet.minister).get(reverse(name))
    assert reached(open_ballot) == {3: (True, False, False)}


def test_the_ballots_page_opens_it(cabinet: Cabinet, open_ballot: Ballot) -> None:
    browser(cabinet.minister).get(page(open_ballot))
    browser(cabinet.holders[1]).get(page(open_ballot), {"edit": 1})
    assert reached(open_ballot) == {3: (True, True, False), 1: (True, True, False)}


def test_an_assistants_visit_is_the_assistants(cabinet: Cabinet, open_ballot: Ballot) -> None:
    assistant = browser(cabinet.assistant)
    for path in (reverse("today"), reverse("ballot_list"), page(open_ballot)):
        assistant.get(path)
    assert reached(open_ballot) == {3: (False, False, True)}


@pytest.mark.parametrize("name", ["clerk", "head", "auditor", "deputy", "outsider", "operator"])
def test_nobody_else_delivers_anything(cabinet: Cabinet, open_ballot: Ballot, name: str) -> None:
    client = browser(getattr(cabinet, name))
    for path in (reverse("today"), reverse("ballot_list"), page(open_ballot)):
        client.get(path)
    assert reached(open_ballot) == {}


def test_the_second_view_asks_as_little_as_it_can(cabinet: Cabinet, open_ballot: Ballot) -> None:
    member = browser(cabinet.minister)
    for path in (reverse("today"), reverse("ballot_list"), page(open_ballot)):
        member.get(path)
        with CaptureQueriesContext(connection) as asked:
            member.get(path)
        said = " ".join(query["sql"].upper() for query in asked.captured_queries)
        assert "INSERT" not in said
        assert "UPDATE " not in said


def test_the_board_counts_and_shows_each_stage(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.deliver(open_ballot, 1)
    browser(cabinet.minister).get(page(open_ballot))
    browser(cabinet.assistant).get(page(open_ballot))
    cabinet.answer(open_ballot, 4)

    board = browser(cabinet.clerk).get(page(open_ballot)).text

    assert counts(board) == {"delivered": "2", "opened": "1", "prepared": "0", "answered": "1", "silent": "4"}
    rows = re.findall(r'<tr class="(done|wait)">', board)
    assert rows == ["wait", "wait", "wait", "done", "wait"]
    assert board.count("by e-mail") == 2  # the one seat, and the key to the pictures
    assert "Overdue" not in board


def test_past_the_deadline_the_silent_are_overdue_in_words(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.answer(open_ballot, 4)
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at):
        board = browser(cabinet.clerk).get(page(open_ballot)).text
    assert counts(board)["silent"] == "4"
    assert board.count("Overdue") == 5  # four seats, and the figure above


def test_the_result_says_who_was_silent_and_not_reached(cabinet: Cabinet, open_ballot: Ballot) -> None:
    for order in (1, 2, 4):
        cabinet.answer(open_ballot, order)
    cabinet.deliver(open_ballot, 3)
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at + timedelta(minutes=1)):
        close_ballot(actor=cabinet.clerk, ballot=open_ballot)

    for person in (cabinet.clerk, cabinet.minister, cabinet.assistant):
        text = browser(person).get(page(open_ballot)).text
        assert text.count("<small>silent, deemed to agree<") == 1
        assert text.count("<small>silent, delivery not proven<") == 1
        assert "1 member did not answer in time: deemed to agree" in text
        assert "no evidence that the ballot was delivered in time" in text


def test_the_board_takes_the_same_queries_whoever_was_reached(cabinet: Cabinet, open_ballot: Ballot) -> None:
    clerk = browser(cabinet.clerk)
    clerk.get(page(open_ballot))
    with CaptureQueriesContext(connection) as before:
        clerk.get(page(open_ballot))
    cabinet.deliver(open_ballot)
    for order in cabinet.holders:
        browser(cabinet.holders[order]).get(page(open_ballot))
        cabinet.answer(open_ballot, order)
    with CaptureQueriesContext(connection) as after:
        clerk.get(page(open_ballot))
    assert len(after) == len(before)


def test_members_do_not_read_who_has_opened_what(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.deliver(open_ballot)
    for person in (cabinet.minister, cabinet.assistant):
        assert "data-count" not in browser(person).get(page(open_ballot)).text
