"""What is done with is deleted by the clock: messages, and private notes on meetings long over."""

from datetime import timedelta

from pytest_django import Settings

from core.time import at, now
from ecabinet.clock import ROUND
from meetings.models import Meeting
from meetings.models.notes import ItemNote
from meetings.services import close_meeting
from meetings.services.notes import NoteSent, forget_notes, save_note
from people.models import Notice
from people.notices import forget_done, send_due
from tests.cast import Cabinet

YEAR = timedelta(days=365)


def note(cabinet: Cabinet, meeting: Meeting, text: str) -> None:
    sent = NoteSent(text, shared=False, base=0)
    save_note(actor=cabinet.minister, item=meeting.items.order_by("order")[0], sent=sent)


def test_the_clock_does_both() -> None:
    assert {forget_notes, forget_done} <= set(ROUND)


def test_messages_are_deleted_a_year_after_they_were_sent_and_waiting_ones_never(
    cabinet: Cabinet, sent_meeting: Meeting, settings: Settings
) -> None:
    while send_due():
        pass
    sent, moment = Notice.objects.exclude(done_at=None).count(), now()
    assert sent > 0
    Notice.objects.create(
        person=cabinet.minister, kind="x", key="waiting", path="/", queued_at=moment, due=moment, until=moment
    )
    with at(moment + YEAR - timedelta(hours=1)):
        assert forget_done() == 0
    with at(moment + YEAR + timedelta(hours=1)):
        settings.NOTICES_KEPT_DAYS = 0
        assert forget_done() == 0
        settings.NOTICES_KEPT_DAYS = 365
        assert forget_done() == sent
    assert Notice.objects.get().key == "waiting"


def test_notes_are_deleted_a_year_after_the_meeting_was_closed_unless_written_since(
    cabinet: Cabinet, running_meeting: Meeting, settings: Settings
) -> None:
    later = cabinet.sent_meeting()
    for meeting in (running_meeting, later):
        note(cabinet, meeting, "Hỏi lại về kinh phí.")
    close_meeting(actor=cabinet.clerk, meeting=running_meeting)
    moment = now()
    with at(moment + YEAR - timedelta(hours=1)):
        assert forget_notes() == 0
    with at(moment + YEAR + timedelta(hours=1)):
        settings.ITEM_NOTES_KEPT_DAYS = 0
        assert forget_notes() == 0
        settings.ITEM_NOTES_KEPT_DAYS = 365
        assert forget_notes() == 1
        note(cabinet, running_meeting, "Viết sau.")
        assert forget_notes() == 0
    assert ItemNote.objects.count() == 2
