"""Guests: invite them to a meeting or to one item, and take it back."""

from django.db import transaction

from core.journal import record
from core.refusals import require
from meetings.models import AgendaItem, Guest, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import MeetingStatus, check_open_to_change
from meetings.selectors import sees
from meetings.services.inviting import invitation_of
from meetings.services.locks import locked_guest, locked_item, locked_meeting
from meetings.services.telling import tell_guest, tell_withdrawn
from people.models import Person


def invite_guest(*, actor: Person, meeting: Meeting, person: Person, item: AgendaItem | None = None) -> Guest:
    """Invite a guest to one item, or to the whole meeting; inviting again changes nothing."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        item = locked_item(meeting, item.pk) if item else None
        known = Guest.objects.filter(meeting=meeting, person=person).exists()
        guest, made = Guest.objects.get_or_create(meeting=meeting, person=person, item=item)
        if made:
            facts = {"guest": person.label_vi, "item": str(item.pk) if item else None}
            record(meeting.stream, "guest.invited", actor=actor.key, subject=person.key, facts=facts)
        if not known and meeting.status == MeetingStatus.SENT.value:
            tell_guest(invitation_of(meeting), person)
    return guest


def withdraw_guest(*, actor: Person, meeting: Meeting, guest: Guest) -> None:
    """Take an invitation back before the meeting begins; taking it back again changes nothing."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        found = locked_guest(meeting, guest.pk)
        if found is None:
            return
        facts = {"guest": found.person.label_vi, "item": str(found.item_id) if found.item_id else None}
        found.delete()
        record(meeting.stream, "guest.withdrawn", actor=actor.key, subject=found.person.key, facts=facts)
        if meeting.status == MeetingStatus.SENT.value and not sees(found.person, meeting):
            tell_withdrawn(invitation_of(meeting), [found.person])
