"""The consent block of a meeting: what it holds, and which items may be proposed for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from meetings.models import AgendaItem, Asks, BlockItem, ConsentBlock, Meeting, Recusal
from meetings.rules import ItemStatus
from meetings.rules.block import Candidate, Obstacle, obstacle
from meetings.selectors.deadline import papers_due
from meetings.selectors.matrix import MatrixRow
from meetings.wording.block import OBSTACLES


def block_of(meeting: Meeting) -> ConsentBlock | None:
    """The block that was announced for this meeting."""
    return ConsentBlock.objects.filter(meeting=meeting).select_related("ballot").first()


def block_waits(meeting: Meeting) -> bool:
    """Whether the block was voted on and not concluded yet."""
    return ConsentBlock.objects.filter(
        meeting=meeting, ballot__isnull=False, settled_at__isnull=True
    ).exists()


def standing_in_block(block: ConsentBlock) -> list[BlockItem]:
    """The items that are in the block: announced, not pulled out, not called by themselves."""
    found = block.items.filter(pulled_at__isnull=True).select_related("item__matter__lead", "item__presenter")
    return list(found.order_by("item__order"))


@dataclass(frozen=True)
class Proposed:
    """An item with what the members said of it, whether it may be in the block, and whether it is."""

    row: MatrixRow
    obstacle: Obstacle | None
    member: BlockItem | None

    @property
    def why_not(self) -> str:
        """What keeps it out, in words."""
        return str(OBSTACLES[self.obstacle.value]) if self.obstacle else ""

    @property
    def in_block(self) -> bool:
        """Whether it was announced and nobody has pulled it out."""
        return self.member is not None and self.member.pulled_at is None

    @property
    def fit(self) -> bool:
        """Whether it is proposed and not in the block yet."""
        return self.obstacle is None and not self.in_block


def proposals(meeting: Meeting, rows: Sequence[MatrixRow]) -> list[Proposed]:
    """Every item as the block looks at it, in a constant number of queries."""
    late = _late(meeting, rows)
    recused = set(Recusal.objects.filter(item__meeting=meeting).values_list("item", flat=True))
    members = {each.item_id: each for each in _members(meeting)}
    found = []
    for row in rows:
        member = members.get(row.item.pk)
        candidate = candidate_of(
            row.item,
            row,
            late=row.item.pk in late,
            recused=row.item.pk in recused,
            pulled=member is not None and member.pulled_at is not None,
        )
        found.append(Proposed(row, obstacle(candidate), member))
    return found


def candidate_of(item: AgendaItem, row: MatrixRow, *, late: bool, recused: bool, pulled: bool) -> Candidate:
    """The item in the form in which the rules take it."""
    return Candidate(
        number=item.order,
        asks_vote=item.asks == Asks.VOTE,
        waiting=item.status == ItemStatus.WAITING.value,
        papers=len(row.papers),
        late=late,
        agreeing=row.agreeing,
        remarks=row.opinions + row.speakers,
        stale=row.stale,
        pulled=pulled,
        recused=recused,
    )


def _members(meeting: Meeting) -> list[BlockItem]:
    return list(BlockItem.objects.filter(block__meeting=meeting).select_related("pulled_by"))


def _late(meeting: Meeting, rows: Sequence[MatrixRow]) -> set[UUID]:
    """The items of which a paper came after the last day for papers; none where no rule is known."""
    due = papers_due(meeting)
    if due is None:
        return set()
    return {row.item.pk for row in rows for paper in row.papers if due.late_by(paper.came_at) is not None}
