"""What our paper costs beside reportlab's own layout of the same text: twenty pages with tables of votes."""

import statistics
import time
from collections.abc import Callable, Iterator
from io import BytesIO
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_JUSTIFY
from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, SimpleDocTemplate
from reportlab.platypus import Paragraph as BareParagraph
from reportlab.platypus import Table as BareTable

from records import form30
from records.elements import Column, Document, Element, Heading, Listing, Paragraph, Table, Title
from records.faces import BOLD, REGULAR, faces
from records.layout import draw, render

REPEATS = 9
ITEMS = 10
SENTENCE = "Chính phủ thống nhất với đề nghị của cơ quan chủ trì và giao các bộ tổ chức thực hiện đúng hạn. "
VOTES = tuple(
    (str(number), f"Bộ trưởng thứ {number}", "Tán thành", "Tại phòng họp") for number in range(1, 28)
)
COLUMNS = (Column("TT", 12), Column("Thành viên", 110), Column("Phiếu", 42), Column("Hình thức", 37))


def twenty_pages() -> Document:
    """Minutes in their usual proportions: what was said, what was decided, how each member voted."""
    elements: list[Element] = [Title("Biên bản", "Phiên họp thường kỳ")]
    for item in range(1, ITEMS + 1):
        elements.append(Heading(f"{item}. Dự án Luật thứ {item}"))
        elements += [Paragraph(SENTENCE * 5)] * 5
        elements.append(Listing((SENTENCE, SENTENCE * 2, SENTENCE * 2)))
        elements.append(Table(COLUMNS, VOTES))
    return Document(title="Biên bản", author="Chính phủ", elements=tuple(elements))


def bare(document: Document) -> bytes:
    """The same words in the same sizes, by reportlab's own means: neither form, nor tags, nor bookmarks."""
    size = form30.BODY.value
    style = ParagraphStyle(
        "body", fontName=REGULAR, fontSize=size, leading=size * form30.LEADING.value, alignment=TA_JUSTIFY,
        firstLineIndent=form30.FIRST_LINE.mm, spaceBefore=form30.PARAGRAPH_SPACE.value,
    )  # fmt: skip
    bold = ParagraphStyle("bold", style, fontName=BOLD)
    stream = BytesIO()
    template = SimpleDocTemplate(
        stream,
        pagesize=(form30.PAGE_WIDTH.mm, form30.PAGE_HEIGHT.mm),
        leftMargin=form30.MARGIN_LEFT.mm,
        rightMargin=form30.MARGIN_RIGHT.mm,
        topMargin=form30.MARGIN_TOP.mm,
        bottomMargin=form30.MARGIN_BOTTOM.mm,
    )
    template.build([each for element in document.elements for each in _flowables(element, style, bold)])
    return stream.getvalue()


def _flowables(element: Element, style: ParagraphStyle, bold: ParagraphStyle) -> Iterator[Flowable]:
    if isinstance(element, Title):
        yield BareParagraph(escape(f"{element.kind} {element.about}"), bold)
    elif isinstance(element, Heading):
        yield BareParagraph(escape(element.text), bold)
    elif isinstance(element, Paragraph):
        yield BareParagraph(escape(str(element.text)), style)
    elif isinstance(element, Listing):
        yield from (BareParagraph(escape(f"- {item}"), style) for item in element.items)
    elif isinstance(element, Table):
        total = sum(column.share for column in element.columns)
        head = tuple(column.title for column in element.columns)
        widths = [form30.WIDTH * column.share / total for column in element.columns]
        look = [
            ("GRID", (0, 0), (-1, -1), 0.5, "black"),
            ("FONT", (0, 0), (-1, -1), REGULAR, form30.TABLE.value),
        ]
        yield BareTable([head, *element.rows], colWidths=widths, repeatRows=1, style=look)


def ratios() -> tuple[float, float]:
    """Layout alone, and the whole document with tags and metadata, each in times of the bare one."""
    faces()
    document = twenty_pages()
    ways: list[Callable[[Document], object]] = [bare, draw, render]
    times: list[list[float]] = [[], [], []]
    for _ in range(REPEATS + 1):  # in turns, and by the processor: whatever else the machine does slows none
        for way, taken in zip(ways, times, strict=True):
            begun = time.process_time()
            way(document)
            taken.append(time.process_time() - begun)
    plain, drawn, whole = (statistics.median(taken[1:]) for taken in times)  # the first loads the fonts
    return drawn / plain, whole / plain
