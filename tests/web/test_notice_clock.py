"""The notice of a meeting's conclusion is due five working days after it, until it is noted as issued."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.time import at, local
from meetings import services
from meetings.models import ConclusionNotice, Meeting
from people.models import Person
from tests.cast import Cabinet
from tests.services.saying import newest, refused

pytestmark = pytest.mark.django_db

THURSDAY = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)  # nine in the morning; the 5th working day is 10 December


@pytest.fixture
def held(cabinet: Cabinet) -> Meeting:
    """A meeting that was closed on a Thursday morning."""
    with at(THURSDAY):
        return services.close_meeting(actor=cabinet.clerk, meeting=cabinet.running_meeting(items=1))


def read(person: Person, where: str) -> str:
    client = Client()
    client.force_login(person)
    return re.sub(r"<[^>]+>|\s+", " ", client.get(where).content.decode())


def test_the_time_left_is_told_in_words_and_then_how_long_it_is_overdue(
    cabinet: Cabinet, held: Meeting
) -> None:
    with at(THURSDAY + timedelta(hours=1)):
        page = " ".join(read(cabinet.clerk, held.get_absolute_url()).split())
        assert "còn 5 ngày 6 giờ làm việc" in page
        assert "10/12/2026" in page
        assert held.title in read(cabinet.clerk, reverse("today"))
    with at(THURSDAY + timedelta(days=8)):
        assert "quá hạn" in read(cabinet.clerk, held.get_absolute_url())


def test_once_noted_it_is_gone_from_today_and_both_numbers_are_in_the_journal(
    cabinet: Cabinet, held: Meeting
) -> None:
    day = local(THURSDAY).date()
    with at(THURSDAY + timedelta(hours=2)):
        services.note_notice(actor=cabinet.clerk, meeting=held, number="15/TB-VPCP", issued_on=day)
        assert held.title not in read(cabinet.clerk, reverse("today"))
        assert "15/TB-VPCP" in read(cabinet.auditor, held.get_absolute_url())
        services.note_notice(actor=cabinet.head, meeting=held, number="16/TB-VPCP", issued_on=day)
    assert ConclusionNotice.objects.get().number == "16/TB-VPCP"
    assert newest(held.stream, "notice.issued").facts == {"number": "16/TB-VPCP", "issued_on": "2026-12-03"}


def test_it_is_dated_between_the_meeting_and_today(cabinet: Cabinet, held: Meeting) -> None:
    day = local(THURSDAY).date()
    with at(THURSDAY + timedelta(hours=2)):
        for wrong in (day - timedelta(days=1), day + timedelta(days=1)):
            with refused("notice_before_meeting"):
                services.note_notice(actor=cabinet.clerk, meeting=held, number="1", issued_on=wrong)
        running = cabinet.running_meeting()
        with refused("notice_meeting_not_closed"):
            services.note_notice(actor=cabinet.clerk, meeting=running, number="1", issued_on=day)
