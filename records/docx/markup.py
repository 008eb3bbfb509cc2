"""Paragraphs and tables in WordprocessingML: text escaped, properties in the order that the format asks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from xml.sax.saxutils import escape

from records.elements import Align, Text
from records.faces import BOLD, BOLD_ITALIC, ITALIC
from records.lines import Piece, styled

TWIPS: Final = 20  # to a point
_JUSTIFIED: Final = {"justify": "both", "left": "left", "center": "center", "right": "right"}
# Cells without lines around them begin where the text does.
_FLUSH: Final = '<w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
_SIDES: Final = ("top", "left", "bottom", "right")


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph in a named style; what its style does not say, it says itself."""

    style: str
    pieces: tuple[Piece, ...] = ()
    keep: bool = False
    page: bool = False
    align: Align | None = None
    plain: bool = False  # its first line is not indented
    sides: tuple[str, ...] = ()
    colour: str = ""
    indents: float = 0.0  # from both sides, in points
    before: float | None = None  # the space above, in points

    def xml(self) -> str:
        """The paragraph, its properties in their order."""
        flags = "<w:keepNext/>" * self.keep + "<w:pageBreakBefore/>" * self.page
        space = "" if self.before is None else f'<w:spacing w:before="{twips(self.before)}"/>'
        side = twips(self.indents)
        indent = f'<w:ind w:left="{side}" w:right="{side}" w:firstLine="0"/>' if side or self.plain else ""
        align = f'<w:jc w:val="{_JUSTIFIED[self.align]}"/>' if self.align else ""
        runs = "".join(_run(piece) for piece in self.pieces)
        properties = f'<w:pStyle w:val="{self.style}"/>{flags}{self._borders()}{space}{indent}{align}'
        return f"<w:p><w:pPr>{properties}</w:pPr>{runs}</w:p>"

    def _borders(self) -> str:
        line = f'w:val="single" w:sz="6" w:space="2" w:color="{self.colour or "auto"}"'
        sides = "".join(f"<w:{side} {line}/>" for side in self.sides)
        return f"<w:pBdr>{sides}</w:pBdr>" if sides else ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: the widths of its columns in points, and rows of cells full of paragraphs."""

    widths: tuple[float, ...]
    rows: tuple[tuple[tuple[Para, ...], ...], ...]
    style: str = ""
    headed: bool = False  # the first row is repeated on every page
    longest: int = 600  # a row with more letters in a cell may be divided between two pages

    def xml(self) -> str:
        """The table and its rows."""
        style = f'<w:tblStyle w:val="{self.style}"/>' if self.style else ""
        inside = "" if self.style else _FLUSH
        columns = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in self.widths)
        rows = "".join(self._row(cells, first=not index) for index, cells in enumerate(self.rows))
        return (
            f'<w:tbl><w:tblPr>{style}<w:tblW w:w="{twips(sum(self.widths))}" w:type="dxa"/>'
            f'<w:tblLayout w:type="fixed"/>{inside}<w:tblLook w:firstRow="{int(self.headed)}"/></w:tblPr>'
            f"<w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>"
        )

    def _row(self, cells: tuple[tuple[Para, ...], ...], *, first: bool) -> str:
        letters = max(sum(len(piece.text) for para in cell for piece in para.pieces) for cell in cells)
        flags = "<w:cantSplit/>" * (letters <= self.longest) + "<w:tblHeader/>" * (first and self.headed)
        inside = "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="{twips(width)}" w:type="dxa"/></w:tcPr>{joined(cell)}</w:tc>'
            for cell, width in zip(cells, self.widths, strict=True)
        )
        return f"<w:tr>{f'<w:trPr>{flags}</w:trPr>' if flags else ''}{inside}</w:tr>"


Block = Para | Grid
BOX: Final = _SIDES


def joined(blocks: Iterable[Block]) -> str:
    """Blocks one under the other."""
    return "".join(block.xml() for block in blocks)


def twips(points: float) -> int:
    """Points in the unit of word processors."""
    return round(points * TWIPS)


def paras(style: str, text: Text, *, bold: bool = False, italic: bool = False) -> list[Para]:
    """A paragraph for each line of a text; the style says what all of its words have in common."""
    return [Para(style, pieces) for pieces in styled(text, bold=bold, italic=italic)]


def kept(blocks: Sequence[Block]) -> list[Block]:
    """The same blocks, each staying with what follows it."""
    return [replace(block, keep=True) if isinstance(block, Para) else block for block in blocks]


def _run(piece: Piece) -> str:
    bold = "<w:b/>" if piece.face in {BOLD, BOLD_ITALIC} else ""
    italic = "<w:i/>" if piece.face in {ITALIC, BOLD_ITALIC} else ""
    style = f"<w:rPr>{bold}{italic}</w:rPr>" if bold or italic else ""
    return f'<w:r>{style}<w:t xml:space="preserve">{escape(piece.text)}</w:t></w:r>'
