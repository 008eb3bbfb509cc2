"""The matrix of positions: items × seats, with what each item comes to; for whoever may see positions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from matters.selectors import Paper
from meetings.models import AgendaItem, BlockItem, Meeting
from meetings.rules import ItemStatus, Stance
from meetings.rules.forecast import Forecast, ItemToCome, forecast
from meetings.selectors.positions import Stated, papers_now, standing_positions
from meetings.selectors.seating import expected_seats
from people.models import Seat


@dataclass(frozen=True)
class Cell:
    """What one seat says of one item; nothing when it has not said anything."""

    seat: Seat
    stated: Stated | None

    @property
    def kind(self) -> str:
        """none, opinion, speak, or nothing."""
        return self.stated.stance.value if self.stated else ""

    @property
    def stale(self) -> bool:
        """Whether it was said on papers replaced since."""
        return self.stated is not None and self.stated.stale


@dataclass(frozen=True)
class MatrixRow:
    """One item with every seat's cell."""

    item: AgendaItem
    papers: Sequence[Paper]
    cells: Sequence[Cell]

    def _count(self, stance: Stance) -> int:
        return sum(cell.kind == stance for cell in self.cells)

    @property
    def agreeing(self) -> int:
        """How many have no objection to the papers as they are now."""
        return sum(cell.kind == Stance.NONE and not cell.stale for cell in self.cells)

    @property
    def opinions(self) -> int:
        """How many have an opinion."""
        return self._count(Stance.OPINION)

    @property
    def speakers(self) -> int:
        """How many want to speak."""
        return self._count(Stance.SPEAK)

    @property
    def stale(self) -> int:
        """How many spoke of papers replaced since."""
        return sum(cell.stale for cell in self.cells)

    @property
    def silent(self) -> int:
        """How many have said nothing."""
        return sum(cell.stated is None for cell in self.cells)

    @property
    def remarks(self) -> list[Cell]:
        """The cells to be talked about, in protocol order."""
        return [cell for cell in self.cells if cell.kind in (Stance.OPINION, Stance.SPEAK)]


@dataclass(frozen=True)
class Matrix:
    """Items × seats, and how long the session will take."""

    seats: Sequence[Seat]
    rows: Sequence[MatrixRow]
    forecast: Forecast

    @property
    def sheets(self) -> int:
        """How many seats have said something of at least one item."""
        return len({cell.seat.pk for row in self.rows for cell in row.cells if cell.stated})


def positions_matrix(meeting: Meeting, but: Collection[UUID] = ()) -> Matrix:
    """The matrix, in a constant number of queries; without the items that are closed to whoever looks."""
    seats = list(expected_seats(meeting))
    rows_of = meeting.items.exclude(pk__in=but).select_related("matter__lead", "presenter")
    items = list(rows_of.order_by("order"))
    papers = papers_now([item.matter for item in items])
    said = standing_positions(meeting, papers)
    rows = [
        MatrixRow(
            item=item,
            papers=papers[item.matter_id],
            cells=[Cell(seat, said[item.matter_id].get(seat.pk)) for seat in seats],
        )
        for item in items
    ]
    block = BlockItem.objects.filter(
        block__meeting=meeting, block__settled_at__isnull=True, pulled_at__isnull=True
    )
    together = set(block.values_list("item", flat=True))
    coming = [
        _to_come(row, len(seats), row.item.pk in together)
        for row in rows
        if row.item.status == ItemStatus.WAITING.value
    ]
    return Matrix(seats, rows, forecast(coming, meeting.procedure.speaker_minutes.value))


def _to_come(row: MatrixRow, seats: int, in_block: bool) -> ItemToCome:
    return ItemToCome(
        number=row.item.order,
        minutes=row.item.minutes,
        seats=seats,
        agreeing=row.agreeing,
        opinions=row.opinions,
        speakers=row.speakers,
        in_block=in_block,
    )
