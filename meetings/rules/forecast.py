"""How long a session will take, reckoned from what its members have said before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

# No text tells these: assumptions of this system, shown beside every forecast.
BLOCK_MINUTES = 1
SHORT_MINUTES = 5
SPEAKER_MINUTES = 3


class Why(StrEnum):
    """By what an item's length was reckoned."""

    BLOCK = "block"
    SHORT = "short"
    SPEAKERS = "speakers"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class ItemToCome:
    """An item that is still to come: its planned minutes, and what the seats say of it."""

    number: int
    minutes: int
    seats: int
    agreeing: int
    opinions: int
    speakers: int
    in_block: bool = False


@dataclass(frozen=True, slots=True)
class ItemForecast:
    """How long it will take, and why."""

    number: int
    planned: int
    minutes: int
    why: Why
    speakers: int


@dataclass(frozen=True, slots=True)
class Forecast:
    """The whole session against its plan."""

    items: Sequence[ItemForecast]
    speaker_minutes: int

    @property
    def planned(self) -> int:
        """The minutes that the agenda plans."""
        return sum(each.planned for each in self.items)

    @property
    def minutes(self) -> int:
        """The minutes that are to be expected."""
        return sum(each.minutes for each in self.items)

    @property
    def saved(self) -> int:
        """By how much the session will be shorter than planned (negative: longer)."""
        return self.planned - self.minutes


def forecast(items: Sequence[ItemToCome], speaker_minutes: int | None) -> Forecast:
    """Reckon each item; `speaker_minutes` is the procedure's, where somebody has set it."""
    each_speaker = speaker_minutes or SPEAKER_MINUTES
    return Forecast([_reckoned(item, each_speaker) for item in items], each_speaker)


def _reckoned(item: ItemToCome, each_speaker: int) -> ItemForecast:
    """In the block; else short where more than half of the seats have no objection and nobody has one.

    With speakers the plan holds unless presenting it and hearing them takes longer.
    """
    if item.in_block:
        minutes, why = min(BLOCK_MINUTES, item.minutes), Why.BLOCK
    elif item.speakers:
        heard = SHORT_MINUTES + item.speakers * each_speaker
        minutes, why = max(item.minutes, heard), Why.SPEAKERS if heard > item.minutes else Why.PLAN
    elif not item.opinions and item.agreeing * 2 > item.seats:
        minutes, why = min(SHORT_MINUTES, item.minutes), Why.SHORT
    else:
        minutes, why = item.minutes, Why.PLAN
    return ItemForecast(item.number, item.minutes, minutes, why, item.speakers)
