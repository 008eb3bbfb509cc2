"""Judges a file on its standard input, in a process of its own; `apart` starts it.

Uploads are anybody's files, and to read one may take any time and memory. So this runs apart from the server,
with limits that it sets on itself, and knows no database.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

SECONDS = 20  # of computing
MEMORY = 1024 * 2**20


def examined(asked: dict[str, Any], files: list[bytes]) -> dict[str, object]:
    """The answer to one question: what is this file worth, or may it stand for the original?"""
    from core.refusals import Refusal
    from records.signing import Capacity, Signatory, SignatureField, Unreadable
    from records.signing.elsewhere import accept
    from records.signing.verifying import verify

    at = datetime.fromisoformat(asked["at"])
    try:
        if asked["act"] == "verify":
            return {"verdict": asdict(verify(files[0], at=at))}
        field = SignatureField(**asked["field"]) if asked["field"] else None
        by = Signatory(**{**asked["by"], "capacity": Capacity(asked["by"]["capacity"])})
        return {"timestamped": accept(files[0], files[1], by=by, field=field, at=at)}
    except Unreadable as unreadable:
        return {"unreadable": unreadable.why}
    except Refusal as refusal:
        return {"refusal": refusal.code, "facts": refusal.facts}


def _plain(value: object) -> object:
    """What JSON does not know: a moment, and bytes."""
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    assert isinstance(value, bytes)
    return {"bytes": value.hex()}


def _limit() -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def main() -> None:
    """A line that asks, then the files, of which it tells the lengths; one JSON object comes back."""
    from django.conf import settings

    _limit()
    asked = json.loads(sys.stdin.buffer.readline())
    settings.configure(
        USE_TZ=True,
        RECORD_MAX_BYTES=asked["limit"],
        SIGNING_DIR=Path(asked["folder"]),
        TRUST_ROOTS=[Path(each) for each in asked["roots"]],
    )
    files = [sys.stdin.buffer.read(length) for length in asked["lengths"]]
    json.dump(examined(asked, files), sys.stdout, default=_plain)


if __name__ == "__main__":
    main()
