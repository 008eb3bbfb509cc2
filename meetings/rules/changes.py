"""What has changed in an agenda since it was seen: put on, taken off, moved, at another time, longer."""

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class What(StrEnum):
    """What may have changed of an item."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    TIME = "time"
    MINUTES = "minutes"
    PRESENTER = "presenter"


@dataclass(frozen=True, slots=True)
class SeenItem:
    """An item as it was seen; `begins` counts minutes from the beginning of the session."""

    key: str
    title: str
    order: int
    begins: int
    minutes: int
    presenter: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed of one item: how it was seen, and how it is (None: not on the agenda)."""

    what: What
    before: SeenItem | None
    now: SeenItem | None

    @property
    def key(self) -> str:
        """The item."""
        item = self.now or self.before
        return item.key if item else ""


@dataclass(frozen=True, slots=True)
class SeenAgenda:
    """An agenda as it was seen, with the begin and the place of the session."""

    starts_at: str
    place: str
    items: tuple[SeenItem, ...] = field(default=())

    def as_facts(self) -> dict[str, object]:
        """The same as plain JSON."""
        rows = [
            [each.key, each.title, each.order, each.begins, each.minutes, each.presenter]
            for each in self.items
        ]
        return {"starts_at": self.starts_at, "place": self.place, "items": rows}

    @classmethod
    def from_facts(cls, facts: Mapping[str, object]) -> "SeenAgenda":
        """The agenda back from its JSON."""
        rows = facts["items"]
        assert isinstance(rows, list)
        return cls(str(facts["starts_at"]), str(facts["place"]), tuple(SeenItem(*row) for row in rows))


def differences(
    before: Sequence[SeenItem], now: Sequence[SeenItem], *, whole: bool = True
) -> tuple[Difference, ...]:
    """What has changed, in the order of the agenda; whoever sees single items is told of these alone."""
    old, new = {each.key: each for each in before}, {each.key: each for each in now}
    stayed = [each.key for each in before if each.key in new]
    jumped = _moved(stayed, [each.key for each in now]) if whole else frozenset()
    found: list[Difference] = []
    for item in now:
        was = old.get(item.key)
        if was is None:
            found.append(Difference(What.ADDED, None, item))
        else:
            found += [Difference(what, was, item) for what in _changed(was, item, item.key in jumped)]
    gone = [each for each in before if each.key not in new] if whole else []
    return (*found, *(Difference(What.REMOVED, each, None) for each in gone))


def _changed(was: SeenItem, item: SeenItem, jumped: bool) -> list[What]:
    facts = {
        What.MOVED: jumped,
        What.TIME: was.begins != item.begins,
        What.MINUTES: was.minutes != item.minutes,
        What.PRESENTER: was.presenter != item.presenter,
    }
    return [what for what, so in facts.items() if so]


def _moved(before: Sequence[str], now: Sequence[str]) -> frozenset[str]:
    """The fewest items whose move explains the new order: all but the longest run that kept its order."""
    places = {key: place for place, key in enumerate(before)}
    common = [key for key in now if key in places]
    tails: list[int] = []  # the place at which the best run of each length ends
    ends: list[str] = []
    came_from: dict[str, str | None] = {}
    for key in common:
        length = bisect_left(tails, places[key])
        came_from[key] = ends[length - 1] if length else None
        tails[length : length + 1], ends[length : length + 1] = [places[key]], [key]
    kept, key_now = set(), ends[-1] if ends else None
    while key_now is not None:
        kept.add(key_now)
        key_now = came_from[key_now]
    return frozenset(key for key in common if key not in kept)
