"""Finding things by words as people type them in a hurry: without marks, in any case, đ as d."""

import unicodedata
from collections.abc import Sequence
from typing import TypeVar

from django.db.models import Model, QuerySet

from matters.models import Matter

M = TypeVar("M", bound=Model)
WORDS = 12  # more words than this narrow nothing down any further


def fold(text: str) -> str:
    """The text without diacritics and case: "Đường bộ" and "duong bo" fold to the same."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def search(matters: QuerySet[Matter], wanted: str) -> QuerySet[Matter] | Sequence[Matter]:
    """Those of the matters whose title or agency holds every word that is wanted, in their order."""
    return search_in(matters, wanted, "title", "lead__name_vi", "lead__name_en")


def search_in(rows: QuerySet[M], wanted: str, *fields: str) -> QuerySet[M] | Sequence[M]:
    """Those of the rows whose fields together hold every word that is wanted, in their order."""
    words = fold(wanted).split()[:WORDS]
    if not words:
        return rows
    # One light query over the texts; neither SQLite nor a plain PostgreSQL folds Vietnamese by itself.
    found: list[object] = []
    for key, *texts in rows.values_list("pk", *fields).iterator():
        folded = fold(" ".join(str(text) for text in texts if text is not None))
        if all(word in folded for word in words):
            found.append(key)
    return _Found(rows, found)


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
