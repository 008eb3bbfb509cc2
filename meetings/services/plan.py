"""The plan of a meeting: schedule it, change its time and place, send its programme."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from core.journal import record
from core.refusals import Refusal, require
from core.time import local, now
from matters.rules import clean_text
from meetings.models import Meeting, Room
from meetings.policies import may_convene, may_schedule_meeting
from meetings.rules import (
    MeetingStatus,
    SessionForm,
    check_form,
    check_open_to_change,
    check_send,
    template_of,
)
from meetings.selectors import expected_seats, seats_of_a_kind
from meetings.selectors.changes import agenda_now
from meetings.services.attendance import expect_new_seats
from meetings.services.inviting import calendar_facts, open_invitation, renew_invitation, withdraw_seats
from meetings.services.locks import locked_meeting
from people.models import Body, Person, Seat
from people.procedure import Procedure, in_force


@dataclass(frozen=True)
class Holding:
    """How a meeting is held: in a room (one of those that are kept, or none), over a link, or both."""

    form: SessionForm = SessionForm.IN_PERSON
    link: str = ""
    room: Room | None = None


def schedule_meeting(
    *,
    actor: Person,
    body: Body,
    kind: str,
    title: str,
    place: str,
    starts_at: datetime,
    minutes_planned: int,
    chair: Seat,
    procedure: Procedure,
    holding: Holding = Holding(),
    seats: Collection[Seat] | None = None,
    slug: str | None = None,
    demonstration: bool = False,
) -> Meeting:
    """Schedule a meeting of a body under a dated procedure; its agenda is empty yet.

    `seats` are those who attend where the kind does not invite the whole body; None: as its template says.
    """
    require(may_convene, actor, body)
    check_form(holding.form, holding.link)
    procedure = template_of(kind).under(procedure)
    with transaction.atomic():
        meeting = Meeting.objects.create(
            slug=slug,
            body=body,
            kind=kind,
            title=clean_text(title),
            place=clean_text(place),
            form=holding.form.value,
            link=holding.link,
            room=holding.room,
            starts_at=starts_at,
            minutes_planned=minutes_planned,
            chair=chair,
            secretary_label=actor.label_vi,
            procedure_key=procedure.key,
            procedure_facts=procedure.snapshot(),
            demonstration=demonstration,
            scheduled_by=actor,
        )
        _invite(meeting, seats)
        _record_plan(actor, meeting, "meeting.scheduled")
    return meeting


def reschedule_meeting(
    *,
    actor: Person,
    meeting: Meeting,
    title: str,
    kind: str,
    place: str,
    starts_at: datetime,
    minutes_planned: int,
    holding: Holding | None = None,
    seats: Collection[Seat] | None = None,
) -> Meeting:
    """Change the plan of a meeting that has not begun; without `holding` and `seats` these stay.

    A meeting under the regulations in force on its day follows those of the new day; chosen ones stay. What
    stands there already is not recorded again.
    """
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        before, stood = calendar_facts(meeting), (_plan_facts(meeting), meeting.link, meeting.room)
        procedure = _procedure_on(meeting, starts_at, kind)
        other_kind, meeting.kind = meeting.kind != kind, kind
        meeting.title, meeting.place = clean_text(title), clean_text(place)
        meeting.procedure_key, meeting.procedure_facts = procedure.key, procedure.snapshot()
        meeting.minutes_planned = minutes_planned
        if meeting.starts_at != starts_at:  # the same moment is spelled as it was
            meeting.starts_at = starts_at
        if holding is not None:
            check_form(holding.form, holding.link)
            meeting.form, meeting.link, meeting.room = holding.form.value, holding.link, holding.room
        meeting.save()
        if other_kind or seats is not None:
            _invite(meeting, seats)
        if (_plan_facts(meeting), meeting.link, meeting.room) != stood:
            _record_plan(actor, meeting, "meeting.rescheduled")
        renew_invitation(meeting, before)
    return meeting


def send_meeting(*, actor: Person, meeting: Meeting) -> Meeting:
    """Send the programme: from now on members, their staff and guests see it; attendance can be noted."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        lengths = list(meeting.items.order_by("order").values_list("minutes", flat=True))
        check_send(MeetingStatus(meeting.status), lengths, meeting.minutes_planned)
        meeting.status, meeting.sent_at = MeetingStatus.SENT.value, now()
        meeting.save(update_fields=["status", "sent_at"])
        expect_new_seats(meeting)
        record(
            meeting.stream,
            "meeting.sent",
            actor=actor.key,
            subject=meeting.stream,
            facts={"items": len(lengths), "agenda": agenda_now(meeting).as_facts()},
        )
        open_invitation(meeting)
    return meeting


def _invite(meeting: Meeting, seats: Collection[Seat] | None) -> None:
    """Set who attends; where the programme was sent already, attendance follows."""
    template, before = template_of(meeting.kind), _seats_told(meeting)
    meeting.whole_body = not template.invitees.value
    chosen = [] if meeting.whole_body else _chosen(meeting, seats)
    meeting.invited_seats.set(chosen)
    meeting.save(update_fields=["whole_body"])
    if meeting.status == MeetingStatus.SENT.value:
        if not meeting.whole_body:
            meeting.attendances.exclude(seat__in=chosen).delete()
        expect_new_seats(meeting)
        withdraw_seats(meeting, before - _seats_told(meeting))


def _seats_told(meeting: Meeting) -> set[UUID]:
    """The seats that know of the meeting: those that attend, once the programme was sent."""
    if meeting.status != MeetingStatus.SENT.value:
        return set()
    return {seat.pk for seat in expected_seats(meeting)}


def _chosen(meeting: Meeting, seats: Collection[Seat] | None) -> list[Seat]:
    """The seats that were chosen, or those of the kind; of this body, and with the chair among them."""
    template, day = template_of(meeting.kind), local(meeting.starts_at).date()
    found = list(seats) if seats is not None else seats_of_a_kind(template, meeting.body, day)
    for seat in found:
        if seat.body_id != meeting.body_id:
            raise Refusal("seat_of_another_body", office=seat.office)
    if not found:
        raise Refusal("nobody_invited")
    if meeting.chair not in found:
        raise Refusal("chair_not_invited", office=meeting.chair.office)
    return found


def _procedure_on(meeting: Meeting, starts_at: datetime, kind: str) -> Procedure:
    """Under which regulations the meeting is held if it begins then and is of this kind."""
    template = template_of(kind)
    try:
        usual = in_force(local(meeting.starts_at).date())
    except Refusal:  # no day of known regulations: whichever it has was chosen
        return template.under(meeting.procedure)
    if meeting.procedure_key != usual.key:
        return template.under(meeting.procedure)
    following = in_force(local(starts_at).date())
    same = following.key == usual.key and kind == meeting.kind
    return meeting.procedure if same else template.under(following)


def _record_plan(actor: Person, meeting: Meeting, what: str) -> None:
    facts = _plan_facts(meeting)
    record(meeting.stream, what, actor=actor.key, subject=meeting.stream, facts=facts)


def _plan_facts(meeting: Meeting) -> dict[str, object]:
    facts: dict[str, object] = {
        "title": meeting.title,
        "kind": str(meeting.kind),
        "form": str(meeting.form),
        "starts_at": meeting.starts_at.isoformat(),
        "minutes": meeting.minutes_planned,
        "place": meeting.place,
        "body": meeting.body.name_vi,
        "procedure": meeting.procedure_key,
    }
    if not meeting.whole_body:
        facts["seats"] = [seat.office_vi for seat in meeting.invited_seats.order_by("order")]
    return facts
