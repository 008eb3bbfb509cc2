"""What minutes tell: plain facts of one meeting, with nothing of the database in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ballots.rules import Outcome, Tally
from meetings.rules import Presence


class Shape(StrEnum):
    """How a sentence stands on the page."""

    BODY = "body"
    KEEP = "keep"  # a paragraph that stays on the page of what follows it
    LEAD = "lead"  # the bold line that opens a part
    LINE = "line"  # a line of a list, with a dash
    HEADING = "heading"  # the heading of an agenda item; the lettering begins anew
    ASIDE = "aside"  # in italics


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence (or paragraph) of the minutes and the journal entries (`seqs`) it comes from.

    `key` is the same in every reading of the journal, however far it has gone: by it an edited sentence
    finds its source again. `label` is the bold beginning of a line ("Địa điểm"); `lettered` puts the next
    letter of the item before it ("b)"), which is therefore no part of the text. What is `fixed` no clerk
    edits: the figures of a vote are the journal's.
    """

    key: str
    text: str
    seqs: tuple[int, ...] = ()
    shape: Shape = Shape.BODY
    label: str = ""
    lettered: bool = False
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Attendee:
    """A seat, how it attended, and what changed after the meeting began."""

    order: int
    office: str
    presence: Presence
    deputy: str = ""
    reason: str = ""
    changes: tuple[tuple[datetime, Presence], ...] = ()
    seqs: tuple[int, ...] = ()
    consented: bool | None = None


@dataclass(frozen=True, slots=True)
class CourseFact:
    """Something that happened in the course of the session; `item` is the key of the item it belongs to."""

    seq: int
    at: datetime
    kind: str
    facts: Mapping[str, Any]
    item: str = ""


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited to the whole meeting, or to the item of this number."""

    label: str
    item: int | None = None
    seqs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class QuorumFacts:
    """The quorum as it was counted at the start; `source` is empty where nobody has read the rule."""

    attending: int
    seats: int
    needed: int
    in_room: int
    remote: int
    share: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class SeatVote:
    """One line of the table of a vote; `presence` is where the seat was when the vote closed."""

    order: int
    office: str
    choice: str | None
    place: str | None
    presence: Presence = Presence.EXPECTED
    recused: bool = False
    way: str = ""


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """A vote that was closed: its count, what the count decided, and every seat."""

    seq: int
    closed_at: datetime
    tally: Tally
    outcome: Outcome
    seats: tuple[SeatVote, ...]
    subject: str = ""
    ballot: str = ""
    # What members said after closing, as "office: text", and the entries that say so.
    corrections: tuple[str, ...] = ()
    correction_seqs: tuple[int, ...] = ()
    # By hand or by voice and why, empty on tablets; who keyed in and who confirmed each sheet.
    way: str = ""
    way_reason: str = ""
    signed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SpeakerFacts:
    """Who spoke on an item, and for how long in all, whatever interrupted it."""

    office: str
    seconds: int
    is_order: bool = False
    seqs: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """A decision that was released: what is to be done, by which agency, until when."""

    text: str
    agency: str = ""
    due: date | None = None


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item as it went; `open_vote` while a vote is open, `held_back` until its result is published.

    `key` is the item's in the journal; `seqs` tells by kind ("item.started") which entries spoke of it last.
    """

    order: int
    title: str
    presenter: str = ""
    votes: tuple[VoteFacts, ...] = ()
    conclusion: str = ""
    open_vote: bool = False
    held_back: bool = False
    speakers: tuple[SpeakerFacts, ...] = ()
    decisions: tuple[DecisionFacts, ...] = ()
    ended: bool = True
    deferred: bool = False
    key: str = ""
    seqs: tuple[tuple[str, int], ...] = ()

    def of(self, *kinds: str) -> tuple[int, ...]:
        """The last entries of these kinds that spoke of this item."""
        return tuple(seq for kind, seq in self.seqs if kind in kinds)


@dataclass(frozen=True, slots=True)
class CountedFacts:
    """The result of one question of an opinion ballot: totals, never who answered what."""

    number: int
    tally: Tally
    outcome: Outcome


@dataclass(frozen=True, slots=True)
class BallotFacts:
    """An opinion ballot that the session is told of; `title` is empty where not all attendees may read it."""

    key: str
    number: int | None
    title: str
    closed_at: datetime
    counts: tuple[CountedFacts, ...]


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """How the minutes came to be approved; `reason` says why an edition supersedes the one before it."""

    number: int
    drafted_by: tuple[str, ...]
    circulated_at: datetime
    corrections: int
    approved_by: str
    approved_at: datetime
    reason: str = ""
    supersedes: str = ""


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """A whole meeting; `closed_at` is empty while it runs, `started_at` before it began.

    `not_taken` counts the items of the agenda that were left when the meeting closed.
    """

    title: str
    body: str
    # Where the body dates its documents; empty when it is not known, then the line is left out.
    body_place: str
    number: str
    place: str
    planned_at: datetime
    started_at: datetime | None
    closed_at: datetime | None
    chair: str
    secretary: str
    attendees: tuple[Attendee, ...]
    quorum: QuorumFacts | None
    guests: tuple[Guest, ...]
    items: tuple[ItemFacts, ...]
    not_taken: int
    demonstration: bool
    head_seq: int
    head_hash: str
    written_up_to: datetime
    # The entries by which the meeting began and ended; 0 where it has not.
    started_seq: int = 0
    closed_seq: int = 0
    course: tuple[CourseFact, ...] = ()
    # The opinion ballots counted since the session before this one.
    ballots: tuple[BallotFacts, ...] = ()

    def course_of(self, item: str) -> tuple[CourseFact, ...]:
        """What happened in the course of an item; empty: beside the items."""
        return tuple(each for each in self.course if each.item == item)


@dataclass(frozen=True, slots=True)
class FrozenFacts:
    """Approved minutes: everything that any copy of them is composed from."""

    facts: MinutesFacts
    told: tuple[Sentence, ...]
    edition: EditionFacts
