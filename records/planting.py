"""The structure of a document appended to its PDF, each element as the text that it is in the file.

Objects of a PDF library would take two kilobytes each, and the minutes of a long session have ten thousand
of them. So the structure is a revision of its own (ISO 32000-1, 7.5.6): objects, and a table of their places.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from io import SEEK_END, BytesIO
from typing import BinaryIO, Final

from pikepdf import Object, Pdf, String

from records.structure import Part

# Cells stay although they are empty: without them a row would lose its order.
_KEPT: Final = {"TD", "TH"}
_TAIL: Final = 1024  # bytes at the end of a file, where it says where its table is
_HEAD: Final = b"/O /Table /Scope /Column"


# What stands in the tree beside the parts that are planted: elements that are in the file already, by number.
Top = Part | int
Row = Sequence[Part] | bytes | None  # None: nothing on this page is part of the structure


@dataclass(frozen=True)
class Told:
    """What is planted: elements in reading order, and page by page whose each piece is.

    `above`: the number of an element that is in the file already and has them all.
    """

    tops: Sequence[Top]
    owners: Sequence[Row]
    above: int | None = None


def planted(content: bytes, root: Part, owners: list[list[Part]]) -> bytes:
    """The same file with the structure in the place kept for it; `owners` as in `records.archive`."""
    file = BytesIO(content)
    plant(file, lambda _trunk: Told([root], owners))
    return file.getvalue()


def plant(file: BinaryIO, told: Callable[[Object], Told]) -> None:
    """Append the structure to a file; `told` is asked with the root of the tree as it is there."""
    with Pdf.open(file) as pdf:
        pages = [page.obj.objgen[0] for page in pdf.pages]
        trunk, trailer = pdf.Root.StructTreeRoot, pdf.trailer
        tree = Tree(pages, trunk.objgen[0], int(trailer.Size))
        kept = _spelt(trailer, "/Root", "/Info", "/ID")
        tree.plant(told(trunk), beside=_spelt(trunk, "/RoleMap", "/ClassMap"))
    _append_revision(file, tree, kept)


def _spelt(some: Object, *keys: str) -> bytes:
    return b" ".join(b"%b %b" % (key.encode(), some[key].unparse()) for key in keys if key in some)


def _table_of(file: BinaryIO) -> int:
    """Where the table of the revision before begins."""
    file.seek(max(file.seek(0, SEEK_END) - _TAIL, 0))
    return int(file.read().rpartition(b"startxref")[2].split()[0])


def _append_revision(file: BinaryIO, tree: Tree, kept: bytes) -> None:
    """The objects, where each of them is, and where the revision before is told of."""
    before, rows = _table_of(file), []
    file.seek(0, SEEK_END)
    for number, body in tree.objects():
        rows.append(b"%010d 00000 n \n" % file.tell())
        file.write(b"%d 0 obj\n<<%b>>\nendobj\n" % (number, body))
    table, new = file.tell(), len(rows) - len(tree.changed)
    file.write(b"xref\n")
    file.writelines(b"%d 1\n%b" % each for each in zip(tree.changed, rows, strict=False))
    file.write(b"%d %d\n" % (tree.size, new))
    file.writelines(rows[len(tree.changed) :])
    file.write(b"trailer << /Size %d %b /Prev %d >>\n" % (tree.size + new, kept, before))
    file.write(b"startxref\n%d\n%%%%EOF\n" % table)


class Tree:
    """The structure as objects of the file: their numbers and their texts."""

    def __init__(self, pages: list[int], place: int, size: int) -> None:
        self.place, self.size = place, size
        self._pages = pages
        self._bodies: list[bytes] = []
        self._numbers: dict[Part, int] = {}
        self._notes: list[int] = []
        self.changed: dict[int, bytes] = {}  # objects that are in the file already, as they are now

    def objects(self) -> Iterator[tuple[int, bytes]]:
        """Number and text of every object, first those that were there."""
        yield from self.changed.items()
        yield from enumerate(self._bodies, start=self.size)

    def plant(self, told: Told, *, beside: bytes = b"") -> None:
        """The tree, from every page to its parts, and what readers need to know of it."""
        parent = told.above or self.place
        tops = [self._element(top, parent) if isinstance(top, Part) else top for top in told.tops]
        kids = b" ".join(b"%d 0 R" % top for top in tops)
        rows = ((at, self._row(row)) for at, row in enumerate(told.owners) if row is not None)
        pieces = b" ".join(b"%d [%b]" % each for each in rows)
        trunk = b"/Type /StructTreeRoot /K %b /ParentTree <</Nums [%b]>> /ParentTreeNextKey %d %b" % (
            b"%d 0 R" % told.above if told.above else kids,
            pieces,
            len(self._pages),
            beside,
        )
        if self._notes:
            named = b" ".join(b"(%b) %d 0 R" % (_note(at), note) for at, note in enumerate(self._notes))
            limits = b"(%b) (%b)" % (_note(0), _note(len(self._notes) - 1))
            trunk += b" /IDTree <</Kids [<</Names [%b] /Limits [%b]>>]>>" % (named, limits)
        self.changed[self.place] = trunk
        if told.above:
            whole = b"/Type /StructElem /S /Document /P %d 0 R /K [%b]" % (self.place, kids)
            self.changed[told.above] = whole

    def _row(self, row: Sequence[Part] | bytes) -> bytes:
        if isinstance(row, bytes):
            return row
        return b" ".join(b"%d 0 R" % self._numbers[part] for part in row)

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
