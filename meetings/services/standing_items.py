"""What every meeting of a kind takes up: its matters are submitted and put on the agenda in one act."""

from collections.abc import Collection, Sequence

from django.db import transaction

from core.refusals import require
from core.time import local
from matters.policies import may_register_for
from matters.services import submit_matter
from meetings.models import AgendaItem, AgendaSection, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import StandingItem, month_of, named, template_of
from meetings.services.agenda import add_item
from meetings.services.locks import locked_meeting
from meetings.services.sections import add_section
from meetings.wording.agenda import STANDING_SECTIONS
from people.models import Agency, Body, Person
from people.selectors import seats_of


def add_standing_items(
    *, actor: Person, meeting: Meeting, titles: Collection[str] | None = None
) -> Sequence[AgendaItem]:
    """Put the standing items of the kind on the agenda, or those of these titles (as in the template).

    One whose agency there is not, or whose matter is on the agenda already, is left out.
    """
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        agencies = {agency.key: agency for agency in Agency.objects.all()}
        wanted = [
            (titles_of(meeting)[each.title], agencies[each.lead], each)
            for each in template_of(meeting.kind).standing_items
            if each.lead in agencies and (titles is None or each.title in titles)
        ]
        there = set(meeting.items.values_list("matter__title", flat=True))
        return [_add(actor, meeting, title, lead, each) for title, lead, each in wanted if title not in there]


def titles_of(meeting: Meeting) -> dict[str, str]:
    """Title in the template → title for the month of this meeting."""
    month = month_of(local(meeting.starts_at).date(), meeting.procedure.session_due_day.value)
    return {each.title: named(each.title, month) for each in template_of(meeting.kind).standing_items}


def _add(actor: Person, meeting: Meeting, title: str, lead: Agency, each: StandingItem) -> AgendaItem:
    return add_item(
        actor=actor,
        meeting=meeting,
        matter=submit_matter(actor=actor, title=title, lead=lead, body=_keeper(actor, meeting)),
        section=_section_of(actor, meeting, each),
        minutes=each.minutes,
        presenter=seats_of(meeting.body).filter(agencies=lead).first(),
        asks=each.asks,
    )


def _keeper(actor: Person, meeting: Meeting) -> Body | None:
    """For whom it is registered: the house, unless it is the secretariat of one body that does it."""
    return None if may_register_for(actor, None) else meeting.body


def _section_of(actor: Person, meeting: Meeting, each: StandingItem) -> AgendaSection:
    """The section under which the template wants it: the one of this heading, or a new one at the end."""
    title = STANDING_SECTIONS[each.section]
    there = meeting.sections.filter(title__iexact=title).first()
    return there or add_section(actor=actor, meeting=meeting, title=title)
