"""Measures of Decree 30/2020/NĐ-CP, Annex I, each with its allowed range, source and mark.

Marks: R, read in a copy of the annex; GK, general knowledge of the annex, not checked in the text;
own, our choice where the decree leaves one. Sizes are in points, margins and indents in millimetres.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Final

POINTS_PER_MM: Final = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure we use, and the least and the greatest that the form allows."""

    value: float
    least: float
    greatest: float
    source: str
    mark: str

    @property
    def mm(self) -> float:
        """The figure, given in millimetres, in points."""
        return self.value * POINTS_PER_MM


_PAGE = "NĐ 30/2020, Phụ lục I, phần I"
_ELEMENTS = "NĐ 30/2020, Phụ lục I, phần II"
_OWN = "eCabinet"

# The page: A4 upright.
PAGE_WIDTH: Final = Measure(210, 210, 210, _PAGE, "R")
PAGE_HEIGHT: Final = Measure(297, 297, 297, _PAGE, "R")
MARGIN_TOP: Final = Measure(20, 20, 25, _PAGE, "R")
MARGIN_BOTTOM: Final = Measure(20, 20, 25, _PAGE, "R")
MARGIN_LEFT: Final = Measure(30, 30, 35, _PAGE, "R")
MARGIN_RIGHT: Final = Measure(15, 15, 20, _PAGE, "R")
PAGE_NUMBER: Final = Measure(13, 13, 14, _PAGE, "R")

# The head of page one.
NATIONAL_TITLE: Final = Measure(13, 12, 13, _ELEMENTS, "R")
NATIONAL_MOTTO: Final = Measure(14, 13, 14, _ELEMENTS, "R")
PARENT: Final = Measure(13, 12, 13, _ELEMENTS, "GK")
ISSUER: Final = Measure(13, 12, 13, _ELEMENTS, "GK")
NUMBER: Final = Measure(13, 13, 13, _ELEMENTS, "GK")
PLACE_AND_DATE: Final = Measure(14, 13, 14, _ELEMENTS, "GK")
RULE_SHARE: Final = Measure(0.4, 1 / 3, 1 / 2, _ELEMENTS, "GK")
URGENCY: Final = Measure(13, 13, 14, _ELEMENTS, "GK")
MOTTO_RULE_SHARE: Final = Measure(1, 1, 1, _ELEMENTS, "GK")

# Type name, abstract and body.
KIND: Final = Measure(14, 13, 14, _ELEMENTS, "GK")
ABOUT: Final = Measure(14, 13, 14, _ELEMENTS, "GK")
BODY: Final = Measure(14, 13, 14, _ELEMENTS, "GK")
FIRST_LINE: Final = Measure(12.7, 10, 12.7, _ELEMENTS, "GK")
PARAGRAPH_SPACE: Final = Measure(6, 6, 12, _ELEMENTS, "GK")
# Line spacing as a multiple of the size; "single" in Times is 1.15, one and a half lines is 1.73.
LEADING: Final = Measure(1.25, 1.15, 1.73, _ELEMENTS, "GK")

# Who decides, and that it does.
AUTHORITY: Final = Measure(14, 13, 14, _ELEMENTS, "GK")

# The end.
CAPACITY: Final = Measure(14, 13, 14, _ELEMENTS, "GK")
SIGNER_NAME: Final = Measure(14, 13, 14, _ELEMENTS, "GK")
SIGNATURE_ROOM: Final = Measure(27, 20, 40, _OWN, "own")
# A seal in its own size (36 mm) and the line that says when it was set: in less it would cover words.
SEALED_ROOM: Final = Measure(39, 39, 45, _OWN, "own")
RECIPIENTS_LABEL: Final = Measure(12, 12, 12, _ELEMENTS, "GK")
RECIPIENTS: Final = Measure(11, 11, 11, _ELEMENTS, "GK")

# An annex, a table, and what is not official text.
ANNEX: Final = Measure(14, 13, 14, _ELEMENTS, "GK")
TABLE: Final = Measure(12, 11, 14, _OWN, "own")
NOTE: Final = Measure(12, 11, 14, _OWN, "own")
MARK: Final = Measure(11, 10, 14, _OWN, "own")
SMALL_PRINT: Final = Measure(9, 8, 11, _OWN, "own")

# Words that never change.
NATIONAL_TITLE_TEXT: Final = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
NATIONAL_MOTTO_TEXT: Final = "Độc lập - Tự do - Hạnh phúc"
RECIPIENTS_TEXT: Final = "Nơi nhận:"

# The share of the text width that the left half of the head takes: the national title needs 96 mm.
HEAD_LEFT_SHARE: Final = Fraction(2, 5)

# The room of the text, in points.
WIDTH: Final = PAGE_WIDTH.mm - MARGIN_LEFT.mm - MARGIN_RIGHT.mm
HEIGHT: Final = PAGE_HEIGHT.mm - MARGIN_TOP.mm - MARGIN_BOTTOM.mm
