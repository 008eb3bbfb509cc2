"""The floors and columns of ARCHITECTURE.md, as import-linter reads them from pyproject.toml."""

import pytest
from importlinter.cli import lint_imports

from tests.architecture.repository import ROOT


@pytest.mark.parametrize("contract", ["floors", "columns", "pure-rules"])
def test_nothing_imports_upward(contract: str, capsys: pytest.CaptureFixture[str]) -> None:
    code = lint_imports(
        str(ROOT / "pyproject.toml"), limit_to_contracts=(contract,), no_cache=True, no_logo=True
    )
    assert code == 0, capsys.readouterr().out
