"""Whether a page of an upload is stamped as a state secret, read by a process of its own."""

import json
import logging
import os
import subprocess
import sys
import threading
from dataclasses import dataclass

from django.conf import settings

from core import pace
from matters.found_before import FoundBefore
from matters.stamps import SECONDS

log = logging.getLogger("ecabinet.papers")

PATIENCE = SECONDS + 5  # by the clock on the wall, on a machine that is busy
_in_work = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Stamp:
    """The first page that bears a mark, and which; `page` is otherwise the last that could be read."""

    level: str = ""
    page: int = 0


_before: FoundBefore[Stamp] = FoundBefore()


def stamp_of(content: bytes) -> Stamp:
    """What is stamped on its pages; a scan, and a page that cannot be read in time, bears nothing."""
    if not any(mark in content for mark in (b"/Font", b"/ObjStm", b"/Annots")):
        return Stamp()  # no letter without a font: nothing to start a process for
    if before := _before.of(content):
        return before
    with pace.aside(), _in_work:
        whole, told = _read(content)
    lines = told.decode("utf-8", "replace").splitlines()
    found = Stamp(json.loads(lines[-1]), len(lines)) if lines else Stamp()
    return _before.keep(content, found) if whole else found


def _read(content: bytes) -> tuple[bool, bytes]:
    """Whether it was read to its end, and a line for every page; what was read before time ran out counts."""
    try:
        return True, subprocess.run(
            [sys.executable, "-m", "matters.stamps"],
            input=content,
            capture_output=True,
            timeout=PATIENCE,
            check=True,
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"},
        ).stdout
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as trouble:
        found: bytes = (trouble.stdout or b"").rpartition(b"\n")[0]
        log.warning(
            "an upload can be read for stamps up to page %s only: %s",
            found.count(b"\n") + bool(found),
            type(trouble).__name__,
        )
        return False, found
    except OSError as trouble:
        log.warning("no page of an upload can be read for stamps: %s", type(trouble).__name__)
        return False, b""
