"""Preparing a meeting: schedule it, build its agenda from matters, invite guests, send it."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from core.journal import record
from core.refusals import Refusal, require
from core.time import local, now
from matters.models import Matter
from matters.rules import clean_text
from meetings.models import AgendaItem, Asks, Attendance, Guest, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import MeetingStatus, check_agenda, check_open_to_change, check_send
from meetings.services.locks import locked_guest, locked_item, locked_meeting
from people.models import Body, Person, Seat
from people.procedure import Procedure, in_force
from people.selectors import seats_of

PARKED = 1000  # items are parked above every real number while they change places


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


def add_item(
    *,
    actor: Person,
    meeting: Meeting,
    matter: Matter,
    minutes: int,
    presenter: Seat | None = None,
    asks: str = Asks.VOTE,
) -> AgendaItem:
    """Put a matter at the end of the agenda."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        lengths = [*meeting.items.order_by("order").values_list("minutes", flat=True), minutes]
        check_agenda(lengths, meeting.minutes_planned)
        item = AgendaItem.objects.create(
            meeting=meeting,
            matter=matter,
            order=len(lengths),
            minutes=minutes,
            presenter=presenter,
            asks=asks,
        )
        _record_agenda(actor, meeting, "agenda.item_added", item)
    return item


def change_item(
    *, actor: Person, meeting: Meeting, item: AgendaItem, minutes: int, presenter: Seat | None, asks: str
) -> AgendaItem:
    """Change an item's minutes, presenter and what it asks for; the agenda must still fit the time."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        item = locked_item(meeting, item.pk)
        item.minutes, item.presenter, item.asks = minutes, presenter, asks
        lengths = {other.pk: other.minutes for other in meeting.items.order_by("order")} | {item.pk: minutes}
        check_agenda(lengths.values(), meeting.minutes_planned)
        item.save(update_fields=["minutes", "presenter", "asks"])
        _record_agenda(actor, meeting, "agenda.item_changed", item)
    return item


def move_item(*, actor: Person, meeting: Meeting, item: AgendaItem, to: int) -> None:
    """Give an item another number; the items between move up or down."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        item = locked_item(meeting, item.pk)
        others = [other for other in meeting.items.order_by("order") if other.pk != item.pk]
        place = min(max(to, 1), len(others) + 1)
        others.insert(place - 1, item)
        _number(meeting, others)
        item.order = place
        _record_agenda(actor, meeting, "agenda.item_moved", item)


def remove_item(*, actor: Person, meeting: Meeting, item: AgendaItem) -> None:
    """Take an item off the agenda of a meeting that has not begun; the matter itself stays."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        item = locked_item(meeting, item.pk)
        _record_agenda(actor, meeting, "agenda.item_removed", item)
        item.delete()
        _number(meeting, list(meeting.items.order_by("order")))


def invite_guest(*, actor: Person, meeting: Meeting, person: Person, item: AgendaItem | None = None) -> Guest:
    """Invite a guest to one item, or to the whole meeting; inviting again changes nothing."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        item = locked_item(meeting, item.pk) if item else None
        guest, made = Guest.objects.get_or_create(meeting=meeting, person=person, item=item)
        if made:
            facts = {"guest": person.label_vi, "item": str(item.pk) if item else None}
            record(meeting.stream, "guest.invited", actor=actor.key, subject=person.key, facts=facts)
    return guest


def withdraw_guest(*, actor: Person, meeting: Meeting, guest: Guest) -> None:
    """Take an invitation back before the meeting begins; taking it back again changes nothing."""
    require(may_schedule_meeting, actor)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        found = locked_guest(meeting, guest.pk)
        if found is None:
            return
        facts = {"guest": found.person.label_vi, "item": str(found.item_id) if found.item_id else None}
        found.delete()
        record(meeting.stream, "guest.withdrawn", actor=actor.key, subject=found.person.key, facts=facts)


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


def _number(meeting: Meeting, items: list[AgendaItem]) -> None:
    meeting.items.update(order=F("order") + PARKED)
    for number, item in enumerate(items, start=1):
        AgendaItem.objects.filter(pk=item.pk).update(order=number)


def _record_agenda(actor: Person, meeting: Meeting, kind: str, item: AgendaItem) -> None:
    facts = {
        "item": str(item.pk),
        "order": item.order,
        "title": item.matter.title,
        "minutes": item.minutes,
        "presenter": item.presenter.office_vi if item.presenter else None,
        "asks": str(item.asks),
    }
    record(meeting.stream, kind, actor=actor.key, subject=item.key, facts=facts)


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
