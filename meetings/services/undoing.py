"""Undo: the calling or ending of an item is taken back by an act of its own; nothing is deleted."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from core.journal import record
from core.refusals import require
from core.time import now
from meetings.models import AgendaItem, Meeting
from meetings.policies import may_run_meeting
from meetings.rules import ItemStatus, MeetingStatus, check_not_paused, check_running
from meetings.rules.undoing import check_undo
from meetings.selectors import last_act_of
from meetings.services.locks import locked_item, locked_meeting
from people.models import Person

COURSE = ["status", "started_at", "ended_at", "taken_seconds", "paused_seconds", "direction", "resubmit_on"]


def undo_last_act(*, actor: Person, meeting: Meeting) -> AgendaItem:
    """Take back that an item was called (with the ending of the one before) or ended, within a minute."""
    require(may_run_meeting, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_running(MeetingStatus(meeting.status))
        check_not_paused(meeting.paused_at)
        act = check_undo(last_act_of(meeting), now())
        item = locked_item(meeting, act.facts["item"])
        if act.kind == "item.started":
            restore(item, act.facts.get("again") or {})
            if act.facts.get("after"):
                _runs_on(locked_item(meeting, act.facts["after"]))
        else:
            _runs_on(item)
        facts = {
            "undone": act.kind,
            "seq": act.seq,
            "item": str(item.pk),
            "order": item.order,
            "title": item.matter.title,
            "after": act.facts.get("after"),
            "fresh": not act.facts.get("again"),
        }
        record(meeting.stream, "act.undone", actor=actor.key, subject=item.key, facts=facts)
    return item


def course_of(item: AgendaItem) -> dict[str, Any]:
    """How far an item has come, as plain JSON: what is put back when calling it again is undone."""
    return {
        "status": item.status,
        "started_at": item.started_at.isoformat() if item.started_at else None,
        "ended_at": item.ended_at.isoformat() if item.ended_at else None,
        "taken": item.taken_seconds,
        "paused": item.paused_seconds,
        "direction": item.direction,
        "resubmit_on": item.resubmit_on.isoformat() if item.resubmit_on else None,
    }


def restore(item: AgendaItem, facts: Mapping[str, Any]) -> None:
    """Put an item back to where it was before it was called; without facts it had never been."""
    item.status = facts.get("status", ItemStatus.WAITING.value)
    item.started_at, item.ended_at = _moment(facts.get("started_at")), _moment(facts.get("ended_at"))
    item.taken_seconds, item.paused_seconds = facts.get("taken", 0), facts.get("paused", 0)
    day = facts.get("resubmit_on")
    item.direction, item.resubmit_on = facts.get("direction", ""), date.fromisoformat(day) if day else None
    item.save(update_fields=COURSE)


def _runs_on(item: AgendaItem) -> None:
    item.status, item.ended_at = ItemStatus.RUNNING.value, None
    item.save(update_fields=["status", "ended_at"])


def _moment(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
