"""Suspending and resuming a session: while it is suspended no item and no vote begins, and clocks stand."""

from django.db import transaction

from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from matters.rules import clean_text
from meetings.models import Meeting
from meetings.policies import may_run_meeting
from meetings.rules import MeetingStatus, check_pause, check_resume
from meetings.rules.clocks import pause_within
from meetings.selectors import open_vote, running_item
from meetings.selectors.speakers import speaking
from meetings.services.locks import locked_item, locked_meeting
from people.models import Person

PAUSE = ["paused_at", "pause_reason", "resumed_at"]


def pause_meeting(*, actor: Person, meeting: Meeting, reason: str) -> Meeting:
    """Suspend the session, and say why."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        vote_open = open_vote(meeting) is not None
        check_pause(MeetingStatus(meeting.status), meeting.paused_at, vote_open=vote_open)
        said = clean_text(reason)
        if not said:
            raise Refusal("pause_without_reason")
        meeting.paused_at, meeting.pause_reason = now(), said
        meeting.save(update_fields=PAUSE)
        current = running_item(meeting)
        facts = {"reason": said, "item": str(current.pk) if current else None}
        record(meeting.stream, "meeting.paused", actor=actor.key, subject=meeting.stream, facts=facts)
    return meeting


def resume_meeting(*, actor: Person, meeting: Meeting) -> Meeting:
    """Go on with a suspended session; the clock of the running item goes on where it stood."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_resume(MeetingStatus(meeting.status), meeting.paused_at)
        seconds, reason = settle_pause(meeting), meeting.pause_reason
        facts = {"seconds": seconds, "reason": reason}
        record(meeting.stream, "meeting.resumed", actor=actor.key, subject=meeting.stream, facts=facts)
    return meeting


def settle_pause(meeting: Meeting) -> int:
    """Take the pause out of the clocks of the running item and of whoever speaks; returns its seconds."""
    if meeting.paused_at is None:
        return 0
    moment, began_at = now(), meeting.paused_at
    current = running_item(meeting)
    if current is not None:
        item = locked_item(meeting, current.pk)
        item.paused_seconds += pause_within(began_at, moment, item.started_at)
        item.save(update_fields=["paused_seconds"])
    speaker = speaking(meeting)
    if speaker is not None and speaker.since is not None:
        speaker.since += moment - began_at
        speaker.save(update_fields=["since"])
    meeting.paused_at, meeting.resumed_at = None, moment
    meeting.save(update_fields=PAUSE)
    return round((moment - began_at).total_seconds())
