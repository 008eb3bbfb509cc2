"""The ways by which a matter becomes visible to a person, and the uses that higher floors make of its papers.

Matters stand below meetings and ballots, so they cannot ask them; those floors announce a function from a
person to the matters that this person may see through them, and one to the versions that they are about.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from matters.models import Matter
from people.models import Person
from people.reach import Reach


@dataclass(frozen=True)
class Use:
    """Something that is about one version of a paper: which one, in words, and where it is shown."""

    document_id: UUID
    version_id: UUID
    number: int
    words: str
    address: str


Guard = Callable[[Matter], None]
_guards: list[Guard] = []
_rooms: list[Callable[[Matter], Iterable[str]]] = []
_uses: list[Callable[[Person, Matter], Iterable[Use]]] = []
_ways: list[Callable[[Person], Q]] = []
_desk_ways: list[Callable[[Collection[UUID]], Q]] = []


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


def register_desk_way(way: Callable[[Collection[UUID]], Q]) -> None:
    """Add a function from bodies to the condition under which their secretariats work with a matter."""
    if way not in _desk_ways:
        _desk_ways.append(way)


def handled_by(reach: Reach) -> Q:
    """The condition under which a matter is a desk's: registered for its bodies, or brought before them."""
    if reach.whole:
        return Q()
    condition = Q(body__in=reach.bodies)
    for way in _desk_ways:
        condition |= way(reach.bodies)
    return condition


def register_guard(guard: Guard) -> None:
    """Add a function that refuses a level of a matter, or of its papers, that its use does not allow."""
    if guard not in _guards:
        _guards.append(guard)


def guard_level(matter: Matter) -> None:
    """Ask everything that uses the matter whether it may be closed as it is now; raises Refusal."""
    for guard in _guards:
        guard(matter)


def register_rooms(rooms: Callable[[Matter], Iterable[str]]) -> None:
    """Add a function that names the live rooms in which a matter may be seen."""
    if rooms not in _rooms:
        _rooms.append(rooms)


def rooms_of(matter: Matter) -> list[str]:
    """The streams of all live rooms in which the matter may be seen."""
    return [stream for rooms in _rooms for stream in rooms(matter)]


def register_uses(uses: Callable[[Person, Matter], Iterable[Use]]) -> None:
    """Add a function that tells what of a matter's papers is in use, for a person who sees the matter."""
    if uses not in _uses:
        _uses.append(uses)


def uses_of(person: Person, matter: Matter) -> list[Use]:
    """Everything that is about one version of a paper of this matter and that this person may know of."""
    return [use for uses in _uses for use in uses(person, matter)]
