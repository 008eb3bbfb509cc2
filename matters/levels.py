"""Setting who reads a matter or a paper: a level, and the readers who are let in by name."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Protocol
from uuid import UUID

from django.db import transaction

from core.chain import canonical
from core.journal import record
from core.live import look_again
from core.refusals import Refusal, require
from matters.access import guard_level, rooms_of
from matters.models import CLOSED, Confidentiality, Document, Matter, Reader
from matters.policies import may_loosen_level, may_set_level
from matters.rules import is_looser
from matters.secrecy import check_level
from people.models import Person, Seat


@dataclass(frozen=True)
class Circle:
    """Who reads something: its level, and the persons and seats that are let in by name."""

    level: str
    persons: Sequence[Person] = ()
    seats: Sequence[Seat] = ()

    @property
    def keys(self) -> list[str]:
        """The readers as the journal knows them."""
        return sorted([person.key for person in self.persons] + [f"seat:{seat.pk}" for seat in self.seats])

    @property
    def names(self) -> list[str]:
        """The readers by office, as they are called in Vietnamese, the language of the journal."""
        return [seat.office_vi for seat in self.seats] + [person.label_vi for person in self.persons]

    @property
    def facts(self) -> dict[str, object]:
        """The circle as the journal keeps it."""
        return {"confidentiality": self.level, "readers": self.keys, "names": self.names}

    @property
    def digest(self) -> str:
        """Names what a form was shown."""
        return sha256(canonical({"level": self.level, "readers": self.keys})).hexdigest()[:32]


class Closable(Protocol):
    """Something with a level and the rows of those who are let in by name."""

    @property
    def confidentiality(self) -> Any:
        """Its level."""

    @property
    def readers(self) -> Any:
        """Who is let in."""


def circle_of(thing: Closable) -> Circle:
    """Who reads it now."""
    rows = list(thing.readers.select_related("person", "seat"))
    persons = [row.person for row in rows if row.person is not None]
    seats = sorted((row.seat for row in rows if row.seat is not None), key=lambda seat: seat.order)
    return Circle(thing.confidentiality, persons, seats)


def changes(actor: Person, body: UUID | None, before: Circle, wanted: Circle, seen: str) -> bool:
    """Whether `wanted` is to be kept instead of `before`; raises Refusal where it may not.

    `seen` is the digest of the circle that the form showed.
    """
    if before.digest == wanted.digest:
        return False
    if before.digest != seen:
        raise Refusal("level_changed_since")
    if wanted.level == Confidentiality.NAMED.value and not wanted.keys:
        raise Refusal("level_names_nobody")
    loosened = is_looser(wanted.level, before.level) and before.level in CLOSED
    if loosened and not may_loosen_level(actor, body):
        raise Refusal("level_loosened_by_head")
    return True


def set_circle(*, actor: Person, thing: Matter | Document, wanted: Circle, seen: str) -> None:
    """Set who reads it, with both circles in the matter's journal; saying the same again changes nothing.

    `seen` is the digest of the circle that the form showed. A level that shuts nobody out has no names.
    """
    require(may_set_level, actor, thing if isinstance(thing, Matter) else thing.matter)
    check_level(wanted.level)
    if wanted.level not in CLOSED:
        wanted = Circle(wanted.level)
    with transaction.atomic():
        matter = Matter.objects.select_for_update().get(pk=_matter_of(thing))
        thing.refresh_from_db(fields=["confidentiality"])
        before = circle_of(thing)
        if not changes(actor, matter.body_id, before, wanted, seen):
            return
        thing.confidentiality = wanted.level
        thing.save(update_fields=["confidentiality"])
        _let_in(thing, wanted.persons, wanted.seats)
        guard_level(Matter.objects.get(pk=matter.pk))
        record(
            matter.stream,
            "matter.level_set" if isinstance(thing, Matter) else "paper.level_set",
            actor=actor.key,
            subject=matter.stream if isinstance(thing, Matter) else f"document:{thing.pk}",
            facts={"before": before.facts, "after": wanted.facts},
        )
        streams = rooms_of(matter)

        def close_rooms() -> None:
            for stream in streams:
                look_again(stream)

        transaction.on_commit(close_rooms, robust=True)


def _matter_of(thing: Matter | Document) -> UUID:
    return thing.pk if isinstance(thing, Matter) else thing.matter_id


def _let_in(thing: Matter | Document, persons: Collection[Person], seats: Collection[Seat]) -> None:
    """Exactly these from now on."""
    about = {"matter": thing} if isinstance(thing, Matter) else {"document": thing}
    thing.readers.all().delete()
    rows = [Reader(**about, person=each) for each in persons]
    Reader.objects.bulk_create([*rows, *(Reader(**about, seat=each) for each in seats)])
