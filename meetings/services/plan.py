"""The plan of a meeting: schedule it, change its time and place, send its programme."""

from datetime import datetime

from django.db import transaction

from core.journal import record
from core.refusals import Refusal, require
from core.time import local, now
from matters.rules import clean_text
from meetings.models import Attendance, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import MeetingStatus, check_open_to_change, check_send
from meetings.services.locks import locked_meeting
from people.models import Body, Person, Seat
from people.procedure import Procedure, in_force
from people.selectors import seats_of


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
    slug: str | None = None,
    demonstration: bool = False,
) -> Meeting:
    """Schedule a meeting of a body under a dated procedure; its agenda is empty yet."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = Meeting.objects.create(
            slug=slug,
            body=body,
            kind=kind,
            title=clean_text(title),
            place=clean_text(place),
            starts_at=starts_at,
            minutes_planned=minutes_planned,
            chair=chair,
            secretary_label=actor.label_vi,
            procedure_key=procedure.key,
            procedure_facts=procedure.snapshot(),
            demonstration=demonstration,
            scheduled_by=actor,
        )
        record(
            meeting.stream, "meeting.scheduled", actor=actor.key, subject=meeting.stream, facts=_plan(meeting)
        )
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
) -> Meeting:
    """Change title, kind, place and time of a meeting that has not begun.

    A meeting under the regulations in force on its day follows those of the new day; chosen ones stay.
    """
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        meeting.title, meeting.place, meeting.kind = clean_text(title), clean_text(place), kind
        procedure = _procedure_on(meeting, starts_at)
        meeting.procedure_key, meeting.procedure_facts = procedure.key, procedure.snapshot()
        meeting.starts_at, meeting.minutes_planned = starts_at, minutes_planned
        planned = ["title", "place", "kind", "starts_at", "minutes_planned"]
        meeting.save(update_fields=[*planned, "procedure_key", "procedure_facts"])
        record(
            meeting.stream,
            "meeting.rescheduled",
            actor=actor.key,
            subject=meeting.stream,
            facts=_plan(meeting),
        )
    return meeting


def send_meeting(*, actor: Person, meeting: Meeting) -> Meeting:
    """Send the programme: from now on members, their staff and guests see it; attendance can be noted."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        lengths = list(meeting.items.order_by("order").values_list("minutes", flat=True))
        check_send(MeetingStatus(meeting.status), lengths, meeting.minutes_planned)
        meeting.status, meeting.sent_at = MeetingStatus.SENT.value, now()
        meeting.save(update_fields=["status", "sent_at"])
        Attendance.objects.bulk_create(
            Attendance(meeting=meeting, seat=seat) for seat in seats_of(meeting.body)
        )
        record(
            meeting.stream,
            "meeting.sent",
            actor=actor.key,
            subject=meeting.stream,
            facts={"items": len(lengths)},
        )
    return meeting


def _procedure_on(meeting: Meeting, starts_at: datetime) -> Procedure:
    """Under which regulations the meeting is held if it begins then."""
    try:
        usual = in_force(local(meeting.starts_at).date())
    except Refusal:  # no day of known regulations: whichever it has was chosen
        return meeting.procedure
    if meeting.procedure_key != usual.key:
        return meeting.procedure
    following = in_force(local(starts_at).date())
    return meeting.procedure if following.key == usual.key else following


def _plan(meeting: Meeting) -> dict[str, object]:
    return {
        "title": meeting.title,
        "kind": str(meeting.kind),
        "starts_at": meeting.starts_at.isoformat(),
        "minutes": meeting.minutes_planned,
        "place": meeting.place,
        "body": meeting.body.name_vi,
        "procedure": meeting.procedure_key,
    }
