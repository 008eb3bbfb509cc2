"""Reads a PDF on its standard input, page by page, and tells the first that is stamped as a state secret.

A process of its own: files come from outside, and to read one may take any time and memory; `stamped` starts
it. One JSON line comes back for every page, so that what was read counts also when time runs out.
"""

import io
import json
import resource
import sys
from collections.abc import Iterator
from typing import Any

from matters.marks import declared_on_page

SECONDS = 20  # of computing: some thousand pages full of text
MEMORY = 512 * 2**20
LONGEST = 200_000  # letters of a page; a stamp is often what was written on it last


def stamps_of(content: bytes) -> Iterator[str]:
    """Of each page in turn the level that is stamped on it, or nothing."""
    from pypdf import PdfReader  # only here, so that no server carries it

    for page in PdfReader(io.BytesIO(content)).pages:
        yield declared_on_page("\n".join(_texts(page)))


def _texts(page: Any) -> Iterator[str]:
    """What is written on a page, and in the notes and stamps that lie over it."""
    try:
        yield page.extract_text()[:LONGEST]
        for note in page.get("/Annots") or ():
            words = note.get_object().get("/Contents", "")
            yield str(words)[:LONGEST]
    except Exception:  # a page that this reader cannot read, for whatever reason: the others are read
        yield ""


def main() -> None:
    """A line for each page, up to the first that is stamped."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    for level in stamps_of(sys.stdin.buffer.read()):
        sys.stdout.write(json.dumps(level) + "\n")
        sys.stdout.flush()
        if level:
            return


if __name__ == "__main__":
    main()
