"""A document as structured text: each element with its words, in the order of the page."""

from __future__ import annotations

from collections.abc import Iterator

from records.elements import (
    Annex,
    Article,
    Authority,
    Boxes,
    Closing,
    Document,
    Element,
    Grounds,
    Letterhead,
    Listing,
    Note,
    Recipients,
    Signer,
    Table,
    Text,
    Title,
)


def told(document: Document) -> list[tuple[str, str]]:
    return [(type(each).__name__, words) for each in document.elements for words in _words(each)]


def _plain(text: Text) -> str:
    return text if isinstance(text, str) else "".join(run.text for run in text)


def _signer(signer: Signer | Recipients | None) -> str:
    if isinstance(signer, Recipients):
        return f"Nơi nhận: {'; '.join(signer.lines)}"
    return " / ".join(filter(None, (*signer.capacity, signer.name))) if signer else ""


def _words(element: Element) -> Iterator[str]:
    if isinstance(element, Letterhead):
        parts = element.parent, element.issuer, element.number, element.place_and_date, element.urgency
        yield " | ".join(filter(None, (*parts, element.mark))).replace("\u00a0", "_")
    elif isinstance(element, Title):
        yield f"{element.kind} / {element.about}"
    elif isinstance(element, Article):
        yield f"{element.number}. {element.title}{_plain(element.text)}"
    elif isinstance(element, Authority):
        yield element.text
    elif isinstance(element, Grounds | Recipients):
        yield from (line.replace("\u00a0", "_") for line in element.lines)
    elif isinstance(element, Listing):
        yield from map(_plain, element.items)
    elif isinstance(element, Boxes):
        yield from (f"[{'x' if chosen else ' '}] {words}" for words, chosen in element.items)
    elif isinstance(element, Table):
        yield " | ".join(column.title for column in element.columns)
        yield from (" | ".join(row) for row in element.rows)
    elif isinstance(element, Closing):
        yield f"{_signer(element.left)} || {_signer(element.right)}"
    elif isinstance(element, Note):
        yield f"{element.title}: {element.text}"
    elif isinstance(element, Annex):
        yield f"{element.label} / {element.title} / {element.reference}"
    else:
        yield _plain(element.text)
