"""Reading copies of closed papers: the reader's name and the time on every page.

The original stays as it is under its SHA-256, to which ballots are bound; the copy says which one it is of.
A copy is made by a process of its own and kept in memory for some minutes, for its reader alone.
"""

import json
import logging
import os
import subprocess
import sys
import threading
import time
from collections import OrderedDict
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.core.files.storage import default_storage
from django.utils.formats import date_format
from django.utils.translation import override

from core import pace
from core.refusals import Refusal
from core.time import local
from matters.marking import SECONDS
from matters.models import Version
from matters.wording import COPY_OF, READER_OF
from people.models import Person

log = logging.getLogger("ecabinet.papers")

PATIENCE = SECONDS + 5  # by the clock on the wall, on a machine that is busy
KEPT_SECONDS, KEPT_BYTES = 300, 64 * 2**20
_in_work = threading.BoundedSemaphore(2)
_kept: OrderedDict[tuple[UUID, UUID], tuple[float, bytes]] = OrderedDict()
_keeping = threading.Lock()


def copy_for(person: Person, version: Version, moment: datetime) -> bytes:
    """The copy of this reader, which says when it was made; raises Refusal copy_not_marked."""
    key = version.pk, person.pk
    with _keeping:
        made, content = _kept.get(key, (0.0, b""))
    if content and time.monotonic() - made < KEPT_SECONDS:
        return content
    content = _marked(person, version, moment)
    with _keeping:
        _kept[key] = time.monotonic(), content
        _kept.move_to_end(key)
        while sum(len(each) for _made, each in _kept.values()) > KEPT_BYTES or _too_old():
            _kept.popitem(last=False)
    return content


def _too_old() -> bool:
    first = next(iter(_kept.values()), None)
    return first is not None and time.monotonic() - first[0] > KEPT_SECONDS


def _marked(person: Person, version: Version, moment: datetime) -> bytes:
    with default_storage.open(version.path) as file:
        original: bytes = file.read()
    asked = json.dumps(_words(person, version, moment)).encode() + b"\n"
    with pace.aside(), _in_work:
        try:
            done = subprocess.run(
                [sys.executable, "-m", "matters.marking"],
                input=asked + original,
                capture_output=True,
                timeout=PATIENCE,
                check=True,
                cwd=settings.BASE_DIR,
                env={"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"},
            )
        except (subprocess.SubprocessError, OSError) as trouble:
            log.warning("no copy of version %s can be made: %s", version.pk, type(trouble).__name__)
            raise Refusal("copy_not_marked", title=version.document.title) from None
    return done.stdout


def _words(person: Person, version: Version, moment: datetime) -> dict[str, object]:
    """The mark in Vietnamese, as the papers are."""
    with override("vi"):
        when = date_format(local(moment), "H:i, d/m/Y")
        facts = {"name": person.label_vi, "account": person.username, "when": when}
        lines = [READER_OF % facts, COPY_OF % {"number": version.number, "sha256": version.sha256}]
    return {"lines": lines, "large": f"{person.label_vi} · {when}"}
