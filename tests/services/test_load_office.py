"""Ten years of meetings written in bulk: as the services write them, once, verified by the journal."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django import Settings

from core.journal import problems
from core.time import at
from ecabinet.demo.loading import make_government
from ecabinet.demo.office import load_meetings
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.papers import compose_minutes, gather
from people.models import Person
from records.layout import render
from tests.records.reading import text_of

UNTIL = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
SHAPE = ("kind", "title", "status", "starts_at", "minutes_planned", "chair__order", "whole_body")


@pytest.fixture
def office(db: None) -> None:
    """Sixty meetings of half a year."""
    load_meetings(make_government(), meetings=60, seed=5, until=UNTIL, since=date(2026, 6, 1))


def shape(seed: int) -> list[tuple[object, ...]]:
    """What is written for a seed into the empty database, which keeps nothing of it."""
    with transaction.atomic():
        load_meetings(make_government(), meetings=12, seed=seed, until=UNTIL, since=date(2026, 1, 1))
        found = list(Meeting.objects.order_by("starts_at", "title").values_list(*SHAPE))
        transaction.set_rollback(True)
    return found


@pytest.mark.usefixtures("office")
def test_meetings_are_as_far_as_their_day_and_the_journal_verifies() -> None:
    assert list(problems()) == []
    meetings = Meeting.objects.order_by("starts_at")
    assert meetings.count() == 60
    for meeting in meetings:
        closed = meeting.ends_at < UNTIL
        assert (meeting.status == "closed") is closed
        assert (meeting.sent_at is not None) is (meeting.status != "draft")
        expected = 27 if meeting.whole_body else meeting.invited_seats.count()
        assert meeting.attendances.count() == (0 if meeting.status == "draft" else expected)
        assert meeting.whole_body or meeting.chair in meeting.invited_seats.all()
        assert meeting.items.exists()
    assert {meeting.status for meeting in meetings} == {"closed", "sent", "draft"}
    assert not AgendaItem.objects.filter(meeting__status="closed").exclude(status="done").exists()
    assert not Attendance.objects.filter(meeting__status="sent").exclude(presence="expected").exists()


@pytest.mark.usefixtures("office")
def test_its_pages_and_minutes_are_those_of_any_meeting() -> None:
    clerk = Client()
    clerk.force_login(Person.objects.get(username="thuky1"))
    for status in ("closed", "sent", "draft"):
        meeting = Meeting.objects.filter(status=status).latest("starts_at")
        assert meeting.title in clerk.get(meeting.get_absolute_url()).content.decode()
    held = Meeting.objects.filter(status="closed").latest("starts_at")
    assert held.items.get(order=1).matter.title[:40] in " ".join(
        text_of(render(compose_minutes(gather(held)))).split()
    )


@pytest.mark.usefixtures("db")
def test_the_same_seed_makes_the_same_meetings_and_another_seed_others() -> None:
    first = shape(seed=1)
    assert shape(seed=1) == first
    assert shape(seed=2) != first


@pytest.mark.usefixtures("db")
def test_the_decade_comes_with_four_meetings_for_each_ballot(settings: Settings) -> None:
    settings.DEMO = True
    with at(UNTIL):
        call_command("load_decade", "--ballots", "3", stdout=StringIO())
        call_command("load_decade", "--ballots", "3", stdout=StringIO())
    assert Meeting.objects.count() == 12
