"""A new kind of document is a composer of under 80 lines: what is common is in the engine and its floor."""

import ast
import inspect
from pathlib import Path

import pytest

from records.kinds import RecordKind, record_kinds
from tests.architecture.repository import own_texts

LONGEST = 79


def returns_document(node: ast.stmt) -> bool:
    returned = node.returns if isinstance(node, ast.FunctionDef) else None
    return isinstance(returned, ast.Name) and returned.id == "Document"


def composers() -> dict[str, str]:
    """Every module that composes a document, by its path: with a public function that is named so."""
    return {
        path: text
        for path, text in own_texts(".py")
        if not path.startswith("tests/")
        if any(
            isinstance(node, ast.FunctionDef) and node.name.startswith("compose_") and returns_document(node)
            for node in ast.parse(text).body
        )
    }


@pytest.mark.parametrize("kind", record_kinds(), ids=lambda kind: kind.code)
def test_every_kind_of_the_register_names_a_composer(kind: RecordKind) -> None:
    form = kind.compose.form
    assert form.__name__.startswith("compose_")
    assert any(Path(inspect.getfile(form)).match(path) for path in composers()), form


def test_every_composer_is_short() -> None:
    found = {path: len(text.splitlines()) for path, text in composers().items()}
    assert len(found) >= 11
    assert {path: lines for path, lines in found.items() if lines > LONGEST} == {}
