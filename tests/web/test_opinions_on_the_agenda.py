"""A matter that comes from a ballot shows on the agenda what members said, to whoever sees the answers."""

from datetime import timedelta

import pytest
from django.urls import reverse

from ballots.models import Ballot
from ballots.services import close_ballot
from core.time import at
from meetings import services
from meetings.models import Meeting
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser

SAID = "Chưa rõ nguồn lực thực hiện."


@pytest.fixture
def ballot(cabinet: Cabinet) -> Ballot:
    """Counted without a majority."""
    found = cabinet.open_ballot(procedure="39-2022")
    cabinet.answer(found, 2)
    cabinet.answer(found, 3, "against", text=SAID)
    assert found.closes_at is not None
    with at(found.closes_at + timedelta(minutes=1)):
        return close_ballot(actor=cabinet.clerk, ballot=found)


@pytest.fixture
def meeting(cabinet: Cabinet, ballot: Ballot) -> Meeting:
    """A session whose second item is the matter of the ballot."""
    draft = cabinet.draft_meeting(items=1)
    services.add_item(actor=cabinet.clerk, meeting=draft, matter=ballot.matter, minutes=15)
    return services.send_meeting(actor=cabinet.clerk, meeting=draft)


def opinions(meeting: Meeting, order: int = 2) -> str:
    return reverse("item_opinions", args=[meeting.pk, meeting.items.get(order=order).pk])


def test_members_and_desks_read_the_opinions_side_by_side(cabinet: Cabinet, meeting: Meeting) -> None:
    for person in (cabinet.minister, cabinet.second_minister, cabinet.chair, cabinet.clerk, cabinet.auditor):
        assert opinions(meeting) in browser(person).get(meeting.get_absolute_url()).text
        page = browser(person).get(opinions(meeting)).text
        assert SAID in page
        assert page.index(SAID) < page.index("Did not answer")


def test_a_guest_and_a_deputy_learn_nothing_of_them(cabinet: Cabinet, meeting: Meeting) -> None:
    for person in (cabinet.guest, cabinet.deputy, cabinet.outsider):
        assert browser(person).get(opinions(meeting)).status_code == 404
    assert opinions(meeting) not in browser(cabinet.deputy).get(meeting.get_absolute_url()).text


def test_an_item_without_a_ballot_has_no_such_page(cabinet: Cabinet, meeting: Meeting) -> None:
    assert browser(cabinet.clerk).get(opinions(meeting, 1)).status_code == 404


def test_what_an_open_ballot_says_is_not_there_yet(cabinet: Cabinet) -> None:
    running = cabinet.open_ballot()
    cabinet.answer(running, 3, "against", text=SAID)
    draft = cabinet.draft_meeting(items=0)
    services.add_item(actor=cabinet.clerk, meeting=draft, matter=running.matter, minutes=15)
    sent = services.send_meeting(actor=cabinet.clerk, meeting=draft)
    assert browser(cabinet.clerk).get(opinions(sent, 1)).status_code == 404
