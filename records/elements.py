"""The elements an administrative document is made of: plain words and structure, no positions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Align = Literal["justify", "left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one style inside a paragraph."""

    text: str
    bold: bool = False
    italic: bool = False


Text = str | tuple[Run, ...]


def runs(text: Text) -> tuple[Run, ...]:
    """The runs of a text; plain words are one."""
    return (Run(text),) if isinstance(text, str) else text


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of page one: who issues, the national title, number, place and date.

    `urgency` ("HỎA TỐC", "THƯỢNG KHẨN", "KHẨN") stands in a red box under the number, `mark` in a black one.
    """

    issuer: str
    parent: str = ""
    number: str = ""
    place_and_date: str = ""
    mark: str = ""
    urgency: str = ""


@dataclass(frozen=True, slots=True)
class Title:
    """The type name ("BIÊN BẢN") and what the document is about, with its rule."""

    kind: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class Authority:
    """A centred line in bold capitals: who decides ("CHÍNH PHỦ"), and that it does ("QUYẾT NGHỊ:")."""

    text: str


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a decision rests on ("Căn cứ …"): a line for each, ended by semicolons and a full stop."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """*Điều*: its number in bold before its first words, or before a title on a line of its own."""

    number: int
    text: Text = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Heading:
    """A line of the body that stays with what follows it and appears in the reader's outline."""

    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the body; a line feed in its text begins a new one."""

    text: Text
    bold: bool = False
    italic: bool = False
    indent: bool = True
    align: Align = "justify"
    keep_next: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """Lines that begin with a dash, or with their number."""

    items: tuple[Text, ...]
    numbered: bool = False


@dataclass(frozen=True, slots=True)
class Boxes:
    """Lines that begin with a box, crossed where it was chosen; up to `whole` lines stay on one page."""

    items: tuple[tuple[str, bool], ...]
    whole: int = 12


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its heading and its share of the width."""

    title: str
    share: int
    align: Align = "left"


class Tick(str):
    """A mark in a table: its letter in a drawn box, told from an empty cell in print and by any reader."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings that are repeated on every page the table reaches."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Signer:
    """One who signs: capacity in capitals ("CHỦ TỌA"), and a name that may stay blank.

    Beside a signature an agency's seal needs room in its own size, unless nobody seals it.
    """

    capacity: tuple[str, ...]
    name: str = ""
    sealed: bool = True


@dataclass(frozen=True, slots=True)
class Recipients:
    """*Nơi nhận*: who receives the document; the last line says where it is kept."""

    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Closing:
    """The end of the text: a signer on the right, on the left a second signer or the recipients."""

    right: Signer
    left: Signer | Recipients | None = None


@dataclass(frozen=True, slots=True)
class Note:
    """A boxed remark that is not part of the official text."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Annex:
    """The head of an annex, which begins a page of its own."""

    label: str
    title: str
    reference: str = ""


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """A small remark at the end, such as the head of the journal a document was composed from."""

    text: str


Element = (
    Letterhead
    | Title
    | Authority
    | Grounds
    | Article
    | Heading
    | Paragraph
    | Listing
    | Boxes
    | Table
    | Closing
    | Recipients
    | Note
    | Annex
    | SmallPrint
)


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document; `mark` is printed in the top margin of every page ("DỰ THẢO").

    `watermark` stands in large pale letters behind the text of every page ("ĐÃ THU HỒI"); its further lines
    are smaller, as on a reading copy with a name and a time.
    """

    title: str
    author: str
    elements: tuple[Element, ...]
    subject: str = ""
    language: str = "vi"
    mark: str = ""
    watermark: str = ""
