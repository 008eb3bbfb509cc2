"""What is still open when a meeting is about to close: what must be done first, and what should be."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from core.refusals import Refusal


@dataclass(frozen=True, slots=True)
class Standing:
    """A meeting as it stands before closing: items by their numbers, seats by how many."""

    vote_open: bool = False
    unpublished: tuple[int, ...] = ()
    running: int | None = None
    not_taken: tuple[int, ...] = ()
    unconcluded: tuple[int, ...] = ()
    unreleased: tuple[int, ...] = ()
    unassigned: tuple[int, ...] = ()
    undated: tuple[int, ...] = ()
    unnoted: int = 0


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """One thing that is open; what `must` be done first, no confirmation passes over."""

    code: str
    must: bool = False
    items: tuple[int, ...] = ()
    count: int = 0


def open_points(standing: Standing) -> tuple[OpenPoint, ...]:
    """Everything that is open, what must be done first."""
    found = _points(standing)
    return tuple(sorted(found, key=lambda point: not point.must))


def _points(standing: Standing) -> Iterator[OpenPoint]:
    if standing.vote_open:
        yield OpenPoint("vote_open", must=True, count=1)
    if standing.unpublished:
        yield OpenPoint("unpublished", must=True, items=standing.unpublished, count=len(standing.unpublished))
    if standing.running is not None:
        yield OpenPoint("item_running", items=(standing.running,), count=1)
    yield from _items("not_taken", standing.not_taken)
    yield from _items("unconcluded", standing.unconcluded)
    yield from _items("unreleased", standing.unreleased)
    yield from _items("unassigned", standing.unassigned)
    yield from _items("undated", standing.undated)
    if standing.unnoted:
        yield OpenPoint("unnoted", count=standing.unnoted)


def _items(code: str, numbers: tuple[int, ...]) -> Iterator[OpenPoint]:
    if numbers:
        yield OpenPoint(code, items=numbers, count=len(numbers))


def check_open_points(points: Iterable[OpenPoint], confirmed: Collection[str]) -> None:
    """Refuse to close over what nobody has confirmed by name; what must be done is refused elsewhere."""
    unconfirmed = [point for point in points if not point.must and point.code not in confirmed]
    if unconfirmed:
        raise Refusal("closing_unconfirmed", count=len(unconfirmed))
