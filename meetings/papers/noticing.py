"""The facts of a notice of conclusions: what was released in a closed session, as everybody may read it."""

from __future__ import annotations

from django.db.models import Q

from core import journal
from core.refusals import Refusal
from matters.models import CLOSED
from meetings.models import Meeting
from meetings.papers.gathering import read
from meetings.papers.paper_facts import ConcludedItem, NoticeFacts
from people.issuing import issuing_form


def gather_notice(meeting: Meeting) -> NoticeFacts:
    """Of a session that was closed; items of restricted matters are counted and not told."""
    told = read(meeting, journal.entries(meeting.stream))
    if told.closed_at is None or told.started_at is None:
        raise Refusal("notice_before_closing")
    closed = _restricted(meeting)
    released = [each for each in told.items if each.conclusion or each.decisions]
    shown = [each for each in released if each.key not in closed]
    if not shown:
        raise Refusal("notice_of_nothing")
    form = issuing_form(meeting.procedure_key)
    return NoticeFacts(
        body=told.body,
        place=told.body_place,
        office=form.office,
        symbol=form.office_symbol,
        signer=form.office_signer,
        end=form.notice_end,
        recipients=form.recipients,
        session=told.title,
        held_at=told.place,
        held_on=told.started_at,
        chair=told.chair,
        items=tuple(ConcludedItem(each.order, each.title, each.conclusion, each.decisions) for each in shown),
        seq=told.head_seq,
        apart=len(released) - len(shown),
        demonstration=told.demonstration,
    )


def _restricted(meeting: Meeting) -> set[str]:
    """The items, as the journal names them, of which not every recipient may read."""
    rows = meeting.items.filter(Q(matter__confidentiality__in=CLOSED) | Q(confidentiality__in=CLOSED))
    return {str(key) for key in rows.values_list("pk", flat=True)}
