"""The block in the room: every member sees it and may pull an item out, the chair puts it to the vote."""

import pytest
from django.urls import reverse

from meetings import services
from meetings.models import Meeting
from tests.cast import Cabinet
from tests.services.test_consent_block import announce, item, opened, say
from tests.web.test_ballot_answer import browser


@pytest.fixture
def running(cabinet: Cabinet) -> Meeting:
    """In session, no item called; the first of two items is in the block."""
    meeting = cabinet.sent_meeting()
    for each in meeting.items.all():
        cabinet.paper(each.matter)
        say(cabinet, meeting, 2, each.order, "none")
    announce(cabinet, meeting, 1)
    return opened(cabinet, meeting)


def pull(meeting: Meeting) -> str:
    return reverse("block_pull", args=[meeting.pk, item(meeting, 1).pk])


def test_a_member_pulls_an_item_out_of_the_block_from_the_room_and_everybody_sees_it(
    cabinet: Cabinet, running: Meeting
) -> None:
    room = reverse("room", args=[running.pk])
    before = browser(cabinet.minister).get(room).text
    assert f'formaction="{pull(running)}"' in before
    assert 'id="block-acts"' in before
    answer = browser(cabinet.minister).post(pull(running), {"back": room})
    assert (answer.status_code, answer["Location"]) == (303, room)
    for person in (cabinet.second_minister, cabinet.chair, cabinet.deputy):
        assert f"pulled out by {cabinet.minister.label_en}" in browser(person).get(room).text


def test_staff_see_the_block_without_a_form_to_change_it(cabinet: Cabinet, running: Meeting) -> None:
    page = browser(cabinet.assistant).get(reverse("room", args=[running.pk])).text
    assert "Consent block" in page
    assert 'id="block-acts"' not in page


def test_a_guest_of_one_item_sees_no_block(cabinet: Cabinet, running: Meeting) -> None:
    assert "Consent block</h2>" not in browser(cabinet.guest).get(reverse("room", args=[running.pk])).text
    assert "blocklist" not in browser(cabinet.guest).get(reverse("room", args=[running.pk])).text


def test_the_chair_and_the_console_are_led_through_the_vote_on_the_block(
    cabinet: Cabinet, running: Meeting
) -> None:
    def steps() -> list[bool]:
        chair = browser(cabinet.chair).get(reverse("room", args=[running.pk])).text
        console = browser(cabinet.clerk).get(reverse("console", args=[running.pk])).text
        acts = [reverse(name, args=[running.pk]) for name in ("block_vote", "block_settle")]
        return [f'formaction="{act}"' in page for page in (chair, console) for act in acts]

    assert steps() == [True, False, True, False]
    browser(cabinet.chair).post(reverse("block_vote", args=[running.pk]))
    assert steps() == [False, False, False, False]
    ballot = running.items.get(order=1).votes.get().ballot
    for order in (1, 2, 3):
        cabinet.vote(running, ballot, order)
    services.close_vote(actor=cabinet.clerk, meeting=running, ballot=ballot, publish=True)
    assert steps() == [False, True, False, True]
    browser(cabinet.clerk).post(reverse("block_settle", args=[running.pk]))
    assert "Adopted in one block." in browser(cabinet.minister).get(reverse("room", args=[running.pk])).text
