"""Reads the structure of a tagged PDF as a screen reader meets it, and the words of a DOCX in their order."""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.etree import ElementTree

import pikepdf

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


@dataclass
class Read:
    """An element of the structure as a screen reader meets it: role, words, kids."""

    role: str
    words: str = ""
    kids: "list[Read]" = field(default_factory=list)

    def outline(self) -> Any:
        return (self.role, [kid.outline() for kid in self.kids]) if self.kids else self.role

    def all(self, role: str) -> "list[Read]":
        return [found for kid in self.kids for found in kid.all(role)] + [self] * (self.role == role)


def opened(content: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(content))


def marked(pdf: pikepdf.Pdf) -> dict[tuple[int, int], str]:
    """The words of each piece of marked content, by page and number; of an artefact, under minus one."""
    found: dict[tuple[int, int], str] = {}
    for page_number, page in enumerate(pdf.pages):
        names = {
            name: letters(font) for name, font in page.Resources.get("/Font", pikepdf.Dictionary()).items()
        }
        number, font, depth = -1, "", 0
        instructions: Any = pikepdf.parse_content_stream(page)
        for operands, operator in instructions:
            if str(operator) in ("BDC", "BMC"):
                depth += 1
                if depth == 1:
                    number = int(operands[1].get("/MCID", -1))
            elif str(operator) == "EMC":
                depth -= 1
            elif str(operator) == "Tf":
                font = str(operands[0])
            elif str(operator) in ("Tj", "S"):
                assert depth, f"something is drawn on page {page_number + 1} that belongs to nothing"
                drawn = "".join(names[font][code] for code in bytes(operands[0])) if operands else ""
                found[page_number, number] = found.get((page_number, number), "") + drawn
    return found


def letters(font: pikepdf.Object) -> dict[int, str]:
    mapped = re.findall(rb"<([0-9A-F]{2})> <([0-9A-F]{4})>", font.ToUnicode.read_bytes())
    return {int(code, 16): chr(int(letter, 16)) for code, letter in mapped}


def read(content: bytes) -> Read:
    with opened(content) as pdf:
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        return _read(pdf.Root.StructTreeRoot.K, marked(pdf), pages)


def _read(part: Any, words: dict[tuple[int, int], str], pages: dict[Any, int]) -> Read:
    found = Read(str(part.S)[1:], str(part.get("/ActualText", "")))
    kids = part.get("/K")
    some: Any = kids if isinstance(kids, pikepdf.Array) else [kids]
    for kid in some if kids is not None else ():
        if isinstance(kid, int):
            found.words += words[pages[part.Pg.objgen], kid]
        elif kid.get("/Type") == pikepdf.Name.MCR:
            found.words += words[pages[kid.Pg.objgen], int(kid.MCID)]
        else:
            assert kid.P.objgen == part.objgen
            found.kids.append(_read(kid, words, pages))
    return found


def leaves(part: Read) -> Iterator[Read]:
    if not part.kids:
        yield part
    for kid in part.kids:
        yield from leaves(kid)


def structure_of(content: bytes) -> list[str]:
    """The words of a PDF, in the order of its structure."""
    return " ".join(part.words for part in leaves(read(content))).split()


def words_of(docx: bytes) -> list[str]:
    """The words of a DOCX, paragraph after paragraph."""
    with zipfile.ZipFile(BytesIO(docx)) as archive:
        body = ElementTree.fromstring(archive.read("word/document.xml"))
    texts = ("".join(text.text or "" for text in each.iter(f"{W}t")) for each in body.iter(f"{W}p"))
    return " ".join(texts).split()
