"""The consent block: which items may be adopted together at the opening, and until when one is pulled out."""

from dataclasses import dataclass
from enum import StrEnum

from core.refusals import Refusal
from meetings.rules.statuses import MeetingStatus, check_not_over


class Obstacle(StrEnum):
    """Why an item is not proposed for the block."""

    NO_VOTE = "no_vote"
    CALLED = "called"
    NO_PAPER = "no_paper"
    LATE_PAPER = "late_paper"
    REMARK = "remark"
    STALE = "stale"
    UNSAID = "unsaid"
    PULLED = "pulled"
    RECUSED = "recused"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An item as the block looks at it; `remarks` counts opinions and wishes to speak."""

    number: int
    asks_vote: bool
    waiting: bool
    papers: int
    late: bool
    agreeing: int
    remarks: int
    stale: int
    pulled: bool = False
    recused: bool = False


def obstacle(item: Candidate) -> Obstacle | None:
    """The first thing that keeps an item out of the block; silence of a member alone does not."""
    found = {
        Obstacle.PULLED: item.pulled,
        Obstacle.CALLED: not item.waiting,
        Obstacle.NO_VOTE: not item.asks_vote,
        Obstacle.NO_PAPER: not item.papers,
        Obstacle.LATE_PAPER: item.late,
        Obstacle.RECUSED: item.recused,
        Obstacle.REMARK: item.remarks > 0,
        Obstacle.STALE: item.stale > 0,
        Obstacle.UNSAID: not item.agreeing,
    }
    return next((each for each, stands in found.items() if stands), None)


def check_announce(status: MeetingStatus, *, voted: bool) -> None:
    """Refuse to announce a block of a meeting that is not sent or over, or one that is being voted on."""
    check_not_over(status)
    if status is MeetingStatus.DRAFT:
        raise Refusal("block_meeting_not_sent")
    if voted:
        raise Refusal("block_voted")


def check_block_item(item: Candidate) -> None:
    """Refuse an item that is no longer fit for the block."""
    if obstacle(item) is not None:
        raise Refusal("block_item_unfit", number=item.number)


def check_pull(status: MeetingStatus, *, settled: bool, number: int) -> None:
    """Refuse to pull an item out of a block that has been adopted, or of a session that is over."""
    check_not_over(status)
    if settled:
        raise Refusal("block_settled", number=number)


def check_block_vote(*, items: int, voted: bool) -> None:
    """Refuse a vote on nothing, or a second vote."""
    if voted:
        raise Refusal("block_voted")
    if not items:
        raise Refusal("block_empty")


def check_settle(*, voted: bool, closed: bool, settled: bool) -> None:
    """Refuse to conclude a block without a closed vote."""
    if settled:
        raise Refusal("block_concluded")
    if not voted or not closed:
        raise Refusal("block_not_voted")


def check_block_concluded(waits: bool) -> None:
    """Refuse to go on while the result of the vote on the block waits for its conclusion."""
    if waits:
        raise Refusal("block_waits")
