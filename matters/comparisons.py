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
from core.differences import Change, Piece
from matters.comparing import SECONDS
from matters.models import Version

log = logging.getLogger("ecabinet.papers")

KEPT = 32
PATIENCE = SECONDS + 5  # by the clock on the wall, on a machine that is busy
TURN = 0.5  # seconds in which the next in line may get its turn: what is short is over by then


@dataclass(frozen=True)
class Comparison:
    """What changed in the text; `state` is changed, same, no_text (a scan), too_long or unreadable.

    While another comparison is made it is under_way: ask again in a moment. `more` changes follow that are
    too many to be shown.
    """

    state: str
    changes: Sequence[Change] = ()
    more: int = 0


UNDER_WAY = Comparison("under_way")

_kept: OrderedDict[tuple[str, str], Comparison] = OrderedDict()
_one_at_a_time = threading.Lock()
_in_line = threading.BoundedSemaphore(2)


def compare(old: Version, new: Version) -> Comparison:
    """What changed between the texts of two versions; never raises for what a file is like.

    Whoever asks holds one of the few lanes in which every page is made. So one compares, one more waits a
    moment for it, and the others are told to come again.
    """
    key = (old.sha256, new.sha256)
    if known := _kept.get(key):
        return known
    if not _in_line.acquire(blocking=False):
        return UNDER_WAY
    try:
        with pace.aside():
            return _in_turn(key, old, new)
    finally:
        _in_line.release()


def _in_turn(key: tuple[str, str], old: Version, new: Version) -> Comparison:
    if not _one_at_a_time.acquire(timeout=TURN):
        return UNDER_WAY
    try:
        found = _kept.get(key) or _compared(old, new)
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    finally:
        _one_at_a_time.release()
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
