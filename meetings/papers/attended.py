"""The facts of an attendance list, read from what the journal noted of every seat."""

from __future__ import annotations

from collections.abc import Iterable

from core import journal
from core.refusals import Refusal
from meetings.models import Meeting
from meetings.papers.gathering import read
from meetings.papers.paper_facts import AttendanceFacts, SeatAttendance, Stay
from meetings.papers.reading import Entry
from meetings.rules import Presence
from people.issuing import issuing_form


def gather_attendance(meeting: Meeting) -> AttendanceFacts:
    """Of a session that has begun: who was where, from when on."""
    entries = list(journal.entries(meeting.stream))
    told = read(meeting, entries)
    if told.started_at is None:
        raise Refusal("attendance_not_begun")
    stays = stays_of(entries)
    return AttendanceFacts(
        body=told.body,
        place=told.body_place,
        symbol=issuing_form(meeting.procedure_key).symbol,
        session=told.title,
        held_at=told.place,
        started_at=told.started_at,
        closed_at=told.closed_at,
        chair=told.chair,
        secretary=told.secretary,
        seats=tuple(
            SeatAttendance(
                each.order, each.office, tuple(stays.get(each.order, ())), each.reason, each.consented
            )
            for each in told.attendees
        ),
        guests=told.guests,
        quorum=told.quorum,
        seq=told.head_seq if told.closed_at is None else told.closed_seq,
        demonstration=told.demonstration,
    )


def stays_of(entries: Iterable[Entry]) -> dict[int, list[Stay]]:
    """Seat → its moves; one whose note was taken back begins anew, what is said twice counts once."""
    found: dict[int, list[Stay]] = {}
    for entry in entries:
        if entry.kind != "attendance.noted":
            continue
        stay = Stay(entry.at, Presence(entry.facts["presence"]), entry.facts.get("deputy") or "")
        moves = found.setdefault(int(entry.facts["seat"]), [])
        if stay.presence is Presence.EXPECTED:
            moves.clear()
        elif not moves or (moves[-1].presence, moves[-1].deputy) != (stay.presence, stay.deputy):
            moves.append(stay)
    return found
