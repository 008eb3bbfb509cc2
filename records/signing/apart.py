"""Has uploaded files judged by a process of its own, with limits, and brings back what it says."""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
import threading
from collections.abc import Mapping
from contextlib import nullcontext
from dataclasses import asdict, replace
from datetime import datetime
from typing import Any, Final

from django.conf import settings
from django.db import connection

from core import pace
from core.refusals import Refusal
from core.time import now
from records.signing.examining import SECONDS
from records.signing.signatories import Signatory, SignatureField
from records.signing.verdict import (
    Chain,
    Head,
    HeadOfStreamAt,
    Later,
    Signature,
    Stamp,
    Unreadable,
    Verdict,
    check_at_sight,
)

log = logging.getLogger("ecabinet.records")

PATIENCE: Final = SECONDS + 5  # by the clock on the wall, on a machine that is busy
TURN: Final = 10  # seconds to wait for one's turn: judging a record takes one or two
_in_work = threading.BoundedSemaphore(2)


def verify_upload(pdf: bytes, *, head_of_stream_at: HeadOfStreamAt) -> Verdict:
    """As `verify`, of a file that somebody brought; the journal is asked here, where it is."""
    check_at_sight(pdf, settings.RECORD_MAX_BYTES)
    said = _asked({"act": "verify", "at": now().isoformat()}, pdf)
    if why := said.get("unreadable"):
        raise Unreadable(str(why))
    verdict = _verdict(said["verdict"])
    if verdict.head is None:
        return verdict
    matches = head_of_stream_at(verdict.head.seq, verdict.head.code)
    return replace(verdict, head=replace(verdict.head, matches=matches))


def accept_upload(
    original: bytes, uploaded: bytes, *, by: Signatory, field: SignatureField | None, at: datetime
) -> bool:
    """As `elsewhere.accept`; a file that takes longer than any record is refused like a broken one."""
    _check_bytes(original, uploaded)
    place = asdict(field) if field else None
    asked = {"act": "accept", "at": at.isoformat(), "by": asdict(by), "field": place}
    try:
        said = _asked(asked, original, uploaded)
    except Unreadable as unread:
        raise Refusal("signed_file_waits" if unread.why == "busy" else "signed_file_unreadable") from None
    if code := said.get("refusal"):
        raise Refusal(str(code), **said["facts"])
    return bool(said["timestamped"])


def _check_bytes(original: bytes, uploaded: bytes) -> None:
    """What needs no reading: the original is the beginning of what was uploaded, byte by byte."""
    if len(uploaded) > settings.RECORD_MAX_BYTES:
        raise Refusal("signed_file_too_large", limit=settings.RECORD_MAX_BYTES // 2**20)
    if not uploaded.startswith(original):
        raise Refusal("signed_file_other_document")
    if uploaded == original:
        raise Refusal("signed_file_unsigned")


def _asked(asked: Mapping[str, object], *files: bytes) -> dict[str, Any]:
    told = {
        "limit": settings.RECORD_MAX_BYTES,
        "folder": str(settings.SIGNING_DIR),
        "roots": [str(each) for each in settings.TRUST_ROOTS],
        "lengths": [len(file) for file in files],
    }
    # Whoever waits makes room for other pages, unless a transaction keeps its locks meanwhile.
    with nullcontext() if connection.in_atomic_block else pace.aside():
        if not _in_work.acquire(timeout=TURN):
            raise Unreadable("busy")
        try:
            return _answer(json.dumps({**told, **asked}).encode(), *files)
        finally:
            _in_work.release()


def _answer(question: bytes, *files: bytes) -> dict[str, Any]:
    try:
        done = subprocess.run(
            [sys.executable, "-m", "records.signing.examining"],
            input=question + b"\n" + b"".join(files),
            capture_output=True,
            timeout=PATIENCE,
            check=True,
            cwd=settings.BASE_DIR,
            env={"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"},
        )
    except (subprocess.SubprocessError, OSError) as trouble:
        log.warning("a file cannot be judged: %s", trouble)
        raise Unreadable("unreadable") from None
    found: dict[str, Any] = json.loads(done.stdout, object_hook=_rich)
    return found


def _rich(value: dict[str, Any]) -> object:
    """The moments and bytes that JSON does not know."""
    if set(value) == {"moment"}:
        return datetime.fromisoformat(value["moment"])
    return bytes.fromhex(value["bytes"]) if set(value) == {"bytes"} else value


def _verdict(said: dict[str, Any]) -> Verdict:
    signatures = tuple(
        Signature(
            **{
                **each,
                "stamp": Stamp(each["stamp"]),
                "later": Later(each["later"]),
                "chain": Chain(each["chain"]),
            }
        )
        for each in said["signatures"]
    )
    head = Head(**said["head"]) if said["head"] else None
    return Verdict(signatures, head, said["strange"], said["lists"])
