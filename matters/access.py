"""The ways by which a matter becomes visible to a person, and the uses that higher floors make of its papers.

Matters stand below meetings and ballots, so they cannot ask them; those floors announce a function from a
person to the matters that this person may see through them, and one to the versions that they are about.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from matters.models import Matter
from people.models import Person


@dataclass(frozen=True)
class Use:
    """Something that is about one version of a paper: which one, in words, and where it is shown."""

    document_id: UUID
    version_id: UUID
    number: int
    words: str
    address: str


_uses: list[Callable[[Person, Matter], Iterable[Use]]] = []
_ways: list[Callable[[Person], Q]] = []


def register(way: Callable[[Person], Q]) -> None:
    """Add a way: a function that returns the condition on Matter under which the person may see it."""
    if way not in _ways:
        _ways.append(way)


def ways(person: Person) -> Q:
    """The condition under which some way leads this person to a matter."""
    condition = Q(pk__in=[])
    for way in _ways:
        condition |= way(person)
    return condition


def register_uses(uses: Callable[[Person, Matter], Iterable[Use]]) -> None:
    """Add a function that tells what of a matter's papers is in use, for a person who sees the matter."""
    if uses not in _uses:
        _uses.append(uses)


def uses_of(person: Person, matter: Matter) -> list[Use]:
    """Everything that is about one version of a paper of this matter and that this person may know of."""
    return [use for uses in _uses for use in uses(person, matter)]
