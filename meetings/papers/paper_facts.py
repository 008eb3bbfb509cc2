"""What the papers of a session besides its minutes tell: invitation, notice, attendance list, vote sheet."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from meetings.papers.facts import DecisionFacts, Guest, QuorumFacts, VoteFacts
from meetings.rules import Presence


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as it is announced."""

    order: int
    title: str
    presenter: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What an invitation says; all moments are those of a clock in Ha Noi."""

    body: str
    body_place: str
    title: str
    addressees: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    form: str
    place: str
    link: str
    chair: str
    contact: str
    items: tuple[ItemLine, ...]
    whole: bool  # False: a guest, who is told of the own items only
    sent_at: datetime
    renewed_at: datetime | None
    consent_of: str  # whose consent an absence needs; empty for guests
    consent_rule: str
    cancelled: str  # why it is not held; empty while it is
    demonstration: bool


@dataclass(frozen=True, slots=True)
class ConcludedItem:
    """An item with what was released on it."""

    order: int
    title: str
    conclusion: str
    decisions: tuple[DecisionFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A whole notice; `apart` counts items that are left out because not every recipient may read of them."""

    body: str
    place: str
    office: str
    symbol: str
    signer: str
    end: str
    recipients: tuple[str, ...]
    session: str
    held_at: str
    held_on: datetime
    chair: str
    items: tuple[ConcludedItem, ...]
    seq: int
    apart: int = 0
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class Stay:
    """Where a seat was from this moment on."""

    at: datetime
    presence: Presence
    deputy: str = ""


@dataclass(frozen=True, slots=True)
class SeatAttendance:
    """A seat with everything that was noted of it, the first first."""

    order: int
    office: str
    stays: tuple[Stay, ...]
    reason: str = ""
    consented: bool | None = None

    @property
    def presence(self) -> Presence:
        """How it attended last: whoever has left is named by where he was."""
        known = [stay.presence for stay in self.stays]
        if known and known[-1] is Presence.LEFT and len(known) > 1:
            return known[-2]
        return known[-1] if known else Presence.EXPECTED


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """Who attended one meeting; `symbol` ends the number."""

    body: str
    place: str
    symbol: str
    session: str
    held_at: str
    started_at: datetime
    closed_at: datetime | None
    chair: str
    secretary: str
    seats: tuple[SeatAttendance, ...]
    guests: tuple[Guest, ...]
    quorum: QuorumFacts | None
    seq: int
    demonstration: bool = False


@dataclass(frozen=True, slots=True)
class VoteSheetFacts:
    """One vote, of which meeting and item; `symbol` ends the number."""

    body: str
    place: str
    symbol: str
    session: str
    item: int
    title: str
    chair: str
    secretary: str
    vote: VoteFacts
    demonstration: bool = False
