"""The chair is handed over during a session: for the running item, or for the rest; and taken back."""

from django.db import transaction

from core.journal import record
from core.refusals import require
from meetings.models import AgendaItem, Meeting
from meetings.policies import may_hand_over_chair
from meetings.rules import MeetingStatus, Presence, check_for_item, check_hand_over, check_running
from meetings.selectors import own_attendance, running_item
from meetings.services.locks import locked_meeting
from people.models import Person, Seat


def hand_over_chair(*, actor: Person, meeting: Meeting, seat: Seat, for_item: bool = False) -> Meeting:
    """Let another seat with the rank for it chair: until the running item ends, or for the rest."""
    require(may_hand_over_chair, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        if seat.pk == meeting.chair_id:
            return _returned(actor, meeting)
        row, current = own_attendance(meeting, seat), running_item(meeting)
        presence = Presence(row.presence) if row else Presence.EXPECTED
        check_hand_over(MeetingStatus(meeting.status), presence, rank=seat.chair_rank, office=seat.office)
        if for_item:
            check_for_item(current.order if current else None)
        meeting.presiding, meeting.presiding_item = seat, current if for_item else None
        meeting.save(update_fields=["presiding", "presiding_item"])
        item = meeting.presiding_item
        facts = {
            "seat": seat.order,
            "office": seat.office_vi,
            "item": str(item.pk) if item else None,
            "order": item.order if item else None,
        }
        record(meeting.stream, "chair.handed", actor=actor.key, subject=meeting.stream, facts=facts)
    return meeting


def take_back_chair(*, actor: Person, meeting: Meeting) -> Meeting:
    """Let the meeting's own chair chair again; taking it back again changes nothing."""
    require(may_hand_over_chair, actor, meeting)
    with transaction.atomic():
        return _returned(actor, locked_meeting(meeting.pk))


def chair_returns(actor: Person, meeting: Meeting, item: AgendaItem) -> None:
    """The chair goes back when the item for which it was handed over has ended."""
    if meeting.presiding_item_id == item.pk:
        _returned(actor, meeting)


def _returned(actor: Person, meeting: Meeting) -> Meeting:
    check_running(MeetingStatus(meeting.status))
    if meeting.presiding_id is None:
        return meeting
    meeting.presiding, meeting.presiding_item = None, None
    meeting.save(update_fields=["presiding", "presiding_item"])
    facts = {"seat": meeting.chair.order, "office": meeting.chair.office_vi}
    record(meeting.stream, "chair.returned", actor=actor.key, subject=meeting.stream, facts=facts)
    return meeting
