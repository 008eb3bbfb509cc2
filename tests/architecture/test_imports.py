"""The floors and columns of ARCHITECTURE.md, as import-linter reads them from pyproject.toml."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.repository import ROOT


@pytest.mark.parametrize("contract", ["floors", "columns", "pure-rules"])
def test_nothing_imports_upward(contract: str) -> None:
    linter = (
        Path(sys.executable).parent / "lint-imports"
    )  # in a process of its own: Django is loaded in this one
    said = subprocess.run(
        [linter, "--no-cache", "--no-logo", "--contract", contract],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said.returncode == 0, said.stdout
