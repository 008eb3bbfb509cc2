"""Pages as small grey pictures, and how far two of a page are apart: other shading is nothing."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

DPI = 60
# How far a page is blurred (pixels: what is nearer is one grey), and what is then a difference, of 255.
# Sharp enough for letters: Cairo, which shades them unlike poppler's own painter, differs by 40 at most;
# words that moved by two millimetres by 70, regular words that became bold by 85, a line that is gone by 120.
# And coarse: Cairo 10, a pale watermark that is gone 26.
LOOKS = ((2.0, 55), (5.0, 18))
GREYS = 8


def painted(pdf: bytes, painter: str = "pdftoppm") -> list[Image.Image]:
    """Every page, by a painter that takes poppler's options."""
    with tempfile.TemporaryDirectory() as folder:
        paper = Path(folder) / "paper.pdf"
        paper.write_bytes(pdf)
        command = [painter, "-r", str(DPI), "-gray", "-png", str(paper), str(Path(folder) / "page")]
        subprocess.run(command, check=True, capture_output=True)
        return [opened(each) for each in sorted(Path(folder).glob("page*.png"))]


def opened(path: Path) -> Image.Image:
    """A picture that was kept."""
    with Image.open(path) as picture:
        return picture.convert("L")


def keep(picture: Image.Image, path: Path) -> None:
    """In a few greys: a page takes some kilobytes."""
    step = 255 / (GREYS - 1)
    grey = picture.point([round(value / step) for value in range(256)])
    few = Image.frombytes("P", grey.size, grey.tobytes())
    few.putpalette([round(value * step) for value in range(GREYS) for _ in "RGB"])
    few.save(path, optimize=True, bits=4)


def alike(one: Image.Image | None, other: Image.Image | None) -> bool:
    """Whether two pages look the same at their worst place; a page that the other paper lacks does not."""
    if one is None or other is None or one.size != other.size:
        return False
    return all(_apart(one, other, blur) <= most for blur, most in LOOKS)


def _apart(one: Image.Image, other: Image.Image, blur: float) -> int:
    blurred = [each.filter(ImageFilter.GaussianBlur(blur)) for each in (one, other)]
    return max(value for value, count in enumerate(ImageChops.difference(*blurred).histogram()) if count)


def differing(some: Sequence[Image.Image], others: Sequence[Image.Image]) -> list[int]:
    """The numbers of the pages that do not look the same."""
    pairs = enumerate(zip_longest(some, others), start=1)
    return [number for number, (one, other) in pairs if not alike(one, other)]
