"""How `make test` deals the files to its processes (pytest-xdist), each with a database of its own.

A file is never split, since what a module builds once serves all its tests. What measures seconds, kills
servers or opens fifty connections comes first, one test after the other in one process; meanwhile the others,
which let it go first, work through the rest. (Three processes took as long as two on two processors.)
All must find the same cases: nothing drawn at random may stand in a case's name.
"""

import os
from pathlib import Path
from typing import Any

import pytest
from xdist.scheduler import LoadFileScheduling

from tests.browser.site import ROOT

# The longest, lest one process still has it when the other is done; nothing in it measures time.
LONG = (
    "tests/browser/test_session_of_40_items.py",
    "tests/browser/test_pages_for_everybody.py",
    "tests/policies/test_matrix.py",
)
ALONE = (
    "tests/browser/test_ballot_clock.py",
    "tests/browser/test_early_press.py",
    "tests/browser/test_personal_fragment.py",
    "tests/browser/test_prepared_answer.py",
    "tests/browser/test_session_of_27.py",
    "tests/deploy/test_two_servers.py",
    "tests/live/",
    "tests/services/test_killed_server.py",
    "tests/services/test_races.py",
    "tests/services/test_together.py",
)


GIVES_WAY = 10  # niceness: a tenth of the share of what goes first, where both compute


def _turn(file: str) -> int:
    return 0 if file.startswith(ALONE) else 1 if file.startswith(LONG) else 2


def _file(item: pytest.Item) -> str:
    return Path(item.path).relative_to(ROOT).as_posix()


def in_order(items: list[pytest.Item]) -> None:
    """What measures time first, then the longest files; otherwise as they were."""
    items.sort(key=lambda item: _turn(_file(item)))


def give_way(item: pytest.Item) -> None:
    """From its first test that measures nothing a process, with its servers, lets go first what does."""
    if "PYTEST_XDIST_WORKER" in os.environ and _turn(_file(item)):
        os.nice(GIVES_WAY - os.nice(0))


class Queues(LoadFileScheduling):  # type: ignore[misc]  # xdist says no types of it
    """Files to whoever is free, in the order of `in_order`; all that measures time is one piece."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        file: str = super()._split_scope(nodeid)
        return file if _turn(file) else "alone"
