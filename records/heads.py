"""The head of page one, the title and who decides: what stands before the body, as slices."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from core.refusals import Refusal
from records import form30
from records.boxes import box
from records.elements import Annex, Authority, Letterhead, Title
from records.form30 import HEIGHT, WIDTH
from records.rules import LONGEST_ABSTRACT
from records.slices import (
    BLACK,
    RED,
    Colour,
    Manner,
    Slice,
    balanced,
    below,
    kept,
    lines,
    placed,
    ruled,
    side_by_side,
    stacked,
    widest,
)
from records.structure import Part

LEFT: Final = WIDTH * float(form30.HEAD_LEFT_SHARE)
RIGHT: Final = WIDTH - LEFT
GUTTER: Final = 6.0


def letterhead(head: Letterhead, under: Part) -> list[Slice]:
    """Two halves side by side, and under the number what is boxed."""
    parent, _ = _head_line(head.parent.upper(), form30.PARENT.value, 0, under)
    issuer, manner = _head_line(head.issuer.upper(), form30.ISSUER.value, 0, under, bold=True)
    if issuer:
        issuer = ruled(issuer, manner, widest(head.issuer.upper(), manner) * form30.RULE_SHARE.value)
    nation, _ = _head_line(form30.NATIONAL_TITLE_TEXT, form30.NATIONAL_TITLE.value, LEFT, under, bold=True)
    words = form30.NATIONAL_MOTTO_TEXT
    motto, manner = _head_line(words, form30.NATIONAL_MOTTO.value, LEFT, under, bold=True)
    motto = ruled(motto, manner, widest(words, manner) * form30.MOTTO_RULE_SHARE.value)
    number, _ = _head_line(head.number, form30.NUMBER.value, 0, under)
    date, _ = _head_line(head.place_and_date, form30.PLACE_AND_DATE.value, LEFT, under, italic=True)
    first = side_by_side([*parent, *issuer], [*nation, *motto])
    second = below(side_by_side(number, date), 8) if number or date else []
    urgency = _stamp(head.urgency.upper(), form30.URGENCY.value, under, RED)
    return [*first, *_spaced(second), *urgency, *_stamp(head.mark, form30.NUMBER.value, under)]


def _head_line(text: str, size: float, x: float, under: Part, **style: Any) -> tuple[list[Slice], Manner]:
    """A line of one half of the head: of the left one, which begins at nought, or of the right one."""
    room = (RIGHT if x else LEFT) - GUTTER
    manner = Manner(size, room, x + GUTTER / 2, "center", part=under.add("P"), **style)
    return (stacked(balanced(text, manner), manner) if text else []), manner


def _spaced(slices: list[Slice]) -> list[Slice]:
    """The space above a row of the head is part of it: the head stands at the top of a page."""
    return [Slice(slices[0].above, keep=True), *slices] if slices else []


def _stamp(mark: str, size: float, under: Part, colour: Colour = BLACK) -> list[Slice]:
    """A boxed word under the number: how urgent the document is, or that it is a draft."""
    if not mark:
        return []
    part = under.add("P")
    manner = Manner(size, LEFT - 2 * GUTTER, GUTTER, "center", bold=True, colour=colour, part=part)
    some = lines(mark, manner)
    width = max(line.width for line in some) + 16
    x, height = (LEFT - width) / 2, len(some) * manner.height + 6
    tops = [3 + index * manner.height for index in range(len(some))]
    marks = [words for line, top in zip(some, tops, strict=True) for words in placed(line, manner, y=top)]
    return [Slice(8, keep=True), Slice(height, (*marks, *box(x, 0, x + width, height, colour)), keep=True)]


def title(some: Title, under: Part) -> list[Slice]:
    """The type name, and what the document is about with its rule; refused where that fills a page."""
    kind = Manner(form30.KIND.value, WIDTH, align="center", bold=True, part=under.add("H1"))
    about = replace(kind, size=form30.ABOUT.value, room=WIDTH * 0.86, x=WIDTH * 0.07)
    named = stacked(lines(some.kind.upper(), kind), kind)
    if some.about:
        told = stacked(balanced(some.about, about), about)
        if sum(line.height for line in told) > HEIGHT:
            raise Refusal("record_title_of_pages", most=LONGEST_ABSTRACT)
        named += ruled(told, about, widest(some.about, about) * form30.RULE_SHARE.value)
    return [*below(kept(named), 20), Slice(8, keep=True)]


def authority(some: Authority, under: Part) -> list[Slice]:
    """Stays with what follows."""
    words = some.text.upper()
    manner = Manner(form30.AUTHORITY.value, WIDTH, align="center", bold=True, part=under.add("P"))
    return [*below(kept(stacked(balanced(words, manner), manner)), 10), Slice(4, keep=True)]


def annex(some: Annex, under: Part) -> list[Slice]:
    """The head of an annex, on a page of its own."""
    manner = Manner(form30.ANNEX.value, WIDTH, align="center", bold=True, part=under.add("H2"))
    slices = stacked(lines(some.label, manner), manner)
    slices += stacked(balanced(some.title.upper(), manner), manner)
    if some.reference:
        words = f"({some.reference})"
        told = replace(manner, bold=False, italic=True, part=under.add("P"))
        slices += stacked(balanced(words, told), told)
    slices = kept(ruled(slices, manner, WIDTH / 5))
    slices[0] = replace(slices[0], page=True, outline=f"{some.label}. {some.title}")
    return [*slices, Slice(10, keep=True)]
