"""The words of a document in their order, for comparing two of them; knows no kind of element by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from records.elements import Document, Run

# Words that say how something is set, and are not printed.
MANNERS = frozenset({"align"})


def text_of(document: Document) -> str:
    """Everything that is printed, one element after the other, each row and each line as a sentence."""
    return "\n".join(words for element in document.elements for words in _words(element) if words)


def _words(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Run):
        yield value.text
    elif isinstance(value, tuple):
        yield from _row(value)
    elif is_dataclass(value):
        for field in fields(value):
            if field.name not in MANNERS:
                yield from _words(getattr(value, field.name))


def _row(parts: tuple[object, ...]) -> Iterator[str]:
    if parts and all(isinstance(part, Run) for part in parts):
        yield "".join(part.text for part in parts if isinstance(part, Run))
    elif parts and all(isinstance(part, str) for part in parts):
        yield f"{'; '.join(str(part) for part in parts)};"
    elif len(parts) == 2 and isinstance(parts[0], str) and isinstance(parts[1], bool):
        yield f"{'☒' if parts[1] else '☐'} {parts[0]};"
    else:
        for part in parts:
            yield from _words(part)
