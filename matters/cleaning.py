"""Reads a PDF on its standard input and writes a copy that says nothing of those who made it.

A process of its own: files come from outside, and to read one may take any time and memory. What is on the
pages stays as it is; names, programs, dates, comments and earlier states of the file are left behind.
"""

import io
import sys
from typing import Any

from matters.structure import COMMENTS, MEMORY, SECONDS

SAID = ("/Metadata", "/PieceInfo", "/LastModified")  # what programs attach to a file, a page or a picture


def cleaned(content: bytes) -> bytes:
    """The same pages in a file that is written anew; raises pikepdf.PdfError."""
    import pikepdf  # only here: 7 MB that most processes never need

    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if "/Info" in pdf.trailer:
            del pdf.trailer["/Info"]
        for each in pdf.objects:
            if isinstance(each, pikepdf.Dictionary | pikepdf.Stream):
                _forget(each)
        for page in pdf.pages:
            _uncomment(page.obj)
        pdf.save(out, deterministic_id=True)
    return out.getvalue()


def _forget(found: Any) -> None:
    for key in SAID:
        if key in found:
            del found[key]


def _uncomment(page: Any) -> None:
    import pikepdf

    notes = list(page.get("/Annots", []))
    kept = [note for note in notes if str(note.get("/Subtype", "")) not in COMMENTS]
    if len(kept) < len(notes):
        page["/Annots"] = pikepdf.Array(kept)


def main() -> None:
    """A file comes in, a file goes out."""
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.stdout.buffer.write(cleaned(sys.stdin.buffer.read()))


if __name__ == "__main__":
    main()
