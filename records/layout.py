"""A document into a PDF: slices onto pages, pages onto a canvas; the same document, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from threading import Lock
from typing import Final

from reportlab.pdfgen.canvas import Canvas

from records import form30
from records.blocks import flow
from records.elements import Document, Signer
from records.faces import ITALIC, REGULAR, clean, faces
from records.form30 import HEIGHT, WIDTH
from records.lines import Piece, broken
from records.slices import BLACK, Colour, Room, Rule, Slice, Words

LEFT: Final = form30.MARGIN_LEFT.mm
TOP: Final = form30.PAGE_HEIGHT.mm - form30.MARGIN_TOP.mm
# The baseline of the page number, in the middle of the top margin.
NUMBER_BASELINE: Final = form30.PAGE_HEIGHT.mm - form30.MARGIN_TOP.mm / 2 - form30.PAGE_NUMBER.value / 3
PRODUCER: Final = "eCabinet"
# reportlab cuts the glyphs a document needs out of a face through one cursor for the whole process: two
# documents saved at once would get each other's glyphs.
embedding = Lock()


@dataclass(frozen=True, slots=True)
class Placed:
    """A slice and the height of its top above the foot of the page."""

    top: float
    slice: Slice


Page = list[Placed]


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
                group = [*repeated, *group]
        for slice_ in group:
            used += slice_.above if pages[-1] else 0.0
            pages[-1].append(Placed(TOP - used, slice_))
            used += slice_.height
    return pages


def _draw(canvas: Canvas, page: Page) -> None:
    """The words of a page, and all of its lines in one path for each thickness and colour."""
    rules: dict[tuple[float, Colour], list[tuple[float, float, float, float]]] = {}
    for placed in page:
        for mark in placed.slice.marks:
            if isinstance(mark, Words):
                _write(canvas, mark, placed.top)
            elif isinstance(mark, Rule):
                start, end = (LEFT + mark.x, placed.top - mark.y), (LEFT + mark.to_x, placed.top - mark.to_y)
                rules.setdefault((mark.thickness, mark.colour), []).append((*start, *end))
    for (thickness, colour), lines in rules.items():
        canvas.setLineWidth(thickness)
        canvas.setStrokeColorRGB(*colour)
        canvas.lines(lines)


def _write(canvas: Canvas, words: Words, top: float) -> None:
    text = canvas.beginText(LEFT + words.x, top - words.y)
    if words.colour is not BLACK:
        text.setFillColorRGB(*words.colour)
    if words.stretch:
        text.setWordSpace(words.stretch)
    for piece in words.pieces:
        text.setFont(piece.face, words.size)
        text.textOut(piece.text)
    if words.stretch:
        text.setWordSpace(0)
    if words.colour is not BLACK:
        text.setFillColorRGB(*BLACK)
    canvas.drawText(text)


def _margin(canvas: Canvas, number: int, mark: str) -> None:
    """What stands in the top margin: the page number from page two on, and the mark of the document."""
    if number > 1:
        canvas.setFont(REGULAR, form30.PAGE_NUMBER.value)
        canvas.drawCentredString(LEFT + WIDTH / 2, NUMBER_BASELINE, str(number))
    if mark:
        canvas.setFont(ITALIC, form30.MARK.value)
        canvas.drawRightString(LEFT + WIDTH, NUMBER_BASELINE, mark)


def _fitted(mark: str) -> str:
    """As much of the mark as stands beside the page number."""
    words = clean(mark).replace("\n", " ")
    first, *more = broken((Piece(words, ITALIC),), form30.MARK.value, WIDTH / 2 - 40)
    shown = "".join(piece.text for piece in first.pieces)
    return f"{shown}…" if more else shown


def _canvas(document: Document, stream: BytesIO) -> Canvas:
    canvas = Canvas(
        stream,
        pagesize=(form30.PAGE_WIDTH.mm, form30.PAGE_HEIGHT.mm),
        invariant=1,
        pageCompression=1,
        initialFontName=REGULAR,  # type: ignore[arg-type]  # the stub says float
        initialFontSize=form30.BODY.value,
        pdfVersion=(1, 7),
        lang=document.language,
    )
    canvas.setTitle(clean(document.title))
    canvas.setAuthor(clean(document.author))
    canvas.setSubject(clean(document.subject))
    canvas.setCreator(PRODUCER)
    canvas.setProducer(PRODUCER)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    return canvas


def render(document: Document) -> bytes:
    """The PDF of a document."""
    return laid_out(document).content


def laid_out(document: Document) -> LaidOut:
    """The PDF of a document, and where its signers sign."""
    faces()
    stream = BytesIO()
    canvas = _canvas(document, stream)
    mark = _fitted(document.mark)
    pages = paginate(flow(document.elements))
    for number, page in enumerate(pages, start=1):
        canvas.setLineCap(2)  # corners of boxes meet
        _margin(canvas, number, mark)
        for placed in page:
            _outline(canvas, placed, number)
        _draw(canvas, page)
        canvas.showPage()
    with embedding:
        canvas.save()
    return LaidOut(stream.getvalue(), len(pages), tuple(_signature_fields(pages)))


def _signature_fields(pages: list[Page]) -> Iterator[SignatureField]:
    for number, page in enumerate(pages, start=1):
        for placed in page:
            for room in placed.slice.marks:
                if isinstance(room, Room):
                    y = placed.top - room.y - room.height
                    yield SignatureField(room.signer, number, LEFT + room.x, y, room.width, room.height)


def _outline(canvas: Canvas, placed: Placed, number: int) -> None:
    """An entry in the reader's outline that leads to this slice."""
    if placed.slice.outline:
        key = f"{number}-{placed.top:.2f}"
        canvas.bookmarkHorizontal(key, 0, placed.top)
        canvas.addOutlineEntry(clean(placed.slice.outline).replace("\n", " "), key)
