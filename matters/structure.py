"""What an uploaded PDF is made of: its pages, and whatever in it would do something by itself.

Run as `python -m matters.structure` it reads a file on its standard input, with limits that it sets on
itself: what comes from outside may take any time and memory to read. `matters.structures` starts it.
"""

import io
import json
import sys
from collections.abc import Iterator
from typing import Any

SECONDS = 20  # of computing
MEMORY = 1024 * 2**20
MOST_PAGES = 2000
MOST_PIXELS = 150_000_000  # of one picture: an A0 sheet at 300 dots an inch
# Acts of a PDF (ISO 32000-2, 12.6) that reach beyond its own pages, or run something.
RUNS = {
    "/JavaScript",
    "/Launch",
    "/ImportData",
    "/SubmitForm",
    "/Rendition",
    "/Movie",
    "/Sound",
    "/RichMediaExecute",
}
OPENS_FILES = {"/GoToE", "/GoToR"}
# What readers and editors leave on pages (12.5.6): notes, marks, drawings, corrections.
COMMENTS = {
    *("/Text", "/FreeText", "/Popup", "/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret"),
    *("/Ink", "/Line", "/Square", "/Circle", "/Polygon", "/PolyLine", "/Redact"),
}
LONGEST = 200  # letters of what a file says of itself


def inspected(content: bytes) -> dict[str, Any]:
    """Its `pages`, what was `found`, and its `traces`; raises pikepdf.PdfError.

    `found` is the first thing for which it is refused, or nothing.
    """
    import pikepdf  # only here: 7 MB that most processes never need

    with pikepdf.open(io.BytesIO(content)) as pdf:
        pages = len(pdf.pages)
        if pdf.is_encrypted:
            return {"pages": pages, "found": "paper_locked"}
        if pages > MOST_PAGES:
            return {"pages": pages, "found": "paper_too_many_pages"}
        found = next(_held(pdf), "")
        return {"pages": pages, "found": found, "traces": {} if found else _traces(pdf)}


def _traces(pdf: Any) -> dict[str, Any]:
    """What the file says of those who made it, beside its pages; a file that says it wrongly says nothing."""
    import pikepdf

    try:
        info, form = pdf.trailer.get("/Info", {}), pdf.Root.get("/AcroForm", {})
        notes = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
        comments = [note for note in notes if str(note.get("/Subtype", "")) in COMMENTS]
        hidden = pdf.Root.get("/OCProperties", {}).get("/D", {}).get("/OFF", [])
        return {
            "author": str(info.get("/Author", ""))[:LONGEST],
            "producer": str(info.get("/Producer", info.get("/Creator", "")))[:LONGEST],
            "comments": sum(str(note.get("/Subtype")) != "/Popup" for note in comments),
            "commenters": sorted({str(note.get("/T", ""))[:LONGEST] for note in comments} - {""})[:5],
            "layers": len(hidden),
            "signed": bool(int(form.get("/SigFlags", 0)) & 1),
        }
    except (pikepdf.PdfError, AttributeError, TypeError, ValueError):
        return {}


def _held(pdf: Any) -> Iterator[str]:
    root = pdf.Root
    names, form = root.get("/Names", {}), root.get("/AcroForm", {})
    if "/JavaScript" in names:
        yield "paper_runs"
    if "/EmbeddedFiles" in names or "/AF" in root or "/Collection" in root:
        yield "paper_holds_files"
    if "/XFA" in form:
        yield "paper_is_form"
    for found in pdf.objects:
        yield from _within(found, pdf)


def _within(found: Any, pdf: Any, depth: int = 0) -> Iterator[str]:
    """What this object holds itself; what it only points to comes by in its own turn."""
    import pikepdf

    if isinstance(found, pikepdf.Stream | pikepdf.Dictionary):
        yield from _judged(found)
        inner = [value for _key, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        inner = list(found)
    else:
        return
    if depth > 50:
        yield "paper_broken"
        return
    for value in inner:
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
            yield from _within(value, pdf, depth + 1)


def _judged(found: Any) -> Iterator[str]:
    act = str(found.get("/S", ""))
    if act in RUNS or "/JS" in found:
        yield "paper_runs"
    if act in OPENS_FILES or "/EF" in found or str(found.get("/Type", "")) == "/EmbeddedFile":
        yield "paper_holds_files"
    if str(found.get("/Subtype", "")) in ("/RichMedia", "/Screen", "/Movie", "/3D"):
        yield "paper_runs"
    width, height = found.get("/Width", 0), found.get("/Height", 0)
    if isinstance(width, int) and isinstance(height, int) and width * height > MOST_PIXELS:
        yield "paper_huge_picture"


def main() -> None:
    """One JSON object comes back; an error where it cannot be read."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    json.dump(inspected(sys.stdin.buffer.read()), sys.stdout)


if __name__ == "__main__":
    main()
