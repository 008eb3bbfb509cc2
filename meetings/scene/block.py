"""The consent block as the room shows it: what is still in it, what was pulled out and by whom."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from people.models import in_language

if TYPE_CHECKING:
    from meetings.scene.items import ItemNow

# What a row of the agenda says of the block, joined into the one query that reads the agenda.
BLOCK_FIELDS = (
    "block_item__pk",
    "block_item__pulled_at",
    "block_item__pulled_by__label_vi",
    "block_item__pulled_by__label_en",
    "block_item__block__ballot",
    "block_item__block__settled_at",
    "block_item__block__adopted",
)


@dataclass(frozen=True)
class InBlock:
    """An item's place in the block; `pulled_by` names who took it out."""

    pulled: bool
    pulled_by: str
    ballot: UUID | None
    settled: bool
    adopted: bool


def in_block(row: Mapping[str, Any]) -> InBlock | None:
    """The item's place in the block; None for an item that was never in it."""
    if row["block_item__pk"] is None:
        return None
    by = row["block_item__pulled_by__label_vi"] or "", row["block_item__pulled_by__label_en"] or ""
    return InBlock(
        pulled=row["block_item__pulled_at"] is not None,
        pulled_by=in_language(*by),
        ballot=row["block_item__block__ballot"],
        settled=row["block_item__block__settled_at"] is not None,
        adopted=bool(row["block_item__block__adopted"]),
    )


@dataclass(frozen=True)
class BlockNow:
    """The whole block; `state` is announced, voting, counted, adopted or rejected."""

    standing: "Sequence[ItemNow]"
    pulled: "Sequence[ItemNow]"
    state: str


def block_now(items: "Sequence[ItemNow]") -> BlockNow | None:
    """The block of this agenda; None where none was announced."""
    found = [(each, each.block) for each in items if each.block is not None]
    if not found:
        return None
    place = found[0][1]
    vote = next((each.vote for each, _ in found if each.vote and each.vote.key == place.ballot), None)
    if place.settled:
        state = "adopted" if place.adopted else "rejected"
    elif place.ballot is None:
        state = "announced"
    else:
        state = "voting" if vote is not None and vote.is_open else "counted"
    standing = [each for each, where in found if not where.pulled and (place.settled or not each.done)]
    return BlockNow(standing, [each for each, where in found if where.pulled], state)


def block_step(block: BlockNow | None, *, item_running: bool) -> str:
    """What the block asks for next in a running session: its vote, its conclusion, or nothing."""
    if block is not None and block.state == "counted":
        return "settle_block"
    if block is not None and block.state == "announced" and block.standing and not item_running:
        return "block_vote"
    return ""
