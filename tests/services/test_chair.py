"""The chair is handed over for an item or for the rest, and whoever has it runs the session."""

import pytest

from meetings.models import Meeting
from meetings.policies import may_hand_over_chair, may_run_meeting
from meetings.rules import Presence
from meetings.services import end_item, hand_over_chair, start_next_item, take_back_chair
from people.models import Seat
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused


@pytest.fixture
def deputy_prime_minister(cabinet: Cabinet) -> Seat:
    """The seat to which the Prime Minister may hand the chair."""
    return cabinet.seats[1]


def runs(cabinet: Cabinet, meeting: Meeting) -> tuple[bool, bool]:
    """Whether the Prime Minister and whether the Deputy Prime Minister run the session now."""
    fresh = Meeting.objects.get(pk=meeting.pk)
    return may_run_meeting(cabinet.chair, fresh), may_run_meeting(cabinet.holders[2], fresh)


def test_for_the_rest_until_it_is_taken_back(
    cabinet: Cabinet, running_meeting: Meeting, deputy_prime_minister: Seat
) -> None:
    assert runs(cabinet, running_meeting) == (True, False)
    hand_over_chair(actor=cabinet.chair, meeting=running_meeting, seat=deputy_prime_minister)
    assert runs(cabinet, running_meeting) == (False, True)
    start_next_item(actor=cabinet.holders[2], meeting=Meeting.objects.get(pk=running_meeting.pk))
    with not_allowed("may_run_meeting"):
        start_next_item(actor=cabinet.chair, meeting=Meeting.objects.get(pk=running_meeting.pk))
    take_back_chair(actor=cabinet.chair, meeting=Meeting.objects.get(pk=running_meeting.pk))
    assert runs(cabinet, running_meeting) == (True, False)
    take_back_chair(actor=cabinet.chair, meeting=running_meeting)
    assert kinds(running_meeting.stream).count("chair.returned") == 1


def test_for_an_item_it_goes_back_with_its_end(
    cabinet: Cabinet, running_meeting: Meeting, deputy_prime_minister: Seat
) -> None:
    first = running_meeting.items.get(order=1)
    hand_over_chair(actor=cabinet.clerk, meeting=running_meeting, seat=deputy_prime_minister, for_item=True)
    assert newest(running_meeting.stream).facts == {
        "seat": 2,
        "office": "Phó Thủ tướng",
        "item": str(first.pk),
        "order": 1,
    }
    end_item(actor=cabinet.clerk, meeting=running_meeting, item=first)
    assert runs(cabinet, running_meeting) == (True, False)
    with refused("item_not_running"):
        hand_over_chair(
            actor=cabinet.clerk, meeting=running_meeting, seat=deputy_prime_minister, for_item=True
        )


def test_only_to_a_seat_with_the_rank_whose_member_is_there(
    cabinet: Cabinet, running_meeting: Meeting, deputy_prime_minister: Seat
) -> None:
    with refused("may_not_chair", office="Bộ trưởng Bộ Xây dựng"):
        hand_over_chair(actor=cabinet.chair, meeting=running_meeting, seat=cabinet.minister_seat)
    cabinet.note(running_meeting, deputy_prime_minister, Presence.LEFT)
    with refused("chair_absent"):
        hand_over_chair(actor=cabinet.chair, meeting=running_meeting, seat=deputy_prime_minister)


def test_ministers_do_not_hand_it_over(
    cabinet: Cabinet, running_meeting: Meeting, deputy_prime_minister: Seat
) -> None:
    assert not may_hand_over_chair(cabinet.minister, running_meeting)
    for person in (cabinet.minister, cabinet.holders[2], cabinet.assistant):
        with not_allowed("may_hand_over_chair"):
            hand_over_chair(actor=person, meeting=running_meeting, seat=deputy_prime_minister)
