"""Finding matters by words."""

from collections.abc import Sequence

from django.db.models import QuerySet

from core.search import search_in
from matters.models import Matter


def search(matters: QuerySet[Matter], wanted: str) -> QuerySet[Matter] | Sequence[Matter]:
    """Those of the matters whose title or agency holds every word that is wanted, in their order."""
    return search_in(matters, wanted, "title", "lead__name_vi", "lead__name_en")
