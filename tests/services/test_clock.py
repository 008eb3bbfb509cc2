"""The clock announces what time brings about: twice, late or never, no result changes."""

import logging
import threading
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial

import pytest
from django.core import mail
from django.core.management import call_command
from django.db import transaction

from ballots import services
from ballots.models import Ballot
from ballots.services import (
    approve_ballot,
    close_ballot,
    close_overdue_ballots,
    extend_ballot,
    remind_before_deadlines,
    submit_ballot,
)
from core import uptime
from core.journal import entries, problems
from core.models import Shift
from core.time import HANOI, at, now
from ecabinet import clock
from ecabinet.clock import Clock
from people.models import Notice, Person
from tests.cast import Cabinet, make_cabinet
from tests.services.crowd import at_once
from tests.services.saying import kinds, newest, refused

HOUR = timedelta(hours=1)
MINUTE = timedelta(minutes=1)


def deadline(ballot: Ballot) -> datetime:
    assert ballot.closes_at is not None
    return ballot.closes_at


def tick(moment: datetime) -> None:
    """One round of a clock at this moment."""
    with at(moment):
        assert Clock().tick()


@pytest.fixture
def watched(cabinet: Cabinet, open_ballot: Ballot) -> Ballot:
    """An open ballot over which a clock has watched without a gap."""
    moment = now()
    Shift.objects.create(holder="", began_at=moment - HOUR, seen_at=deadline(open_ballot))
    return open_ballot


# -- the turn -----------------------------------------------------------------------------------------------


def test_one_clock_has_the_turn_until_it_ends_it_or_is_not_heard_of(db: None) -> None:
    begun = now()
    with at(begun):
        assert uptime.take_turn("a")
        assert not uptime.take_turn("b")
    with at(begun + timedelta(seconds=59)):
        assert not uptime.take_turn("b")
        assert uptime.take_turn("a")
    with at(begun + timedelta(seconds=59) + MINUTE):
        assert uptime.take_turn("b")
        assert not uptime.take_turn("a")
        uptime.end_turn("b")
        assert uptime.take_turn("a")
    assert Shift.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_clocks_that_start_at_once_one_has_the_turn() -> None:
    taken = at_once([partial(uptime.take_turn, f"clock {n}") for n in range(8)])
    assert sorted(map(bool, taken)) == [False] * 7 + [True]
    assert Shift.objects.count() == 1


def test_a_gap_in_the_clock_s_trace_is_an_outage_and_a_restart_is_none(db: None) -> None:
    start = now() - 10 * HOUR
    for minutes in (0, 4, 8, 13, 200, 203):
        tick(start + minutes * MINUTE)
    with at(start + 204 * MINUTE):
        found = uptime.outages(start, start + 240 * MINUTE, now())
    assert [(each.began_at - start, each.ended_at and each.ended_at - start) for each in found] == [
        (8 * MINUTE, 13 * MINUTE),
        (13 * MINUTE, 200 * MINUTE),
    ]
    with at(start + 208 * MINUTE):
        [*_, last] = uptime.outages(start, start + 240 * MINUTE, now())
        assert (last.began_at, last.ended_at) == (start + 203 * MINUTE, None)
        assert uptime.outages(start + 14 * MINUTE, start + 20 * MINUTE, now()) == found[1:]
        assert uptime.outages(start, start + 7 * MINUTE, now()) == []


def test_a_round_that_takes_long_is_no_outage(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    start = now() - HOUR
    with ExitStack() as passing:

        def slow() -> None:
            passing.enter_context(at(now() + 4 * MINUTE))

        monkeypatch.setattr(clock, "ROUND", (slow, slow))
        passing.enter_context(at(start))
        for _round in range(2):
            assert Clock().tick()
        assert now() - start == 16 * MINUTE
        assert uptime.outages(start, now(), now()) == []
    assert Shift.objects.count() == 1


def test_a_clock_whose_turn_went_to_another_during_a_long_step_leaves_the_rest_to_it(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, done = now(), []
    with ExitStack() as passing:

        def slow() -> None:
            done.append("slow")
            passing.enter_context(at(begun + 2 * MINUTE))
            assert uptime.take_turn("another")

        monkeypatch.setattr(clock, "ROUND", (slow, lambda: done.append("next")))
        passing.enter_context(at(begun))
        assert Clock().tick()
    assert done == ["slow"]


def test_where_no_clock_ever_ran_nobody_knows_of_an_outage(db: None) -> None:
    assert uptime.outages(now() - HOUR, now(), now()) == []


# -- opening ------------------------------------------------------------------------------------------------

NINE = datetime(2026, 12, 2, 9, tzinfo=HANOI)  # a Wednesday


def scheduled(cabinet: Cabinet, *, closes_at: datetime = NINE + 48 * HOUR) -> Ballot:
    """A ballot that was approved on Tuesday, to be sent by itself on Wednesday at nine."""
    with at(NINE - 24 * HOUR):
        draft = cabinet.draft_ballot(closes_at=closes_at)
        submitted = submit_ballot(actor=cabinet.clerk, ballot=draft, note="Kính trình")
        return approve_ballot(actor=cabinet.head, ballot=submitted, opens_at=NINE)


def test_a_scheduled_ballot_is_sent_at_its_moment_and_once(cabinet: Cabinet) -> None:
    ballot = scheduled(cabinet)
    tick(NINE - timedelta(seconds=1))
    assert "ballot.opened" not in kinds(ballot.stream)
    for seconds in (2, 7):  # two working days to the minute from nine o'clock, and the clock comes after nine
        tick(NINE + timedelta(seconds=seconds))
    opened = newest(ballot.stream, "ballot.opened")
    assert (opened.actor, opened.facts["electorate"]) == ("clock", 5)
    assert kinds(ballot.stream).count("ballot.opened") == 1
    assert len(mail.outbox) == 6
    ballot.refresh_from_db()
    assert (ballot.status, ballot.number, ballot.opened_at) == ("open", 1, NINE + timedelta(seconds=2))
    assert list(problems()) == []


def test_a_clock_that_comes_too_late_takes_no_time_from_the_members_and_tells_the_secretariat_once(
    cabinet: Cabinet,
) -> None:
    ballot = scheduled(cabinet)
    for minutes in (5, 6, 90):
        tick(NINE + minutes * MINUTE)
    ballot.refresh_from_db()
    assert (ballot.status, ballot.number) == ("approved", None)
    assert [str(letter.subject) for letter in mail.outbox] == [
        "Phiếu lấy ý kiến đã được phê duyệt chưa gửi được theo giờ đã định"
    ] * 3


def test_a_clock_that_comes_late_still_sends_what_leaves_the_members_their_time(cabinet: Cabinet) -> None:
    ballot = scheduled(cabinet, closes_at=NINE + 56 * HOUR)
    tick(NINE + 3 * HOUR)
    assert "ballot.opened" in kinds(ballot.stream)


def test_a_ballot_whose_dossier_changed_since_it_was_approved_is_not_sent_by_itself(cabinet: Cabinet) -> None:
    ballot = scheduled(cabinet)
    cabinet.paper(ballot.matter)
    tick(NINE + timedelta(seconds=1))
    assert "ballot.opened" not in kinds(ballot.stream)
    assert Notice.objects.filter(kind="ballot:unsent").count() == 3


# -- closing ------------------------------------------------------------------------------------------------


def test_at_the_deadline_the_clock_closes_and_counts_as_anybody_would(
    cabinet: Cabinet, watched: Ballot
) -> None:
    by_hand = cabinet.open_ballot(closes_at=deadline(watched))
    for ballot in (watched, by_hand):
        cabinet.deliver(ballot)
        cabinet.answer(ballot, 3, "against")
        cabinet.answer(ballot, 4)
    with at(deadline(watched)):
        close_ballot(actor=cabinet.clerk, ballot=by_hand)
    tick(deadline(watched) - timedelta(seconds=1))
    assert "ballot.closed" not in kinds(watched.stream)
    tick(deadline(watched))
    closed, other = newest(watched.stream), newest(by_hand.stream)
    assert (closed.kind, closed.actor) == ("ballot.closed", "clock")
    counted = ("questions", "tally", "outcome", "seats", "outages")
    assert {name: closed.facts[name] for name in counted} == {name: other.facts[name] for name in counted}
    watched.refresh_from_db()
    assert watched.deemed.count() == 3
    assert list(problems()) == []


def test_a_clock_that_comes_twice_closes_once(cabinet: Cabinet, watched: Ballot) -> None:
    for seconds in (0, 1, 5, 60):
        tick(deadline(watched) + timedelta(seconds=seconds))
    assert kinds(watched.stream).count("ballot.closed") == 1


def test_without_a_clock_the_deadline_holds_and_the_result_is_the_same(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.deliver(open_ballot)
    cabinet.answer(open_ballot, 3)
    with at(deadline(open_ballot)), refused("ballot_deadline_passed"):
        cabinet.answer(open_ballot, 4)
    with at(deadline(open_ballot) + 48 * HOUR):
        closed = close_ballot(actor=cabinet.clerk, ballot=open_ballot)
    assert closed.result is not None
    assert closed.result["questions"][0]["tally"]["deemed_for"] == 4


@pytest.mark.django_db(transaction=True)
def test_four_clocks_and_two_clerks_at_once_close_once() -> None:
    cabinet = make_cabinet()
    ballot = cabinet.open_ballot()
    after = deadline(ballot) + MINUTE

    def by_clock() -> int:
        with at(after):
            return close_overdue_ballots()

    def by_hand() -> int:
        with at(after):
            close_ballot(actor=cabinet.clerk, ballot=ballot)
        return 0

    at_once([by_clock, by_hand, by_clock, by_clock, by_hand, by_clock])
    assert kinds(ballot.stream).count("ballot.closed") == 1
    assert list(problems()) == []


def test_a_ballot_that_cannot_be_closed_hinders_no_other(
    cabinet: Cabinet, watched: Ballot, caplog: pytest.LogCaptureFixture
) -> None:
    broken = cabinet.open_ballot(closes_at=deadline(watched) - MINUTE)
    Ballot.objects.filter(pk=broken.pk).update(procedure_facts={})
    with caplog.at_level(logging.CRITICAL):
        tick(deadline(watched))
    assert newest(watched.stream).kind == "ballot.closed"
    assert "ballot.closed" not in kinds(broken.stream)


def test_a_step_that_fails_hinders_no_other(
    cabinet: Cabinet, watched: Ballot, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> None:
        raise ValueError("a step with a mistake")

    monkeypatch.setattr(clock, "ROUND", (broken, *clock.ROUND))
    tick(deadline(watched))
    assert newest(watched.stream).kind == "ballot.closed"
    assert "a step with a mistake" in caplog.text


# -- outages ------------------------------------------------------------------------------------------------


@pytest.fixture
def interrupted(cabinet: Cabinet, open_ballot: Ballot) -> Ballot:
    """An open ballot, half answered; the system did not run from an hour before its deadline to one after."""
    for order in (1, 2, 3):
        cabinet.answer(open_ballot, order)
    gone, back = deadline(open_ballot) - HOUR, deadline(open_ballot) + HOUR
    Shift.objects.create(began_at=now() - HOUR, seen_at=gone)
    Shift.objects.create(began_at=back, seen_at=back)
    return open_ballot


def test_after_an_outage_the_clock_leaves_the_closing_to_the_secretariat_and_tells_it_once(
    cabinet: Cabinet, interrupted: Ballot
) -> None:
    for seconds in (0, 5):
        tick(deadline(interrupted) + HOUR + timedelta(seconds=seconds))
    interrupted.refresh_from_db()
    assert interrupted.status == "open"
    assert kinds(interrupted.stream).count("ballot.held") == 1
    held = Notice.objects.filter(kind="ballot:held").values_list("person__username", "outcome")
    assert sorted(held) == [("clerk", "sent"), ("head", "sent"), ("second-clerk", "sent")]
    assert len([letter for letter in mail.outbox if "gián đoạn" in str(letter.subject)]) == 3


def test_the_head_extends_after_an_outage_and_members_answer_again(
    cabinet: Cabinet, interrupted: Ballot
) -> None:
    later = deadline(interrupted) + timedelta(days=21)  # beyond what the procedure allows otherwise
    old = deadline(interrupted)
    with at(old + HOUR + MINUTE):
        extended = extend_ballot(
            actor=cabinet.head, ballot=interrupted, closes_at=later, reason="Hệ thống gián đoạn"
        )
        entry = newest(interrupted.stream)
        assert (entry.kind, entry.facts) == (
            "ballot.extended",
            {
                "old": old.isoformat(),
                "new": later.isoformat(),
                "reason": "Hệ thống gián đoạn",
                "outages": [[(old - HOUR).isoformat(), (old + HOUR).isoformat()]],
            },
        )
        assert cabinet.answer(extended, 4).revision == 1
    Shift.objects.filter(began_at__gt=old).update(seen_at=later)
    tick(later)
    closed = newest(interrupted.stream)
    assert closed.kind == "ballot.closed"
    assert closed.facts["outages"] == [[(old - HOUR).isoformat(), (old + HOUR).isoformat()]]


def test_a_clerk_may_close_it_all_the_same_and_the_closing_names_the_outage(
    cabinet: Cabinet, interrupted: Ballot
) -> None:
    with at(deadline(interrupted) + HOUR + MINUTE):
        close_ballot(actor=cabinet.clerk, ballot=interrupted)
    gone, back = deadline(interrupted) - HOUR, deadline(interrupted) + HOUR
    assert newest(interrupted.stream).facts["outages"] == [[gone.isoformat(), back.isoformat()]]
    assert list(problems()) == []


# -- reminders ----------------------------------------------------------------------------------------------


def reminded() -> list[str]:
    """Who was sent a reminder, as often as they were."""
    return sorted(letter.to[0].split("@")[0] for letter in mail.outbox if "Nhắc" in str(letter.subject))


def test_a_day_and_two_hours_before_the_deadline_the_silent_and_their_assistants_are_reminded(
    cabinet: Cabinet, watched: Ballot
) -> None:
    for order in (1, 2, 4):
        cabinet.answer(watched, order)
    tick(deadline(watched) - 24 * HOUR - MINUTE)
    assert reminded() == []
    tick(deadline(watched) - 24 * HOUR)
    assert reminded() == ["assistant", "ngan-hang", "xay-dung"]
    entry = newest(watched.stream)
    assert (entry.kind, entry.actor, entry.facts) == (
        "ballot.reminded",
        "clock",
        {"seats": [3, 5], "people": 3},
    )
    for minutes in (1, 5, 600):
        tick(deadline(watched) - 24 * HOUR + minutes * MINUTE)
    with at(deadline(watched) - 3 * HOUR):
        cabinet.answer(watched, 3)
    tick(deadline(watched) - 2 * HOUR)
    assert reminded() == ["assistant", "ngan-hang", "ngan-hang", "xay-dung"]
    assert newest(watched.stream).facts == {"seats": [5], "people": 1}
    assert list(problems()) == []


def test_whoever_answers_before_the_reminder_leaves_is_not_reminded(
    cabinet: Cabinet, watched: Ballot
) -> None:
    with at(deadline(watched) - 24 * HOUR):
        assert remind_before_deadlines() == 1
        assert Notice.objects.filter(kind="ballot:reminder").count() == 6
        cabinet.answer(watched, 3)
    tick(deadline(watched) - 24 * HOUR + MINUTE)
    assert reminded() == ["ngan-hang", "pho-thu-tuong", "tai-chinh", "thu-tuong"]
    left = Notice.objects.filter(kind="ballot:reminder", outcome="not_needed")
    assert sorted(left.values_list("person__username", flat=True)) == ["assistant", "xay-dung"]


def test_where_all_have_answered_nobody_is_reminded_and_nothing_recorded(
    cabinet: Cabinet, watched: Ballot
) -> None:
    for order in cabinet.holders:
        cabinet.answer(watched, order)
    for hours in (24, 2, 1):
        tick(deadline(watched) - hours * HOUR)
    assert reminded() == []
    assert "ballot.reminded" not in kinds(watched.stream)


def test_a_clock_that_slept_through_both_points_reminds_once(cabinet: Cabinet, watched: Ballot) -> None:
    for minutes in (30, 29, 5):
        tick(deadline(watched) - minutes * MINUTE)
    assert kinds(watched.stream).count("ballot.reminded") == 1


def test_an_extended_ballot_is_reminded_of_before_its_new_deadline(cabinet: Cabinet, watched: Ballot) -> None:
    tick(deadline(watched) - 2 * HOUR)
    with at(deadline(watched) - HOUR):
        later = deadline(watched) + 24 * HOUR
        extend_ballot(actor=cabinet.head, ballot=watched, closes_at=later, reason="Bổ sung tài liệu")
    Shift.objects.update(seen_at=later)
    tick(later - 2 * HOUR)
    assert kinds(watched.stream).count("ballot.reminded") == 2


@pytest.mark.django_db(transaction=True)
def test_two_clocks_at_once_remind_once() -> None:
    cabinet = make_cabinet()
    ballot = cabinet.open_ballot()

    def remind() -> int:
        with at(deadline(ballot) - HOUR):
            return remind_before_deadlines()

    assert sorted(each for each in at_once([remind] * 4) if isinstance(each, int)) == [0, 0, 0, 1]
    assert entries(ballot.stream).filter(kind="ballot.reminded").count() == 1


# -- the command and the thread -----------------------------------------------------------------------------


def test_one_round_by_command_does_what_is_due_and_leaves_the_turn(
    cabinet: Cabinet, watched: Ballot, capsys: pytest.CaptureFixture[str]
) -> None:
    with at(deadline(watched)):
        call_command("clock", "--once")
        assert newest(watched.stream).kind == "ballot.closed"
        assert uptime.take_turn("another")
        call_command("clock", "--once")
    assert "Another clock has the turn" in capsys.readouterr().out


def test_the_operator_asks_how_clock_and_mail_fare(
    cabinet: Cabinet, open_ballot: Ballot, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="1"):
        call_command("clock", "--check")
    assert "clock: does not run, last seen never" in capsys.readouterr().out
    Person.objects.filter(pk=cabinet.minister.pk).update(email="")
    call_command("clock", "--once")
    call_command("clock", "--check")
    said = capsys.readouterr().out
    assert "clock: runs" in said
    assert "mail: 0 waiting, 0 of them in trouble, 0 given up" in said
    assert open_ballot.title not in said


@pytest.mark.django_db(transaction=True)
def test_a_thread_of_the_server_keeps_the_clock_and_stops_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    cabinet = make_cabinet()
    ballot = cabinet.open_ballot()
    with transaction.atomic():
        Ballot.objects.filter(pk=ballot.pk).update(closes_at=now() - timedelta(seconds=1))
    done = threading.Event()
    monkeypatch.setattr(clock, "ROUND", (services.close_overdue_ballots, done.set))
    beside = Clock()
    beside.start()
    assert done.wait(10)
    beside.stop()
    assert beside.thread is not None
    assert not beside.thread.is_alive()
    ballot.refresh_from_db()
    assert ballot.status == "closed"
    assert Shift.objects.get().holder == ""
