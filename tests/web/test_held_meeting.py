"""The page of a meeting that was held: when things really were, and where its outcome is."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.time import at, local
from meetings import services
from people.models import Person
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db


def page(person: Person, address: str) -> str:
    client = Client()
    client.cookies["django_language"] = "en"
    client.force_login(person)
    return client.get(address).content.decode()


def test_a_held_meeting_tells_when_it_was_and_not_when_it_was_planned(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(items=2)
    running = meeting.items.get(status="running")
    begun = running.started_at
    assert begun is not None
    planned = begun + timedelta(hours=3, minutes=7)
    meeting.starts_at = planned
    meeting.save(update_fields=["starts_at"])
    ended = begun + timedelta(minutes=41)
    with at(ended):
        held = services.close_meeting(actor=cabinet.clerk, meeting=meeting)
    for person in (cabinet.minister, cabinet.clerk):
        text = page(person, held.get_absolute_url()).partition('aria-labelledby="')[2]
        assert f"{local(begun):%H:%M}" in text
        assert f"to {local(ended):%H:%M}" in text
        assert f"{local(planned):%H:%M}</time>" not in text.partition("<ol")[2].partition("</ol>")[0]
        assert text.count("put off") == 1
    assert reverse("room", args=[held.pk]) in page(cabinet.minister, held.get_absolute_url())
