"""What an installation installs, byte by byte: requirements.lock is requirements.txt with hashes."""

import re

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.repository import ROOT

HASH = re.compile(r"--hash=sha256:([0-9a-f]{64})")


def pinned(line: str) -> tuple[str, str, str]:
    """Name, version and for which Pythons; the extras' own libraries have lines of their own."""
    wanted = Requirement(line)
    return canonicalize_name(wanted.name), str(wanted.specifier), str(wanted.marker or "")


def locked() -> dict[tuple[str, str, str], list[str]]:
    """Every line of the lock with its hashes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    lines = [line for line in text.splitlines() if line and not line.startswith("#")]
    return {pinned(line.partition("--hash")[0]): HASH.findall(line) for line in lines}


def test_case_100_the_lock_names_the_versions_that_are_pinned_and_no_others() -> None:
    text = (ROOT / "requirements.txt").read_text(encoding="utf-8")
    wanted = {pinned(line.split("#")[0]) for line in text.splitlines() if line and not line.startswith("#")}
    assert set(locked()) == wanted


def test_case_100_every_line_of_it_has_hashes_and_nothing_but_hashes() -> None:
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    assert [name for name, hashes in locked().items() if not hashes] == []
    told = [word for line in text.splitlines() if not line.startswith("#") for word in line.split()]
    assert [word for word in told if word.startswith("-") and not HASH.fullmatch(word)] == []
    assert [word for word in told if "://" in word or word == "@"] == []  # no index, no address
