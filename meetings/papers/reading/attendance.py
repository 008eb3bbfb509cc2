"""Who attended, as the journal noted it: seats, guests, the quorum at the start."""

from __future__ import annotations

from dataclasses import replace

from meetings.papers.facts import Attendee, QuorumFacts
from meetings.papers.reading import Entry, Facts, Reading
from meetings.rules import Presence

THERE = (Presence.IN_ROOM, Presence.REMOTE, Presence.DEPUTY)


def noted(reading: Reading, entry: Entry) -> None:
    """attendance.noted: before the start the last word counts, afterwards every change is told."""
    facts, presence = entry.facts, Presence(entry.facts["presence"])
    seat = int(facts["seat"])
    reading.offices[seat] = facts["office"]
    reading.presences[seat] = presence
    known = reading.attendees.get(seat)
    change = ((entry.at, presence),) if reading.started_at else ()
    seqs = (*(known.seqs if known and reading.started_at else ()), entry.seq)
    if known and change and presence not in THERE and known.presence in THERE:
        reading.attendees[seat] = replace(known, changes=known.changes + change, seqs=seqs)
        return
    reading.attendees[seat] = Attendee(
        order=seat,
        office=facts["office"],
        presence=presence,
        deputy=facts.get("deputy") or "",
        reason=facts.get("reason") or "",
        changes=(known.changes if known else ()) + change,
        seqs=seqs,
        consented=facts.get("consented"),
    )


def started(reading: Reading, entry: Entry) -> None:
    """meeting.started: who chairs, and the quorum as it was counted."""
    reading.started_at, reading.started_seq = entry.at, entry.seq
    reading.chair = entry.facts.get("chair") or ""
    reading.quorum = _quorum(entry.facts["quorum"])


def closed(reading: Reading, entry: Entry) -> None:
    """meeting.closed."""
    reading.closed_at, reading.closed_seq = entry.at, entry.seq
    reading.not_taken = int(entry.facts.get("not_taken") or 0)


def invited(reading: Reading, entry: Entry) -> None:
    """guest.invited."""
    reading.guests[entry.facts.get("item"), entry.facts["guest"]] = entry.seq


def withdrawn(reading: Reading, entry: Entry) -> None:
    """guest.withdrawn."""
    reading.guests.pop((entry.facts.get("item"), entry.facts["guest"]), None)


def _quorum(facts: Facts) -> QuorumFacts:
    sure = facts.get("mark", "?") != "?"
    counts = {name: int(facts[name]) for name in ("attending", "seats", "needed", "in_room", "remote")}
    return QuorumFacts(
        **counts, share=facts.get("share") or "", source=facts.get("source", "") if sure else ""
    )


READERS = {
    "attendance.noted": noted,
    "guest.invited": invited,
    "guest.withdrawn": withdrawn,
    "meeting.started": started,
    "meeting.closed": closed,
}
