"""The invitation that a sent programme is: kept in step with time and place, taken back when cancelled."""

from collections.abc import Collection, Sequence
from uuid import UUID

from django.db import transaction

from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from matters.rules import clean_text
from meetings.models import Cancellation, Invitation, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import MeetingStatus, check_move
from meetings.services.locks import locked_meeting
from meetings.services.telling import served, tell_cancelled, tell_changed, tell_invited, tell_withdrawn
from people.models import Person

# What of a meeting stands in people's calendars: when it changes they are told.
IN_CALENDARS = ("title", "place", "link", "starts_at", "minutes_planned")


def calendar_facts(meeting: Meeting) -> Sequence[object]:
    """What of this meeting stands in people's calendars."""
    return [getattr(meeting, name) for name in IN_CALENDARS]


def open_invitation(meeting: Meeting) -> Invitation:
    """Inside the act that sends the programme: from now on calendars know the meeting."""
    invitation = invitation_of(meeting)
    tell_invited(invitation)
    return invitation


def invitation_of(meeting: Meeting) -> Invitation:
    """The invitation of a meeting that was sent (before there were any: made now)."""
    invitation, _made = Invitation.objects.get_or_create(meeting=meeting, defaults={"changed_at": now()})
    invitation.meeting = meeting
    return invitation


def renew_invitation(meeting: Meeting, before: Sequence[object]) -> None:
    """Inside the act that changes a meeting: whoever has it in a calendar gets the new time and place."""
    if meeting.status != MeetingStatus.SENT.value:
        return
    if calendar_facts(meeting) != before:
        tell_changed(raise_sequence(meeting))
    else:
        tell_invited(invitation_of(meeting))  # whose seat attends since this change


def withdraw_seats(meeting: Meeting, seats: Collection[UUID]) -> None:
    """Inside the act by which seats no longer attend: their holders and assistants are told."""
    if meeting.status == MeetingStatus.SENT.value and seats:
        tell_withdrawn(invitation_of(meeting), served(seats))


def raise_sequence(meeting: Meeting) -> Invitation:
    """The next number, by which calendars know that this is newer than what they have."""
    invitation = invitation_of(meeting)
    invitation.sequence, invitation.changed_at = invitation.sequence + 1, now()
    invitation.save(update_fields=["sequence", "changed_at"])
    return invitation


def cancel_meeting(*, actor: Person, meeting: Meeting, reason: str) -> Meeting:
    """Say that a meeting which has not begun will not be held, and why; everybody invited reads it."""
    require(may_schedule_meeting, actor, meeting)
    reason = clean_text(reason)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_move(MeetingStatus(meeting.status), MeetingStatus.CANCELLED)
        if not reason:
            raise Refusal("cancel_without_reason")
        meeting.status = MeetingStatus.CANCELLED.value
        meeting.save(update_fields=["status"])
        Cancellation.objects.create(meeting=meeting, by=actor, at=now(), reason=reason)
        if meeting.sent_at is not None:
            tell_cancelled(raise_sequence(meeting))
        facts = {"reason": reason}
        record(meeting.stream, "meeting.cancelled", actor=actor.key, subject=meeting.stream, facts=facts)
    return meeting
