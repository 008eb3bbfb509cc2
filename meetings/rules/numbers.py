"""The figures of a session: time against the budget, speakers, the quorum over time, papers saved."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

Pause = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class ItemTime:
    """One item that was taken: its budget in minutes, and what it took; in a block nothing of its own."""

    order: int
    title: str
    budget: int
    seconds: int
    in_block: bool = False
    begun_seq: int = 0

    @property
    def saved(self) -> int:
        """Seconds saved against the budget; negative when it took longer."""
        return self.budget * 60 - self.seconds


@dataclass(frozen=True, slots=True)
class Spoken:
    """How long somebody spoke in all, and how often."""

    office: str
    seconds: int
    turns: int


@dataclass(frozen=True, slots=True)
class QuorumPoint:
    """How many members attended from this moment on, and the entry that says so."""

    at: datetime
    attending: int
    seats: int
    seq: int


@dataclass(frozen=True, slots=True)
class Papers:
    """Ballots that no paper was printed for: one for each member, as the Office of the Government counts."""

    ballots: int
    members: int

    @property
    def papers(self) -> int:
        """Ballots times members."""
        return self.ballots * self.members


def time_taken(start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> int:
    """Whole seconds from start to end without the pauses in between."""
    away = sum((overlap(start, end, *pause) for pause in pauses), timedelta())
    return max(0, round((end - start - away).total_seconds()))


def overlap(start: datetime, end: datetime, begin: datetime, until: datetime) -> timedelta:
    """How much of a pause lies within a stretch of time."""
    return max(min(end, until) - max(start, begin), timedelta())


def total_saved(items: Sequence[ItemTime]) -> int:
    """Seconds saved against the budget of all items that were taken."""
    return sum(item.saved for item in items)


def block_share(items: Sequence[ItemTime]) -> tuple[int, int]:
    """How many of the items taken were adopted in the block, and how many were taken."""
    return sum(item.in_block for item in items), len(items)


def spoken(turns: Iterable[tuple[str, int]]) -> tuple[Spoken, ...]:
    """Office and seconds of every turn → the sum per speaker, the longest first."""
    sums: dict[str, tuple[int, int]] = {}
    for office, seconds in turns:
        known, times = sums.get(office, (0, 0))
        sums[office] = (known + seconds, times + 1)
    found = [Spoken(office, seconds, times) for office, (seconds, times) in sums.items()]
    return tuple(sorted(found, key=lambda each: (-each.seconds, each.office)))


def trace(points: Iterable[QuorumPoint]) -> tuple[QuorumPoint, ...]:
    """The points at which the number changed; of several at one moment the last."""
    kept: list[QuorumPoint] = []
    for point in points:
        if kept and kept[-1].at == point.at:
            kept.pop()
        if not kept or kept[-1].attending != point.attending:
            kept.append(point)
    return tuple(kept)


def papers_saved(electorates: Iterable[int]) -> tuple[Papers, ...]:
    """Ballots grouped by the number of members who were asked."""
    found: dict[int, int] = {}
    for members in electorates:
        found[members] = found.get(members, 0) + 1
    return tuple(Papers(ballots, members) for members, ballots in sorted(found.items(), reverse=True))
