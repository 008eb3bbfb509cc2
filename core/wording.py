"""Where a refusal's code finds its sentence: each app registers its own, forms and middleware ask here."""

from collections.abc import Mapping
from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.refusals import Refusal

Sentences = Mapping[str, str | Promise]
# Those of `core` itself.
_sentences: dict[str, str | Promise] = {
    "uploads_too_many": _(
        "The file was not taken: you have uploaded %(files)s files within an hour, as many as one account may"
        " (a setting of this system, against programs that flood it). Go on after %(until)s, or ask the"
        " operator to raise UPLOADS_PER_HOUR."
    ),
    "uploads_too_large": _(
        "The file was not taken: with its %(size)s MB your uploads within an hour would be more than the"
        " %(limit)s MB that one account may send (a setting of this system, against programs that flood it)."
        " Go on after %(until)s, send a smaller file, or ask the operator to raise UPLOAD_MB_PER_HOUR."
    ),
    "uploads_full": _(
        "The file was not taken: the disk of papers is nearly full, and what is left is kept for votes and"
        " minutes. Tell the operator to make room; nothing else is affected. Then upload it again."
    ),
}


def register(sentences: Sentences) -> None:
    """Add an app's sentences; apps do it in `ready()`."""
    _sentences.update(sentences)


def known_codes() -> frozenset[str]:
    """Every code that has a sentence."""
    return frozenset(_sentences)


def sentence(refusal: Refusal) -> str:
    """The sentence of a refusal in the active language, with its facts filled in."""
    return str(_sentences[refusal.code]) % in_words(refusal.facts)


def in_words(facts: Mapping[str, object]) -> dict[str, object]:
    """Facts as a sentence shows them: moments on a clock in Ha Noi, a source in the reader's language."""
    words = {name: _word(value) for name, value in facts.items()}
    if get_language() == "en" and words.get("source_en"):
        words["source"] = words["source_en"]
    return words


def _word(value: object) -> object:
    if isinstance(value, datetime):
        return date_format(localtime(value), "H:i, d/m/Y")
    if isinstance(value, date):
        return date_format(value, "d/m/Y")
    return "" if value is None else value
