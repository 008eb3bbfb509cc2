"""Reads two PDFs on its standard input and writes what changed between their texts: a process of its own.

Files come from outside, and to read one may take any time and memory. So this runs apart from the server,
with limits that it sets on itself; people compare what it cannot read in time. `comparisons` starts it, and
knows these limits: what reads PDFs is imported where it is used, so that no server carries it.
"""

import io
import json
import re
import sys
import unicodedata
from dataclasses import asdict

from core.differences import differences

SECONDS = 15  # of computing
MEMORY = 1024 * 2**20
LONGEST = 1_500_000  # letters of one text
MOST_CHANGES = 400
_PAGE_NUMBER = re.compile(r"^[-–—\s]*(?:trang\s*)?\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*$", re.IGNORECASE)


def text_of(content: bytes) -> str:
    """The text of a PDF without its page numbers, on one line per page."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    try:
        reader = PdfReader(io.BytesIO(content))
    except PyPdfError:
        reader = PdfReader(_mended(content))
    pages = []
    for page in reader.pages:
        lines = [line.strip() for line in page.extract_text().splitlines() if line.strip()]
        for end in (-1, 0):
            if lines and _PAGE_NUMBER.match(lines[end]):
                lines.pop(end)
        pages.append(" ".join(lines))
    return unicodedata.normalize("NFC", "\n".join(pages)).strip()


def _mended(content: bytes) -> io.BytesIO:
    """The file written anew by a library that finds its way in a broken one."""
    import pikepdf

    whole = io.BytesIO()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.save(whole)
    return whole


def compared(old: bytes, new: bytes) -> dict[str, object]:
    """What is said of the two: `state` is changed, same, no_text or too_long."""
    earlier, later = text_of(old), text_of(new)
    if not earlier or not later:
        return {"state": "no_text"}
    if max(len(earlier), len(later)) > LONGEST:
        return {"state": "too_long"}
    found = differences(earlier, later)
    shown = [asdict(change) for change in found[:MOST_CHANGES]]
    return {"state": "changed" if found else "same", "changes": shown, "more": len(found) - len(shown)}


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """The length of the first file on a line, then both files; one JSON object comes back."""
    _limit()
    length = int(sys.stdin.buffer.readline())
    old, new = sys.stdin.buffer.read(length), sys.stdin.buffer.read()
    json.dump(compared(old, new), sys.stdout)


if __name__ == "__main__":
    main()
