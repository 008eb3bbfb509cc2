"""The ways by which a matter becomes visible to a person: meetings and ballots register theirs here.

Matters stand below meetings and ballots, so they cannot ask them; those floors announce a function from a
person to the matters that this person may see through them.
"""

from collections.abc import Callable

from django.db.models import Q

from people.models import Person

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
