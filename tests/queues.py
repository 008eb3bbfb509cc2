"""How `make test` deals the files to its two processes (pytest-xdist), each with a database of its own.

A file is never split, since what a module builds once serves all its tests. What measures seconds, kills
servers or opens fifty connections runs at the end, one test after the other, with the machine to itself.
Both processes must find the same cases: nothing drawn at random may stand in a case's name.
"""

from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

from tests.browser.site import ROOT

# The longest, lest one process still has it when the other is done; nothing in it measures time.
FIRST = ("tests/browser/test_pages_for_everybody.py", "tests/policies/test_matrix.py")
ALONE = (
    "tests/browser/",
    "tests/live/",
    "tests/services/test_killed_server.py",
    "tests/services/test_races.py",
    "tests/services/test_together.py",
)


def _turn(file: str) -> int:
    return 0 if file.startswith(FIRST) else 2 if file.startswith(ALONE) else 1


def in_order(items: list[pytest.Item]) -> None:
    """The longest files first, what needs the machine to itself last; otherwise as they were."""
    items.sort(key=lambda item: _turn(Path(item.path).relative_to(ROOT).as_posix()))


class Queues(LoadFileScheduling):  # type: ignore[misc]  # xdist says no types of it
    """Files to whoever is free, in the order of `in_order`; all that runs alone is one piece."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return "alone" if _turn(file) == 2 else file
