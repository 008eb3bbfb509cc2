"""Writes a reader's name on every page of a PDF that comes on its standard input: a process of its own.

Files come from outside, and to rewrite one may take any time and memory; `copies` starts it. What reads and
draws PDFs is imported where it is used, so that no server carries it.
"""

from __future__ import annotations

import io
import json
import math
import resource
import sys
from typing import Any

SECONDS = 20  # of computing
MEMORY = 1024 * 2**20
EDGE = 11  # points from the edge of the page to the baseline of a line of the mark
SMALL = 7.5
# Over the page and not under it, since a scan is one picture: so pale that the text stays black.
PALE, ACROSS = 0.13, 0.62  # opacity; share of the diagonal that the name takes
LARGEST = 46


def marked(content: bytes, lines: list[str], large: str) -> bytes:
    """The PDF with these lines in its margins and `large` across each page."""
    import pikepdf

    kept, overlays = io.BytesIO(), {}
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            box = [float(edge) for edge in page.trimbox]
            wide, high = box[2] - box[0], box[3] - box[1]
            if int(page.obj.get("/Rotate", 0)) % 180:
                wide, high = high, wide
            size = round(wide), round(high)
            if size not in overlays:
                overlays[size] = pikepdf.open(io.BytesIO(_overlay(size, lines, large)))
            page.add_overlay(overlays[size].pages[0], pikepdf.Rectangle(*box))
        pdf.save(kept, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return kept.getvalue()


def _overlay(size: tuple[int, int], lines: list[str], large: str) -> bytes:
    from reportlab.pdfgen.canvas import Canvas

    from records.faces import BOLD, REGULAR, clean, faces

    kept, widths = io.BytesIO(), faces().widths
    wide, high = size
    canvas = Canvas(kept, pagesize=size, invariant=1)
    words = clean(large)
    canvas.saveState()
    canvas.translate(wide / 2, high / 2)
    canvas.rotate(math.degrees(math.atan2(high, wide)))
    canvas.setFillAlpha(PALE)
    across = min(LARGEST, ACROSS * math.hypot(wide, high) / max(widths[BOLD](words), 1))
    canvas.setFont(BOLD, across)
    canvas.drawCentredString(0, -across / 3, words)
    canvas.restoreState()
    canvas.setFillGray(0.25)
    for place, line in enumerate(map(clean, lines)):
        fits = min(SMALL, (wide - 4 * EDGE) / max(widths[REGULAR](line), 1))
        canvas.setFont(REGULAR, fits)
        canvas.drawCentredString(wide / 2, high - EDGE if not place else EDGE, line)
    canvas.showPage()
    canvas.save()
    return kept.getvalue()


def main() -> None:
    """What to write as one line of JSON, then the file; the marked file goes out."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    wanted: dict[str, Any] = json.loads(sys.stdin.buffer.readline())
    sys.stdout.buffer.write(marked(sys.stdin.buffer.read(), wanted["lines"], wanted["large"]))


if __name__ == "__main__":
    main()
