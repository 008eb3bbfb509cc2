"""A document into a PDF: slices onto pages, pages onto a canvas; the same document, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from threading import Lock
from typing import Final

from records import form30
from records.blocks import flow
from records.drawing import LEFT, Page, Pen, Placed, canvas_of
from records.elements import Document, Signer
from records.faces import ITALIC, clean, faces
from records.form30 import HEIGHT, WIDTH
from records.lines import Piece, broken
from records.slices import Room, Slice
from records.structure import Part

TOP: Final = form30.PAGE_HEIGHT.mm - form30.MARGIN_TOP.mm
# reportlab cuts the glyphs a document needs out of a face through one cursor for the whole process: two
# documents saved at once would get each other's glyphs.
embedding = Lock()


@dataclass(frozen=True, slots=True)
class SignatureField:
    """Where a signer's image goes: the page from 1, and the lower left corner and size in points."""

    signer: Signer
    page: int
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A PDF, and what whoever signs it must know; the fields stand in reading order, left before right."""

    content: bytes
    pages: int
    signature_fields: tuple[SignatureField, ...]


def _groups(slices: list[Slice]) -> Iterator[list[Slice]]:
    """Slices that must share a page; what is taller than a page is divided where it must be."""
    group: list[Slice] = []
    height = 0.0
    for slice_ in slices:
        group.append(slice_)
        height += slice_.above + slice_.height
        if height > HEIGHT:
            yield from ([replace(one, keep=False)] for one in group)
            group, height = [], 0.0
        elif not slice_.keep:
            yield group
            group, height = [], 0.0
    if group:
        yield group


def paginate(slices: list[Slice]) -> list[Page]:
    """Fill page after page; a group that does not fit begins the next one, under its repeated headings."""
    pages: list[Page] = [[]]
    used = 0.0
    for group in _groups(slices):
        needed = sum(slice_.above + slice_.height for slice_ in group)
        if pages[-1] and (group[0].page or used + needed > HEIGHT + 0.01):
            pages.append([])
            used = 0.0
            repeated = group[0].repeat
            if needed + sum(slice_.height for slice_ in repeated) <= HEIGHT:
                pages[-1], used = _again(repeated)
        for slice_ in group:
            used += slice_.above if pages[-1] else 0.0
            pages[-1].append(Placed(TOP - used, slice_))
            used += slice_.height
    return pages


def _again(repeated: tuple[Slice, ...]) -> tuple[Page, float]:
    """A new page under headings that an earlier one has already, and how much of it they use."""
    page, used = [], 0.0
    for slice_ in repeated:
        page.append(Placed(TOP - used, slice_, again=True))
        used += slice_.height
    return page, used


def _fitted(mark: str) -> str:
    """As much of the mark as stands beside the page number."""
    words = clean(mark).replace("\n", " ")
    first, *more = broken((Piece(words, ITALIC),), form30.MARK.value, WIDTH / 2 - 40)
    shown = "".join(piece.text for piece in first.pieces)
    return f"{shown}…" if more else shown


def render(document: Document) -> bytes:
    """The PDF of a document."""
    return laid_out(document).content


def laid_out(document: Document) -> LaidOut:
    """The PDF of a document, and where its signers sign."""
    from records.archive import archived  # only here: pikepdf takes 7 MB that most processes never need

    drawn = draw(document)
    return LaidOut(
        archived(drawn.content, document, drawn.root, drawn.owners),
        len(drawn.pages),
        tuple(_signature_fields(drawn.pages)),
    )


@dataclass(frozen=True, slots=True)
class Drawn:
    """A PDF without its structure, and beside it the structure and which part owns what is on each page."""

    content: bytes
    pages: list[Page]
    root: Part
    owners: list[list[Part]]


def draw(document: Document) -> Drawn:
    """Every page as it is seen."""
    faces()
    stream, root = BytesIO(), Part("Document")
    pen, mark = Pen(canvas_of(document, stream), document.watermark), _fitted(document.mark)
    pages = paginate(flow(document.elements, root))
    for page in pages:
        pen.draw(page, mark)
    with embedding:
        pen.canvas.save()
    return Drawn(stream.getvalue(), pages, root, pen.owners)


def _signature_fields(pages: list[Page]) -> Iterator[SignatureField]:
    for number, page in enumerate(pages, start=1):
        for placed in page:
            for room in placed.slice.marks:
                if isinstance(room, Room):
                    y = placed.top - room.y - room.height
                    yield SignatureField(room.signer, number, LEFT + room.x, y, room.width, room.height)
