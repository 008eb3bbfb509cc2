"""Golden documents: what each kind said and looked like when somebody looked at it last."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from PIL import Image

from records.elements import Document
from records.layout import render
from tests.records.pictures import differing, keep, opened, painted
from tests.records.structured import structured

FOLDER = Path(__file__).parent / "golden"


def text_path(name: str) -> Path:
    """Where the structured text of a kind is kept."""
    return FOLDER / f"{name}.txt"


def kept_text(name: str) -> str:
    """What a document of this kind said."""
    return text_path(name).read_text(encoding="utf-8") if text_path(name).exists() else ""


def kept_pictures(name: str) -> list[Image.Image]:
    """Its pages as they looked."""
    return [opened(each) for each in _pages(name)]


def _pages(name: str) -> list[Path]:
    return sorted(FOLDER.glob(f"{name}-[0-9].png"))


def differences(name: str, document: Document) -> list[str]:
    """What is not as it was kept: the lines of its text, and the pages that look otherwise."""
    kept, now = kept_text(name).splitlines(), structured(document).splitlines()
    lines = [line for line in unified_diff(kept, now, n=0, lineterm="") if line[:3] not in ("---", "+++")]
    pages = differing(painted(render(document)), kept_pictures(name))
    return [*(line for line in lines if not line.startswith("@@")), *(f"page {each}" for each in pages)]


def renew(name: str, document: Document) -> list[str]:
    """Keep what is new, and say what has changed; a picture that looks the same stays, byte for byte."""
    said = differences(name, document)
    text_path(name).write_text(structured(document), encoding="utf-8")
    pages = painted(render(document))
    for number in differing(pages, kept_pictures(name)):
        path = FOLDER / f"{name}-{number}.png"
        if number > len(pages):
            path.unlink()
        else:
            keep(pages[number - 1], path)
    return said
