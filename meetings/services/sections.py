"""The sections of an agenda: headings that are added, named and taken away; the items stay."""

from django.db import transaction

from core.journal import record
from core.refusals import require
from matters.rules import clean_text
from meetings.models import AgendaSection, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import MeetingStatus, check_open_to_change
from meetings.selectors import order_of
from meetings.services.locks import locked_meeting, locked_section
from meetings.services.order import arrange
from people.models import Person


def add_section(*, actor: Person, meeting: Meeting, title: str) -> AgendaSection:
    """Add a heading at the end of the agenda; pressed twice, the empty one that stands there is it."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        last, wanted = meeting.sections.order_by("order").last(), clean_text(title)
        if last is not None and last.title == wanted and not last.items.exists():
            return last
        place = last.order + 1 if last else 1
        section = AgendaSection.objects.create(meeting=meeting, order=place, title=wanted)
        meeting.agenda_version += 1
        meeting.save(update_fields=["agenda_version"])
        _record(actor, meeting, "agenda.section_added", section)
    return section


def rename_section(*, actor: Person, meeting: Meeting, section: AgendaSection, title: str) -> AgendaSection:
    """Give a section another heading; the same one again changes nothing."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        section = locked_section(meeting, section.pk)
        wanted = clean_text(title)
        if wanted and wanted != section.title:
            section.title = wanted
            section.save(update_fields=["title"])
            _record(actor, meeting, "agenda.section_renamed", section)
    return section


def remove_section(*, actor: Person, meeting: Meeting, section: AgendaSection) -> None:
    """Take a heading away; its items go to the section before it."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_change(MeetingStatus(meeting.status))
        section = locked_section(meeting, section.pk)
        left = [line for line in order_of(meeting) if line != section.key]
        section.items.update(section=None)
        _record(actor, meeting, "agenda.section_removed", section)
        section.delete()
        arrange(meeting, left)


def _record(actor: Person, meeting: Meeting, kind: str, section: AgendaSection) -> None:
    facts = {"section": str(section.pk), "title": section.title, "place": section.order}
    record(meeting.stream, kind, actor=actor.key, subject=section.key, facts=facts)
