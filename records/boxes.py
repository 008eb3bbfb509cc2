"""Boxes as straight lines: a rectangle, and lines of text that begin with a box to be ticked."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Final

from records import form30
from records.elements import Boxes
from records.form30 import WIDTH
from records.slices import BLACK, Colour, Manner, Rule, Slice, below, kept, lines, stacked, unparted
from records.structure import Part

# How a box is read aloud, crossed and empty.
CROSSED: Final = "☒"
EMPTY: Final = "☐"
# The side of a box to be ticked, and where its text begins after the first line's indent.
SIDE: Final = 10.0
TEXT: Final = 20.0


def box(x: float, y: float, to_x: float, to_y: float, colour: Colour = BLACK) -> tuple[Rule, ...]:
    """The four sides of a rectangle."""
    corners = ((x, y), (to_x, y), (to_x, to_y), (x, to_y), (x, y))
    return tuple(Rule(*start, *end, colour=colour) for start, end in pairwise(corners))


def boxes(some: Boxes, under: Part) -> list[Slice]:
    """One paragraph for each box, beside the first line of its text; few of them share a page."""
    x = form30.FIRST_LINE.mm
    manner = Manner(form30.BODY.value, WIDTH - x - TEXT, x + TEXT, "left", form30.LEADING.value)
    listed = under.add("L")
    rows = [_row(text, ticked, x, manner, listed.add("LI")) for text, ticked in some.items]
    slices = [slice_ for row in rows for slice_ in below(unparted(row), form30.PARAGRAPH_SPACE.value)]
    if not slices or len(slices) > some.whole:
        return slices
    return [*kept(slices[:-1]), slices[-1]]


def _row(text: str, ticked: bool, x: float, manner: Manner, under: Part) -> list[Slice]:
    marks = _box(x, manner.baseline - SIDE + 0.5, ticked, under.add("Lbl", CROSSED if ticked else EMPTY))
    row = stacked(lines(text, manner), replace(manner, part=under.add("LBody")))
    return [replace(row[0], marks=(*row[0].marks, *marks)), *row[1:]]


def _box(x: float, y: float, ticked: bool, part: Part) -> tuple[Rule, ...]:
    cross = (Rule(x, y, x + SIDE, y + SIDE, 1.2), Rule(x, y + SIDE, x + SIDE, y, 1.2)) if ticked else ()
    return tuple(replace(rule, part=part) for rule in (*box(x, y, x + SIDE, y + SIDE), *cross))
