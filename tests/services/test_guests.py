"""Inviting guests to a meeting or to one of its items, and taking it back."""

from meetings.models import Meeting
from meetings.selectors import items_open_to
from meetings.services import invite_guest, withdraw_guest
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused


def test_a_guest_of_an_item_sees_that_item_only(cabinet: Cabinet, draft_meeting: Meeting) -> None:
    first = draft_meeting.items.get(order=1)
    assert items_open_to(cabinet.guest, draft_meeting) == frozenset({first.pk})


def test_a_guest_of_the_meeting_sees_all_of_it(cabinet: Cabinet, draft_meeting: Meeting) -> None:
    invite_guest(actor=cabinet.clerk, meeting=draft_meeting, person=cabinet.outsider)
    assert items_open_to(cabinet.outsider, draft_meeting) is None
    entry = newest(draft_meeting.stream)
    assert (entry.kind, entry.facts) == ("guest.invited", {"guest": "Người ngoài", "item": None})


def test_inviting_twice_changes_nothing(cabinet: Cabinet, draft_meeting: Meeting) -> None:
    before = kinds(draft_meeting.stream)
    item = draft_meeting.items.get(order=1)
    guest = invite_guest(actor=cabinet.clerk, meeting=draft_meeting, person=cabinet.guest, item=item)
    assert guest == draft_meeting.guests.get(person=cabinet.guest)
    assert kinds(draft_meeting.stream) == before


def test_an_invitation_to_the_whole_meeting_twice_is_one(cabinet: Cabinet, draft_meeting: Meeting) -> None:
    for _ in range(2):
        invite_guest(actor=cabinet.clerk, meeting=draft_meeting, person=cabinet.outsider)
    assert draft_meeting.guests.filter(person=cabinet.outsider).count() == 1


def test_a_withdrawn_guest_sees_nothing(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    guest = sent_meeting.guests.get(person=cabinet.guest)
    withdraw_guest(actor=cabinet.clerk, meeting=sent_meeting, guest=guest)
    assert items_open_to(cabinet.guest, sent_meeting) == frozenset()
    assert newest(sent_meeting.stream).kind == "guest.withdrawn"


def test_withdrawing_twice_changes_nothing(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    first, second = (sent_meeting.guests.get(person=cabinet.guest) for _ in range(2))
    withdraw_guest(actor=cabinet.second_clerk, meeting=sent_meeting, guest=first)
    before = kinds(sent_meeting.stream)
    withdraw_guest(actor=cabinet.clerk, meeting=sent_meeting, guest=second)
    assert kinds(sent_meeting.stream) == before


def test_guests_stay_as_they_are_once_the_meeting_runs(cabinet: Cabinet, running_meeting: Meeting) -> None:
    with refused("meeting_already_running"):
        invite_guest(actor=cabinet.clerk, meeting=running_meeting, person=cabinet.outsider)


def test_a_minister_invites_nobody(cabinet: Cabinet, draft_meeting: Meeting) -> None:
    with not_allowed("may_schedule_meeting"):
        invite_guest(actor=cabinet.minister, meeting=draft_meeting, person=cabinet.outsider)
