"""How far a ballot has come to each seat, and that silence agrees only where it is proven to have come."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ballots.models import Ballot, Delivery, Elector
from ballots.selectors import ballot_rows, board, elector_assisted_by, elector_of
from ballots.services import (
    close_ballot,
    note_delivered,
    note_delivered_to_all,
    note_listed,
    note_opened,
    recall_ballot,
)
from core.journal import entries, problems
from core.time import at, now
from people import notices
from people.models import Notice, Person
from tests.cast import Cabinet
from tests.services.crowd import at_once
from tests.services.saying import kinds, newest, not_allowed

MINISTER = 3  # the order of his seat


def delivered(cabinet: Cabinet, ballot: Ballot, how: str = "mail") -> bool:
    return note_delivered(ballot=ballot, seat=cabinet.minister_seat, how=how, at=now())


def opens(person: Person, ballot: Ballot) -> None:
    served = elector_of(person, ballot) or elector_assisted_by(person, ballot)
    assert served is not None
    note_opened(actor=person, ballot=ballot, elector=served)


def deadline(ballot: Ballot) -> datetime:
    assert ballot.closes_at is not None
    return ballot.closes_at


def closed(cabinet: Cabinet, ballot: Ballot) -> Ballot:
    with at(deadline(ballot) + timedelta(minutes=1)):
        return close_ballot(actor=cabinet.clerk, ballot=ballot)


# -- noting -------------------------------------------------------------------------------------------------


def test_the_first_delivery_is_noted_recorded_and_stays(cabinet: Cabinet, open_ballot: Ballot) -> None:
    with at(now()):
        moment = now()
        assert delivered(cabinet, open_ballot)
    assert not delivered(cabinet, open_ballot, "page")
    row = Delivery.objects.get()
    assert (row.elector.order, row.delivered_at, row.delivered_how) == (MINISTER, moment, "mail")
    assert (row.opened_at, row.staff_opened_at) == (None, None)
    assert kinds(open_ballot.stream).count("ballot.delivered") == 1
    entry = newest(open_ballot.stream)
    assert (entry.actor, entry.subject) == ("clock", open_ballot.key)
    assert entry.facts == {"seat": MINISTER, "at": moment.isoformat(), "how": "mail"}


def test_whoever_opens_a_ballot_has_it(cabinet: Cabinet, open_ballot: Ballot) -> None:
    opens(cabinet.minister, open_ballot)
    row = Delivery.objects.get()
    assert row.delivered_at == row.opened_at is not None
    assert (row.delivered_how, row.staff_opened_at) == ("page", None)
    assert kinds(open_ballot.stream)[-2:] == ["ballot.delivered", "ballot.read"]
    assert newest(open_ballot.stream).actor == cabinet.minister.key


def test_the_member_does_not_have_it_because_an_assistant_read_it(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    opens(cabinet.assistant, open_ballot)
    row = Delivery.objects.get()
    assert row.staff_opened_at is not None
    assert (row.delivered_at, row.opened_at) == (None, None)


def test_a_list_that_shows_it_delivers_but_does_not_open(cabinet: Cabinet, open_ballot: Ballot) -> None:
    rows = ballot_rows(cabinet.minister, [open_ballot], now())
    note_listed(actor=cabinet.minister, rows=rows)
    row = Delivery.objects.get()
    assert row.delivered_at is not None
    assert row.opened_at is None


def test_a_list_that_an_assistant_or_a_clerk_reads_delivers_to_nobody(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    for person in (cabinet.assistant, cabinet.clerk, cabinet.auditor):
        note_listed(actor=person, rows=ballot_rows(person, [open_ballot], now()))
    assert not Delivery.objects.exists()


def test_a_view_that_brings_nothing_new_writes_and_locks_nothing(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    for person in (cabinet.minister, cabinet.assistant):
        opens(person, open_ballot)
    for person in (cabinet.minister, cabinet.assistant):
        served = elector_of(person, open_ballot) or elector_assisted_by(person, open_ballot)
        assert served is not None
        with CaptureQueriesContext(
            connection,
        ) as asked:
            note_opened(actor=person, ballot=open_ballot, elector=served)
        said = " ".join(query["sql"].upper() for query in asked.captured_queries)
        assert not any(word in said for word in ("INSERT", "UPDATE", "SAVEPOINT", "BEGIN"))


@pytest.mark.parametrize(
    "late",
    [
        pytest.param(timedelta(0), id="at the deadline"),
        pytest.param(timedelta(minutes=1), id="after it"),
    ],
)
def test_what_comes_after_the_deadline_is_no_delivery(
    cabinet: Cabinet, open_ballot: Ballot, late: timedelta
) -> None:
    with at(deadline(open_ballot) + late):
        assert not delivered(cabinet, open_ballot)
        opens(cabinet.minister, open_ballot)
    assert not Delivery.objects.exists()


def test_nothing_is_delivered_of_a_ballot_that_is_over(cabinet: Cabinet, open_ballot: Ballot) -> None:
    recalled = recall_ballot(actor=cabinet.head, ballot=cabinet.open_ballot(), reason="Sai tài liệu.")
    over = closed(cabinet, open_ballot)
    for ballot in (recalled, over, cabinet.draft_ballot()):
        assert not delivered(cabinet, ballot)
    # Whoever still holds the ballot as it was before is told by the locked row.
    assert not note_delivered(
        ballot=open_ballot, seat=cabinet.minister_seat, how="page", at=deadline(over) - timedelta(hours=1)
    )
    assert not Delivery.objects.exists()


@pytest.mark.parametrize("name", ["clerk", "auditor", "second_minister", "outsider", "deputy"])
def test_nobody_opens_a_ballot_in_the_place_of_another(
    cabinet: Cabinet, open_ballot: Ballot, name: str
) -> None:
    theirs = open_ballot.electors.select_related("delivery").get(order=MINISTER)
    with not_allowed("serves"):
        note_opened(actor=getattr(cabinet, name), ballot=open_ballot, elector=theirs)


@pytest.mark.django_db(transaction=True)
def test_twenty_pages_served_at_once_are_one_delivery(cabinet: Cabinet, open_ballot: Ballot) -> None:
    acts: list[Callable[[], bool]] = [lambda: delivered(cabinet, open_ballot, "page")] * 20
    assert sorted(map(bool, at_once(acts))) == [False] * 19 + [True]
    assert kinds(open_ballot.stream).count("ballot.delivered") == 1
    assert not list(problems())


def test_a_session_vote_has_no_deliveries(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    vote = cabinet.open_vote(meeting)
    assert "deliveries" not in newest(meeting.stream).facts
    assert not Delivery.objects.filter(elector__ballot=vote).exists()


def test_a_message_that_the_mail_server_took_delivers_to_the_holder_and_not_by_the_assistant(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.assistant.email = "assistant@cabinet.example"
    cabinet.assistant.save()
    Person.objects.exclude(pk=cabinet.assistant.pk).update(email="")
    notices.send_due()
    assert not Delivery.objects.exists()

    Person.objects.filter(pk=cabinet.second_minister.pk).update(email="tai-chinh@cabinet.example")
    Notice.objects.update(done_at=None, due=now())
    notices.send_due()
    found = Delivery.objects.get()
    assert (found.elector.seat, found.delivered_how) == (cabinet.seats[3], "mail")
    assert newest(open_ballot.stream).actor == "clock"


def test_a_delivery_to_all_leaves_the_first_ones_as_they_are(cabinet: Cabinet, open_ballot: Ballot) -> None:
    opens(cabinet.minister, open_ballot)
    opens(cabinet.assistant, open_ballot)
    assert note_delivered_to_all(ballot=open_ballot, how="mail", at=now()) == 4
    assert note_delivered_to_all(ballot=open_ballot, how="mail", at=now()) == 0
    assert [row.delivered_how for row in Delivery.objects.order_by("elector__order")] == [
        "mail",
        "mail",
        "page",
        "mail",
        "mail",
    ]
    assert kinds(open_ballot.stream).count("ballot.delivered") == 5
    assert not list(problems())


# -- what it is evidence of ---------------------------------------------------------------------------------


def test_only_seats_with_evidence_of_delivery_are_deemed_to_agree(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.answer(open_ballot, 1, "for")
    cabinet.answer(open_ballot, 4, "against")
    cabinet.deliver(open_ballot, 2, 3)
    facts = newest(closed(cabinet, open_ballot).stream).facts
    tally = {name: facts["tally"][name] for name in ("for", "against", "silent", "deemed_for", "cast")}
    assert tally == {"for": 1, "against": 1, "silent": 1, "deemed_for": 2, "cast": 2}
    assert (facts["outcome"]["decision"], facts["outcome"]["received"]) == ("adopted", 3)
    assert [row.elector.order for row in open_ballot.deemed.all()] == [2, 3]
    assert [[order, how] for order, _at, how in facts["deliveries"]] == [[2, "mail"], [3, "mail"]]
    assert not list(problems())


def test_to_block_the_way_to_members_makes_no_vote_and_the_chair_rules(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    """Were it not for the evidence, silencing three members would adopt the draft."""
    cabinet.answer(open_ballot, 1, "for")
    cabinet.answer(open_ballot, 4, "against")
    facts = newest(closed(cabinet, open_ballot).stream).facts
    assert (facts["tally"]["deemed_for"], facts["tally"]["silent"]) == (0, 3)
    outcome = facts["outcome"]
    assert (outcome["decision"], outcome["reason"]) == ("needs_ruling", "undelivered_would_decide")
    assert not open_ballot.deemed.exists()
    assert not list(problems())


def test_what_an_assistant_opened_is_no_evidence(cabinet: Cabinet, open_ballot: Ballot) -> None:
    opens(cabinet.assistant, open_ballot)
    closed(cabinet, open_ballot)
    assert not open_ballot.deemed.exists()


def test_a_delivery_added_in_the_table_is_found(cabinet: Cabinet, open_ballot: Ballot) -> None:
    elector = Elector.objects.get(ballot=open_ballot, order=5)
    Delivery.objects.create(elector=elector, delivered_at=now(), delivered_how="mail")
    what = f"ballot {open_ballot.pk}: the delivery to seat 5 is not the one recorded"
    assert [problem.what for problem in problems()] == [what]


def test_a_delivery_moved_before_the_deadline_after_closing_is_found(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.deliver(open_ballot, 2)
    over = closed(cabinet, open_ballot)
    Delivery.objects.update(delivered_at=deadline(open_ballot) - timedelta(days=9))
    assert {problem.what for problem in problems()} == {
        f"ballot {over.pk}: the delivery to seat 2 is not the one recorded",
        f"ballot {over.pk}: the closing names other deliveries",
    }


# -- the board ----------------------------------------------------------------------------------------------


def test_the_board_says_how_far_it_has_come_to_each_seat(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.deliver(open_ballot, 1)
    opens(cabinet.minister, open_ballot)
    opens(cabinet.assistant, open_ballot)
    cabinet.answer(open_ballot, 4)
    found = {
        row.order: (row.delivery is not None, row.by_mail, bool(row.opened_at), bool(row.answered_at))
        for row in board(open_ballot)
    }
    assert found == {
        1: (True, True, False, False),
        2: (False, False, False, False),
        3: (True, False, True, False),
        4: (False, False, False, True),
        5: (False, False, False, False),
    }


def test_the_journal_of_deliveries_says_nothing_of_answers(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.answer(open_ballot, MINISTER, "other", text="Bí mật")
    opens(cabinet.minister, open_ballot)
    said = str(list(entries(open_ballot.stream).filter(kind__startswith="ballot.").values_list("facts")))
    assert "Bí mật" not in said
    assert "other" not in said
