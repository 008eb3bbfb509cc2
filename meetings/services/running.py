"""Running a meeting: start, one item after the other, the end."""

from collections.abc import Collection

from django.db import transaction

from core.heads import ask_for_head
from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from meetings.models import AgendaItem, Meeting
from meetings.policies import may_run_meeting
from meetings.rules import (
    ItemStatus,
    MeetingStatus,
    check_close,
    check_item_end,
    check_item_start,
    check_not_paused,
    check_running,
    check_start,
)
from meetings.rules.block import check_block_concluded
from meetings.rules.clocks import seconds_spent
from meetings.rules.closing import check_open_points, open_points
from meetings.rules.votes import check_published
from meetings.selectors import block_waits, open_vote, quorum_of, running_item
from meetings.selectors.closing import standing
from meetings.selectors.votes import unpublished_vote
from meetings.services.attendance import expect_new_seats, note_absences_replied
from meetings.services.chair import chair_returns
from meetings.services.locks import locked_item, locked_meeting
from meetings.services.pausing import settle_pause
from meetings.services.speakers import clear_floor
from meetings.services.undoing import COURSE, course_of
from people.models import Person


def start_meeting(*, actor: Person, meeting: Meeting) -> Meeting:
    """Open the session; the procedure's quorum must be there."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        expect_new_seats(meeting)
        found = quorum_of(meeting)
        check_start(MeetingStatus(meeting.status), found)
        note_absences_replied(actor=actor, meeting=meeting)
        meeting.status, meeting.started_at = MeetingStatus.RUNNING.value, now()
        meeting.save(update_fields=["status", "started_at"])
        facts = {
            "chair": meeting.chair.office_vi,
            "quorum": found.as_facts(),
            "procedure": meeting.procedure.title_vi,
        }
        record(meeting.stream, "meeting.started", actor=actor.key, subject=meeting.stream, facts=facts)
    return meeting


def start_item(*, actor: Person, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """Call an item that is waiting; one that is done or was deferred is taken up again."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        current = running_item(meeting)
        check_not_paused(meeting.paused_at)
        check_item_start(
            MeetingStatus(meeting.status),
            ItemStatus(item.status),
            running_item=current.order if current else None,
            vote_open=open_vote(meeting) is not None,
        )
        _start(actor, meeting, item)
    return item


def start_next_item(*, actor: Person, meeting: Meeting, after: str | None = None) -> AgendaItem | None:
    """End the running item, if any, and call the next one that waits; None when there is none.

    `after` is the key of the item that ran on the page where this was pressed (empty: none did). If another
    one runs by now, somebody else was quicker: it goes on, so that two consoles skip no item.
    """
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_running(MeetingStatus(meeting.status))
        check_not_paused(meeting.paused_at)
        if open_vote(meeting) is not None:
            raise Refusal("vote_running")
        check_block_concluded(block_waits(meeting))
        current = running_item(meeting)
        if current is not None:
            if after is not None and after != str(current.pk):
                return current
            _end(actor, meeting, current)
        following = meeting.items.filter(status=ItemStatus.WAITING.value).order_by("order").first()
        if following is None:
            return None
        following = locked_item(meeting, following.pk)
        _start(actor, meeting, following, after=current)
    return following


def end_item(*, actor: Person, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """End the running item."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        check_item_end(
            MeetingStatus(meeting.status), ItemStatus(item.status), vote_open=open_vote(meeting) is not None
        )
        check_not_paused(meeting.paused_at)
        check_block_concluded(block_waits(meeting))
        _end(actor, meeting, item)
    return item


def close_meeting(*, actor: Person, meeting: Meeting, confirmed: Collection[str] | None = None) -> Meeting:
    """Close the session, and with it the item that is still running; an open vote must be closed first.

    `confirmed` are the open points that somebody has read and closes over (None: nobody was asked, as when
    a session of the past is loaded); any other refuses the closing.
    """
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        if meeting.status == MeetingStatus.CLOSED.value:
            return meeting
        current = running_item(meeting)
        vote_open = open_vote(meeting) is not None
        check_close(MeetingStatus(meeting.status), running_item=None, vote_open=vote_open)
        before = unpublished_vote(meeting)
        check_published(before.title if before else None)
        check_block_concluded(block_waits(meeting))
        if confirmed is not None:
            check_open_points(open_points(standing(meeting)), confirmed)
        if current is not None:
            settle_pause(meeting)
            _end(actor, meeting, current)
        meeting.paused_at = None
        meeting.status, meeting.closed_at = MeetingStatus.CLOSED.value, now()
        meeting.save(update_fields=["status", "closed_at", "paused_at"])
        left = meeting.items.filter(status=ItemStatus.WAITING.value).count()
        record(
            meeting.stream,
            "meeting.closed",
            actor=actor.key,
            subject=meeting.stream,
            facts={"not_taken": left},
        )
        ask_for_head(meeting.stream)
    return meeting


def _start(actor: Person, meeting: Meeting, item: AgendaItem, *, after: AgendaItem | None = None) -> None:
    """The item runs; taken up again, it keeps the time that it has taken. `after`: what ended with it."""
    again = course_of(item) if item.status != ItemStatus.WAITING.value else None
    item.taken_seconds = seconds_spent(
        item.started_at, item.ended_at, taken=item.taken_seconds, paused=item.paused_seconds
    )
    item.status, item.started_at, item.ended_at = ItemStatus.RUNNING.value, now(), None
    item.paused_seconds, item.direction, item.resubmit_on = 0, "", None
    item.save(update_fields=COURSE)
    facts = {
        "item": str(item.pk),
        "order": item.order,
        "title": item.matter.title,
        "presenter": item.presenter.office_vi if item.presenter else item.matter.lead.name_vi,
    }
    facts |= {"again": again} if again else {}
    facts |= {"after": str(after.pk)} if after else {}
    record(meeting.stream, "item.started", actor=actor.key, subject=item.key, facts=facts)


def _end(actor: Person, meeting: Meeting, item: AgendaItem) -> None:
    clear_floor(actor, meeting)
    item.status, item.ended_at = ItemStatus.DONE.value, now()
    item.save(update_fields=["status", "ended_at"])
    record(meeting.stream, "item.ended", actor=actor.key, subject=item.key, facts={"item": str(item.pk)})
    chair_returns(actor, meeting, item)
