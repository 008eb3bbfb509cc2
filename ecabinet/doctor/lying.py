"""What the doctor asks of what lies on the disk: keys, papers, room, backups, words, files, versions."""

import json
import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.conf import settings
from django.utils import translation

from ecabinet.doctor.finding import DAY, ERROR, OK, WARNING, Finding

LITTLE, TOO_LITTLE = 10 * 2**30, 2 * 2**30  # bytes free


def keys() -> Iterator[Finding]:
    """Files that hold keys are their owner's alone."""
    folder = Path(settings.SIGNING_DIR)
    keys = [Path(settings.JOURNAL_KEY_FILE), *(folder.glob("*.p12") if folder.is_dir() else ())]
    there = [each for each in keys if each.exists()]
    open_to = [each.name for each in there if stat.S_IMODE(each.stat().st_mode) & 0o077]
    if open_to:
        yield Finding(
            "keys", ERROR, f"others may read {', '.join(sorted(open_to))}", "chmod 600 each of them."
        )
    else:
        yield Finding("keys", OK, f"{len(there)} files, their owner's alone")


def files() -> Iterator[Finding]:
    media = Path(settings.MEDIA_ROOT)
    if media.exists() and stat.S_IMODE(media.stat().st_mode) & 0o007:
        yield Finding(
            "papers",
            WARNING,
            "every account of this machine may look into the folder of papers",
            f"chmod 750 {media}",
        )
    elif not media.exists():
        yield Finding("papers", OK, "none yet")
    else:
        yield Finding("papers", OK, "are kept from other accounts")
    near = next(each for each in (media, *media.absolute().parents) if each.exists())
    free = shutil.disk_usage(near).free
    level = OK if free >= LITTLE else WARNING if free >= TOO_LITTLE else ERROR
    hint = "" if level == OK else "A full disk stops voting. Make room."
    yield Finding("disk", level, f"{free / 2**30:.1f} GB free for papers", hint)


def backups() -> Iterator[Finding]:
    folder = settings.BACKUP_DIR
    if not folder:
        yield Finding(
            "backups",
            WARNING,
            "nobody has said where they are",
            "Set BACKUP_DIR to the folder into which they are written, so that their age is watched.",
        )
        return
    made = [each.stat().st_mtime for each in Path(folder).rglob("*") if each.is_file()]
    age = datetime.now(UTC) - datetime.fromtimestamp(max(made), UTC) if made else None
    if age is None or age > DAY:
        seen = f"the newest is {age.total_seconds() / 3600:.0f} hours old" if age else "there is none"
        yield Finding("backups", ERROR, seen, "Look at what should make them.")
    else:
        yield Finding("backups", OK, f"the newest is {age.total_seconds() / 3600:.0f} hours old")


def pages() -> Iterator[Finding]:
    with translation.override("vi"):
        compiled = translation.gettext("Sign in") != "Sign in"
    if not compiled:
        yield Finding(
            "translations", ERROR, "Vietnamese is not compiled", "Run: python -m scripts.messages compile"
        )
    else:
        yield Finding("translations", OK, "compiled")
    if not settings.DEPLOYED:
        return
    manifest = Path(settings.STATIC_ROOT) / "staticfiles.json"
    named = json.loads(manifest.read_text())["paths"] if manifest.exists() else {}
    ours = Path(settings.BASE_DIR) / "static"
    missing = [p for p in ours.rglob("*") if p.is_file() and str(p.relative_to(ours)) not in named]
    older = manifest.exists() and any(
        p.stat().st_mtime > manifest.stat().st_mtime for p in ours.rglob("*") if p.is_file()
    )
    if missing or older:
        yield Finding(
            "static files",
            ERROR,
            "are not collected, or older than the program",
            "Run: python manage.py collectstatic --no-input",
        )
    else:
        yield Finding("static files", OK, f"{len(named)} collected")


def versions() -> Iterator[Finding]:
    """What is installed is what was tested."""
    lines = (Path(settings.BASE_DIR) / "requirements.txt").read_text().splitlines()
    pins = [line.split("#")[0].split(";") for line in lines if "==" in line.split("#")[0]]
    other = []
    for pin, *marker in pins:
        name, wanted = pin.strip().split("==")
        try:
            installed = version(name.split("[")[0])
        except PackageNotFoundError:
            installed = "" if not marker else wanted  # perhaps not needed on this Python
        if installed != wanted:
            other.append(f"{name} {installed or 'missing'} (tested with {wanted})")
    if other:
        yield Finding("versions", WARNING, "; ".join(other), "Run: pip install -r requirements.txt")
    else:
        yield Finding("versions", OK, f"{len(pins)} as pinned")
