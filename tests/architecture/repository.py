"""The repository as the architecture tests read it: its files, and which of them are ours."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
THIRD_PARTY = ("static/vendor/", "tests/vendor/", "records/fonts/", "static/fonts/")
MADE_HERE = {"media", "staticfiles", "__pycache__"}


def files() -> list[Path]:
    """Every file that git knows or would add; every file outside a git checkout."""
    asked = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if asked.returncode == 0:
        found = [ROOT / name for name in asked.stdout.splitlines()]
        return [path for path in found if path.is_file()]
    return [
        path for path in ROOT.rglob("*") if path.is_file() and not _made_here(path.relative_to(ROOT).parts)
    ]


def _made_here(parts: tuple[str, ...]) -> bool:
    """Whether a file lies in a folder of data or caches, as .gitignore says where there is git."""
    return any(part in MADE_HERE or (part.startswith(".") and part != ".ci") for part in parts[:-1])


def name(path: Path) -> str:
    """A file's name as people say it: from the root of the repository."""
    return path.relative_to(ROOT).as_posix()


def own_texts(*suffixes: str) -> Iterator[tuple[str, str]]:
    """Name and text of each text file that we wrote; with suffixes, of those kinds only."""
    for path in files():
        if name(path).startswith(THIRD_PARTY) or (suffixes and path.suffix not in suffixes):
            continue
        try:
            yield name(path), path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # a picture or a font
