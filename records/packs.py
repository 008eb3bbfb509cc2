"""Packs of papers, made by a process of their own, kept under the hash of what they hold.

The hash covers every paper in it, so whoever sees other papers asks for another pack. What a pack is doing is
seen from its folder alone: any process of the server may ask, and one that died leaves nothing to clear up.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from django.conf import settings
from django.core.files import File

from records.binding import Job
from records.plain import as_plain

KEPT_SECONDS = 24 * 3600
# Rises when the same papers are bound otherwise, so that no older pack is taken for one of today.
EDITION = 2
KEY = re.compile("[0-9a-f]{64}")


class Stage(StrEnum):
    """How far a pack is."""

    NONE = "none"
    UNDER_WAY = "under_way"
    READY = "ready"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True)
class State:
    """What is shown of a pack: papers done of how many, its size when it is there."""

    stage: Stage
    done: int = 0
    of: int = 0
    size: int = 0


def _root() -> Path:
    return Path(settings.MEDIA_ROOT) / "packs"


def _copies() -> Path:
    return _root() / "copies"


def content_of(job: Job) -> str:
    """A pack as the process of its own reads it."""
    return json.dumps(as_plain(job), ensure_ascii=False, sort_keys=True)


def key_of(content: str) -> str:
    """What a pack is kept under."""
    return hashlib.sha256(f"{EDITION}\n{content}".encode()).hexdigest()


def file_of(key: str) -> Path:
    """Where the bytes lie once it is ready."""
    return _root() / key / "pack.pdf"


class Reading(File):  # type: ignore[type-arg]  # Django's class is generic for the types alone
    """A pack that is read: until it is closed, nobody clears it up."""

    def __init__(self, key: str) -> None:
        pack, lock = file_of(key).open("rb"), (_root() / key / "lock").open("rb")
        super().__init__(pack)
        self.lock = lock
        # Whoever made it ends in this moment; whoever clears up has it removed in the next.
        fcntl.flock(lock, fcntl.LOCK_SH)
        os.utime(file_of(key).parent)  # the day for which it is kept begins anew

    def close(self) -> None:
        """Let go of both."""
        super().close()
        self.lock.close()


def opened(key: str) -> Reading | None:
    """The pack, to be read; None where there is none."""
    try:
        return Reading(key)
    except FileNotFoundError:
        return None


def place_of(sha256: str) -> Path:
    """Where the bytes of a copy lie while packs with it are made."""
    return _copies() / f"{sha256}.pdf"


def file_with(sha256: str, content: Callable[[], bytes]) -> Path:
    """A file with these bytes, for the process that binds: it knows no database."""
    place = place_of(sha256)
    with suppress(FileNotFoundError):
        os.utime(place)  # it is wanted today: whoever clears up leaves it
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True)
        fresh = place.with_suffix(f".{os.getpid()}-{threading.get_ident()}")
        fresh.write_bytes(content())
        fresh.replace(place)
    return place


def state_of(key: str) -> State:
    """How far it is, seen from its folder."""
    folder = _root() / key
    if (folder / "pack.pdf").exists():
        return State(Stage.READY, size=(folder / "pack.pdf").stat().st_size)
    if not (folder / "job").exists():
        return State(Stage.NONE)
    if _is_worked_on(folder):
        done, of = _progress(folder)
        return State(Stage.UNDER_WAY, done, of)
    if (folder / "pack.pdf").exists():  # it was finished between the two looks
        return state_of(key)
    return State(Stage.CANCELLED if (folder / "cancelled").exists() else Stage.FAILED)


def waited_for(key: str, waiting: str) -> State | None:
    """How far the pack of this key is, for somebody who has asked for it and still waits; else None."""
    if not KEY.fullmatch(key) or not (_root() / key / "waiting" / waiting).exists():
        return None
    state = state_of(key)
    return state if state.stage is Stage.UNDER_WAY else None


def begin(content: str, waiting: str) -> str:
    """Have it made, unless it is there or under way; `waiting` is who asks for it. Returns its key."""
    key = key_of(content)
    folder = _root() / key
    (folder / "waiting").mkdir(parents=True, exist_ok=True)
    (folder / "waiting" / waiting).touch()
    lock = _locked(folder)
    if lock is None:
        return key
    try:
        if not (folder / "pack.pdf").exists():
            _start(folder, content, lock)
    finally:
        os.close(lock)
    return key


def cancel(key: str, waiting: str) -> None:
    """This person waits no longer; when nobody does, the work ends."""
    folder = _root() / key
    (folder / "waiting" / waiting).unlink(missing_ok=True)
    if state_of(key).stage is not Stage.UNDER_WAY or any((folder / "waiting").iterdir()):
        return
    (folder / "cancelled").touch()
    # Where it has ended meanwhile, or not begun, it is made and nobody asks for it.
    with suppress(ProcessLookupError, FileNotFoundError, ValueError):
        os.kill(int((folder / "process").read_text()), signal.SIGTERM)


def _start(folder: Path, content: str, lock: int) -> None:
    for name in ("cancelled", "progress"):
        (folder / name).unlink(missing_ok=True)
    (folder / "job").write_text(content, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "records.binding", str(folder)],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "0"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=(folder / "trouble").open("wb"),
        pass_fds=(lock,),  # held until the process ends, however it ends
        start_new_session=True,
    )
    (folder / "process").write_text(str(process.pid))
    threading.Thread(target=process.wait, daemon=True).start()


def _locked(folder: Path) -> int | None:
    """The folder's lock; None while somebody works there."""
    lock = os.open(folder / "lock", os.O_CREAT | os.O_RDWR, 0o600)
    for _ in range(5):
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            time.sleep(0.01)  # somebody only looks, or does work
        else:
            return lock
    os.close(lock)
    return None


def _is_worked_on(folder: Path) -> bool:
    with (folder / "lock").open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
    return False


def _progress(folder: Path) -> tuple[int, int]:
    try:
        done, of = map(int, (folder / "progress").read_text().split())
    except (FileNotFoundError, ValueError):
        return 0, 0
    return done, of


def clear_old() -> int:
    """Remove packs and copies that nobody wanted for a day; says how many. They are made anew when asked for.

    What is being made or read is locked and stays; a copy is new again whenever a pack that holds it is asked
    for.
    """
    if not _root().exists():
        return 0
    old = time.time() - KEPT_SECONDS
    packs = sum(_cleared(folder, old) for folder in _root().iterdir() if KEY.fullmatch(folder.name))
    copies = [each for each in _copies().glob("*") if _changed(each) < old]
    for each in copies:
        each.unlink(missing_ok=True)
    return packs + len(copies)


def _cleared(folder: Path, old: float) -> bool:
    """Whether this pack was old, and is gone; whoever works on it or reads it has locked it."""
    if _changed(folder) >= old:
        return False
    with suppress(FileNotFoundError), (folder / "lock").open("rb") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        if _changed(folder) >= old:  # somebody asked for it between the two looks
            return False
        shutil.rmtree(folder, ignore_errors=True)
        return True
    return False


def _changed(place: Path) -> float:
    """When it was last wanted; what is gone was wanted just now by somebody else who clears up."""
    try:
        return place.stat().st_mtime
    except FileNotFoundError:
        return time.time()
