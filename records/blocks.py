"""Elements into slices: the form of every element of a document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from records import form30
from records.boxes import box, boxes
from records.elements import (
    Annex,
    Boxes,
    Closing,
    Element,
    Heading,
    Letterhead,
    Listing,
    Note,
    Paragraph,
    Recipients,
    Run,
    Signer,
    SmallPrint,
    Table,
    Text,
    Title,
)
from records.slices import (
    Manner,
    Rule,
    Slice,
    balanced,
    below,
    kept,
    lines,
    paragraphs,
    placed,
    ruled,
    side_by_side,
    stacked,
    unparted,
)
from records.tables import table

WIDTH: Final = form30.PAGE_WIDTH.mm - form30.MARGIN_LEFT.mm - form30.MARGIN_RIGHT.mm
LEFT: Final = WIDTH * float(form30.HEAD_LEFT_SHARE)
RIGHT: Final = WIDTH - LEFT
HALF: Final = WIDTH / 2
GUTTER: Final = 6.0


def _head_line(text: str, size: float, x: float, room: float, **style: bool) -> tuple[list[Slice], Manner]:
    manner = Manner(size, room - GUTTER, x + GUTTER / 2, "center", **style)
    return (stacked(balanced(text, manner), manner) if text else []), manner


def _letterhead(head: Letterhead) -> list[Slice]:
    parent, _ = _head_line(head.parent.upper(), form30.PARENT.value, 0, LEFT)
    issuer, manner = _head_line(head.issuer.upper(), form30.ISSUER.value, 0, LEFT, bold=True)
    if issuer:
        issuer = ruled(issuer, manner, widest(head.issuer.upper(), manner) * form30.RULE_SHARE.value)
    nation, _ = _head_line(form30.NATIONAL_TITLE_TEXT, form30.NATIONAL_TITLE.value, LEFT, RIGHT, bold=True)
    words = form30.NATIONAL_MOTTO_TEXT
    motto, manner = _head_line(words, form30.NATIONAL_MOTTO.value, LEFT, RIGHT, bold=True)
    motto = ruled(motto, manner, widest(words, manner) * form30.MOTTO_RULE_SHARE.value)
    number, _ = _head_line(head.number, form30.NUMBER.value, 0, LEFT)
    date, _ = _head_line(head.place_and_date, form30.PLACE_AND_DATE.value, LEFT, RIGHT, italic=True)
    first = side_by_side([*parent, *issuer], [*nation, *motto])
    second = below(side_by_side(number, date), 8) if number or date else []
    return [*first, *_spaced(second), *_stamp(head.mark)]


def _spaced(slices: list[Slice]) -> list[Slice]:
    """The space above a row of the head is part of it: the head stands at the top of a page."""
    return [Slice(slices[0].above, keep=True), *slices] if slices else []


def _stamp(mark: str) -> list[Slice]:
    """A boxed word under the number, as an urgency mark or *DỰ THẢO* is shown."""
    if not mark:
        return []
    manner = Manner(form30.NUMBER.value, LEFT - 2 * GUTTER, GUTTER, "center", bold=True)
    some = lines(mark, manner)
    width = max(line.width for line in some) + 16
    x, height = (LEFT - width) / 2, len(some) * manner.height + 6
    tops = [3 + index * manner.height for index in range(len(some))]
    marks = [words for line, top in zip(some, tops, strict=True) for words in placed(line, manner, y=top)]
    return [Slice(8, keep=True), Slice(height, (*marks, *box(x, 0, x + width, height)), keep=True)]


def widest(text: Text, manner: Manner) -> float:
    """The width of the longest line of a title."""
    return max(line.width for line in balanced(text, manner))


def _title(title: Title) -> list[Slice]:
    kind = Manner(form30.KIND.value, WIDTH, align="center", bold=True)
    about = Manner(form30.ABOUT.value, WIDTH * 0.86, WIDTH * 0.07, "center", bold=True)
    named = stacked(lines(title.kind.upper(), kind), kind)
    if title.about:
        told = stacked(balanced(title.about, about), about)
        named += ruled(told, about, widest(title.about, about) * form30.RULE_SHARE.value)
    return [*below(kept(named), 20), Slice(8, keep=True)]


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


def _listing(listing: Listing) -> list[Slice]:
    slices: list[Slice] = []
    for number, item in enumerate(listing.items, start=1):
        sign = Run(f"{number}. " if listing.numbered else "- ")
        rest = (Run(item),) if isinstance(item, str) else item
        slices += _body((sign, *rest), align="justify")
    return slices


def _signer(signer: Signer, x: float, rows: int) -> list[Slice]:
    """The capacity on as many rows as the other signer needs, room to sign, and the name or dots."""
    manner = Manner(form30.CAPACITY.value, HALF - 2 * GUTTER, x + GUTTER, "center", bold=True)
    capacity = _capacity(signer, manner)
    capacity += [Slice(manner.height)] * (rows - len(capacity))
    room = [Slice(form30.SIGNATURE_ROOM.mm / 6)] * 6
    named = replace(manner, size=form30.SIGNER_NAME.value, bold=bool(signer.name))
    name = lines(signer.name or "." * 34, named)
    return [*capacity, *room, *stacked(name, manner)]


def _capacity(signer: Signer, manner: Manner) -> list[Slice]:
    """The lines of a capacity; one too long for its column is divided after its commas first."""
    slices: list[Slice] = []
    for part in signer.capacity:
        words = part.upper()
        if len(lines(words, manner)) > 1:
            words = words.replace(", ", ",\n")
        slices += stacked(balanced(words, manner), manner)
    return slices


def _closing(closing: Closing) -> list[Slice]:
    manner = Manner(form30.CAPACITY.value, HALF - 2 * GUTTER, bold=True)
    signers = [signer for signer in (closing.left, closing.right) if isinstance(signer, Signer)]
    rows = max(len(_capacity(signer, manner)) for signer in signers)
    left: list[Slice] = []
    if isinstance(closing.left, Signer):
        left = _signer(closing.left, 0, rows)
    elif closing.left:
        left = _recipients(closing.left, HALF - GUTTER)
    return below(side_by_side(left, _signer(closing.right, HALF, rows)), 20)


def _recipients(recipients: Recipients, room: float = WIDTH) -> list[Slice]:
    label = Manner(form30.RECIPIENTS_LABEL.value, room, bold=True, italic=True)
    manner = Manner(form30.RECIPIENTS.value, room, align="left")
    slices = stacked(lines(form30.RECIPIENTS_TEXT, label), label)
    last = len(recipients.lines) - 1
    for index, line in enumerate(recipients.lines):
        slices += stacked(lines(f"- {line}{'.' if index == last else ';'}", manner), manner)
    return below(unparted(slices, 4), 14)


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


def _annex(annex: Annex) -> list[Slice]:
    manner = Manner(form30.ANNEX.value, WIDTH, align="center", bold=True)
    told = replace(manner, bold=False, italic=True)
    slices = stacked(lines(annex.label, manner), manner)
    slices += stacked(balanced(annex.title.upper(), manner), manner)
    if annex.reference:
        slices += stacked(balanced(f"({annex.reference})", told), told)
    slices = kept(ruled(slices, manner, WIDTH / 5))
    slices[0] = replace(slices[0], page=True, outline=f"{annex.label}. {annex.title}")
    return [*slices, Slice(10, keep=True)]


def _small_print(small: SmallPrint) -> list[Slice]:
    manner = Manner(form30.SMALL_PRINT.value, WIDTH, align="left")
    return below(stacked(lines(small.text, manner), manner), 12)


def _boxes(some: Boxes) -> list[Slice]:
    return boxes(some, WIDTH)


def _table(some: Table) -> list[Slice]:
    return below(table(some, WIDTH), 8)


_FORMS: Final[dict[type, Callable[[Any], list[Slice]]]] = {
    Annex: _annex,
    Boxes: _boxes,
    Closing: _closing,
    Heading: _heading,
    Letterhead: _letterhead,
    Listing: _listing,
    Note: _note,
    Paragraph: _paragraph,
    Recipients: _recipients,
    SmallPrint: _small_print,
    Table: _table,
    Title: _title,
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
