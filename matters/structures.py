"""What an uploaded PDF is made of, found out apart from the server wherever reading it means unpacking it."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

from core import pace
from core.typed_text import clean_text
from matters.found_before import FoundBefore
from matters.structure import SECONDS, inspected

ROOT = Path(__file__).resolve().parent.parent
PATIENCE = SECONDS + 5  # by the clock on the wall, on a machine that is busy
SMALL = 2 * 2**20
# Objects packed into streams, or names that are written otherwise than they are read.
_PACKED = re.compile(rb"/ObjStm|/XRef|/Encrypt|/[^\x00\t\n\f\r ()<>\[\]{}/%]*#[0-9A-Fa-f]{2}")
_in_work = threading.BoundedSemaphore(2)


NOBODY = {"", "anonymous", "unknown", "unspecified"}  # what programs write where they know no name


class Unreadable(ValueError):
    """Nobody can open it: damaged, or made to take for ever."""


class Traces(NamedTuple):
    """What a file tells of its makers, beside its pages: names, comments, layers that are not shown."""

    author: str = ""
    producer: str = ""
    comments: int = 0
    commenters: Sequence[str] = ()
    layers: int = 0
    signed: bool = False


NO_TRACES = Traces()


class Structure(NamedTuple):
    """How many pages, the code of the refusal that the file deserves, or nothing, and its traces."""

    pages: int
    found: str
    traces: Traces


_before: FoundBefore[Structure] = FoundBefore()


def structure_of(content: bytes) -> Structure:
    """What a file is made of; raises Unreadable.

    A small file whose objects all lie open is read here: a process for each of hundreds takes its time, and
    what lies open cannot unfold.
    """
    if len(content) <= SMALL and not _PACKED.search(content):
        return _here(content)
    if before := _before.of(content):
        return before
    with pace.aside(), _in_work:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "matters.structure"],
                input=content,
                capture_output=True,
                timeout=PATIENCE,
                check=True,
                cwd=ROOT,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"},
            )
            found = json.loads(done.stdout)
        except (subprocess.SubprocessError, OSError, ValueError):
            raise Unreadable from None
    return _before.keep(content, _read(found))


def _here(content: bytes) -> Structure:
    import pikepdf

    try:
        return _read(inspected(content))
    except (pikepdf.PdfError, RecursionError, ValueError, TypeError):
        raise Unreadable from None


def _read(found: dict[str, Any]) -> Structure:
    told = found.get("traces") or {}
    author = "" if told.get("author", "").strip("() ").lower() in NOBODY else clean_text(told["author"])
    traces = Traces(
        author,
        clean_text(told.get("producer", "")),
        int(told.get("comments", 0)),
        tuple(filter(None, map(clean_text, told.get("commenters", ())))),
        int(told.get("layers", 0)),
        bool(told.get("signed")),
    )
    return Structure(int(found["pages"]), str(found["found"]), traces)
