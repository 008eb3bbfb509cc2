"""The structures of many papers joined into one tree, so that a pack is read aloud as its papers are.

A paper that was composed here brings its parts; a file brings the structure that it has, if that is sound; of
a file without any, each page is one element that says its words as they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Pdf

from records.planting import Row, Told, Top
from records.structure import Part

# A structure larger or deeper than this is no paper's; it would be walked for ever.
MOST_ELEMENTS: Final = 60_000
DEEPEST: Final = 60
_WHOLE_PAGE: Final = b"/P <</MCID 0>> BDC"
MAPS: Final = ("/RoleMap", "/ClassMap")
_BROKEN: Final = (pikepdf.PdfError, KeyError, AttributeError, TypeError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Drawn:
    """The structure of a paper that was composed here, as `records.layout` draws it."""

    root: Part
    owners: list[list[Part]]


@dataclass(frozen=True)
class Brought:
    """The structure that a file brings: its elements, and by page what its pieces belong to."""

    tops: list[Any]
    rows: list[list[Any] | None]
    maps: dict[str, dict[str, Any]]  # what its own names of roles and classes mean


Structure = Drawn | Brought | None


def brought(source: Pdf) -> Brought | None:
    """The structure of a file; None where it has none or one that cannot be relied on."""
    try:
        trunk = source.Root.StructTreeRoot
        tops = [source.make_indirect(each) for each in _listed(trunk.K)]
        _check(tops)
        numbers = NumberTree(trunk.ParentTree)
        rows = [_row(page, numbers) for page in source.pages]
        maps = {name: _map(source, trunk, name) for name in MAPS}
    except _BROKEN:
        return None
    for top in tops:  # else the whole tree would come along with its root
        del top["/P"]
    return Brought(tops, rows, maps)


def _listed(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, Array) else [kids]


def _check(tops: Sequence[Any]) -> None:
    """Refuse, as a ValueError, what is no tree of elements; drop names that several papers may give."""
    level, count = list(tops), 0
    for _depth in range(DEEPEST):
        count += len(level)
        if not level:
            return
        if count > MOST_ELEMENTS:
            break
        below: list[Any] = []
        for each in level:
            if not isinstance(each, Dictionary) or not isinstance(each.S, Name):
                raise ValueError("no element")
            if "/ID" in each:
                del each["/ID"]
            below += [kid for kid in _listed(each.get("/K", Array())) if _is_element(kid)]
        level = below
    raise ValueError("too many elements")


def _is_element(kid: Any) -> bool:
    return isinstance(kid, Dictionary) and kid.get("/Type") not in (Name.MCR, Name.OBJR)


def _map(source: Pdf, trunk: Any, name: str) -> dict[str, Any]:
    found = trunk.get(name, Dictionary())
    return {
        key: each if isinstance(each, Name) else source.make_indirect(each) for key, each in found.items()
    }


def _row(page: pikepdf.Page, numbers: NumberTree) -> list[Any] | None:
    number = page.obj.get("/StructParents")
    return list(numbers[int(number)]) if number is not None and int(number) in numbers else None


class Joining:
    """One tree for the pages of a whole, which has a place for it already."""

    def __init__(self, whole: Pdf) -> None:
        self.whole = whole
        self.rows: list[Row] = []
        self.tops: list[Part | int] = []  # a number: so many elements that a file has brought
        self._trunk: Any = whole.make_indirect(
            Dictionary(Type=Name.StructTreeRoot, K=Array(), ParentTree=Dictionary(Nums=Array()))
        )
        whole.Root.StructTreeRoot = self._trunk
        # Above all papers; what it holds is told when they are planted.
        top = Dictionary(Type=Name.StructElem, S=Name.Document, P=self._trunk)
        self._trunk.Above = self._above = whole.make_indirect(top)

    def add(self, structure: Structure, pages: Sequence[pikepdf.Page]) -> None:
        """The structure of a paper whose pages are the last ones of the whole."""
        if isinstance(structure, Drawn):
            self._add_drawn(structure)
        elif isinstance(structure, Brought):
            self._add_brought(structure)
        else:
            self._add_unstructured(pages)

    def told(self, trunk: Any) -> Told:
        """What is to be planted, with the numbers that elements of files have got."""
        numbers = iter([int(each.objgen[0]) for each in trunk.K])
        tops: list[Top] = []
        for top in self.tops:
            tops += [top] if isinstance(top, Part) else list(islice(numbers, top))
        rows, nums = list(self.rows), trunk.ParentTree.Nums
        for at in range(0, len(nums), 2):
            rows[int(nums[at])] = b" ".join(map(_reference, nums[at + 1]))
        return Told(tops, rows, above=int(trunk.Above.objgen[0]))

    def _add_drawn(self, drawn: Drawn) -> None:
        first = len(self.rows)
        for part in _walk(drawn.root):
            part.drawn = [(first + page, number) for page, number in part.drawn]
        drawn.root.role = "Part"
        self.tops.append(drawn.root)
        self.rows += drawn.owners

    def _add_brought(self, found: Brought) -> None:
        for top in found.tops:
            mine = self.whole.copy_foreign(top)
            mine.P = self._above
            mine.S = Name.Part if Name.Document == mine.S else mine.S
            self._trunk.K.append(mine)
        for row in found.rows:
            if row is not None:
                self._trunk.ParentTree.Nums.append(len(self.rows))
                self._trunk.ParentTree.Nums.append(Array(map(self._own, row)))
            self.rows.append(None)
        self.tops.append(len(found.tops))
        for name, meanings in found.maps.items():
            self._explain(name, meanings)

    def _explain(self, name: str, meanings: dict[str, Any]) -> None:
        """What names mean; of two papers that mean different things by one, the first is believed."""
        if meanings and name not in self._trunk:
            self._trunk[name] = Dictionary()
        for key, each in meanings.items():
            if key not in self._trunk[name]:
                self._trunk[name][key] = each if isinstance(each, Name) else self.whole.copy_foreign(each)

    def _own(self, element: Any) -> Any:
        return self.whole.copy_foreign(element) if isinstance(element, Dictionary) else None

    def _add_unstructured(self, pages: Sequence[pikepdf.Page]) -> None:
        root = Part("Part")
        for page in pages:
            if _is_marked(page):  # by a structure that could not be relied on
                self.rows.append(None)
                continue
            part = root.add("P")
            part.drawn.append((len(self.rows), 0))
            page.contents_add(_WHOLE_PAGE, prepend=True)
            page.contents_add(b"EMC")
            self.rows.append([part])
        self.tops += [root] if root.kids else []


def _is_marked(page: pikepdf.Page) -> bool:
    contents = page.obj.get("/Contents")
    return contents is None or any(b"/MCID" in each.read_bytes() for each in _listed(contents))


def _reference(element: Any) -> bytes:
    indirect = isinstance(element, Dictionary) and element.is_indirect
    return b"%d 0 R" % element.objgen[0] if indirect else b"null"


def _walk(root: Part) -> Iterator[Part]:
    waiting = [root]
    while waiting:
        part = waiting.pop()
        yield part
        waiting += part.kids
