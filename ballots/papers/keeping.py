"""The facts of a paper as plain JSON and back: what is kept is what every copy is composed from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from ballots.papers.facts import ReportFacts
from ballots.rules import Outcome, Tally


def as_facts(facts: ReportFacts) -> dict[str, Any]:
    """A report as plain JSON; a draft is never kept, so that is not said."""
    kept = plain(facts)
    assert isinstance(kept, dict)
    del kept["draft"]
    return kept


def from_facts(kept: Mapping[str, Any]) -> ReportFacts:
    """The report back: exactly the one that was kept."""
    found = read(ReportFacts, {**kept, "draft": False})
    assert isinstance(found, ReportFacts)
    return found


def plain(value: Any) -> Any:
    """Facts (frozen dataclasses of texts, numbers, moments, words and tuples) as JSON."""
    if isinstance(value, Tally | Outcome):
        return value.as_facts()
    if is_dataclass(value):
        return {field.name: plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value  # a moment is a date too


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def read(kind: Any, value: Any) -> Any:
    """The value as the type that the facts declare for it."""
    if get_origin(kind) in (Union, UnionType):
        [inner] = [each for each in get_args(kind) if each is not type(None)]
        return None if value is None else read(inner, value)
    if get_origin(kind) is tuple:
        return _read_tuple(get_args(kind), value)
    if kind in (Tally, Outcome):
        return kind.from_facts(value)
    if kind in (date, datetime):
        return kind.fromisoformat(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if is_dataclass(kind):
        assert isinstance(kind, type)
        hints = _hints(kind)
        return kind(**{name: read(hints[name], each) for name, each in value.items()})
    return value


def _read_tuple(inner: tuple[Any, ...], value: Any) -> tuple[Any, ...]:
    if inner[-1] is Ellipsis:
        return tuple(read(inner[0], each) for each in value)
    return tuple(read(kind, each) for kind, each in zip(inner, value, strict=True))
