"""The regular sessions of the coming months, made in one act from one of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from core.refusals import Refusal, require
from core.time import local
from core.working_time import on_day, viet_nam
from meetings.models import Kind, Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import SessionForm, months_after, session_day, template_of
from meetings.selectors.regular import month_of_session, months_with_a_session
from meetings.services.locks import locked_meeting
from meetings.services.plan import Holding, schedule_meeting
from people.models import Body, Person


@dataclass(frozen=True)
class Following:
    """What came of it: the meetings that were made, and the months that had a regular session already."""

    made: Sequence[Meeting]
    skipped: Sequence[date]


def make_following_sessions(*, actor: Person, meeting: Meeting, months: int) -> Following:
    """Draft the regular sessions of the months after this one's; a month that has one is left as it is."""
    require(may_schedule_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        if meeting.kind != Kind.REGULAR:
            raise Refusal("not_a_regular_session")
        body = Body.objects.select_for_update().get(pk=meeting.body_id)
        wanted = months_after(month_of_session(meeting), months)
        taken = months_with_a_session(body)
        made = [_draft(actor, meeting, month) for month in wanted if month not in taken]
    return Following(made, [month for month in wanted if month in taken])


def _draft(actor: Person, first: Meeting, month: date) -> Meeting:
    template, due_day = template_of(first.kind), first.procedure.session_due_day.value
    day = session_day(month, due_day, viet_nam())
    return schedule_meeting(
        actor=actor,
        body=first.body,
        kind=first.kind,
        title=template.title_on(day, due_day),
        place=first.place,
        starts_at=_same_time(first, day),
        minutes_planned=first.minutes_planned,
        chair=first.chair,
        procedure=template.procedure_on(day),
        holding=Holding(SessionForm(first.form), first.link, first.room),
        demonstration=first.demonstration,
    )


def _same_time(first: Meeting, day: date) -> datetime:
    return on_day(day, local(first.starts_at).time())
