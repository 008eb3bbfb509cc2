"""The chair's conclusion and decisions: kept as they are typed, shown to the others when released."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction

from core.journal import record
from core.refusals import require
from core.time import now
from matters.rules import clean_paragraphs, clean_text
from meetings.models import AgendaItem, Decision, Meeting
from meetings.policies import may_run_meeting
from meetings.rules import ItemStatus, MeetingStatus
from meetings.rules.conclusions import check_concluding, check_release
from meetings.services.locks import locked_item, locked_meeting
from people.models import Agency, Person


@dataclass(frozen=True)
class Task:
    """A decision as it is typed: what is to be done, by whom, until when."""

    text: str
    agency: Agency | None = None
    due: date | None = None


def conclude_item(*, actor: Person, meeting: Meeting, item: AgendaItem, text: str) -> AgendaItem:
    """Keep the chair's conclusion on an item that was called; the last text said counts, once."""
    require(may_run_meeting, actor, meeting)
    typed = clean_paragraphs(text)
    with transaction.atomic():
        meeting, item = _locked(meeting, item)
        if typed and typed == item.conclusion:
            return item
        item.conclusion = typed
        item.save(update_fields=["conclusion"])
        facts = {"item": str(item.pk), "text": item.conclusion, "released": False}
        record(meeting.stream, "item.concluded", actor=actor.key, subject=item.key, facts=facts)
    return item


def decide_item(*, actor: Person, meeting: Meeting, item: AgendaItem, tasks: Sequence[Task]) -> AgendaItem:
    """Keep the decisions on an item, in this order, in place of those that were kept; empty ones are none."""
    require(may_run_meeting, actor, meeting)
    said = [Task(clean_text(each.text), each.agency, each.due) for each in tasks]
    said = [each for each in said if each.text]
    with transaction.atomic():
        meeting, item = _locked(meeting, item)
        if [_task(row) for row in _decisions(item)] == said:
            return item
        item.decisions.all().delete()
        Decision.objects.bulk_create(
            Decision(item=item, order=order, text=each.text, agency=each.agency, due=each.due)
            for order, each in enumerate(said, start=1)
        )
        facts = {"item": str(item.pk), "count": len(said), "decisions": _as_facts(_decisions(item))}
        record(meeting.stream, "item.decided", actor=actor.key, subject=item.key, facts=facts)
    return item


def release_conclusion(*, actor: Person, meeting: Meeting, item: AgendaItem) -> AgendaItem:
    """Show conclusion and decisions, as they stand, to everybody who sees the item: the chair says when."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        item = locked_item(meeting, item.pk)
        decisions = _as_facts(_decisions(item))
        check_release(MeetingStatus(meeting.status), item.conclusion, decisions)
        said = {"text": item.conclusion, "decisions": decisions}
        if item.released and {name: item.released[name] for name in said} == said:
            return item
        item.released = {**said, "at": now().isoformat()}
        item.save(update_fields=["released"])
        facts = {"item": str(item.pk), **said}
        record(meeting.stream, "item.conclusion_released", actor=actor.key, subject=item.key, facts=facts)
    return item


def _locked(meeting: Meeting, item: AgendaItem) -> tuple[Meeting, AgendaItem]:
    meeting = locked_meeting(meeting.pk)
    item = locked_item(meeting, item.pk)
    check_concluding(MeetingStatus(meeting.status), ItemStatus(item.status))
    return meeting, item


def _decisions(item: AgendaItem) -> list[Decision]:
    return list(item.decisions.select_related("agency").order_by("order"))


def _task(row: Decision) -> Task:
    return Task(row.text, row.agency, row.due)


def _as_facts(rows: Sequence[Decision]) -> list[dict[str, Any]]:
    return [
        {
            "text": row.text,
            "agency": row.agency.name_vi if row.agency else "",
            "agency_en": row.agency.name_en if row.agency else "",
            "due": row.due.isoformat() if row.due else None,
        }
        for row in rows
    ]
