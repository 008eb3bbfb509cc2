"""Finding matters by words as people type them in a hurry: without marks, in any case, đ as d."""

import unicodedata
from collections.abc import Sequence
from uuid import UUID

from django.db.models import QuerySet

from matters.models import Matter

WORDS = 12  # more words than this narrow nothing down any further


def fold(text: str) -> str:
    """The text without diacritics and case: "Đường bộ" and "duong bo" fold to the same."""
    apart = unicodedata.normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if not unicodedata.combining(letter))


def search(matters: QuerySet[Matter], wanted: str) -> QuerySet[Matter] | Sequence[Matter]:
    """Those of the matters whose title or agency holds every word that is wanted, in their order."""
    words = fold(wanted).split()[:WORDS]
    if not words:
        return matters
    # One light query over titles; neither SQLite nor a plain PostgreSQL folds Vietnamese by itself.
    rows = matters.values_list("pk", "title", "lead__name_vi", "lead__name_en")
    found: list[UUID] = []
    for key, *texts in rows.iterator():
        folded = fold(" ".join(texts))
        if all(word in folded for word in words):
            found.append(key)
    return _Found(matters, found)


class _Found(Sequence[Matter]):
    """The found matters; only the part that a page shows is read."""

    def __init__(self, matters: QuerySet[Matter], keys: list[UUID]) -> None:
        self.matters, self.keys = matters, keys

    def __len__(self) -> int:
        return len(self.keys)

    def __getitem__(self, place: int | slice) -> "Matter | list[Matter]":  # type: ignore[override]
        if isinstance(place, int):
            return self.matters.get(pk=self.keys[place])
        wanted = self.keys[place]
        by_key = self.matters.in_bulk(wanted)
        return [by_key[key] for key in wanted]
