"""Words into lines: where a line ends, and how wide it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

from records.elements import Text, runs
from records.faces import clean, faces, name

# A longer word is seldom seen twice, so its width is not worth remembering.
_MEMORABLE: Final = 24


class Piece(NamedTuple):
    """Words of one line in one face."""

    text: str
    face: str


class Line(NamedTuple):
    """One line of text; `spaces` may be stretched when it is justified, `parted` ends within a word."""

    pieces: tuple[Piece, ...]
    width: float
    spaces: int = 0
    last: bool = True
    parted: bool = False


class Word(NamedTuple):
    """What is not divided at a line's end; a glued one continues the word before it without a space."""

    pieces: tuple[Piece, ...]
    width: float
    glued: bool = False

    @property
    def clings(self) -> bool:
        """A dash between words, which does not begin a line."""
        return len(self.pieces) == 1 and self.pieces[0].text in {"-", "–", "—"}


def _measure(face: str, size: float) -> Callable[[str], float]:
    measure = faces().widths[face]

    def width(text: str) -> float:
        if len(text) <= _MEMORABLE:
            return measure(text) * size
        return sum(map(measure, text)) * size

    return width


def styled(text: Text, *, bold: bool = False, italic: bool = False) -> Iterator[tuple[Piece, ...]]:
    """The paragraphs of a text, one for each of its lines, in clean words with their faces."""
    paragraph: list[Piece] = []
    for run in runs(text):
        face = name(bold=bold or run.bold, italic=italic or run.italic)
        for index, part in enumerate(clean(run.text).split("\n")):
            if index:
                yield tuple(paragraph)
                paragraph = []
            if part:
                paragraph.append(Piece(part, face))
    yield tuple(paragraph)


def _words(pieces: tuple[Piece, ...], size: float) -> Iterator[Word]:
    """Words with their widths; a word may change its face on the way ("**Số**: 5")."""
    word: tuple[Piece, ...] = ()
    width = 0.0
    for piece in pieces:
        measure = _measure(piece.face, size)
        for index, part in enumerate(piece.text.split(" ")):
            if index and word:
                yield Word(word, width)
                word, width = (), 0.0
            if part:
                word = (*word, Piece(part, piece.face))
                width += measure(part)
    if word:
        yield Word(word, width)


def _chopped(word: Word, room: float, size: float) -> Iterator[Word]:
    """A word too long for any line, cut into pieces that fit."""
    measure = faces().widths
    glued = False
    for piece in word.pieces:
        start, width = 0, 0.0
        for index, character in enumerate(piece.text):
            advance = measure[piece.face](character) * size
            if width + advance > room and index > start:
                yield Word((Piece(piece.text[start:index], piece.face),), width, glued)
                start, width, glued = index, 0.0, True
            width += advance
        yield Word((Piece(piece.text[start:], piece.face),), width, glued)
        glued = True


def _fitting(pieces: tuple[Piece, ...], room: float, size: float) -> Iterator[Word]:
    for word in _words(pieces, size):
        if word.width <= room:
            yield word
        else:
            yield from _chopped(word, room, size)


def _joined(words: list[Word]) -> tuple[Piece, ...]:
    """The words of a line with their spaces, as few pieces as there are changes of face."""
    texts: list[list[str]] = []
    used: list[str] = []
    for index, word in enumerate(words):
        if index and not word.glued:
            texts[-1].append(" ")
        for piece in word.pieces:
            if not used or used[-1] != piece.face:
                texts.append([])
                used.append(piece.face)
            texts[-1].append(piece.text)
    return tuple(Piece("".join(some), face) for some, face in zip(texts, used, strict=True))


def _line(words: list[Word], width: float, *, last: bool, parted: bool = False) -> Line:
    pieces = _joined(words)
    # A no-break space is stretched like any other: in the PDF it has the same code.
    spaces = sum(piece.text.count(" ") + piece.text.count("\u00a0") for piece in pieces)
    return Line(pieces, width, spaces, last, parted)


def broken(pieces: tuple[Piece, ...], size: float, room: float, indent: float = 0.0) -> list[Line]:
    """The lines of one paragraph, the first shorter by its indent; an empty paragraph is one empty line."""
    lines: list[Line] = []
    words: list[Word] = []
    width, left = 0.0, room - indent
    space = size * faces().widths[name(bold=False, italic=False)](" ")
    fitting = list(_fitting(pieces, left, size))
    for word, after in zip(fitting, [*fitting, None][1:], strict=True):
        gap = 0.0 if word.glued or not words else space
        needed = word.width + (space + after.width if after and after.width <= size and after.clings else 0.0)
        if words and width + gap + needed > left:
            lines.append(_line(words, width, last=False, parted=word.glued))
            words, width, left, gap = [], 0.0, room, 0.0
        width += gap + word.width
        words.append(word)
    lines.append(_line(words, width, last=True))
    return lines
