"""Looks through the whole database for texts that nobody can have meant."""

import unicodedata
from collections.abc import Iterator, Mapping

from django.apps import apps
from django.db import models

INVISIBLE = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
WRITTEN = (models.CharField, models.TextField, models.JSONField)


def unclean() -> list[str]:
    """Texts anywhere in the database that are not composed, or hold what nobody sees."""
    found = []
    for model in apps.get_models():
        names = [f.attname for f in model._meta.concrete_fields if isinstance(f, WRITTEN)]
        for row in model._default_manager.order_by().values_list(*names) if names else ():
            found += [f"{model.__name__}: {text!r:.80}" for text in texts(row) if is_unclean(text)]
    return found


def texts(value: object) -> Iterator[str]:
    """Every text in a value of the database."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        yield from texts(list(value.items()))
    elif isinstance(value, (list, tuple)):
        for each in value:
            yield from texts(each)


def is_unclean(text: str) -> bool:
    """Whether it is decomposed, or holds something invisible beside line ends and tabs."""
    seen = text.replace("\n", "").replace("\t", "")
    unseen = any(unicodedata.category(letter) in INVISIBLE for letter in seen)
    return unseen or not unicodedata.is_normalized("NFC", text)
