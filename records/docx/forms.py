"""Elements into paragraphs and tables of a DOCX: the same words in the same order as in the PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from records import form30
from records.boxes import CROSSED, EMPTY
from records.docx.markup import BOX, Block, Grid, Para, kept, paras
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
    Signer,
    SmallPrint,
    Table,
    Title,
    runs,
)
from records.endings import BLANK
from records.faces import REGULAR
from records.form30 import WIDTH
from records.lines import Piece
from records.wording import ended

LEFT: Final = WIDTH * float(form30.HEAD_LEFT_SHARE)
RIGHT: Final = WIDTH - LEFT
HALF: Final = WIDTH / 2


def _rule(room: float, share: float) -> Para:
    """A line under a centred text: an empty paragraph with a border, drawn in from both sides."""
    return Para("Rule", sides=("top",), indents=room * (1 - share) / 2, before=3)


def _letterhead(head: Letterhead) -> list[Block]:
    parent = paras("Parent", head.parent.upper()) if head.parent else []
    issuer = [*paras("Issuer", head.issuer.upper()), _rule(LEFT, 0.3)] if head.issuer else []
    nation = paras("Nation", form30.NATIONAL_TITLE_TEXT)
    motto = [*paras("Motto", form30.NATIONAL_MOTTO_TEXT), _rule(RIGHT, 0.6)]
    rows = [((*parent, *issuer), (*nation, *motto))]
    if head.number or head.place_and_date:
        rows.append((tuple(paras("Number", head.number)), tuple(paras("Date", head.place_and_date))))
    for style, words, colour in (("Urgency", head.urgency.upper(), "CC0000"), ("Mark", head.mark, "")):
        boxed = [
            replace(para, sides=BOX, colour=colour, indents=LEFT / 5) for para in paras(style, words) if words
        ]
        rows += [(tuple(boxed), ())] if boxed else []
    return [Grid((LEFT, RIGHT), tuple(tuple(cell or (Para("Normal"),) for cell in row) for row in rows))]


def _title(title: Title) -> list[Block]:
    about = [*paras("Subtitle", title.about), _rule(WIDTH, 0.25)] if title.about else []
    return kept([*paras("Heading1", title.kind.upper()), *about])


def _authority(authority: Authority) -> list[Block]:
    return kept(paras("Authority", authority.text.upper()))


def _grounds(grounds: Grounds) -> list[Block]:
    return [para for line in ended(grounds.lines) for para in paras("Grounds", line)]


def _article(article: Article) -> list[Block]:
    label = f"Điều {article.number}."
    if article.title:
        head = kept(paras("Heading2", f"{label} {article.title}"))
        return [*head, *paras("BodyText", article.text)] if article.text else head
    return [*paras("BodyText", (Run(f"{label} ", bold=True), *runs(article.text)))]


def _heading(heading: Heading) -> list[Block]:
    return kept(paras("Heading2", heading.text))


def _paragraph(some: Paragraph) -> list[Block]:
    flat = not some.indent or some.align in {"center", "right"}
    align = None if some.align == "justify" else some.align
    found = paras("BodyText", some.text, bold=some.bold, italic=some.italic)
    blocks: list[Block] = [replace(para, plain=flat, align=align) for para in found]
    return kept(blocks) if some.keep_next else blocks


def _listing(listing: Listing) -> list[Block]:
    signs = (Run(f"{number}. " if listing.numbered else "- ") for number in range(1, len(listing.items) + 1))
    items = zip(signs, listing.items, strict=True)
    return [para for sign, item in items for para in paras("ListParagraph", (sign, *runs(item)))]


def _boxes(boxes: Boxes) -> list[Block]:
    return [para for text, ticked in boxes.items for para in _boxed(text, CROSSED if ticked else EMPTY)]


def _boxed(text: str, sign: str) -> list[Para]:
    """A word processor has another font for the box; ours has none, so it is no text to be cleaned."""
    first, *rest = paras("ListParagraph", text)
    return [replace(first, pieces=(Piece(f"{sign} ", REGULAR), *first.pieces)), *rest]


def _table(table: Table) -> list[Block]:
    total = sum(column.share for column in table.columns)
    widths = tuple(WIDTH * column.share / total for column in table.columns)
    head = tuple(tuple(paras("TableHead", column.title)) for column in table.columns)
    rows = tuple(
        tuple(
            tuple(replace(para, align=column.align) for para in paras("TableText", text))
            for column, text in zip(table.columns, (*cells, *[""] * len(table.columns)), strict=False)
        )
        for cells in table.rows
    )
    return [Para("Rule", keep=True), Grid(widths, (head, *rows), "TableGrid", headed=True), Para("Rule")]


def _signer(signer: Signer) -> tuple[Para, ...]:
    """The space for a signature lies above the name, so that the name stays under it."""
    capacity = [para for part in signer.capacity for para in paras("Capacity", part.upper())]
    name = paras("SignerName", signer.name) if signer.name else paras("SignerBlank", BLANK)
    room = form30.SEALED_ROOM if signer.sealed else form30.SIGNATURE_ROOM
    name[0] = replace(name[0], before=room.mm)
    return tuple(replace(para, keep=True) for para in (*capacity, *name))


def _closing(closing: Closing) -> list[Block]:
    left: tuple[Para, ...] = (Para("Normal"),)
    if isinstance(closing.left, Signer):
        left = _signer(closing.left)
    elif closing.left:
        left = tuple(_received(closing.left))
    return [
        Para("Rule", keep=True, before=14),
        Grid((HALF, HALF), ((left, _signer(closing.right)),), longest=2000),
    ]


def _received(recipients: Recipients) -> list[Para]:
    label = replace(paras("RecipientsLabel", form30.RECIPIENTS_TEXT)[0], keep=True)
    return [label, *(para for line in ended(recipients.lines) for para in paras("Recipients", f"- {line}"))]


def _recipients(recipients: Recipients) -> list[Block]:
    first, *rest = _received(recipients)
    return [replace(first, before=14), *rest]


def _note(note: Note) -> list[Block]:
    words = (Run(f"{note.title}. ", bold=True), Run(note.text))
    return [replace(para, sides=BOX) for para in paras("Note", words, italic=True)]


def _annex(annex: Annex) -> list[Block]:
    label = paras("Annex", annex.label)
    label[0] = replace(label[0], page=True)
    reference = paras("AnnexReference", f"({annex.reference})") if annex.reference else []
    return kept([*label, *paras("Annex", annex.title.upper()), *reference, _rule(WIDTH, 0.2)])


def _small_print(small: SmallPrint) -> list[Block]:
    return [*paras("SmallPrint", small.text)]


_FORMS: Final[dict[type, Callable[[Any], list[Block]]]] = {
    Annex: _annex,
    Article: _article,
    Authority: _authority,
    Boxes: _boxes,
    Closing: _closing,
    Grounds: _grounds,
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


def flow(elements: tuple[Element, ...]) -> list[Block]:
    """The blocks of all elements in their order; a closing stays with the last lines of what it closes."""
    blocks: list[Block] = []
    for element in elements:
        more = _FORMS[type(element)](element)
        if blocks and isinstance(element, Closing | Recipients | SmallPrint):
            blocks[-1:] = kept(blocks[-1:])
        if blocks and more and isinstance(blocks[-1], Grid) and isinstance(more[0], Grid):
            blocks.append(Para("Rule"))  # a word processor would make one table of two
        blocks += more
    return blocks
