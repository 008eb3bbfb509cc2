"""The pages of one ballot ask the database as often for five seats as for twenty-seven."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from ballots.models import Ballot
from ballots.rules import Ruling
from ballots.services import close_ballot, issue_report, rule_on_ballot
from core.time import at
from tests.cast import Cabinet, make_cabinet, make_government
from tests.web.test_ballot_answer import browser, page
from tests.web.test_desk_queries import queries

MOST = 12  # queries of a page of the desks; on PostgreSQL one of them asks for the time


def followed(cabinet: Cabinet) -> Ballot:
    """Half the members have answered, one of them twice."""
    ballot = cabinet.open_ballot()
    for order in range(1, len(cabinet.seats) // 2 + 1):
        cabinet.answer(ballot, order, "other", text="Đề nghị làm rõ.")
    cabinet.answer(ballot, 1, named=1)
    return ballot


def closed(cabinet: Cabinet) -> Ballot:
    ballot = followed(cabinet)
    assert ballot.closes_at is not None
    with at(ballot.closes_at + timedelta(minutes=1)):
        return close_ballot(actor=cabinet.clerk, ballot=ballot)


def decided(cabinet: Cabinet) -> Ballot:
    """Reported, and decided by the chair."""
    ballot = cabinet.open_ballot()
    cabinet.answer(ballot, 1)
    assert ballot.closes_at is not None
    with at(ballot.closes_at + timedelta(minutes=1)):
        ballot = close_ballot(actor=cabinet.clerk, ballot=ballot)
        issue_report(actor=cabinet.clerk, ballot=ballot)
        return rule_on_ballot(actor=cabinet.chair, ballot=ballot, ruling=Ruling.NEXT_SESSION)


@pytest.mark.parametrize("made", [followed, closed, decided])
def test_no_page_of_the_desks_takes_more_than_twelve(
    cabinet: Cabinet, made: Callable[[Cabinet], Ballot]
) -> None:
    where = page(made(cabinet))
    asked = [queries(person, where) for person in (cabinet.clerk, cabinet.head, cabinet.auditor)]
    if made is not followed:
        asked.append(queries(cabinet.clerk, f"{where}report/"))
    assert max(asked) <= MOST


def test_whom_an_assistant_assists_is_asked_once(cabinet: Cabinet, open_ballot: Ballot) -> None:
    assistant = browser(cabinet.assistant)
    assistant.get(page(open_ballot))  # which is noted, the first time
    with CaptureQueriesContext(connection) as asked:
        assistant.get(page(open_ballot))
    among = re.compile(r'"ballots_elector"."seat_id" (IN|= ANY)')  # SQLite's way and PostgreSQL's
    served = [each for each in asked.captured_queries if among.search(each["sql"])]
    assert len([each for each in served if each["sql"].startswith('SELECT "ballots_elector"')]) == 1


@pytest.mark.parametrize("name", ["clerk", "auditor", "second_minister", "assistant"])
@pytest.mark.parametrize("made", [followed, closed, decided])
def test_as_many_for_five_seats_as_for_twenty_seven(
    db: None, made: Callable[[Cabinet], Ballot], name: str
) -> None:
    asked = []
    for make in (make_cabinet, make_government):
        with transaction.atomic():
            cabinet = make()
            asked.append(queries(getattr(cabinet, name), page(made(cabinet))))
            transaction.set_rollback(True)
    assert asked[0] == asked[1]
