"""Tables into slices: rows with borders, headings repeated on every page."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from records import form30
from records.boxes import box
from records.elements import Table, Tick
from records.form30 import WIDTH
from records.lines import Line
from records.slices import Manner, Rule, Slice, below, lines, placed
from records.structure import Part

PAD_X = 4.0
PAD_Y = 2.5
# A row of more lines than this may be divided between two pages.
WHOLE_ROW = 12
# The side of the box around a mark.
TICK = 13.0
# Headings higher than this are shown once: repeated, they would leave no room for the rows.
REPEATED = 120.0
# So many rows at least stand on a table's last page, unless they are long.
LAST_ROWS, LAST_LINES = 3, 12


def _manners(table: Table, width: float) -> list[Manner]:
    total = sum(column.share for column in table.columns)
    widths = [width * column.share / total for column in table.columns]
    edges = accumulate(widths, initial=0.0)
    return [
        Manner(form30.TABLE.value, room - 2 * PAD_X, edge + PAD_X, column.align)
        for column, room, edge in zip(table.columns, widths, edges, strict=False)
    ]


def _sides(manners: list[Manner], height: float) -> tuple[Rule, ...]:
    edges = [manner.x - PAD_X for manner in manners]
    edges.append(manners[-1].x + manners[-1].room + PAD_X)
    return tuple(Rule(x, 0, x, height, 0.5) for x in edges)


def _across(manners: list[Manner], y: float) -> Rule:
    return Rule(manners[0].x - PAD_X, y, manners[-1].x + manners[-1].room + PAD_X, y, 0.5)


def _row(cells: tuple[str, ...], manners: list[Manner], row: Part, role: str = "TD") -> list[Slice]:
    """One slice for each line of the row's longest cell."""
    texts = (*cells[: len(manners)], *[""] * (len(manners) - len(cells)))
    columns = [lines(text, manner) if text else [] for text, manner in zip(texts, manners, strict=True)]
    parts = [row.add(role) for _ in manners]
    count = max(1, *(len(column) for column in columns))
    slices = [_strip(columns, manners, parts, index, count) for index in range(count)]
    ticked = [manner for text, manner in zip(texts, manners, strict=True) if isinstance(text, Tick)]
    boxes = tuple(rule for manner in ticked for rule in _around(manner))
    return [replace(slices[0], marks=(*slices[0].marks, *boxes)), *slices[1:]]


def _around(manner: Manner) -> tuple[Rule, ...]:
    """The box of a mark, around its letter in the middle of the column."""
    x, foot = manner.x + manner.room / 2, PAD_Y + manner.baseline + TICK / 5
    return box(x - TICK / 2, foot - TICK, x + TICK / 2, foot)


def _strip(
    columns: list[list[Line]], manners: list[Manner], parts: list[Part], index: int, count: int
) -> Slice:
    top = PAD_Y if index == 0 else 0.0
    last = index == count - 1
    height = top + manners[0].height + (PAD_Y if last else 0.0)
    marks = [
        words
        for column, manner, part in zip(columns, manners, parts, strict=True)
        if index < len(column)
        for words in placed(column[index], manner, y=top, part=part)
    ]
    border = (_across(manners, height),) if last else ()
    whole = not last and (count <= WHOLE_ROW or index == 0 or index == count - 2)
    return Slice(height, (*marks, *_sides(manners, height), *border), keep=whole)


def _together(rows: list[list[Slice]]) -> list[Slice]:
    """The slices of all rows; the last few rows are not parted, so that none stands alone on a page."""
    first = [slice_ for row in rows[:-LAST_ROWS] for slice_ in row]
    last = [slice_ for row in rows[-LAST_ROWS:] for slice_ in row]
    if len(last) <= LAST_LINES:
        last[:-1] = [replace(slice_, keep=True) for slice_ in last[:-1]]
    return [*first, *last]


def table(some: Table, under: Part) -> list[Slice]:
    """The headings, which stay with the first row, and the rows."""
    manners, part = _manners(some, WIDTH), under.add("Table")
    bold = [replace(manner, bold=True, align="center") for manner in manners]
    head = _row(tuple(column.title for column in some.columns), bold, part.add("TR"), "TH")
    head[0] = replace(head[0], marks=(*head[0].marks, _across(manners, 0)))
    head = below([replace(slice_, keep=True) for slice_ in head], 8)
    rows = _together([_row(cells, manners, part.add("TR")) for cells in some.rows])
    if sum(slice_.height for slice_ in head) > REPEATED:
        return [*head, *rows]
    return [*head, *(replace(slice_, repeat=tuple(head)) for slice_ in rows)]
