"""The secretariat's own deadline for the papers of a session."""

from datetime import datetime

from django.db import transaction

from core.journal import record
from core.refusals import require
from meetings.models import Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import MeetingStatus, check_open_to_change
from meetings.rules.papers import check_papers_due
from meetings.selectors.deadline import papers_due_by_rule
from meetings.services.locks import locked_meeting
from people.models import Person


def set_papers_due(*, actor: Person, meeting: Meeting, at: datetime | None) -> Meeting:
    """Ask for the papers by this moment, or (None) leave it to the regulations; the same changes nothing."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        if at is not None:
            check_papers_due(at, meeting.starts_at, papers_due_by_rule(meeting))
        if at != meeting.papers_due_at:
            meeting.papers_due_at = at
            meeting.save(update_fields=["papers_due_at"])
            facts = {"at": at.isoformat() if at else None}
            kind = "meeting.papers_due_set" if at else "meeting.papers_due_lifted"
            record(meeting.stream, kind, actor=actor.key, subject=meeting.stream, facts=facts)
    return meeting
