"""Recusal: a member with a conflict of interest takes no part in one item."""

from django.db import transaction

from ballots.models import Answer
from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from matters.rules import clean_text
from meetings.models import AgendaItem, Meeting, Recusal
from meetings.policies import may_run_meeting
from meetings.rules import ItemStatus, MeetingStatus, check_recusal
from meetings.services.locks import locked_item, locked_meeting, locked_seat
from people.models import Person, Seat


def recuse_member(*, actor: Person, meeting: Meeting, item: AgendaItem, seat: Seat, reason: str) -> Recusal:
    """Note that a member takes no part in an item, and why; noting it again changes the reason."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        locked_seat(meeting, seat)  # so that no vote of this seat is counted meanwhile
        said = clean_text(reason)
        if not said:
            raise Refusal("recusal_without_reason", office=seat.office)
        _check(meeting, item, seat)
        noted = Recusal.objects.filter(item=item, seat=seat, reason=said).first()
        if noted is not None:
            return noted
        row, _made = Recusal.objects.update_or_create(
            item=item, seat=seat, defaults={"reason": said, "noted_at": now(), "noted_by": actor}
        )
        record(
            meeting.stream, "recusal.noted", actor=actor.key, subject=item.key, facts=_facts(item, seat, said)
        )
    return row


def lift_recusal(*, actor: Person, meeting: Meeting, item: AgendaItem, seat: Seat) -> None:
    """Let a member take part again; lifting it again changes nothing."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        check_recusal(MeetingStatus(meeting.status), ItemStatus(item.status), voted=False, office=seat.office)
        row = Recusal.objects.filter(item=item, seat=seat).first()
        if row is None:
            return
        facts = _facts(item, seat, row.reason)
        row.delete()
        record(meeting.stream, "recusal.lifted", actor=actor.key, subject=item.key, facts=facts)


def _check(meeting: Meeting, item: AgendaItem, seat: Seat) -> None:
    votes = Answer.objects.filter(ballot__item_vote__item=item, elector__seat=seat)
    check_recusal(
        MeetingStatus(meeting.status), ItemStatus(item.status), voted=votes.exists(), office=seat.office
    )


def _facts(item: AgendaItem, seat: Seat, reason: str) -> dict[str, object]:
    return {
        "item": str(item.pk),
        "order": item.order,
        "title": item.matter.title,
        "seat": seat.order,
        "office": seat.office_vi,
        "reason": reason,
    }
