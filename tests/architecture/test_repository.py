"""What every file of this repository keeps: no machine of ours in it, third parties with their papers."""

import ast
import re
from importlib import metadata

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.architecture.repository import ROOT, THIRD_PARTY, name, own_texts

# Written in pieces, so that this file does not name what it forbids.
MACHINE = re.compile(
    r"(?<![\w.$}*-])/(?:" + "|".join(("work", "root", "home", "Users", "tmp", "opt")) + r")/\w"
)
REGISTRY = re.compile(
    r"\b(?:py" + r"pi\.org|python" + r"hosted\.org|registry\.npm" + r"js|deb\.deb" + r"ian\.org)"
)
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc", "data", "lib"}
PIN = re.compile(r"^([\w.-]+)(\[[\w,]+\])?==[\w.]+( ; [^#]+)?(  # .+)?$")


def test_no_file_knows_the_machine_it_was_written_on() -> None:
    found = [
        f"{path}: {match[0]}"
        for path, text in own_texts()
        for match in (*MACHINE.finditer(text), *REGISTRY.finditer(text))
    ]
    assert found == []


def test_third_party_files_carry_their_version_and_licence() -> None:
    folders = {
        folder
        for place in THIRD_PARTY
        if (ROOT / place).is_dir()
        for folder in ([ROOT / place] if place.endswith("fonts/") else (ROOT / place).iterdir())
    }
    bare = [
        f"{name(folder)} lacks {paper}"
        for folder in sorted(folders)
        for paper in ("VERSION", "LICENSE")
        if not any(folder.glob(f"{paper}*"))
    ]
    assert bare == []


def test_every_module_opens_by_saying_what_it_is() -> None:
    silent = [
        path
        for path, text in own_texts(".py")
        if "/migrations/" not in path and text.strip() and not ast.get_docstring(ast.parse(text))
    ]
    assert silent == []


def test_no_module_has_a_name_that_says_nothing() -> None:
    assert [path for path, _ in own_texts(".py") if VAGUE & set(path.removesuffix(".py").split("/"))] == []


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_requirements_are_pinned_exactly(file: str) -> None:
    lines = (ROOT / file).read_text().splitlines()
    loose = [line for line in lines if line and not line.startswith(("#", "-r ")) and not PIN.match(line)]
    assert loose == []


def pins(file: str, *, chosen: bool = False) -> list[Requirement]:
    """The pins of one file that hold on this machine; with `chosen`, only those that give a reason."""
    lines = [line for line in (ROOT / file).read_text().splitlines() if PIN.match(line)]
    found = [Requirement(line.split("#")[0]) for line in lines if "  # " in line or not chosen]
    return [pin for pin in found if pin.marker is None or pin.marker.evaluate()]


def needs(chosen: list[Requirement]) -> set[str]:
    """The names of these libraries and of everything they need on this machine."""
    waiting, seen = list(chosen), set[tuple[str, frozenset[str]]]()
    while waiting:
        each = waiting.pop()
        key = (canonicalize_name(each.name), frozenset(each.extras))
        if key not in seen:
            seen.add(key)
            wanted = [Requirement(line) for line in metadata.requires(each.name) or ()]
            extras = (*each.extras, "")
            waiting += [
                w for w in wanted if not w.marker or any(w.marker.evaluate({"extra": e}) for e in extras)
            ]
    return {name for name, _ in seen}


@pytest.mark.parametrize(
    "files", [["requirements.txt"], ["requirements.txt", "requirements-dev.txt"]], ids=len
)
def test_requirements_pin_what_the_chosen_libraries_need_and_nothing_else(files: list[str]) -> None:
    pinned = {canonicalize_name(pin.name) for file in files for pin in pins(file)}
    assert pinned == needs([pin for file in files for pin in pins(file, chosen=True)])
