"""Elements into slices: the form of every element of a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from records import form30
from records.boxes import boxes
from records.elements import (
    Annex,
    Article,
    Authority,
    Boxes,
    Closing,
    Element,
    Grounds,
    Heading,
    Letterhead,
    Listing,
    Note,
    Paragraph,
    Recipients,
    Run,
    SmallPrint,
    Table,
    Text,
    Title,
)
from records.endings import closing, recipients, small_print
from records.form30 import WIDTH
from records.heads import annex, authority, letterhead, title
from records.slices import (
    Manner,
    Rule,
    Slice,
    below,
    kept,
    lines,
    paragraphs,
    stacked,
    unparted,
)
from records.tables import table


def _body(text: Text, *, indent: bool = True, **style: Any) -> list[Slice]:
    first = form30.FIRST_LINE.mm if indent else 0.0
    manner = Manner(form30.BODY.value, WIDTH, indent=first, leading=form30.LEADING.value, **style)
    return [
        slice_
        for paragraph in paragraphs(text, manner)
        for slice_ in below(unparted(stacked(paragraph, manner)), form30.PARAGRAPH_SPACE.value)
    ]


def _paragraph(paragraph: Paragraph) -> list[Slice]:
    indent = paragraph.indent and paragraph.align in {"justify", "left"}
    some = _body(
        paragraph.text, indent=indent, align=paragraph.align, bold=paragraph.bold, italic=paragraph.italic
    )
    return kept(some) if paragraph.keep_next else some


def _heading(heading: Heading) -> list[Slice]:
    some = kept(_body(heading.text, align="justify", bold=True))
    return [replace(some[0], outline=heading.text), *some[1:]]


def _grounds(grounds: Grounds) -> list[Slice]:
    last = len(grounds.lines) - 1
    ended = (f"{line}{'.' if index == last else ';'}" for index, line in enumerate(grounds.lines))
    return [slice_ for line in ended for slice_ in _body(line, align="justify", italic=True)]


def _article(article: Article) -> list[Slice]:
    """Its number stands before its words, or before its title, which stays with the first of them."""
    label = f"Điều {article.number}."
    if article.title:
        some = kept(_body(f"{label} {article.title}", align="justify", bold=True))
        some += _body(article.text, align="justify") if article.text else []
    else:
        rest = (Run(article.text),) if isinstance(article.text, str) else article.text
        some = _body((Run(f"{label} ", bold=True), *rest), align="justify")
    return [replace(some[0], outline=f"{label} {article.title}".strip()), *some[1:]]


def _listing(listing: Listing) -> list[Slice]:
    slices: list[Slice] = []
    for number, item in enumerate(listing.items, start=1):
        sign = Run(f"{number}. " if listing.numbered else "- ")
        rest = (Run(item),) if isinstance(item, str) else item
        slices += _body((sign, *rest), align="justify")
    return slices


def _note(note: Note) -> list[Slice]:
    """A box that may break across pages: every slice carries its own part of the sides."""
    pad = 8.0
    manner = Manner(form30.NOTE.value, WIDTH - 2 * pad, pad, "justify", leading=1.2)
    runs = (Run(f"{note.title}. ", bold=True, italic=True), Run(note.text, italic=True))
    some = [Slice(pad / 2), *stacked(lines(runs, manner), manner), Slice(pad)]
    sided = [_between_sides(slice_) for slice_ in some]
    first, end = sided[0], sided[-1]
    sided[0] = replace(first, marks=(*first.marks, Rule(0, 0, WIDTH, 0)))
    sided[-1] = replace(end, marks=(*end.marks, Rule(0, end.height, WIDTH, end.height)))
    return [*below(unparted(sided, 3), 4), Slice(6)]


def _between_sides(slice_: Slice) -> Slice:
    sides = (Rule(0, 0, 0, slice_.height), Rule(WIDTH, 0, WIDTH, slice_.height))
    return replace(slice_, marks=slice_.marks + sides)


def _boxes(some: Boxes) -> list[Slice]:
    return boxes(some, WIDTH)


def _table(some: Table) -> list[Slice]:
    return below(table(some, WIDTH), 8)


_FORMS: Final[dict[type, Callable[[Any], list[Slice]]]] = {
    Annex: annex,
    Article: _article,
    Authority: authority,
    Boxes: _boxes,
    Closing: closing,
    Grounds: _grounds,
    Heading: _heading,
    Letterhead: letterhead,
    Listing: _listing,
    Note: _note,
    Paragraph: _paragraph,
    Recipients: recipients,
    SmallPrint: small_print,
    Table: _table,
    Title: title,
}


def flow(elements: tuple[Element, ...]) -> list[Slice]:
    """The slices of all elements in their order; a closing stays with the last lines of what it closes."""
    slices: list[Slice] = []
    for element in elements:
        more = _FORMS[type(element)](element)
        if slices and isinstance(element, Closing | Recipients | SmallPrint):
            slices[-1] = replace(slices[-1], keep=True)
        slices += more
    return slices
