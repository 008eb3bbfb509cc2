"""What changed between two versions of a paper, found by a process of its own, kept for the next reader."""

import json
import logging
import os
import subprocess
import sys
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass

from django.conf import settings
from django.core.files.storage import default_storage

from core import pace
from matters.comparing import SECONDS
from matters.differences import Change, Piece
from matters.models import Version

log = logging.getLogger("ecabinet.papers")

KEPT = 32
PATIENCE = SECONDS + 5  # by the clock on the wall, on a machine that is busy


@dataclass(frozen=True)
class Comparison:
    """What changed in the text; `state` is changed, same, no_text (a scan), too_long or unreadable.

    `more` changes follow that are too many to be shown.
    """

    state: str
    changes: Sequence[Change] = ()
    more: int = 0


_kept: OrderedDict[tuple[str, str], Comparison] = OrderedDict()
_one_at_a_time = threading.Lock()


def compare(old: Version, new: Version) -> Comparison:
    """What changed between the texts of two versions; never raises for what a file is like."""
    key = (old.sha256, new.sha256)
    if key in _kept:
        return _kept[key]
    # Many members may ask at the same moment: one looks, the others wait for what it finds.
    with pace.aside(), _one_at_a_time:
        found = _kept.get(key) or _compared(old, new)
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


def _compared(old: Version, new: Version) -> Comparison:
    try:
        contents = [_bytes(version) for version in (old, new)]
        done = subprocess.run(
            [sys.executable, "-m", "matters.comparing"],
            input=b"%d\n" % len(contents[0]) + b"".join(contents),
            capture_output=True,
            timeout=PATIENCE,
            check=True,
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"},
        )
    except subprocess.TimeoutExpired:
        return Comparison("too_long")
    except (subprocess.CalledProcessError, OSError) as trouble:
        log.warning("versions %s and %s cannot be compared: %s", old.pk, new.pk, trouble)
        return Comparison("unreadable")
    return _read(json.loads(done.stdout))


def _bytes(version: Version) -> bytes:
    with default_storage.open(version.path) as file:
        content: bytes = file.read()
    return content


def _read(found: dict[str, object]) -> Comparison:
    changes = found.get("changes", [])
    assert isinstance(changes, list)
    return Comparison(
        state=str(found["state"]),
        changes=[
            Change(**{**each, "pieces": [Piece(**piece) for piece in each["pieces"]]}) for each in changes
        ],
        more=int(str(found.get("more", 0))),
    )
