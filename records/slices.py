"""Slices: the strips a page is filled with, each with its marks and what it stays with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import zip_longest

from records import form30
from records.elements import Align, Signer, Text
from records.faces import ASCENT, DESCENT
from records.lines import Line, Piece, broken, styled
from records.structure import Part

SINGLE = form30.LEADING.least
# A longer text is seldom set twice in the same manner, so its lines are not worth remembering.
_MEMORABLE = 120


Colour = tuple[float, float, float]
BLACK: Colour = (0, 0, 0)
RED: Colour = (0.8, 0, 0)


@dataclass(frozen=True, slots=True)
class Words:
    """Text from a point on its baseline; `y` counts downwards from the top of the slice.

    `parted`: its last word goes on in the next line.
    """

    x: float
    y: float
    size: float
    pieces: tuple[Piece, ...]
    stretch: float = 0.0
    parted: bool = False
    colour: Colour = BLACK
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line, from one point to another; one that says something belongs to a part."""

    x: float
    y: float
    to_x: float
    to_y: float
    thickness: float = 0.6
    colour: Colour = BLACK
    part: Part | None = None


@dataclass(frozen=True, slots=True)
class Room:
    """Where a signer's image goes; nothing is drawn here. `y` counts downwards to its upper edge."""

    x: float
    y: float
    width: float
    height: float
    signer: Signer


@dataclass(frozen=True, slots=True)
class Slice:
    """A strip across the page that is never divided."""

    height: float
    marks: tuple[Words | Rule | Room, ...] = ()
    above: float = 0.0
    keep: bool = False
    page: bool = False
    repeat: tuple[Slice, ...] = ()
    outline: str = ""


@dataclass(frozen=True, slots=True)
class Manner:
    """How lines are set: size, leading (a multiple of it), alignment, where they begin and their room.

    The part is whose words they are; it decides no line's end, so manners that differ in it are the same.
    """

    size: float
    room: float
    x: float = 0.0
    align: Align = "left"
    leading: float = SINGLE
    indent: float = 0.0
    bold: bool = False
    italic: bool = False
    colour: Colour = BLACK
    part: Part | None = field(default=None, compare=False)

    @property
    def height(self) -> float:
        """The height of one line."""
        return self.size * self.leading

    @property
    def baseline(self) -> float:
        """From the top of a line down to its baseline."""
        return (self.height - (ASCENT + DESCENT) * self.size) / 2 + ASCENT * self.size


def paragraphs(text: Text, manner: Manner) -> list[list[Line]]:
    """The lines of each paragraph of a text."""
    return [
        broken(pieces, manner.size, manner.room, manner.indent)
        for pieces in styled(text, bold=manner.bold, italic=manner.italic)
    ]


def lines(text: Text, manner: Manner) -> list[Line]:
    """The lines of a text, one under the other."""
    if isinstance(text, str) and len(text) <= _MEMORABLE:
        return list(_remembered(text, manner))
    return [line for paragraph in paragraphs(text, manner) for line in paragraph]


@lru_cache(maxsize=2048)
def _remembered(text: str, manner: Manner) -> tuple[Line, ...]:
    """The same office stands in the same column of every table."""
    return tuple(line for paragraph in paragraphs(text, manner) for line in paragraph)


def balanced(text: Text, manner: Manner) -> list[Line]:
    """The same number of lines as needed anyway, but of even length, as a title is set."""
    best = lines(text, manner)
    least, most = manner.room / max(len(best), 1) / 2, manner.room
    if len(best) == 1 or len(best) > 8:
        return best
    while most - least > 4:
        room = (least + most) / 2
        narrower = lines(text, replace(manner, room=room))
        if len(narrower) == len(best):
            best, most = narrower, room
        else:
            least = room
    return best


def widest(text: Text, manner: Manner) -> float:
    """The width of the longest line of a title."""
    return max(line.width for line in balanced(text, manner))


def placed(
    line: Line, manner: Manner, *, first: bool = False, y: float = 0.0, part: Part | None = None
) -> tuple[Words, ...]:
    """A line as a mark, where its alignment puts it."""
    if not line.pieces:
        return ()
    indent = manner.indent if first else 0.0
    spare = manner.room - indent - line.width
    stretch = spare / line.spaces if manner.align == "justify" and line.spaces and not line.last else 0.0
    shift = {"center": spare / 2, "right": spare}.get(manner.align, 0.0)
    x, y = manner.x + indent + shift, y + manner.baseline
    owner = part or manner.part
    if owner:
        owner.lines += 1
    return (Words(x, y, manner.size, line.pieces, stretch, line.parted, manner.colour, owner),)


def stacked(some: Sequence[Line], manner: Manner) -> list[Slice]:
    """Lines as slices, the first of them indented."""
    return [Slice(manner.height, placed(line, manner, first=not index)) for index, line in enumerate(some)]


def ruled(slices: list[Slice], manner: Manner, width: float, drop: float = 3.0) -> list[Slice]:
    """The same slices with a centred rule under the last one."""
    end = slices[-1]
    x, y = manner.x + (manner.room - width) / 2, end.height + drop
    rule = Rule(x, y, x + width, y)
    return [*slices[:-1], replace(end, height=end.height + drop + 1, marks=(*end.marks, rule))]


def side_by_side(left: Iterable[Slice], right: Iterable[Slice]) -> list[Slice]:
    """Two columns, row by row: a row is as high as the higher of its two slices."""
    empty = Slice(0.0)
    return [
        Slice(max(one.height, other.height), one.marks + other.marks, keep=True)
        for one, other in zip_longest(left, right, fillvalue=empty)
    ]


def beside(left: Iterable[Slice], right: Iterable[Slice]) -> list[Slice]:
    """Two columns as one slice: each keeps its own lines, whatever stands on the other side."""
    columns = [list(left), list(right)]
    height = max(sum(slice_.height for slice_ in column) for column in columns)
    return [Slice(height, tuple(mark for column in columns for mark in _lowered(column)))]


def _lowered(column: list[Slice]) -> Iterator[Words | Rule | Room]:
    """The marks of slices that stand one under the other, as those of one."""
    top = 0.0
    for slice_ in column:
        for mark in slice_.marks:
            if isinstance(mark, Rule):
                yield replace(mark, y=mark.y + top, to_y=mark.to_y + top)
            else:
                yield replace(mark, y=mark.y + top)
        top += slice_.height


def kept(slices: list[Slice]) -> list[Slice]:
    """The same slices, each staying with the one after it, the last with whatever follows."""
    return [replace(slice_, keep=True) for slice_ in slices]


def below(slices: list[Slice], space: float) -> list[Slice]:
    """The same slices, with space above the first, which is dropped at the top of a page."""
    return [replace(slices[0], above=space), *slices[1:]] if slices else []


def unparted(slices: list[Slice], at_least: int = 2) -> list[Slice]:
    """A paragraph that leaves no fewer lines than `at_least` alone at the end or the beginning of a page."""
    count = len(slices)
    return [
        replace(slice_, keep=True)
        if index + 1 < count and (index + 1 < at_least or count - index - 1 < at_least)
        else slice_
        for index, slice_ in enumerate(slices)
    ]
