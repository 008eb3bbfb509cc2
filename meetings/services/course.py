"""The course of a running session: what is left is reordered, an urgent item comes in, an item is put off."""

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from core.journal import record
from core.refusals import Refusal, require
from core.time import now, today
from matters.models import Matter
from matters.rules import clean_paragraphs
from meetings.models import AgendaItem, AgendaSection, Meeting
from meetings.policies import may_run_meeting
from meetings.rules import (
    ItemStatus,
    MeetingStatus,
    check_defer,
    check_direction,
    check_not_paused,
    check_resubmission,
    check_running,
    check_waiting,
    template_of,
)
from meetings.rules.order import stays_in_section
from meetings.selectors import decision_on, open_vote, running_item
from meetings.services.chair import chair_returns
from meetings.services.locks import locked_item, locked_meeting
from meetings.services.speakers import clear_floor
from people.models import Person, Seat

PARKED = 2000  # where an item waits while another takes its number


def move_waiting_item(*, actor: Person, meeting: Meeting, item: AgendaItem, later: bool) -> AgendaItem:
    """Let an item that has not been called change places with the one before or after it that waits too."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        check_waiting(MeetingStatus(meeting.status), ItemStatus(item.status))
        waiting = meeting.items.filter(status=ItemStatus.WAITING.value)
        beyond = waiting.filter(order__gt=item.order) if later else waiting.filter(order__lt=item.order)
        other = beyond.order_by("order" if later else "-order").first()
        if other is None:
            return item
        other = locked_item(meeting, other.pk)
        _into_section_of(other, item)
        _swap(item, other)
        _record(actor, meeting, "agenda.item_moved", item, minutes=item.minutes)
    return item


def _into_section_of(other: AgendaItem, item: AgendaItem) -> None:
    """The item that moves joins the section of the one it passes, which keeps its own where it can."""
    ends = sorted((item.order, other.order))
    passed = item.meeting.items.filter(order__gt=ends[0], order__lt=ends[1])
    between = list(passed.values_list("section", flat=True))
    vacated, item.section_id = item.section_id, other.section_id
    if not stays_in_section(other.section_id, between):
        other.section_id = vacated
    AgendaItem.objects.bulk_update([item, other], ["section"])


def add_urgent_item(
    *,
    actor: Person,
    meeting: Meeting,
    matter: Matter,
    minutes: int,
    presenter: Seat | None = None,
    asks: str = "",
    at_once: bool = True,
) -> AgendaItem:
    """Put a matter on the agenda of a running session: as the next item, or as the last."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_running(MeetingStatus(meeting.status))
        if meeting.items.filter(matter=matter).exists():
            raise Refusal("matter_on_agenda", title=matter.title)
        waiting = list(meeting.items.filter(status=ItemStatus.WAITING.value).order_by("order"))
        last = meeting.items.order_by("order").last()
        item = AgendaItem.objects.create(
            meeting=meeting,
            matter=matter,
            order=(last.order if last else 0) + 1,
            minutes=minutes,
            presenter=presenter,
            asks=asks or template_of(meeting.kind).asks,
            urgent=True,
            section=_section_of(waiting[:1] if at_once and waiting else [last]),
        )
        for other in reversed(waiting) if at_once else ():
            _swap(item, other)
        _record(actor, meeting, "item.urgent", item, minutes=minutes)
    return item


def defer_item(
    *, actor: Person, meeting: Meeting, item: AgendaItem, reason: str, resubmit_on: date | None = None
) -> AgendaItem:
    """Put off an item that waits or runs, with the reason and, if it is known, the day it comes back."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        running = item.status == ItemStatus.RUNNING.value
        vote_open = open_vote(meeting) is not None
        check_defer(MeetingStatus(meeting.status), ItemStatus(item.status), vote_open=vote_open)
        if running:
            check_not_paused(meeting.paused_at)
            clear_floor(actor, meeting)
        said = _said(reason, resubmit_on)
        item.status, item.direction, item.resubmit_on = ItemStatus.DEFERRED.value, said, resubmit_on
        item.ended_at = now() if running else None
        item.save(update_fields=["status", "direction", "resubmit_on", "ended_at"])
        _record(actor, meeting, "item.deferred", item, reason=said, day=_day(resubmit_on), begun=running)
        if running:
            chair_returns(actor, meeting, item)
    return item


def direct_revision(
    *, actor: Person, meeting: Meeting, item: AgendaItem, text: str, resubmit_on: date | None
) -> AgendaItem:
    """Write down what the chair directs after a vote that did not adopt a draft: what to revise, by when."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        current = running_item(meeting)
        voting = current == item and open_vote(meeting) is not None
        check_direction(MeetingStatus(meeting.status), decision_on(item), vote_open=voting)
        said = _said(text, resubmit_on)
        if (item.direction, item.resubmit_on) == (said, resubmit_on):
            return item
        item.direction, item.resubmit_on = said, resubmit_on
        item.save(update_fields=["direction", "resubmit_on"])
        _record(actor, meeting, "item.returned", item, text=said, day=_day(resubmit_on))
    return item


def _section_of(beside: Sequence[AgendaItem | None]) -> AgendaSection | None:
    """The section of the item whose place is taken, or after which another comes."""
    return next((each.section for each in beside if each), None)


def _said(text: str, resubmit_on: date | None) -> str:
    """The reason or direction as it is kept; there must be one, and the day must be to come."""
    said = clean_paragraphs(text)
    if not said:
        raise Refusal("direction_empty")
    check_resubmission(resubmit_on, today())
    return said


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _swap(item: AgendaItem, other: AgendaItem) -> None:
    """Let two items of a meeting change their numbers; no two ever have the same."""
    mine, theirs = item.order, other.order
    for row, order in ((item, PARKED), (other, mine), (item, theirs)):
        row.order = order
        row.save(update_fields=["order"])


def _record(actor: Person, meeting: Meeting, kind: str, item: AgendaItem, **more: object) -> None:
    facts = {"item": str(item.pk), "order": item.order, "title": item.matter.title, **more}
    record(meeting.stream, kind, actor=actor.key, subject=item.key, facts=facts)
