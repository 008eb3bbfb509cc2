"""The journal of a meeting of the decade: what its pages read of the entries that the services write."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache

from core.journal import Happening
from meetings.models import AgendaItem, Attendance, Meeting
from meetings.rules import Presence, quorum, template_of
from people.models import Person
from people.procedure import Procedure, load

MADE_AHEAD = 12  # days before a meeting on which it is planned

Moment = tuple[datetime, Happening]


def history(
    clerk: Person,
    meeting: Meeting,
    items: Sequence[AgendaItem],
    rows: Sequence[Attendance],
    until: datetime,
) -> Iterator[Moment]:
    """The entries of a meeting as far as it came, each at its moment."""
    made = min(meeting.starts_at - timedelta(days=MADE_AHEAD), until)
    plan = {
        "title": meeting.title,
        "kind": str(meeting.kind),
        "form": str(meeting.form),
        "starts_at": meeting.starts_at.isoformat(),
        "minutes": meeting.minutes_planned,
        "place": meeting.place,
        "body": meeting.body.name_vi,
        "procedure": meeting.procedure_key,
    }
    yield made, Happening("meeting.scheduled", clerk.key, meeting.stream, plan)
    if meeting.sent_at:
        yield meeting.sent_at, Happening("meeting.sent", clerk.key, meeting.stream, {"items": len(items)})
    if meeting.started_at and meeting.closed_at:
        yield from _course(clerk, meeting, items, rows)


def _course(
    clerk: Person, meeting: Meeting, items: Sequence[AgendaItem], rows: Sequence[Attendance]
) -> Iterator[Moment]:
    places = {number: Presence(row.presence) for number, row in enumerate(rows, start=1)}
    procedure = _procedure(meeting.kind, meeting.procedure_key)
    started = {
        "chair": meeting.chair.office_vi,
        "quorum": quorum(places, procedure).as_facts(),
        "procedure": procedure.title_vi,
    }
    assert meeting.started_at is not None
    assert meeting.closed_at is not None
    yield meeting.started_at, Happening("meeting.started", clerk.key, meeting.stream, started)
    for item in items:
        assert item.started_at is not None
        assert item.ended_at is not None
        yield item.started_at, Happening("item.started", clerk.key, item.key, _facts(item))
        yield item.ended_at, Happening("item.ended", clerk.key, item.key, {"item": str(item.pk)})
    yield meeting.closed_at, Happening("meeting.closed", clerk.key, meeting.stream, {"not_taken": 0})


def _facts(item: AgendaItem) -> dict[str, object]:
    return {
        "item": str(item.pk),
        "order": item.order,
        "title": item.matter.title,
        "presenter": item.matter.lead.name_vi,
    }


@lru_cache
def _procedure(kind: str, key: str) -> Procedure:
    return template_of(kind).under(load(key))
