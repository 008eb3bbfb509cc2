"""Pages onto a canvas: every word under the part of the structure it belongs to, all else as an artefact."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from records import form30
from records.elements import Document
from records.faces import ASCENT, BOLD, DESCENT, ITALIC, REGULAR, clean, faces
from records.form30 import WIDTH
from records.slices import Colour, Rule, Slice, Words
from records.structure import Part

LEFT: Final = form30.MARGIN_LEFT.mm
# The baseline of the page number, in the middle of the top margin.
NUMBER_BASELINE: Final = form30.PAGE_HEIGHT.mm - form30.MARGIN_TOP.mm / 2 - form30.PAGE_NUMBER.value / 3
PRODUCER: Final = "eCabinet"
# What is drawn but not read: lines; what every page repeats.
_LINES: Final = "/Artifact <</Type /Layout>> BDC"
# Poppler takes an empty replacement for what it says: nothing is there to be read.
_WATERMARK: Final = "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC"
_UNREAD: Final = "/Span <</ActualText ()>> BDC"
_PALE: Final = (0.86, 0.86, 0.86)
_SLOPE: Final = 55  # of the page's diagonal
_LARGE: Final = 72.0
_ACROSS: Final = 760.0  # points from corner to corner, less what a margin is
_REPEATED: Final = "/Artifact <</Type /Pagination>> BDC"


@dataclass(frozen=True, slots=True)
class Placed:
    """A slice and the height of its top above the foot of the page; `again` when it repeats a heading."""

    top: float
    slice: Slice
    again: bool = False


Page = list[Placed]


def canvas_of(document: Document, stream: BytesIO) -> Canvas:
    """An empty canvas that gives the same bytes whenever the same is drawn on it."""
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


class Pen:
    """Draws page after page; `owners` has, by page, the part of each piece of marked content."""

    def __init__(self, canvas: Canvas, watermark: str = "") -> None:
        self.canvas = canvas
        self._watermark = clean(watermark).split("\n") if watermark else []
        self.owners: list[list[Part]] = []
        self._open: Part | str | None = None
        self._text: PDFTextObject | None = None
        self._font = "", 0.0
        self._stretch = 0.0

    def draw(self, page: Page, mark: str) -> None:
        """A page from its top margin to its last line."""
        self.owners.append([])
        self.canvas.setLineCap(2)  # corners of boxes meet
        self._behind()
        self._margin(len(self.owners), mark)
        for placed in page:
            self._outline(placed)
            for words in placed.slice.marks:
                if isinstance(words, Words):
                    self._write(words, placed)
        self._rules(page)
        self._leave()
        self.canvas.showPage()

    def _enter(self, target: Part | str) -> None:
        """From here on everything belongs to this part, or is an artefact of this kind."""
        if target is self._open:
            return
        self._leave()
        if isinstance(target, Part):
            owners = self.owners[-1]
            self.canvas.addLiteral(f"/{target.role} <</MCID {len(owners)}>> BDC")
            target.drawn.append((len(self.owners) - 1, len(owners)))
            owners.append(target)
        else:
            self.canvas.addLiteral(target)
        self._open = target

    def _leave(self) -> None:
        if self._text is not None:
            if self._stretch:
                self._text.setWordSpace(0)
            self.canvas.drawText(self._text)
            self._text, self._font, self._stretch = None, ("", 0.0), 0.0
        if self._open:
            self.canvas.addLiteral("EMC")
        self._open = None

    def _behind(self) -> None:
        """Large pale letters across the page, behind everything; who copies the text does not get them."""
        if not self._watermark:
            return
        self._enter(_WATERMARK)
        self.canvas.addLiteral(_UNREAD)
        self.canvas.saveState()
        self.canvas.translate(form30.PAGE_WIDTH.mm / 2, form30.PAGE_HEIGHT.mm / 2)
        self.canvas.rotate(_SLOPE)
        self.canvas.setFillColorRGB(*_PALE)
        below = 0.0
        for index, words in enumerate(self._watermark):
            size = min(_LARGE / (4 if index else 1), _ACROSS / max(faces().widths[BOLD](words), 1))
            below += size * ASCENT
            self.canvas.setFont(BOLD, size)
            self.canvas.drawCentredString(0, _LARGE / 2 - below, words)
            below += size * DESCENT
        self.canvas.restoreState()
        self.canvas.addLiteral("EMC")
        self._leave()

    def _margin(self, number: int, mark: str) -> None:
        """What stands in the top margin: the page number from page two on, and the mark of the document."""
        if number > 1:
            self._enter(_REPEATED)
            self.canvas.setFont(REGULAR, form30.PAGE_NUMBER.value)
            self.canvas.drawCentredString(LEFT + WIDTH / 2, NUMBER_BASELINE, str(number))
        if mark:
            self._enter(_REPEATED)
            self.canvas.setFont(ITALIC, form30.MARK.value)
            self.canvas.drawRightString(LEFT + WIDTH, NUMBER_BASELINE, mark)

    def _outline(self, placed: Placed) -> None:
        """An entry in the reader's outline that leads to this slice."""
        if placed.slice.outline:
            key = f"{len(self.owners)}-{placed.top:.2f}"
            self.canvas.bookmarkHorizontal(key, 0, placed.top)
            self.canvas.addOutlineEntry(clean(placed.slice.outline).replace("\n", " "), key)

    def _write(self, words: Words, placed: Placed) -> None:
        part = None if placed.again else words.part
        self._enter(part or _REPEATED)
        text, x, y = self._text, LEFT + words.x, placed.top - words.y
        if text is None:
            text = self._text = self.canvas.beginText(x, y)
            text.setFillColorRGB(*words.colour)
        else:
            text.setTextOrigin(x, y)
        if words.stretch != self._stretch:
            text.setWordSpace(words.stretch)
            self._stretch = words.stretch
        *before, last = words.pieces
        for piece in before:
            self._say(text, piece.face, words.size, piece.text)
        more = part is not None and _goes_on(part, words)
        self._say(text, last.face, words.size, f"{last.text} " if more else last.text)

    def _say(self, text: PDFTextObject, face: str, size: float, words: str) -> None:
        if self._font != (face, size):
            text.setFont(face, size)
            self._font = face, size
        text.textOut(words)

    def _rules(self, page: Page) -> None:
        """The lines of a page, in one path for all that are alike."""
        rules: dict[tuple[float, Colour, Part | None], list[tuple[float, float, float, float]]] = {}
        for placed in page:
            for mark in placed.slice.marks:
                if isinstance(mark, Rule):
                    start = LEFT + mark.x, placed.top - mark.y
                    end = LEFT + mark.to_x, placed.top - mark.to_y
                    rules.setdefault((mark.thickness, mark.colour, mark.part), []).append((*start, *end))
        for (thickness, colour, part), lines in rules.items():
            self._enter(part or _LINES)
            self.canvas.setLineWidth(thickness)
            self.canvas.setStrokeColorRGB(*colour)
            self.canvas.lines(lines)


def _goes_on(part: Part, words: Words) -> bool:
    """Whether other words of this part follow on its next line: a space says that they are others."""
    part.lines -= 1
    return part.lines > 0 and not words.parted
