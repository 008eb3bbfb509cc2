"""Reads back what a PDF shows: every piece of text with its place, its face and its size."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream, NameObject

from records.elements import Document, Element
from records.layout import render

MM = 72 / 25.4


@dataclass(frozen=True)
class Shown:
    """Text from a point on its baseline, in points from the lower left corner of its page."""

    page: int
    x: float
    y: float
    face: str
    size: float
    text: str


@dataclass(frozen=True)
class Drawn:
    """A straight line."""

    page: int
    x: float
    y: float
    to_x: float
    to_y: float

    @property
    def length(self) -> float:
        return abs(self.to_x - self.x) + abs(self.to_y - self.y)


def document(*elements: Element, **more: Any) -> Document:
    return Document(**{"title": "Văn bản thử", "author": "Chính phủ", "elements": elements} | more)


def pdf(*elements: Element, **more: Any) -> bytes:
    return render(document(*elements, **more))


def reader(content: bytes) -> PdfReader:
    return PdfReader(BytesIO(content))


def shown(content: bytes) -> list[Shown]:
    found: list[Shown] = []
    for number, page in enumerate(reader(content).pages, start=1):

        def visit(text: str, _cm: Any, tm: Any, font: Any, size: Any, number: int = number) -> None:
            words = text.strip("\n").rstrip(" ")  # a line that goes on ends with a space
            if words.strip():
                face = str(font["/BaseFont"]).partition("+")[2]
                found.append(Shown(number, float(tm[4]), float(tm[5]), face, float(size), words))

        page.extract_text(visitor_text=visit)
    return found


def one(content: bytes, text: str) -> Shown:
    matches = [each for each in shown(content) if text in each.text]
    assert len(matches) == 1, (text, matches)
    return matches[0]


def drawn(content: bytes) -> list[Drawn]:
    found: list[Drawn] = []
    pdf_reader = reader(content)
    for number, page in enumerate(pdf_reader.pages, start=1):
        start = (0.0, 0.0)
        for operands, operator in ContentStream(page.get_contents(), pdf_reader).operations:
            if operator == b"m":
                start = (float(operands[0]), float(operands[1]))
            elif operator == b"l":
                found.append(Drawn(number, *start, float(operands[0]), float(operands[1])))
    return found


def pages(content: bytes) -> list[str]:
    return [page.extract_text() for page in reader(content).pages]


def text_of(content: bytes) -> str:
    """All of the text in one line: where a line ended does not matter."""
    return " ".join(" ".join(pages(content)).split())


def keys_of(content: bytes) -> set[str]:
    """The keys and names of every object: what a reader would act on, not what is only text."""
    found: set[str] = set()
    some = reader(content)
    for number in sorted({*some.xref[0], *some.xref_objStm}):
        _collect(some.get_object(number), found)
    return found


def _collect(part: Any, found: set[str]) -> None:
    if isinstance(part, dict):
        found |= set(part)
        for inner in part.values():
            _collect(inner, found)
    elif isinstance(part, list):
        for inner in part:
            _collect(inner, found)
    elif isinstance(part, NameObject):
        found.add(str(part))
