"""A composed document as structured text: every element with its roles and their words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import MISSING, Field, fields, is_dataclass, replace
from typing import Any

from records.elements import Column, Document, Run, Tick


def structured(document: Document) -> str:
    """The document's own facts, then each element under its name."""
    own = _roles(replace(document, elements=()), "")
    rest = [f"\n{type(each).__name__}\n" + "\n".join(_roles(each)) for each in document.elements]
    return "\n".join([*own, *rest, ""])


def _roles(element: Any, indent: str = "  ") -> Iterator[str]:
    """What an element says in each of its roles; what is as usual is not said."""
    for field in fields(element):
        value = getattr(element, field.name)
        if value not in (_usual(field), ()):
            yield from _role(field.name, value, indent)


def _usual(field: Field[Any]) -> object:
    return "" if field.default is MISSING else field.default


def _role(name: str, value: Any, indent: str) -> Iterator[str]:
    if is_dataclass(value) and not isinstance(value, type):
        yield f"{indent}{name}: {type(value).__name__}"
        yield from _roles(value, f"{indent}  ")
    elif isinstance(value, tuple) and not _is_text(value):
        yield f"{indent}{name}:"
        yield from (f"{indent}  {_words(each)}" for each in value)
    else:
        yield f"{indent}{name}: {_words(value)}"


def _is_text(value: object) -> bool:
    return isinstance(value, tuple) and bool(value) and all(isinstance(each, Run) for each in value)


def _words(value: Any) -> str:
    """A cell, a line, a row; **bold**, //italic//, room that is left shown as _, a line feed as ¶."""
    if isinstance(value, Tick):
        return f"[{value}]"
    if isinstance(value, str):
        return value.replace("\u00a0", "_").replace("\n", "¶")
    if isinstance(value, Run):
        mark = "**" * value.bold + "//" * value.italic
        return f"{mark}{_words(value.text)}{mark[::-1]}"
    if isinstance(value, Column):
        return f"{value.title} ({value.share}, {value.align})"
    if _is_text(value):
        return "".join(map(_words, value))
    if isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], bool):
        return f"[{'x' if value[1] else ' '}] {_words(value[0])}"
    return " | ".join(map(_words, value)) if isinstance(value, tuple) else str(value)
