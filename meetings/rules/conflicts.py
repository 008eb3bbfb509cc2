"""Which meetings take the same room or the same people at the same time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Slot:
    """What one meeting takes: its time, the names by which its room may be known, and its people."""

    key: str
    starts_at: datetime
    ends_at: datetime
    rooms: frozenset[str]
    people: frozenset[str]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two meetings at one time that take the same room, or people who are to attend both."""

    first: str
    second: str
    same_room: bool
    people: frozenset[str]

    def other(self, key: str) -> str:
        """The meeting with which this one is in conflict."""
        return self.second if key == self.first else self.first


def conflict(one: Slot, other: Slot) -> Conflict | None:
    """The conflict of two meetings, if there is any; one that ends as the other begins has none."""
    if one.starts_at >= other.ends_at or other.starts_at >= one.ends_at:
        return None
    people, same_room = one.people & other.people, bool(one.rooms & other.rooms)
    if not (people or same_room):
        return None
    return Conflict(one.key, other.key, same_room, people)


def conflicts(slots: Iterable[Slot]) -> Iterator[Conflict]:
    """Every conflict among these meetings, by the time at which the later one begins."""
    going: list[Slot] = []
    for slot in sorted(slots, key=lambda each: (each.starts_at, each.key)):
        going = [each for each in going if each.ends_at > slot.starts_at]
        for each in going:
            if found := conflict(each, slot):
                yield found
        going.append(slot)
