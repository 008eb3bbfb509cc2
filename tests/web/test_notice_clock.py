"""The notice of a meeting's conclusion is due five working days after it, until it is noted as issued."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.journal import problems
from core.time import at, local
from meetings import services
from meetings.models import ConclusionNotice, Meeting
from people.models import Person
from records import services as record_services
from records.models import Record
from tests.cast import Cabinet
from tests.records.issued import issued_record, keys, signed_record
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


@pytest.fixture
def concluded(cabinet: Cabinet) -> Meeting:
    """The same, with a conclusion that a notice makes known, in a house whose signatories have keys."""
    keys(cabinet)
    with at(THURSDAY):
        meeting = cabinet.running_meeting(items=1)
        cabinet.conclude(meeting, meeting.items.get(), "Giao Bộ Xây dựng hoàn thiện.")
        return services.close_meeting(actor=cabinet.clerk, meeting=meeting)


def drawn(cabinet: Cabinet, meeting: Meeting) -> Record:
    """Its notice, as a document."""
    kind, subject = "conclusion_notice", meeting.stream
    return record_services.draw_up_record(actor=cabinet.clerk, kind=kind, subject=subject)


def notices_on_today(cabinet: Cabinet) -> str:
    """The part of the page Today that says what is to be issued; empty without one."""
    client = Client()
    client.force_login(cabinet.clerk)
    page = client.get(reverse("today")).content.decode()
    return page.partition('aria-labelledby="h-notices"')[2].partition("</section>")[0]


def test_the_issue_of_the_document_ends_the_days_and_a_later_edition_changes_nothing(
    cabinet: Cabinet, concluded: Meeting
) -> None:
    with at(THURSDAY + timedelta(hours=2)):
        record = issued_record(cabinet, concluded, drawn(cabinet, concluded))
        assert concluded.title not in notices_on_today(cabinet)
        assert f"Số {record.number}" in read(cabinet.clerk, concluded.get_absolute_url())
    noted = ConclusionNotice.objects.get()
    assert (noted.number, noted.issued_on) == (record.number, local(THURSDAY).date())
    with at(THURSDAY + timedelta(days=30)):
        record_services.recall_record(actor=cabinet.head, record=record, reason="Sai số liệu.")
        again = issued_record(cabinet, concluded, drawn(cabinet, concluded))
        assert "ban hành muộn" not in read(cabinet.clerk, concluded.get_absolute_url())
    assert again.edition == 2
    assert ConclusionNotice.objects.get().number == record.number
    assert list(problems()) == []


def test_what_was_noted_by_hand_before_the_issue_stands(cabinet: Cabinet, concluded: Meeting) -> None:
    with at(THURSDAY + timedelta(hours=2)):
        day = local(THURSDAY).date()
        services.note_notice(actor=cabinet.clerk, meeting=concluded, number="15/TB-VPCP", issued_on=day)
        issued_record(cabinet, concluded, drawn(cabinet, concluded))
    assert ConclusionNotice.objects.get().number == "15/TB-VPCP"


def test_a_notice_that_is_only_signed_is_still_to_be_issued(cabinet: Cabinet, concluded: Meeting) -> None:
    with at(THURSDAY + timedelta(hours=2)):
        signed_record(cabinet, concluded, drawn(cabinet, concluded))
        assert concluded.title in notices_on_today(cabinet)
    assert not ConclusionNotice.objects.exists()
