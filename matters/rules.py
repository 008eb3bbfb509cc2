"""What a paper must be: the checks on an uploaded file's bytes and name, without a database."""

import hashlib
import unicodedata
from dataclasses import dataclass

import puremagic

from core.refusals import Refusal
from core.typed_text import UNSEEN
from core.typed_text import clean_text as clean_text
from matters.structure import MOST_PAGES, MOST_PIXELS
from matters.structures import NO_TRACES, Traces, Unreadable, structure_of

NAME_LENGTH = 200
_ZIP_END, _ZIP_TAIL = b"PK\x05\x06", 65_557  # an archive ends with this mark and at most so many bytes


@dataclass(frozen=True)
class Paper:
    """A file that passed: clean name, bytes, SHA-256 (hex), size in bytes, pages, traces of its makers."""

    name: str
    content: bytes
    sha256: str
    size: int
    pages: int
    traces: Traces = NO_TRACES


# From the widest circle of readers to the narrowest.
STRICTNESS = ("open", "internal", "restricted", "named")


def is_looser(level: str, before: str) -> bool:
    """Whether more people would read at this level than before."""
    return STRICTNESS.index(level) < STRICTNESS.index(before)


def clean_paragraphs(text: str) -> str:
    """The same for a longer text, which keeps its line breaks."""
    return "\n".join(filter(None, (clean_text(row) for row in text.splitlines())))


def composed(text: str) -> str:
    """NFC without anything invisible; spaces and empty lines stay: for a text that is still being typed."""
    plain = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in UNSEEN)


def clean_name(name: str) -> str:
    """A display name without any folder, at most 200 characters; the file itself is kept under its hash."""
    last = clean_text(name).replace("\\", "/").rsplit("/", 1)[-1].lstrip(".")
    stem, dot, ending = last.rpartition(".")
    if dot and len(ending) <= 8:
        return f"{stem[: NAME_LENGTH - len(ending) - 1]}.{ending}" if stem else ending
    return last[:NAME_LENGTH]


def examine(name: str, content: bytes, limit: int) -> Paper:
    """Check an upload; raises Refusal paper_empty, paper_too_large, paper_not_pdf, or one of `_inspected`."""
    shown = clean_name(name) or "?"
    if not content:
        raise Refusal("paper_empty", name=shown)
    if len(content) > limit:
        raise Refusal("paper_too_large", name=shown, size=-(-len(content) // 2**20), limit=limit // 2**20)
    if not _looks_like_pdf(content):
        raise Refusal("paper_not_pdf", name=shown)
    if _ZIP_END in content[-_ZIP_TAIL:]:  # the same bytes are an archive for whoever takes them for one
        raise Refusal("paper_holds_files", name=shown)
    pages, traces = _inspected(shown, content)
    return Paper(shown, content, hashlib.sha256(content).hexdigest(), len(content), pages, traces)


def _looks_like_pdf(content: bytes) -> bool:
    try:
        found = puremagic.from_string(content[:4096])
    except puremagic.PureError:
        return False
    page = any(mark in content[:1024].lower() for mark in (b"<html", b"<script", b"<svg"))
    return "pdf" in found.lower() and content.lstrip()[:5] == b"%PDF-" and not page


def _inspected(name: str, content: bytes) -> tuple[int, Traces]:
    """How many pages, and what it tells of its makers; raises the Refusal that its making deserves."""
    try:
        count, found, traces = structure_of(content)
    except Unreadable:
        raise Refusal("paper_broken", name=name) from None
    match found:
        case "paper_locked":
            raise Refusal("paper_locked", name=name)
        case "paper_runs":
            raise Refusal("paper_runs", name=name)
        case "paper_holds_files":
            raise Refusal("paper_holds_files", name=name)
        case "paper_is_form":
            raise Refusal("paper_is_form", name=name)
        case "paper_huge_picture":
            raise Refusal("paper_huge_picture", name=name, limit=MOST_PIXELS // 10**6)
        case "paper_too_many_pages":
            raise Refusal("paper_too_many_pages", name=name, pages=count, limit=MOST_PAGES)
    if found or not count:
        raise Refusal("paper_broken", name=name)
    return count, traces
