"""The four Tinos faces: registered once per process, measured, and asked which characters they can draw."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Final

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER: Final = Path(__file__).resolve().parent / "fonts"
REGULAR: Final = "Tinos-Regular"
BOLD: Final = "Tinos-Bold"
ITALIC: Final = "Tinos-Italic"
BOLD_ITALIC: Final = "Tinos-BoldItalic"
NAMES: Final = (REGULAR, BOLD, ITALIC, BOLD_ITALIC)

# Of the em, as in the metrics that Word uses for Times New Roman; the same in all four faces.
ASCENT: Final = 0.891
DESCENT: Final = 0.216

_LINE_ENDS: Final = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
_SPACES: Final = re.compile("[\t\u1680\u2000-\u200a\u205f\u3000]")
_UNUSUAL: Final = re.compile("[^\x20-\x7e\u00a0-\u00ac\u00ae-\u0233\u1e00-\u1ef9\u2010-\u2027\u20ab\n]")
_registering = Lock()


@dataclass(frozen=True, slots=True)
class Faces:
    """What layout asks of the fonts: a width in ems per face, and the characters all four can draw."""

    widths: dict[str, Callable[[str], float]]
    drawable: frozenset[int]


def name(*, bold: bool, italic: bool) -> str:
    """The registered name of a face."""
    if bold:
        return BOLD_ITALIC if italic else BOLD
    return ITALIC if italic else REGULAR


def _width_of(font: TTFont) -> Callable[[str], float]:
    @lru_cache(maxsize=8192)
    def width(word: str) -> float:
        return float(font.stringWidth(word, 1))

    return width


@lru_cache(maxsize=1)
def _registered() -> Faces:
    fonts = {face: TTFont(face, str(FOLDER / f"{face}.ttf")) for face in NAMES}
    for font in fonts.values():
        pdfmetrics.registerFont(font)
    drawable = frozenset.intersection(
        *(
            frozenset(code for code, glyph in font.face.charToGlyph.items() if glyph)
            for font in fonts.values()
        )
    )
    return Faces({face: _width_of(font) for face, font in fonts.items()}, drawable)


def faces() -> Faces:
    """The faces, parsed from their files the first time a process needs them."""
    with _registering:
        return _registered()


def clean(text: str) -> str:
    """Text as it may be printed: composed, without controls, every character visible or named.

    A line end of any kind becomes a line feed. Control and invisible formatting characters are dropped, among
    them those that turn the direction of reading: nothing may be printed otherwise than it is read. What the
    fonts cannot draw is named by its code, as in "[U+1F600]": an empty box would hide what was there.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = _LINE_ENDS.sub("\n", unicodedata.normalize("NFC", text))
    composed = _SPACES.sub(" ", composed)
    return _UNUSUAL.sub(_visible, composed)


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if unicodedata.category(character) in {"Cc", "Cf"} or "\ufe00" <= character <= "\ufe0f":
        return ""
    if ord(character) in faces().drawable:
        return character
    return f"[U+{ord(character):04X}]"
