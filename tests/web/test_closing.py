"""The page before closing: it names what is open, and closes only over what was confirmed by name."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from meetings import services
from meetings.models import Meeting
from people.models import Person
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db


def page_of(person: Person, meeting: Meeting) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("meeting_closing", args=[meeting.pk])).content.decode()


def points(page: str) -> list[str]:
    return re.findall(r'id="point-(\w+)"', page)


def close(person: Person, meeting: Meeting, *confirmed: str) -> str:
    client = Client()
    client.force_login(person)
    client.post(reverse("meeting_close", args=[meeting.pk]), {"confirmed": confirmed})
    meeting.refresh_from_db()
    return meeting.status


def test_an_open_vote_must_be_closed_before_anything_is_confirmed(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    cabinet.open_vote(meeting)
    page = page_of(cabinet.clerk, meeting)
    assert points(page) == ["vote_open", "item_running", "not_taken", "unconcluded"]
    assert reverse("meeting_close", args=[meeting.pk]) not in page


def test_the_chair_closes_over_what_is_confirmed_by_name(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    assert close(cabinet.chair, meeting) == "running"
    assert close(cabinet.chair, meeting, "item_running", "not_taken") == "running"
    assert close(cabinet.chair, meeting, "item_running", "not_taken", "unconcluded") == "closed"


def test_a_seat_that_was_never_noted_is_open_and_a_concluded_item_is_not(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(items=1)
    item = meeting.items.get()
    services.conclude_item(actor=cabinet.clerk, meeting=meeting, item=item, text="Thông qua.")
    services.end_item(actor=cabinet.clerk, meeting=meeting, item=item)
    assert points(page_of(cabinet.clerk, meeting)) == ["unreleased"]
    services.release_conclusion(actor=cabinet.clerk, meeting=meeting, item=item)
    seat = cabinet.seats[4]
    services.note_attendance(actor=cabinet.clerk, meeting=meeting, seat=seat, presence="expected")
    assert points(page_of(cabinet.clerk, meeting)) == ["unnoted"]
    services.note_attendance(actor=cabinet.clerk, meeting=meeting, seat=seat, presence="absent")
    assert points(page_of(cabinet.clerk, meeting)) == []
    assert close(cabinet.clerk, meeting) == "closed"
