"""The list of abuse cases says what is so: every number once, and every test that it names is there."""

import re

from tests.architecture.repository import ROOT

ROWS = [
    re.match(r"\| (\d+) \| (.+?) \| (.+) \|$", line)
    for line in (ROOT / "docs" / "abuse-cases.md").read_text(encoding="utf-8").splitlines()
    if re.match(r"\| \d", line)
]
NUMBERED = re.compile(r"def test_((?:(?:a|case)_\d+_)+)")


def test_every_number_is_there_once_with_a_case_and_what_holds_it() -> None:
    assert all(ROWS)
    assert [int(row[1]) for row in ROWS if row] == list(range(1, 109))


def test_every_test_that_is_named_exists() -> None:
    missing = []
    for row in filter(None, ROWS):
        names: dict[str, str] = {}
        for name in re.findall(r"`(tests/[a-z0-9_/]+\.py|test_[a-z0-9_]+)`", row[3]):
            if name.startswith("tests/"):
                path = ROOT / name
                names = {name: path.read_text(encoding="utf-8") if path.is_file() else ""}
                missing += [] if path.is_file() else [f"{row[1]}: {name}"]
            elif not re.search(rf"def {name}\(", "".join(names.values())):
                missing.append(f"{row[1]}: {name}")
    assert missing == []


def test_every_test_that_bears_a_number_stands_in_the_row_of_that_number() -> None:
    held = {row[1]: row[3] for row in filter(None, ROWS)}
    astray = []
    for path in (ROOT / "tests").rglob("test_*.py"):
        for found in NUMBERED.finditer(path.read_text(encoding="utf-8")):
            for number in re.findall(r"(?:a|case)_(\d+)_", found[1]):
                if str(path.relative_to(ROOT)) not in held.get(number, ""):
                    astray.append(f"{number}: {path.name}")
    assert astray == []
