"""Decree 30's table of elements against every kind of document, read back from their PDFs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest

from records import form30
from records.elements import (
    Annex,
    Article,
    Authority,
    Boxes,
    Closing,
    Document,
    Element,
    Grounds,
    Heading,
    Letterhead,
    Listing,
    Note,
    Paragraph,
    Recipients,
    Signer,
    SmallPrint,
    Table,
    Text,
    Title,
    runs,
)
from records.faces import clean, faces
from records.layout import render
from tests.records.reading import MM, Drawn, Shown, drawn, shown
from tests.records.specimens import SPECIMENS

LEFT, RIGHT = 30 * MM, 195 * MM
MIDDLE = (LEFT + RIGHT) / 2
INDENT = LEFT + 12.7 * MM
# The two halves of the head, and those of the end.
FIFTHS = LEFT + (RIGHT - LEFT) * 2 / 5
HEAD_LEFT, HEAD_RIGHT = (LEFT + FIFTHS) / 2, (FIFTHS + RIGHT) / 2
SIGNS_LEFT, SIGNS_RIGHT = (LEFT + MIDDLE) / 2, (MIDDLE + RIGHT) / 2
MOTTO_WIDTH = 171.4  # "Độc lập - Tự do - Hạnh phúc" at 14 points
SHORTEST = 5  # letters by which a line is told from others


@dataclass(frozen=True)
class Row:
    """A row of the table: sizes allowed, face, and where its middle is or where it begins."""

    least: float
    most: float
    face: str
    middle: float | None = None
    begins: float | None = None


# NĐ 30/2020, Phụ lục I, phần II; what the decree leaves open (tables, notes, small print) is our own choice.
TABLE = {
    "national title": Row(12, 13, "Bold", middle=HEAD_RIGHT),
    "national motto": Row(13, 14, "Bold", middle=HEAD_RIGHT),
    "issuer": Row(12, 13, "Bold", middle=HEAD_LEFT),
    "number": Row(13, 13, "Regular", middle=HEAD_LEFT),
    "place and date": Row(13, 14, "Italic", middle=HEAD_RIGHT),
    "place and room for a date": Row(13, 14, "Italic"),
    "mark": Row(13, 13, "Bold", middle=HEAD_LEFT),
    "urgency": Row(13, 14, "Bold", middle=HEAD_LEFT),
    "kind": Row(13, 14, "Bold", middle=MIDDLE),
    "abstract": Row(13, 14, "Bold", middle=MIDDLE),
    "authority": Row(13, 14, "Bold", middle=MIDDLE),
    "grounds": Row(13, 14, "Italic", begins=INDENT),
    "article": Row(13, 14, "Bold", begins=INDENT),
    "heading": Row(13, 14, "Bold", begins=INDENT),
    "body": Row(13, 14, "Regular", begins=INDENT),
    "body, bold": Row(13, 14, "Bold", begins=INDENT),
    "body, italic": Row(13, 14, "Italic", begins=INDENT),
    "body, centred": Row(13, 14, "Regular", middle=MIDDLE),
    "line above a table": Row(13, 14, "Regular", begins=LEFT),
    "line above a table, italic": Row(13, 14, "Italic", begins=LEFT),
    "choice": Row(13, 14, "Regular", begins=INDENT + 20),
    "capacity, left": Row(13, 14, "Bold", middle=SIGNS_LEFT),
    "capacity": Row(13, 14, "Bold", middle=SIGNS_RIGHT),
    "name": Row(13, 14, "Bold", middle=SIGNS_RIGHT),
    "recipients": Row(12, 12, "BoldItalic", begins=LEFT),
    "recipient": Row(11, 11, "Regular", begins=LEFT),
    "annex": Row(13, 14, "Bold", middle=MIDDLE),
    "annex of": Row(13, 14, "Italic", middle=MIDDLE),
    "table heading": Row(11, 14, "Bold"),
    "table cell": Row(11, 14, "Regular"),
    "note": Row(11, 14, "BoldItalic"),
    "small print": Row(8, 11, "Regular", begins=LEFT),
}
NATION = (
    ("national title", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
    ("national motto", "Độc lập - Tự do - Hạnh phúc"),
)


def expected(document: Document) -> Iterator[tuple[str, str]]:
    """Which row of the table the words of each element are of."""
    for element in document.elements:
        yield from _expected(element)


def _expected(element: Element) -> Iterator[tuple[str, str]]:
    match element:
        case Letterhead():
            yield from NATION
            yield "issuer", element.issuer.upper()
            yield "number", element.number
            room = element.place_and_date.endswith("\u00a0")
            yield "place and room for a date" if room else "place and date", element.place_and_date
            yield "mark", element.mark
            yield "urgency", element.urgency
        case Title():
            yield "kind", element.kind.upper()
            yield "abstract", element.about
        case Authority():
            yield "authority", element.text.upper()
        case Grounds():
            yield from (("grounds", line) for line in element.lines)
        case Article():
            yield "article", f"Điều {element.number}."
        case Heading():
            yield "heading", element.text
        case Paragraph():
            yield _manner(element), _first(element.text)
        case Listing():
            sign = "1. " if element.numbered else "- "
            yield "body", f"{sign}{_first(element.items[0])}"
        case Boxes():
            yield from (("choice", words) for words, _chosen in element.items)
        case Table():
            yield from (("table heading", column.title) for column in element.columns)
            yield from (("table cell", cell) for row in element.rows for cell in row[1:2])
        case Closing():
            yield from _signed(element)
        case Recipients():
            yield "recipients", "Nơi nhận:"
            yield from (("recipient", f"- {line}") for line in element.lines)
        case Note():
            yield "note", f"{element.title}."
        case Annex():
            yield "annex", element.label
            yield "annex", element.title.upper()
            yield "annex of", f"({element.reference})"
        case SmallPrint():
            yield "small print", element.text


def _first(text: Text) -> str:
    return runs(text)[0].text


def _manner(some: Paragraph) -> str:
    first = runs(some.text)[0]
    if not some.indent:
        return "line above a table" + ", italic" * some.italic
    if some.align == "center":
        return "body, centred"
    bold, italic = some.bold or first.bold, some.italic or first.italic
    return "body" + ", bold" * bold + ", italic" * italic


def _signed(some: Closing) -> Iterator[tuple[str, str]]:
    yield from (("capacity", line.upper()) for line in some.right.capacity)
    yield "name", some.right.name
    if isinstance(some.left, Signer):
        yield from (("capacity, left", line.upper()) for line in some.left.capacity)
    elif some.left:
        yield from _expected(some.left)


def is_of(each: Shown, words: str) -> bool:
    """Whether this begins with the words, or is the first line of them."""
    text, whole = spoken(each.text), spoken(clean(words))
    return text.startswith(whole) or (whole.startswith(text) and len(text) >= SHORTEST)


def spoken(text: str) -> str:
    """Without what ends a line of a list, and with room that is left as spaces."""
    return text.replace("\u00a0", " ").strip(" ;.") if len(text) > 2 else text


def width(some: Shown) -> float:
    return faces().widths[some.face](some.text) * some.size


def fits(each: Shown, row: Row) -> bool:
    """Whether it stands where and as the row says."""
    size = row.least <= each.size <= row.most and each.face == f"Tinos-{row.face}"
    middle = row.middle is None or abs(each.x + width(each) / 2 - row.middle) < 0.5
    return size and middle and (row.begins is None or abs(each.x - row.begins) < 0.5)


@pytest.fixture(scope="module", params=SPECIMENS)
def made(request: pytest.FixtureRequest) -> tuple[Document, list[Shown], list[Drawn]]:
    document = SPECIMENS[request.param]()
    content = render(document)
    return document, shown(content), drawn(content)


Made = tuple[Document, list[Shown], list[Drawn]]


def misplaced(document: Document, found: list[Shown]) -> list[tuple[str, str]]:
    """The elements that stand nowhere as their row of the table says."""
    return [
        (name, words)
        for name, words in expected(document)
        if words and not any(is_of(each, words) and fits(each, TABLE[name]) for each in found)
    ]


def test_every_element_stands_where_and_as_the_decree_says(made: Made) -> None:
    document, found, _lines = made
    assert len([words for _name, words in expected(document) if words]) > 3
    assert misplaced(document, found) == []


@pytest.mark.parametrize("name", ["ISSUER", "BODY", "SIGNER_NAME", "RECIPIENTS_LABEL", "TABLE", "FIRST_LINE"])
def test_a_measure_out_of_the_table_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    measure = getattr(form30, name)
    monkeypatch.setattr(form30, name, replace(measure, value=measure.value + 3))
    document = SPECIMENS["conclusion_notice" if name != "TABLE" else "vote_sheet"]()
    assert misplaced(document, shown(render(document))) != []


def test_rules_are_as_long_as_the_decree_says(made: Made) -> None:
    """The motto's as its words; a third to a half of the issuer's and of the abstract's longest line."""
    document, found, lines = made
    head = [each for each in document.elements if isinstance(each, Letterhead)]
    level = [each for each in lines if each.page == 1 and abs(each.y - each.to_y) < 0.01]
    if head:
        motto = next(each for each in level if each.length == pytest.approx(MOTTO_WIDTH, abs=0.5))
        assert motto.x == pytest.approx(HEAD_RIGHT - MOTTO_WIDTH / 2, abs=0.5)
        issuer = next(each for each in found if is_of(each, head[0].issuer.upper()))
        assert ruled(level, issuer.y, width(issuer))
    last = [each for each in found if each.page == 1 and is_abstract(document, each)]
    assert ruled(level, min(each.y for each in last), max(map(width, last)))


def is_abstract(document: Document, each: Shown) -> bool:
    about = next(some.about for some in document.elements if isinstance(some, Title))
    return each.face == "Tinos-Bold" and fits(each, TABLE["abstract"]) and each.text.strip() in about


def ruled(level: list[Drawn], y: float, long: float) -> bool:
    """Whether a rule of a third to a half of these words stands right below them."""
    return any(y - 14 < each.y < y and long / 3 <= each.length <= long / 2 for each in level)


def test_text_keeps_to_the_margins_and_pages_to_their_numbers(made: Made) -> None:
    document, found, _lines = made
    for each in found:
        if document.watermark and each.size > 14:
            continue
        above = each.y > 277 * MM
        assert each.x >= LEFT - 0.1, each
        assert each.x + width(each) <= RIGHT + 0.5, each
        assert each.y >= 20 * MM, each
        if above and each.face == "Tinos-Regular":
            assert (each.text, each.page > 1, 13 <= each.size <= 14) == (str(each.page), True, True)
            assert each.x + width(each) / 2 == pytest.approx(MIDDLE, abs=0.5)
        elif above:
            assert (each.face, each.text) == ("Tinos-Italic", document.mark)
    numbered = {each.page for each in found if each.y > 277 * MM and each.text == str(each.page)}
    assert numbered == set(range(2, max(each.page for each in found) + 1))
