"""What minutes tell: plain facts of one meeting, with nothing of the database in them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ballots.rules import Outcome, Tally
from meetings.rules import Presence


@dataclass(frozen=True, slots=True)
class Attendee:
    """A seat, how it attended, and what changed after the meeting began."""

    order: int
    office: str
    presence: Presence
    deputy: str = ""
    reason: str = ""
    changes: tuple[tuple[datetime, Presence], ...] = ()


@dataclass(frozen=True, slots=True)
class Guest:
    """Somebody invited to the whole meeting, or to the item of this number."""

    label: str
    item: int | None = None


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


@dataclass(frozen=True, slots=True)
class VoteFacts:
    """A vote that was closed: its count, what the count decided, and every seat."""

    seq: int
    closed_at: datetime
    tally: Tally
    outcome: Outcome
    seats: tuple[SeatVote, ...]
    subject: str = ""


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """One item as it went; `open_vote` while a vote on it is still open."""

    order: int
    title: str
    presenter: str = ""
    votes: tuple[VoteFacts, ...] = ()
    conclusion: str = ""
    open_vote: bool = False
    ended: bool = True


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
