"""What a paper must be: the checks on an uploaded file's bytes and name, without a database."""

import hashlib
import io
import unicodedata
from dataclasses import dataclass

import puremagic

from core.refusals import Refusal

NAME_LENGTH = 200
# Characters that turn the reading direction or hide: a name made of them lies about its ending.
_UNSEEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


@dataclass(frozen=True)
class Paper:
    """A file that passed: its clean name, bytes, SHA-256 (hex), size in bytes and number of pages."""

    name: str
    content: bytes
    sha256: str
    size: int
    pages: int


def clean_text(text: str) -> str:
    """NFC, no control or invisible characters, single spaces: what every typed or sent text goes through."""
    composed = unicodedata.normalize("NFC", text)
    seen = "".join(" " if unicodedata.category(c) in _UNSEEN else c for c in composed)
    return " ".join(seen.split())


def clean_paragraphs(text: str) -> str:
    """The same for a longer text, which keeps its line breaks."""
    return "\n".join(filter(None, (clean_text(row) for row in text.splitlines())))


def composed(text: str) -> str:
    """NFC without anything invisible; spaces and empty lines stay: for a text that is still being typed."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in _UNSEEN)


def clean_name(name: str) -> str:
    """A display name without any folder, at most 200 characters; the file itself is kept under its hash."""
    last = clean_text(name).replace("\\", "/").rsplit("/", 1)[-1].lstrip(".")
    stem, dot, ending = last.rpartition(".")
    if dot and len(ending) <= 8:
        return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}" if stem else ending
    return last[:NAME_LENGTH]


def examine(name: str, content: bytes, limit: int) -> Paper:
    """Check an upload; raises Refusal paper_empty, paper_too_large, paper_not_pdf or paper_broken."""
    shown = clean_name(name) or "?"
    if not content:
        raise Refusal("paper_empty", name=shown)
    if len(content) > limit:
        raise Refusal("paper_too_large", name=shown, size=-(-len(content) // 2**20), limit=limit // 2**20)
    if not _looks_like_pdf(content):
        raise Refusal("paper_not_pdf", name=shown)
    return Paper(shown, content, hashlib.sha256(content).hexdigest(), len(content), _pages(shown, content))


def _looks_like_pdf(content: bytes) -> bool:
    try:
        found = puremagic.from_string(content[:4096])
    except puremagic.PureError:
        return False
    return "pdf" in found.lower() and content.lstrip()[:5] == b"%PDF-"


def _pages(name: str, content: bytes) -> int:
    import pikepdf  # only here: 7 MB that most processes never need

    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            count = len(pdf.pages)
    except pikepdf.PdfError:
        raise Refusal("paper_broken", name=name) from None
    if not count:
        raise Refusal("paper_broken", name=name)
    return count
