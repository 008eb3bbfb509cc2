"""What a document of any kind is put together from: its heading block, labelled lines, numbered parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import count

from records.elements import Document, Element, Heading, Letterhead, Note, Paragraph, Run, Title
from records.wording import roman

DRAFT = "DỰ THẢO"
DEMONSTRATION = "Dữ liệu trình diễn"
DEMONSTRATION_NOTE = "Văn bản này lập từ dữ liệu trình diễn, không phải văn bản chính thức."
# Room for what is written in by hand or by the register; spaces that are not closed up.
BLANK = "\u00a0" * 8
NO_DAY = f"ngày{BLANK}tháng{BLANK}năm{BLANK}"


def document(
    head: Letterhead,
    title: Title,
    *body: Iterable[Element],
    named: str = "",
    subject: str = "",
    mark: str = "",
    notes: Iterable[Note] = (),
    watermark: str = "",
) -> Document:
    """A document: its heading block and the parts of its body; `mark` stands in every top margin."""
    return Document(
        title=named or f"{title.kind}: {title.about}",
        author=head.issuer,
        subject=subject,
        mark=mark,
        watermark=watermark,
        elements=(head, title, *notes, *(element for part in body for element in part)),
    )


def marks(*some: str) -> str:
    """What stands in one top margin, one thing beside the other."""
    return " · ".join(filter(None, some))


def said(label: str, text: str, *, italic: bool = False) -> Paragraph:
    """*Hạn trả lời: …*: a label and what is said under it."""
    return Paragraph((Run(f"{label}: ", bold=not italic, italic=italic), Run(text)))


def numbered(parts: Mapping[str, Iterable[Element]]) -> Iterator[Element]:
    """The parts that say something, each with its title under its numeral."""
    numerals = map(roman, count(1))
    for title, part in parts.items():
        elements = tuple(part)
        yield from (Heading(f"{next(numerals)}. {title}"), *elements) if elements else ()


def dated(place: str, on: str) -> str:
    """*Hà Nội, ngày …*; nothing where nobody knows where the body dates its documents."""
    return f"{place}, {on}" if place else ""


def demonstrating(*, demonstration: bool, note: str = DEMONSTRATION_NOTE) -> tuple[Note, ...]:
    """What is said under the title of a paper made of invented facts, and is no part of the official text."""
    return (Note(DEMONSTRATION, note),) if demonstration else ()
