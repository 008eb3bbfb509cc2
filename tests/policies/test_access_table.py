"""The table of access in the repository is what the code answers, and what people expect of it."""

from tests.policies.access import TABLE, as_text, expected_lines
from tests.policies.scene import make_scene


def test_the_table_in_the_repository_says_what_is_expected(db: None) -> None:
    """Abuse case 1. `python -m scripts.write_access_table` asks the code anew; read what it changes."""
    expected = as_text(expected_lines(make_scene()))
    assert TABLE.read_text(encoding="utf-8").splitlines() == expected.splitlines()
