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
    runs,
)
from records.endings import closing, recipients, small_print
from records.form30 import WIDTH
from records.heads import annex, authority, letterhead, title
from records.lines import broken, styled
from records.slices import (
    Manner,
    Rule,
    Slice,
    below,
    kept,
    lines,
    stacked,
    unparted,
)
from records.structure import Part
from records.tables import table
from records.wording import ended


def _body(text: Text, under: Part, role: str = "P", *, indent: bool = True, **style: Any) -> list[Slice]:
    """Paragraphs, a part for each."""
    first = form30.FIRST_LINE.mm if indent else 0.0
    manner = Manner(form30.BODY.value, WIDTH, indent=first, leading=form30.LEADING.value, **style)
    slices: list[Slice] = []
    for pieces in styled(text, bold=manner.bold, italic=manner.italic):
        own = replace(manner, part=under.add(role))
        some = stacked(broken(pieces, own.size, own.room, own.indent), own)
        slices += below(unparted(some), form30.PARAGRAPH_SPACE.value)
    return slices


def _paragraph(some: Paragraph, under: Part) -> list[Slice]:
    indent = some.indent and some.align in {"justify", "left"}
    style: dict[str, Any] = {"align": some.align, "bold": some.bold, "italic": some.italic}
    slices = _body(some.text, under, indent=indent, **style)
    return kept(slices) if some.keep_next else slices


def _heading(heading: Heading, under: Part) -> list[Slice]:
    some = kept(_body(heading.text, under, "H2", align="justify", bold=True))
    return [replace(some[0], outline=heading.text), *some[1:]]


def _grounds(grounds: Grounds, under: Part) -> list[Slice]:
    some = (_body(line, under, align="justify", italic=True) for line in ended(grounds.lines))
    return [slice_ for slices in some for slice_ in slices]


def _article(article: Article, under: Part) -> list[Slice]:
    """Its number stands before its words, or before its title, which stays with the first of them."""
    label = f"Điều {article.number}."
    if article.title:
        some = kept(_body(f"{label} {article.title}", under, "H2", align="justify", bold=True))
        some += _body(article.text, under, align="justify") if article.text else []
    else:
        some = _body((Run(f"{label} ", bold=True), *runs(article.text)), under, align="justify")
    return [replace(some[0], outline=f"{label} {article.title}".strip()), *some[1:]]


def _listing(listing: Listing, under: Part) -> list[Slice]:
    slices: list[Slice] = []
    listed = under.add("L")
    for number, item in enumerate(listing.items, start=1):
        sign = Run(f"{number}. " if listing.numbered else "- ")
        slices += _body((sign, *runs(item)), listed.add("LI"), "LBody", align="justify")
    return slices


def _note(note: Note, under: Part) -> list[Slice]:
    """A box that may break across pages: every slice carries its own part of the sides."""
    pad = 8.0
    words = (Run(f"{note.title}. ", bold=True, italic=True), Run(note.text, italic=True))
    part = under.add("Note").add("P")
    manner = Manner(form30.NOTE.value, WIDTH - 2 * pad, pad, "justify", leading=1.2, part=part)
    some = [Slice(pad / 2), *stacked(lines(words, manner), manner), Slice(pad)]
    sided = [_between_sides(slice_) for slice_ in some]
    first, end = sided[0], sided[-1]
    sided[0] = replace(first, marks=(*first.marks, Rule(0, 0, WIDTH, 0)))
    sided[-1] = replace(end, marks=(*end.marks, Rule(0, end.height, WIDTH, end.height)))
    return [*below(unparted(sided, 3), 4), Slice(6)]


def _between_sides(slice_: Slice) -> Slice:
    sides = (Rule(0, 0, 0, slice_.height), Rule(WIDTH, 0, WIDTH, slice_.height))
    return replace(slice_, marks=slice_.marks + sides)


_FORMS: Final[dict[type, Callable[[Any, Part], list[Slice]]]] = {
    Annex: annex,
    Article: _article,
    Authority: authority,
    Boxes: boxes,
    Closing: closing,
    Grounds: _grounds,
    Heading: _heading,
    Letterhead: letterhead,
    Listing: _listing,
    Note: _note,
    Paragraph: _paragraph,
    Recipients: recipients,
    SmallPrint: small_print,
    Table: table,
    Title: title,
}


def flow(elements: tuple[Element, ...], root: Part) -> list[Slice]:
    """The slices of all elements in their order; a closing stays with the last lines of what it closes.

    An annex is a section of the structure, up to the next one or to the small print.
    """
    slices: list[Slice] = []
    under = root
    for element in elements:
        if isinstance(element, Annex | SmallPrint):
            under = root.add("Sect") if isinstance(element, Annex) else root
        more = _FORMS[type(element)](element, under)
        if slices and isinstance(element, Closing | Recipients | SmallPrint):
            slices[-1] = replace(slices[-1], keep=True)
        slices += more
    return slices
