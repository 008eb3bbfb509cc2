"""The calendar shows each person the meetings that they may see, with the conflicts that concern them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.time import at
from meetings.models import Meeting
from meetings.services import Holding, add_item, add_room, schedule_meeting, send_meeting
from people.models import Person
from people.procedure import load
from tests.cast import Cabinet
from tests.web.test_desk_meetings import signed_in, text

NOW = datetime(2026, 12, 1, 1, tzinfo=UTC)
VIEWS = pytest.mark.parametrize("view", ["month", "week", "list"])


def made(
    cabinet: Cabinet,
    title: str,
    *,
    hour: float = 0,
    kind: str = "thematic",
    sent: bool = True,
    place: str = "A",
) -> Meeting:
    """A meeting so many hours after eight on the first of December."""
    meeting = schedule_meeting(
        actor=cabinet.clerk,
        body=cabinet.body,
        kind=kind,
        title=title,
        place=place,
        starts_at=NOW + timedelta(hours=hour),
        minutes_planned=120,
        chair=cabinet.chair_seat,
        procedure=load("191-2026"),
        holding=Holding(),
    )
    if sent:
        add_item(actor=cabinet.clerk, meeting=meeting, matter=cabinet.matter(), minutes=30)
        send_meeting(actor=cabinet.clerk, meeting=meeting)
    return meeting


def page(person: Person, query: str = "day=2026-12-01") -> str:
    with at(NOW):
        answer = signed_in(person).get(f"{reverse('meeting_calendar')}?{query}")
    assert answer.status_code == 200
    return answer.content.decode()


@VIEWS
def test_everybody_sees_their_own_meetings_and_no_hint_of_others(cabinet: Cabinet, view: str) -> None:
    made(cabinet, "Phiên họp toàn thể", hour=48, place="B")
    made(cabinet, "Họp kín của Thường trực", kind="standing")
    made(cabinet, "Dự thảo chưa gửi", sent=False, hour=5)
    query = f"view={view}&day=2026-12-01"
    for person, seen in (
        (cabinet.clerk, (True, True, True)),
        (cabinet.auditor, (True, True, True)),
        (cabinet.chair, (True, True, False)),
        (cabinet.minister, (True, False, False)),
        (cabinet.assistant, (True, False, False)),
        (cabinet.outsider, (False, False, False)),
        (cabinet.operator, (False, False, False)),
    ):
        shown = text(page(person, query))
        titles = ("Phiên họp toàn thể", "Họp kín của Thường trực", "Dự thảo chưa gửi")
        assert tuple(title in shown for title in titles) == seen, person
        assert f"{sum(seen)} cuộc họp" in shown


@VIEWS
def test_conflicts_are_marked_in_words_for_those_whom_they_concern(cabinet: Cabinet, view: str) -> None:
    made(cabinet, "Phiên họp toàn thể")
    made(cabinet, "Họp Thường trực", kind="standing", hour=1)
    query = f"view={view}&day=2026-12-01"
    clerk, chair, minister = (
        text(page(person, query)) for person in (cabinet.clerk, cabinet.chair, cabinet.minister)
    )
    assert "Trùng phòng" in clerk
    assert "Trùng người" in clerk
    assert "2 cuộc họp trùng lịch" in clerk
    assert "Trùng phòng" not in chair
    assert "Trùng người" in chair
    assert "Trùng" not in minister
    assert "trùng lịch" not in minister


def test_a_conflict_is_sought_among_all_whatever_is_shown(cabinet: Cabinet) -> None:
    made(cabinet, "Phiên họp toàn thể")
    made(cabinet, "Họp Thường trực", kind="standing", hour=1)
    shown = text(page(cabinet.clerk, "view=month&day=2026-12-01&kind=standing"))
    assert "Phiên họp toàn thể" not in shown
    assert "1 cuộc họp trùng lịch" in shown


def test_meetings_in_other_rooms_with_other_people_or_closed_ones_are_in_no_conflict(
    cabinet: Cabinet,
) -> None:
    made(cabinet, "Một", kind="standing", place="Phòng 1")
    closed = made(cabinet, "Hai", place="Phòng 1")
    Meeting.objects.filter(pk=closed.pk).update(status="closed", closed_at=NOW)
    assert "trùng lịch" not in text(page(cabinet.clerk))


def test_it_is_turned_by_links_that_keep_what_is_shown(cabinet: Cabinet) -> None:
    shown = page(cabinet.clerk, "view=week&day=2026-12-01&kind=standing")
    for day in ("2026-11-24", "2026-12-08", "2026-12-01"):
        assert f'href="?view=week&amp;day={day}&amp;kind=standing"' in shown
    assert 'href="?view=month&amp;day=2026-12-01&amp;kind=standing"' in shown
    assert "30/11 đến 06/12/2026" in shown
    assert "Tháng 12 năm 2026" in page(cabinet.clerk, "day=2026-12-01")


@pytest.mark.parametrize(
    "query", ["view=year", "day=2026-02-31", "day=0001-01-01", "day=9999-12-31", "kind=x", "body='", "day="]
)
def test_what_makes_no_sense_is_left_out(cabinet: Cabinet, query: str) -> None:
    assert "Tháng 12 năm 2026" in page(cabinet.clerk, query)


def test_today_and_days_off_are_told(cabinet: Cabinet) -> None:
    shown = page(cabinet.clerk, "day=2026-12-01")
    assert shown.count('aria-current="date"') == 1
    assert "Quốc khánh" in page(cabinet.clerk, "day=2026-09-02")


def test_a_day_with_many_meetings_shows_three_and_how_many_more(cabinet: Cabinet) -> None:
    for number in range(6):
        made(cabinet, f"Cuộc họp số {number}", hour=number, sent=False)
    shown = page(cabinet.clerk)
    assert text(shown).count("Cuộc họp số") == 3
    assert "3 cuộc họp khác" in text(shown)
    assert text(page(cabinet.clerk, "view=list&day=2026-12-01")).count("Cuộc họp số") >= 6


@VIEWS
def test_it_asks_the_database_as_often_for_one_meeting_as_for_thirty(cabinet: Cabinet, view: str) -> None:
    room = add_room(actor=cabinet.clerk, name="Phòng họp A", capacity=9)
    client = {person.username: signed_in(person) for person in (cabinet.clerk, cabinet.chair)}

    def asked(client: Client) -> int:
        with at(NOW), CaptureQueriesContext(connection) as found:
            client.get(f"{reverse('meeting_calendar')}?view={view}&day=2026-12-01")
        return len(found)

    made(cabinet, "Một", kind="standing")
    few = {name: asked(each) for name, each in client.items() if asked(each)}
    for number in range(30):
        meeting = made(cabinet, f"Họp {number}", kind="leaders", hour=number % 3)
        Meeting.objects.filter(pk=meeting.pk).update(room=room)
    assert {name: asked(each) for name, each in client.items()} == few
    assert max(few.values()) <= 12
