"""A vote as the room shows it: open with its turnout, or closed with what was counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from ballots.rules import Status, Way, needed
from ballots.wording import agreement_words, arithmetic_words, decision_words, shortfall_words
from meetings.rules.by_hand import SheetStatus
from meetings.wording.by_hand import WAYS
from people.models import in_language
from people.procedure import Procedure

Facts = Mapping[str, Any]


@dataclass(frozen=True)
class SheetNow:
    """What somebody has keyed in of a vote by hand: never what is in it."""

    number: int
    by: str
    at: datetime


def _sheet(row: Facts) -> SheetNow:
    by = in_language(row["keyed_by__label_vi"], row["keyed_by__label_en"])
    return SheetNow(row["number"], by, row["keyed_at"])


@dataclass(frozen=True)
class Vote:
    """A vote on an item: open with how many have answered, or closed with what was counted."""

    key: UUID
    title: str
    status: str
    opened_at: datetime
    closed_at: datetime | None
    published_at: datetime | None
    counted: Facts
    procedure: Procedure
    way: str = ""
    cast: int = 0
    electorate: int = 0
    sheets: Sequence[Facts] = ()
    in_one_block: bool = False  # it was a vote on the whole block, shown of an item that was in it

    @property
    def by_hand(self) -> bool:
        """Whether it is not given on tablets."""
        return self.way != Way.TABLET

    @property
    def way_words(self) -> str:
        """*Biểu quyết bằng giơ tay*; empty for a vote on tablets."""
        return str(WAYS.get(self.way, ""))

    @property
    def waiting(self) -> SheetNow | None:
        """What was keyed in and waits for another person."""
        return next((_sheet(row) for row in self.sheets if row["status"] == SheetStatus.WAITING.value), None)

    @property
    def entered(self) -> int:
        """How many sheets were confirmed and counted."""
        return sum(row["status"] == SheetStatus.CONFIRMED.value for row in self.sheets)

    @property
    def is_open(self) -> bool:
        """Whether answers are being taken."""
        return self.status == Status.OPEN.value

    @property
    def published(self) -> bool:
        """Whether everybody in the meeting may see what was counted."""
        return self.published_at is not None

    @property
    def awaits(self) -> bool:
        """Whether it is over and this audience waits for the result."""
        return not self.is_open and not self.counted

    @property
    def held_back(self) -> bool:
        """Whether this audience sees a result that the others wait for."""
        return bool(self.counted) and not self.published

    @property
    def needed(self) -> int:
        """How many must agree."""
        if self.outcome:
            return int(self.outcome["needed"])
        return needed(self.procedure.majority_share.value, self.electorate)

    @property
    def tally(self) -> Facts:
        """The count of a closed vote; empty before."""
        found: Facts = self.counted.get("tally", {})
        return found

    @property
    def outcome(self) -> Facts:
        """The outcome of a closed vote; empty before."""
        found: Facts = self.counted.get("outcome", {})
        return found

    @property
    def adopted(self) -> bool:
        """Whether the draft passed."""
        return str(self.outcome.get("decision", "")).startswith("adopted")

    @property
    def needs_ruling(self) -> bool:
        """Whether the count leaves the decision to the chair."""
        return self.outcome.get("decision") == "needs_ruling"

    @property
    def decision(self) -> str:
        """*Được thông qua*."""
        return decision_words(self.outcome)

    @property
    def agreement(self) -> str:
        """*25 trên 27 Thành viên Chính phủ đồng ý*."""
        return agreement_words(self.outcome)

    @property
    def arithmetic(self) -> str:
        """*21 tại phòng họp + 4 từ xa = 25, quá nửa tổng số (cần 14)*."""
        return arithmetic_words(self.tally, self.outcome)

    @property
    def shortfall(self) -> str:
        """*thiếu 2 phiếu để đạt quá bán*; empty when there was enough."""
        return shortfall_words(self.outcome)


def spoken_step(vote: Vote, unkeyed: str) -> str:
    """What an open vote asks for next; `unkeyed` while it is by hand and nothing was keyed in yet."""
    if vote.waiting is not None:
        return "check_sheet"
    return unkeyed if vote.by_hand and not vote.entered else "close_vote"
