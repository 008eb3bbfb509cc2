"""The kinds of document that are issued: each app registers how its own are gathered and composed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from people.models import Body, Person
from records.elements import Document, Signer

Facts = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Stamp:
    """What register and signers add to the facts of a document; a draft has neither number nor date."""

    number: str = ""  # "05/NQ-CP"; empty: room is left for it
    place: str = ""
    dated: date | None = None
    urgency: str = ""  # "HỎA TỐC", "THƯỢNG KHẨN" or "KHẨN", printed boxed under the number
    mark: str = ""  # in the top margin of every page: "DỰ THẢO", "ĐÃ THU HỒI"
    signer: Signer | None = None
    recipients: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Composer:
    """How facts that were kept become a document: read back as what they were, then composed."""

    read: Callable[[Facts], Any]
    form: Callable[[Any, Stamp], Document]

    def __call__(self, facts: Facts, stamp: Stamp) -> Document:
        """The document."""
        return self.form(self.read(facts), stamp)


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of document. `subject` is a plain key of what it is about, as the journal keeps it.

    `gather` reads the facts as they stand now, as plain JSON, and refuses with a sentence when something that
    the document needs is missing; `compose` makes the document of facts that were kept, and reads nothing.
    """

    code: str  # "resolution"
    abbreviation: str  # "NQ" (Decree 30/2020, Annex III)
    name: str  # "Nghị quyết"
    gather: Callable[[str], Facts]
    compose: Composer
    # Of these subjects, those whose issued documents this person reads: few queries, however many they are.
    readable: Callable[[Person, Collection[str]], Collection[str]]
    may_draw_up: Callable[[Person, str], bool]
    body: Callable[[str], Body]  # whose register numbers it
    page: Callable[[str], str]  # the address of the subject's own page
    # What the issue settles about the subject, in its transaction: who issued it, under which number, when.
    issued: Callable[[Person, str, str, datetime], None] = lambda _person, _subject, _number, _at: None


_kinds: dict[str, RecordKind] = {}


def register(kind: RecordKind) -> None:
    """Add a kind; an app does so when it is ready."""
    _kinds[kind.code] = kind


def record_kind(code: str) -> RecordKind:
    """The kind of this code; KeyError for one that no app registered."""
    return _kinds[code]


def known_kinds() -> frozenset[str]:
    """The codes of all kinds."""
    return frozenset(_kinds)


def record_kinds() -> tuple[RecordKind, ...]:
    """All kinds, in the order they were registered."""
    return tuple(_kinds.values())
