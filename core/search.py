"""Finding things by words as people type them in a hurry: without marks, in any case, đ as d."""

import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, TypeVar

from django.db.models import Model, QuerySet

M = TypeVar("M", bound=Model)
KEPT = 16_384  # texts whose folded form is remembered: those of twenty years
WORDS = 12  # more words than this narrow nothing down any further


class _Marks(dict[int, int | None]):
    """What becomes of each character of a decomposed text: a mark goes, anything else stays."""

    def __missing__(self, character: int) -> int | None:
        self[character] = None if unicodedata.combining(chr(character)) else character
        return self[character]


_MARKS = _Marks()


@lru_cache(KEPT)
def fold(text: str) -> str:
    """The text without diacritics and case: "Đường bộ" and "duong bo" fold to the same."""
    return unicodedata.normalize("NFD", text.casefold().replace("đ", "d")).translate(_MARKS)


def search_in(rows: QuerySet[M], wanted: str, *fields: str) -> QuerySet[M] | Sequence[M]:
    """Those of the rows whose fields together hold every word that is wanted, in their order."""
    return _Found(rows, keys_of(rows, wanted, *fields)) if fold(wanted).split() else rows


def keys_of(rows: QuerySet[M], wanted: str, *fields: str) -> list[Any]:
    """The keys of those rows, in the order of the rows; of all rows when nothing is wanted."""
    words = fold(wanted).split()[:WORDS]
    # One light query over the texts; neither SQLite nor a plain PostgreSQL folds Vietnamese by itself.
    found: list[Any] = []
    for key, *texts in rows.prefetch_related(None).values_list("pk", *fields).iterator():
        folded = fold(" ".join(str(text) for text in texts if text is not None))
        if all(word in folded for word in words):
            found.append(key)
    return found


class _Found(Sequence[M]):
    """The found rows; only the part that a page shows is read."""

    def __init__(self, rows: QuerySet[M], keys: list[object]) -> None:
        self.rows, self.keys = rows, keys

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, place: int | slice) -> "M | list[M]":  # type: ignore[override]
        if isinstance(place, int):
            return self.rows.get(pk=self.keys[place])
        wanted = self.keys[place]
        by_key = self.rows.in_bulk(wanted)
        return [by_key[key] for key in wanted if key in by_key]  # one may have left the list meanwhile
