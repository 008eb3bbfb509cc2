"""`manage.py rehearse`: ghosts hold a session on a database of its own, and the verdict is true."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.models import Entry
from ecabinet.rehearsal import faults
from ecabinet.rehearsal.course import Books, VoteReport
from ecabinet.rehearsal.holding import hold
from ecabinet.rehearsal.plan import Plan, plan_of
from ecabinet.rehearsal.verdict import verdict_on
from people.models import Person
from tests.cast import Cabinet

WELL = VoteReport("nothing", counted=27, electorate=27, slowest=0.4, retries=0, converged=0.2)
BOOKS = Books(votes=27, lost=0, doubled=0, altered=0, problems=(), minutes_bytes=90_000, minutes_ms=200)


@pytest.mark.django_db
def test_a_plan_holds_seats_and_times_and_nobodys_name_and_no_title(cabinet: Cabinet) -> None:
    meeting = cabinet.sent_meeting()
    text = plan_of(meeting).as_text()

    assert [seat.order for seat in plan_of(meeting).seats] == [
        seat.order for seat in meeting.body.seats.order_by("order")
    ]
    assert [item.minutes for item in plan_of(meeting).items] == [
        item.minutes for item in meeting.items.order_by("order")
    ]
    for item in meeting.items.all():
        assert item.matter.title not in text
    rules = json.dumps(meeting.procedure_facts, ensure_ascii=False)  # one of them names a duty, "head"
    for person in Person.objects.all():
        named = f'"{person.username}"'
        assert str(person.pk) not in text
        assert text.count(named) == rules.count(named)
    assert Plan.from_text(text) == plan_of(meeting)


@pytest.mark.django_db
def test_votes_are_counted_while_a_server_dies_and_the_real_cabinet_is_left_alone(
    cabinet: Cabinet, tmp_path: Path
) -> None:
    meeting, before = cabinet.sent_meeting(), (Person.objects.count(), Entry.objects.count())
    course = [("nothing", faults.nothing), ("a_server_dies", faults.a_server_dies)]
    verdict = hold(plan_of(meeting), tmp_path, changes={}, course=course, say=lambda line: None)

    assert [check.what for check in verdict.checks if not check.well] == []
    assert len(verdict.checks) == 5
    assert (Person.objects.count(), Entry.objects.count()) == before


@pytest.mark.parametrize(
    ("votes", "books"),
    [
        pytest.param(replace(WELL, counted=26), BOOKS, id="a ghost that never got a receipt"),
        pytest.param(replace(WELL, converged=None), BOOKS, id="a page that did not agree in time"),
        pytest.param(replace(WELL, slowest=2.1), BOOKS, id="a slow vote although nothing went wrong"),
        pytest.param(WELL, replace(BOOKS, lost=1), id="a receipt without its vote"),
        pytest.param(WELL, replace(BOOKS, doubled=1), id="a seat with two votes"),
        pytest.param(WELL, replace(BOOKS, altered=1), id="another choice than was pressed"),
        pytest.param(WELL, replace(BOOKS, problems=("meeting:x #3: altered",)), id="a broken chain"),
        pytest.param(WELL, replace(BOOKS, minutes_bytes=0), id="no minutes"),
    ],
)
def test_one_thing_that_fails_is_no_go(votes: VoteReport, books: Books) -> None:
    assert verdict_on([WELL], BOOKS).go
    verdict = verdict_on([votes], books)
    assert not verdict.go
    assert sum(not check.well for check in verdict.checks) == 1


def test_a_slow_vote_after_a_fault_is_no_reason_to_stay_at_home() -> None:
    assert verdict_on([replace(WELL, fault="a_server_dies", slowest=6.0)], BOOKS).go


@pytest.mark.django_db
def test_a_session_without_an_agenda_cannot_be_rehearsed(cabinet: Cabinet, tmp_path: Path) -> None:
    meeting = cabinet.draft_meeting()
    meeting.items.all().delete()
    with pytest.raises(CommandError, match="nothing to rehearse"):
        call_command("rehearse", str(meeting.pk), output=str(tmp_path / "page.html"))
    assert not (tmp_path / "page.html").exists()
    assert not Entry.objects.filter(kind__startswith="meeting.rehearsal").exists()
