"""The page of a session's figures: each can be opened to what it counts."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from core.time import at
from meetings import services
from meetings.models import Meeting
from meetings.numbers import session_numbers
from meetings.rules import Presence
from people.models import Person
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db

START = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)


def minute(number: int) -> datetime:
    return START + timedelta(minutes=number)


@pytest.fixture
def held(cabinet: Cabinet) -> Meeting:
    """Ten minutes and twenty for items of fifteen each; a member leaves in the second; one vote."""
    with at(START):
        meeting = cabinet.running_meeting(items=3)
    with at(minute(9)):
        ballot = cabinet.open_vote(meeting)
    with at(minute(10)):
        services.close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
        services.publish_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
        services.start_next_item(actor=cabinet.clerk, meeting=meeting)
    with at(minute(15)):
        cabinet.note(meeting, cabinet.seats[4], Presence.LEFT)
    with at(minute(30)):
        return services.close_meeting(actor=cabinet.clerk, meeting=meeting)


def page(person: Person, meeting: Meeting) -> str:
    client = Client()
    client.force_login(person)
    return client.get(reverse("meeting_numbers", args=[meeting.pk])).content.decode()


def test_time_quorum_and_papers_are_counted_from_the_journal(cabinet: Cabinet, held: Meeting) -> None:
    found = session_numbers(held)
    assert [(item.order, item.seconds) for item in found.items] == [(1, 600), (2, 1200)]
    assert (found.seconds, found.saved, found.not_taken) == (1800, 0, 1)
    assert [(point.attending, point.seats) for point in found.trace] == [(5, 5), (4, 5)]
    assert (found.papers, found.block) == (5, (0, 2))


def test_every_figure_leads_to_what_it_counts(cabinet: Cabinet, held: Meeting) -> None:
    shown = page(cabinet.clerk, held)
    assert "1 biểu quyết tại phiên × 5 thành viên = 5" in re.sub(r"\s+", " ", shown)
    journal = Client()
    journal.force_login(cabinet.clerk)
    for where, seq in set(re.findall(r'href="([^"]*\?entry=(\d+))#entry-', shown)):
        assert f'id="entry-{seq}"' in journal.get(where).content.decode()


def test_the_chair_sees_figures_without_links_into_a_journal_he_may_not_read(
    cabinet: Cabinet, held: Meeting
) -> None:
    shown = page(cabinet.chair, held)
    assert "?entry=" not in shown
    assert "10 phút 00 giây" in shown


def test_a_long_session_needs_no_more_questions(cabinet: Cabinet) -> None:
    def queries(items: int) -> int:
        meeting = cabinet.running_meeting(items=items)
        for _item in range(items):
            services.start_next_item(actor=cabinet.clerk, meeting=meeting)
        with CaptureQueriesContext(connection) as asked:
            session_numbers(meeting)
        return len(asked)

    assert queries(2) == queries(8)


def test_speakers_are_named_by_their_office_in_the_language_of_the_reader(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    item = meeting.items.get(order=1)
    speaker = services.request_floor(actor=cabinet.second_minister, meeting=meeting, item=item)
    services.give_floor(actor=cabinet.clerk, meeting=meeting, speaker=speaker)
    services.end_speech(actor=cabinet.clerk, meeting=meeting)
    for language, office in (("en", "Minister of Finance"), ("vi", "Bộ trưởng Bộ Tài chính")):
        with translation.override(language):
            assert [each.office for each in session_numbers(meeting).speakers] == [office]
