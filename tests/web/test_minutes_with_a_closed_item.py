"""Minutes tell of every item: whoever is shut out of one reads none, and is told of none."""

from datetime import timedelta

import pytest
from django.urls import reverse

from core.time import now
from meetings import services
from meetings.minutes_letters import words
from meetings.models import Meeting
from people.models import Notice
from tests.cast import Cabinet
from tests.services.test_item_levels import close_item
from tests.web.test_ballot_answer import browser

pytestmark = pytest.mark.django_db
SECRET = "Nội dung kín của phiên họp"


@pytest.fixture
def held(cabinet: Cabinet) -> Meeting:
    """A session with an item for the chair and one minister alone; its minutes are with who attended."""
    meeting = cabinet.draft_meeting(items=1)
    knowing = (cabinet.minister_seat, cabinet.chair_seat)
    close_item(cabinet, cabinet.item(meeting, title=SECRET), "named", seats=knowing)
    meeting = services.send_meeting(actor=cabinet.clerk, meeting=meeting)
    services.note_attendance_of_all(actor=cabinet.clerk, meeting=meeting)
    meeting = services.start_meeting(actor=cabinet.clerk, meeting=meeting)
    meeting = services.close_meeting(actor=cabinet.clerk, meeting=meeting)
    services.circulate_minutes(actor=cabinet.clerk, meeting=meeting, until=now() + timedelta(days=1))
    return meeting


def told(meeting: Meeting) -> set[str]:
    """The accounts for whom a letter about the minutes is written, when it is sent."""
    waiting = Notice.objects.filter(kind="minutes:circulated").select_related("person")
    return {notice.person.username for notice in waiting if words(notice) is not None}


def test_a_letter_about_minutes_goes_to_nobody_who_may_not_read_them(cabinet: Cabinet, held: Meeting) -> None:
    assert told(held) == {cabinet.chair.username, cabinet.minister.username}


def test_no_page_says_that_there_are_minutes_which_one_may_not_read(cabinet: Cabinet, held: Meeting) -> None:
    minutes = reverse("minutes", args=[held.pk])
    looked_at = (held.get_absolute_url(), reverse("today"), reverse("meeting_documents", args=[held.pk]))
    for person, reads in ((cabinet.minister, True), (cabinet.second_minister, False), (cabinet.guest, False)):
        client = browser(person)
        pages = [client.get(path) for path in looked_at]
        assert [page.status_code for page in pages] == [200, 200, 200]
        assert any(minutes in page.text for page in pages) is reads
        assert (client.get(minutes).status_code == 200) is reads
        assert client.get(reverse("minutes_pdf", args=[held.pk])).status_code == (200 if reads else 404)
        assert any(SECRET in page.text for page in pages) is reads
