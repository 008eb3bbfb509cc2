"""The order of the agenda: items and whole sections are moved, and every number follows."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import F

from core.journal import record
from core.refusals import require
from meetings.models import AgendaItem, AgendaSection, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import MeetingStatus, check_open_to_change, check_seen, is_section, moved, sections_of
from meetings.selectors import order_of
from meetings.services.locks import locked_item, locked_meeting, locked_section
from people.models import Person

PARKED = 1000  # numbers are parked above every real one while they change places


def move_item(*, actor: Person, meeting: Meeting, item: AgendaItem, after: str, seen: int) -> AgendaItem:
    """Put an item right after another line of the order that was seen; behind a heading, into its section."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = _movable(meeting, seen)
        item = locked_item(meeting, item.pk)
        before, came_from = item.order, item.section_id
        arrange(meeting, moved(order_of(meeting), item.key, after))
        item.refresh_from_db(fields=["order", "section"])
        if (item.order, item.section_id) != (before, came_from):
            facts = {
                "item": str(item.pk),
                "order": item.order,
                "was": before,
                "title": item.matter.title,
                "section": item.section.title if item.section else None,
            }
            record(meeting.stream, "agenda.item_moved", actor=actor.key, subject=item.key, facts=facts)
    return item


def move_section(*, actor: Person, meeting: Meeting, section: AgendaSection, after: str, seen: int) -> None:
    """Put a section with all its items behind another one, or before all."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = _movable(meeting, seen)
        section = locked_section(meeting, section.pk)
        arrange(meeting, moved(order_of(meeting), section.key, after))
        section.refresh_from_db(fields=["order"])
        facts = {"section": str(section.pk), "title": section.title, "place": section.order}
        record(meeting.stream, "agenda.section_moved", actor=actor.key, subject=section.key, facts=facts)


def _movable(meeting: Meeting, seen: int) -> Meeting:
    meeting = locked_meeting(meeting.pk)
    check_open_to_change(MeetingStatus(meeting.status))
    check_seen(seen, meeting.agenda_version)
    return meeting


def arrange(meeting: Meeting, lines: Sequence[str]) -> None:
    """Give sections and items the numbers that they have in these lines; who saw another order is told."""
    below = sections_of(lines)
    sections = [
        AgendaSection(pk=_id(line), order=number)
        for number, line in enumerate(filter(is_section, lines), start=1)
    ]
    items = [
        AgendaItem(pk=_id(line), order=number, section_id=_id(section) if section else None)
        for number, (line, section) in enumerate(below.items(), start=1)
    ]
    meeting.sections.update(order=F("order") + PARKED)
    meeting.items.update(order=F("order") + PARKED)
    AgendaSection.objects.bulk_update(sections, ["order"])
    AgendaItem.objects.bulk_update(items, ["order", "section"])
    meeting.agenda_version += 1
    meeting.save(update_fields=["agenda_version"])


def _id(line: str) -> UUID:
    return UUID(line.partition(":")[2])
