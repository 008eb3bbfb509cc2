"""Every refusal the code can raise has its sentence, and the facts that the sentence needs."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from django.utils import translation

from core.refusals import Refusal
from core.wording import known_codes, sentence
from scripts.messages import CODE
from tests.architecture.repository import own_texts


@dataclass(frozen=True)
class Raised:
    """One place where the code refuses; `facts` is None where they are gathered before."""

    code: str
    facts: tuple[str, ...] | None
    place: str


def codes(argument: ast.expr) -> list[str]:
    """The code, or both codes of a choice between two."""
    if isinstance(argument, ast.IfExp):
        return codes(argument.body) + codes(argument.orelse)
    return [argument.value] if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else []


def raised() -> Iterator[Raised]:
    """Every `Refusal(…)` in our code."""
    for path, text in own_texts(".py"):
        if not path.startswith(tuple(f"{app}/" for app in CODE)):
            continue
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "Refusal":
                names = [keyword.arg for keyword in node.keywords]
                facts = None if None in names else tuple(name for name in names if name)
                yield from (Raised(code, facts, f"{path}:{node.lineno}") for code in codes(node.args[0]))


def test_every_refusal_has_a_sentence_and_every_sentence_a_refusal() -> None:
    assert {each.code for each in raised()} == set(known_codes())


@pytest.mark.parametrize("language", ["vi", "en"])
def test_each_sentence_is_given_its_facts(language: str) -> None:
    wanting = []
    with translation.override(language):
        for each in raised():
            if each.facts is not None and each.code in known_codes():
                try:
                    sentence(Refusal(each.code, **dict.fromkeys(each.facts, "1")))
                except (KeyError, ValueError, TypeError) as fault:
                    wanting.append(f"{each.place}: {each.code}: {fault}")
    assert wanting == []
