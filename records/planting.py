"""The structure of a document appended to its PDF, each element as the text that it is in the file.

Objects of a PDF library would take two kilobytes each, and the minutes of a long session have ten thousand
of them. So the structure is a revision of its own (ISO 32000-1, 7.5.6): objects, and a table of their places.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import SEEK_END, BytesIO
from typing import Final

from pikepdf import Pdf, String

from records.structure import Part

# Cells stay although they are empty: without them a row would lose its order.
_KEPT: Final = {"TD", "TH"}
_HEAD: Final = b"/O /Table /Scope /Column"


def planted(content: bytes, root: Part, owners: list[list[Part]]) -> bytes:
    """The same file with the structure in the place kept for it; `owners` as in `records.archive`."""
    with Pdf.open(BytesIO(content)) as pdf:
        pages = [page.obj.objgen[0] for page in pdf.pages]
        place, trailer = pdf.Root.StructTreeRoot.objgen[0], pdf.trailer
        size = int(trailer.Size)
        kept = b" ".join(
            b"%b %b" % (key.encode(), trailer[key].unparse()) for key in ("/Root", "/Info", "/ID")
        )
    tree = Tree(pages, place, size)
    tree.plant(root, owners)
    return _with_revision(content, tree, kept)


def _table_of(content: bytes) -> int:
    """Where the table of the revision before begins."""
    return int(content[content.rindex(b"startxref") :].split()[1])


def _with_revision(content: bytes, tree: Tree, kept: bytes) -> bytes:
    """The file, then the objects, where each of them is, and where the revision before is told of."""
    file, rows = BytesIO(content), []
    file.seek(0, SEEK_END)
    for number, body in tree.objects():
        rows.append(b"%010d 00000 n \n" % file.tell())
        file.write(b"%d 0 obj\n<<%b>>\nendobj\n" % (number, body))
    table, new = file.tell(), len(rows) - 1
    file.write(b"xref\n%d 1\n%b%d %d\n" % (tree.place, rows[0], tree.size, new))
    file.writelines(rows[1:])
    file.write(b"trailer << /Size %d %b /Prev %d >>\n" % (tree.size + new, kept, _table_of(content)))
    file.write(b"startxref\n%d\n%%%%EOF\n" % table)
    return file.getvalue()


class Tree:
    """The structure as objects of the file: their numbers and their texts."""

    def __init__(self, pages: list[int], place: int, size: int) -> None:
        self.place, self.size = place, size
        self._pages = pages
        self._bodies: list[bytes] = []
        self._numbers: dict[Part, int] = {}
        self._notes: list[int] = []
        self._trunk = b""

    def objects(self) -> Iterator[tuple[int, bytes]]:
        """Number and text of every object, the root of the tree first."""
        yield self.place, self._trunk
        yield from enumerate(self._bodies, start=self.size)

    def plant(self, root: Part, owners: list[list[Part]]) -> None:
        """The tree, from every page to its parts, and what readers need to know of it."""
        top = self._element(root, self.place)
        rows = (b" ".join(b"%d 0 R" % self._numbers[part] for part in some) for some in owners)
        pieces = b" ".join(b"%d [%b]" % pair for pair in enumerate(rows))
        self._trunk = b"/Type /StructTreeRoot /K %d 0 R /ParentTree <</Nums [%b]>> /ParentTreeNextKey %d" % (
            top,
            pieces,
            len(self._pages),
        )
        if self._notes:
            named = b" ".join(b"(%b) %d 0 R" % (_note(at), note) for at, note in enumerate(self._notes))
            limits = b"(%b) (%b)" % (_note(0), _note(len(self._notes) - 1))
            self._trunk += b" /IDTree <</Kids [<</Names [%b] /Limits [%b]>>]>>" % (named, limits)

    def _element(self, part: Part, parent: int) -> int:
        at = len(self._bodies)
        self._bodies.append(b"")
        number = self._numbers[part] = self.size + at
        body = b"/Type /StructElem /S /%b /P %d 0 R" % (part.role.encode(), parent)
        if part.role == "Note":
            body += b" /ID (%b)" % _note(len(self._notes))
            self._notes.append(number)
        if part.drawn:
            body += self._drawn(part)
        elif part.kids:
            kids = [self._element(kid, number) for kid in part.kids if _says_something(kid)]
            body += b" /K [%b]" % b" ".join(b"%d 0 R" % kid for kid in kids)
        if part.instead:
            body += b" /ActualText %b" % String(part.instead).unparse()
        if part.role == "TH":
            body += b" /A <<%b>>" % _HEAD
        self._bodies[at] = body
        return number

    def _drawn(self, part: Part) -> bytes:
        first = part.drawn[0][0]
        pieces = [
            b"%d" % number
            if page == first
            else b"<</Type /MCR /Pg %d 0 R /MCID %d>>" % (self._pages[page], number)
            for page, number in part.drawn
        ]
        return b" /Pg %d 0 R /K [%b]" % (self._pages[first], b" ".join(pieces))


def _note(at: int) -> bytes:
    return b"note-%04d" % at


def _says_something(part: Part) -> bool:
    return bool(part.drawn) or part.role in _KEPT or any(_says_something(kid) for kid in part.kids)
