"""Documents as plain JSON and back, for a process that lays them out apart from the server."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from records import elements

KIND = "is"


def as_plain(value: Any) -> Any:
    """A document, or anything made of frozen dataclasses, tuples and texts, as JSON that names its kinds."""
    if is_dataclass(value):
        rest = {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
        return {KIND: type(value).__name__, **rest}
    if isinstance(value, elements.Tick):
        return {KIND: "Tick", "object": str(value)}
    return [as_plain(each) for each in value] if isinstance(value, tuple | list) else value


def from_plain(value: Any, more: Mapping[str, type] | None = None) -> Any:
    """The same back; `more` are kinds besides the elements of a document."""
    if isinstance(value, dict):
        name = value[KIND]
        kind = (more or {}).get(name) or vars(elements)[name]
        return kind(**{key: from_plain(each, more) for key, each in value.items() if key != KIND})
    return tuple(from_plain(each, more) for each in value) if isinstance(value, list) else value
