"""Binds many papers into one PDF with contents, bookmarks and page labels: a process of its own.

Papers come from outside, and to read one may take any time and memory; to lay out hundreds of pages takes
seconds. So this runs apart from the server, with limits that it sets on itself, and says in its folder how
far it has come. `packs` starts it. It knows no Django: what it binds comes as plain JSON.
"""

from __future__ import annotations

import fcntl
import io
import json
import os
import resource
import signal
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, OutlineItem, Pdf

from records.archive import SAVED, colour, describe, mend_fonts
from records.elements import Column, Document, Note, Paragraph, Table, Title
from records.joining import Drawn, Joining, Structure, brought
from records.layout import draw
from records.plain import from_plain
from records.planting import plant

SECONDS = 60  # of computing
PATIENCE = 120  # by the clock on the wall
MEMORY = 1024 * 2**20
LARGEST = 512 * 2**20  # bytes of the pack
AT_ONCE = 2  # packs on one machine
CONTENTS = "Mục lục"
COLUMNS = (Column("TT", 14, "center"), Column("Văn bản", 130), Column("Trang", 21, "center"))
# Annotations that show something or lead somewhere; whatever runs, sends or carries a file is left behind.
CALM = {"/Text", "/Link", "/Highlight", "/Underline", "/StrikeOut", "/FreeText", "/Ink", "/Stamp", "/Widget"}


@dataclass(frozen=True, slots=True)
class Part:
    """One paper of a pack: a composed document, or a file; papers of one `group` stand under one bookmark.

    Where `aside`, the document only says where the paper itself is read.
    """

    title: str
    group: str = ""
    document: Document | None = None
    file: str = ""
    aside: bool = False

    @property
    def text(self) -> Document | None:
        """The paper itself, where it was composed here."""
        return None if self.aside else self.document


@dataclass(frozen=True, slots=True)
class Job:
    """A whole pack."""

    title: str
    author: str
    parts: tuple[Part, ...]


def bind(job: Job, target: Path, said: Path) -> None:
    """Write the pack; `said` is where it says how far it has come."""
    whole, sources = Pdf.new(), []
    for done, part in enumerate(job.parts):
        _say(said, done, len(job.parts))
        sources.append(_opened(part))
    counts = [len(source.pdf.pages) for source in sources]
    contents = _drawn(contents_of(job, counts))
    joining = Joining(whole)
    for source in (contents, *sources):
        first = len(whole.pages)
        whole.pages.extend(source.pdf.pages)
        pages = [whole.pages[at] for at in range(first, len(whole.pages))]
        for page in pages:
            _calm(page)
        joining.add(source.structure, pages)
    archival = all(source.archival for source in sources)
    _mark(whole, job, len(contents.pdf.pages), counts, archival=archival)
    for number, page in enumerate(whole.pages):
        page.obj.StructParents, page.obj.Tabs = number, Name.S
    made = target.with_suffix(".part")
    whole.save(made, **SAVED)
    with made.open("r+b") as file:
        plant(file, joining.told)
    made.replace(target)


def contents_of(job: Job, counts: list[int]) -> Document:
    """The table of contents; pages are counted from the first paper, as the labels of the pages are."""
    rows, first, group = [], 1, ""
    for number, (part, pages) in enumerate(zip(job.parts, counts, strict=True), start=1):
        if part.group != group:
            group = part.group
            rows += [("", group.upper(), str(first))] if group else []
        rows.append((str(number), part.title, str(first)))
        first += pages
    told = f"Gồm {len(job.parts)} văn bản, {first - 1} trang."
    elements = (Title(CONTENTS, job.title), Paragraph(told, align="center"), Table(COLUMNS, tuple(rows)))
    return Document(title=f"{CONTENTS}: {job.title}", author=job.author, elements=elements)


@dataclass(frozen=True)
class _Source:
    """A paper that is bound: its pages, its structure, and whether it is built to PDF/A."""

    pdf: Pdf
    structure: Structure
    archival: bool


def _opened(part: Part) -> _Source:
    """A part; a file that cannot be read is replaced by a page that says so."""
    if part.document is not None:
        return _drawn(part.document)
    try:
        pdf = Pdf.open(part.file)
        return _Source(pdf, brought(pdf), _is_archival(pdf))
    except (pikepdf.PdfError, OSError):
        missing = Note("Không đưa được vào bộ tài liệu", "Tệp này không đọc được ở đây; đề nghị đọc riêng.")
        return _drawn(Document(part.title, "", (Title("Tài liệu", part.title), missing)))


def _drawn(document: Document) -> _Source:
    made = draw(document)
    pdf = Pdf.open(io.BytesIO(made.content))
    mend_fonts(pdf)
    return _Source(pdf, Drawn(made.root, made.owners), archival=True)


def _is_archival(pdf: Pdf) -> bool:
    """Whether a file says that it is built to PDF/A-1 or 2: what it holds may stand in such a file."""
    try:
        with pdf.open_metadata() as metadata:
            return metadata.pdfa_status[:1] in ("1", "2")
    except (pikepdf.PdfError, ValueError, SyntaxError):
        return False


def _calm(page: pikepdf.Page) -> None:
    """Take from a page what would run or carry something."""
    for name in ("/AA", "/B", "/StructParents", "/Tabs"):
        if name in page.obj:
            del page.obj[name]
    if "/Annots" in page.obj:
        page.obj["/Annots"] = pikepdf.Array([each for each in page.obj["/Annots"] if _is_calm(each)])


def _is_calm(annotation: Any) -> bool:
    if not isinstance(annotation, Dictionary) or "/AA" in annotation:
        return False
    action = annotation.get("/A")
    acts = str(action.get("/S", "")) if isinstance(action, Dictionary) else ""
    return str(annotation.get("/Subtype", "")) in CALM and acts in ("", "/URI", "/GoTo")


def _mark(whole: Pdf, job: Job, contents: int, counts: list[int], *, archival: bool) -> None:
    """Bookmarks, labels (i, ii, … for the contents, then 1, 2, …), title, language, colours."""
    with whole.open_outline() as outline:
        outline.root.append(OutlineItem(CONTENTS, 0))
        for group, items in _bookmarks(job, contents, counts):
            if group:
                above = OutlineItem(group, int(items[0].destination or 0))
                above.children.extend(items)
                outline.root.append(above)
            else:
                outline.root.extend(items)
    arabic = Dictionary(S=Name.D, St=1)
    whole.Root.PageLabels = Dictionary(Nums=pikepdf.Array([0, Dictionary(S=Name.r), contents, arabic]))
    whole.Root.PageMode, whole.Root.Lang = Name.UseOutlines, pikepdf.String("vi")
    whole.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    whole.Root.MarkInfo = Dictionary(Marked=True)
    describe(whole, Document(job.title, job.author, ()), archival=archival)
    colour(whole)


def _bookmarks(job: Job, contents: int, counts: list[int]) -> Iterator[tuple[str, list[OutlineItem]]]:
    """Group by group, in the order of the parts."""
    group, page = "", contents
    items: list[OutlineItem] = []
    for part, pages in zip(job.parts, counts, strict=True):
        if part.group != group and items:
            yield group, items
            items = []
        group = part.group
        items.append(OutlineItem(part.title, page))
        page += pages
    if items:
        yield group, items


def _say(said: Path, done: int, of: int) -> None:
    fresh = said.with_suffix(".new")
    fresh.write_text(f"{done} {of}")
    fresh.replace(said)


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST, LARGEST))


def _turn(folder: Path) -> int:
    """Wait until not too many packs are made on this machine; the lock ends with this process."""
    place = os.open(folder.parent / f"turn-{int(folder.name[:8], 16) % AT_ONCE}", os.O_CREAT | os.O_RDWR)
    fcntl.flock(place, fcntl.LOCK_EX)
    return place


def main(folder: Path) -> None:
    """Bind what the folder's job names."""
    _limit()
    _turn(folder)
    signal.alarm(PATIENCE)
    job = from_plain(json.loads((folder / "job").read_text(encoding="utf-8")), {"Job": Job, "Part": Part})
    assert isinstance(job, Job)
    bind(job, folder / "pack.pdf", folder / "progress")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
