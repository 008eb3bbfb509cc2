"""A member who also heads the secretariat finds his seat's work and the desk's, and does both."""

import pytest
from django.urls import reverse

from ballots.models import Delivery
from people.models import Duty
from tests.cast import Cabinet, give_duty
from tests.web.test_ballot_answer import browser

pytestmark = pytest.mark.django_db
OWN = "Ballots to be answered"
DESK = "Ballots collecting answers"


def test_today_shows_what_waits_for_the_seat_above_what_the_desk_has_to_do(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    give_duty(cabinet.minister, Duty.HEAD)
    page = browser(cabinet.minister).get(reverse("today")).text
    assert 0 < page.index(OWN) < page.index(ballot.title) < page.index(DESK)
    assert OWN not in browser(cabinet.head).get(reverse("today")).text
    assert DESK not in browser(cabinet.second_minister).get(reverse("today")).text


def test_the_list_that_it_shows_is_evidence_of_delivery_like_any_members(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    give_duty(cabinet.minister, Duty.CLERK)
    delivered = Delivery.objects.filter(
        elector__ballot=ballot, elector__seat=cabinet.minister_seat, delivered_at__isnull=False
    )
    assert not delivered.exists()
    browser(cabinet.minister).get(reverse("today"))
    assert delivered.exists()


def test_from_the_sheet_one_comes_to_the_board_and_back(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    give_duty(cabinet.minister, Duty.HEAD)
    client, address = browser(cabinet.minister), ballot.get_absolute_url()
    sheet = client.get(address).text
    assert ('id="answer-form"' in sheet, 'href="?as=desk"' in sheet) == (True, True)
    board = client.get(address, {"as": "desk"}).text
    assert ('id="only-waiting"' in board, f'href="{address}"' in board) == (True, True)
    # a member without a desk gets the sheet whatever the address says, and no way to a board
    other = browser(cabinet.second_minister).get(address, {"as": "desk"}).text
    assert ('id="answer-form"' in other, "as=desk" in other, 'id="only-waiting"' in other) == (
        True,
        False,
        False,
    )


def test_a_running_session_is_one_press_away(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    give_duty(cabinet.minister, Duty.HEAD)
    page = browser(cabinet.minister).get(reverse("today")).text
    assert (reverse("room", args=[meeting.pk]) in page, reverse("console", args=[meeting.pk]) in page) == (
        True,
        True,
    )
