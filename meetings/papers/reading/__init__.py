"""A meeting as far as its journal has been read; each noun reads its own kinds of entry."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Protocol

from meetings.papers.facts import (
    Attendee,
    CourseFact,
    Guest,
    ItemFacts,
    QuorumFacts,
    SpeakerFacts,
    VoteFacts,
)
from meetings.rules import Presence

Facts = Mapping[str, Any]


class Entry(Protocol):
    """What is read of a journal entry."""

    @property
    def seq(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def kind(self) -> str: ...
    @property
    def facts(self) -> Any: ...
    @property
    def hash(self) -> str: ...


@dataclass
class Reading:
    """What has been read so far."""

    started_at: datetime | None = None
    closed_at: datetime | None = None
    chair: str = ""
    quorum: QuorumFacts | None = None
    offices: dict[int, str] = field(default_factory=dict)
    attendees: dict[int, Attendee] = field(default_factory=dict)
    presences: dict[int, Presence] = field(default_factory=dict)
    items: dict[str, ItemFacts] = field(default_factory=dict)
    subjects: dict[str, str] = field(default_factory=dict)
    # Item key (None: the whole meeting) and guest → the entry, in the order of the invitations.
    guests: dict[tuple[str | None, str], int] = field(default_factory=dict)
    held_back: dict[str, VoteFacts] = field(default_factory=dict)
    # Item → request → what was spoken on it, in the order in which speeches first ended or were interrupted.
    speeches: dict[str, dict[int, SpeakerFacts]] = field(default_factory=dict)
    corrections: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    not_taken: int = 0
    started_seq: int = 0
    closed_seq: int = 0
    running: str = ""  # the key of the item that runs
    course: list[CourseFact] = field(default_factory=list)

    def change_item(self, entry: Entry, **changes: Any) -> None:
        """The item of this entry as the entry leaves it, which is kept as the source of that change."""
        item = self.items[entry.facts["item"]]
        seqs = dict(item.seqs) | {entry.kind: entry.seq}
        self.items[entry.facts["item"]] = replace(item, seqs=tuple(seqs.items()), **changes)

    def everybody(self) -> tuple[Attendee, ...]:
        """Every seat that the journal names, in the order of the body."""
        silent = (seat for seat in self.offices if seat not in self.attendees)
        unnoted = [Attendee(seat, self.offices[seat], Presence.EXPECTED) for seat in silent]
        return tuple(sorted([*self.attendees.values(), *unnoted], key=lambda attendee: attendee.order))

    def invited_guests(self) -> tuple[Guest, ...]:
        """The guests of the whole meeting, and those of the items that were taken."""
        guests = []
        for (item, label), seq in self.guests.items():
            if item is None or item in self.items:
                guests.append(Guest(label, self.items[item].order if item else None, (seq,)))
        return tuple(guests)
