"""Sending the programme."""

from meetings.models import Meeting
from meetings.selectors import meetings_visible_to
from meetings.services import send_meeting
from people.models import Person
from tests.cast import Cabinet
from tests.services.saying import newest, not_allowed, refused


def test_from_then_on_it_is_visible_and_every_seat_is_expected(cabinet: Cabinet) -> None:
    meeting = cabinet.draft_meeting()
    assert not seen(cabinet.minister, meeting)
    sent = send_meeting(actor=cabinet.clerk, meeting=meeting)
    assert seen(cabinet.minister, meeting)
    assert sent.status == "sent"
    assert [row.presence for row in sent.attendances.all()] == ["expected"] * 5
    assert newest(sent.stream).kind == "meeting.sent"
    facts = newest(sent.stream).facts
    assert (facts["items"], [row[1:5] for row in facts["agenda"]["items"]]) == (
        2,
        [[item.matter.title, item.order, 15 * (item.order - 1), 15] for item in sent.items.order_by("order")],
    )


def test_it_is_sent_once(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    with refused("meeting_already_sent"):
        send_meeting(actor=cabinet.clerk, meeting=sent_meeting)
    assert sent_meeting.attendances.count() == 5


def test_an_empty_agenda_is_not_sent(cabinet: Cabinet) -> None:
    with refused("agenda_empty"):
        send_meeting(actor=cabinet.clerk, meeting=cabinet.draft_meeting(items=0))


def test_a_minister_sends_nothing(cabinet: Cabinet, draft_meeting: Meeting) -> None:
    with not_allowed("may_schedule_meeting"):
        send_meeting(actor=cabinet.minister, meeting=draft_meeting)


def seen(person: Person, meeting: Meeting) -> bool:
    return meetings_visible_to(person).filter(pk=meeting.pk).exists()
