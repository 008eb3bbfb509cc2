"""Cancelling a meeting: it stays visible to whoever was invited, with its reason, and is over for good."""

from collections.abc import Callable

import pytest

from core.time import now
from matters.selectors import matters_visible_to
from meetings.models import Meeting
from meetings.selectors import coming_meetings, meetings_visible_to
from meetings.services import (
    Words,
    add_item,
    cancel_meeting,
    invite_guest,
    reply,
    send_meeting,
    start_meeting,
)
from tests.cast import Cabinet
from tests.services.saying import newest, not_allowed, refused

WHY = "Thủ tướng đi công tác."


@pytest.fixture
def cancelled(cabinet: Cabinet, sent_meeting: Meeting) -> Meeting:
    return cancel_meeting(actor=cabinet.clerk, meeting=sent_meeting, reason=WHY)


def test_everybody_invited_still_sees_it_and_why(cabinet: Cabinet, cancelled: Meeting) -> None:
    assert (cancelled.status, cancelled.cancellation.reason) == ("cancelled", WHY)
    assert (newest(cancelled.stream).kind, newest(cancelled.stream).facts) == (
        "meeting.cancelled",
        {"reason": WHY},
    )
    for person in (cabinet.minister, cabinet.assistant, cabinet.guest, cabinet.clerk):
        assert cancelled in meetings_visible_to(person)
        assert cancelled in coming_meetings(person, now())
    assert cancelled not in meetings_visible_to(cabinet.outsider)
    assert cancelled.items.get(order=1).matter in matters_visible_to(cabinet.minister)


def test_one_that_was_never_sent_is_hidden_from_members(cabinet: Cabinet, draft_meeting: Meeting) -> None:
    cancel_meeting(actor=cabinet.clerk, meeting=draft_meeting, reason=WHY)
    for person in (cabinet.minister, cabinet.guest):
        assert draft_meeting not in meetings_visible_to(person)
        assert draft_meeting not in coming_meetings(person, now())
        assert draft_meeting.items.get(order=1).matter not in matters_visible_to(person)


def test_nothing_of_it_can_change_any_more(cabinet: Cabinet, cancelled: Meeting) -> None:
    clerk = cabinet.clerk
    acts: list[Callable[[], object]] = [
        lambda: cancel_meeting(actor=clerk, meeting=cancelled, reason=WHY),
        lambda: send_meeting(actor=clerk, meeting=cancelled),
        lambda: start_meeting(actor=clerk, meeting=cancelled),
        lambda: invite_guest(actor=clerk, meeting=cancelled, person=cabinet.outsider),
        lambda: add_item(actor=clerk, meeting=cancelled, matter=cabinet.matter(), minutes=5),
        lambda: reply(actor=cabinet.minister, meeting=cancelled, words=Words("attend")),
    ]
    for act in acts:
        with refused("meeting_cancelled"):
            act()


def test_it_needs_a_reason(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    with refused("cancel_without_reason"):
        cancel_meeting(actor=cabinet.clerk, meeting=sent_meeting, reason=" \n ")


def test_a_meeting_that_runs_is_closed_not_cancelled(cabinet: Cabinet, running_meeting: Meeting) -> None:
    with refused("meeting_already_running"):
        cancel_meeting(actor=cabinet.clerk, meeting=running_meeting, reason=WHY)


def test_members_cancel_nothing(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    with not_allowed("may_schedule_meeting"):
        cancel_meeting(actor=cabinet.chair, meeting=sent_meeting, reason=WHY)
