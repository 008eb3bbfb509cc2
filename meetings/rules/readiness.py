"""What an agenda still lacks: what keeps it from being sent, and what it had better have."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

SUBMISSION, DRAFT = "submission", "draft"  # kinds of papers, as a dossier calls them
VOTE = "vote"


class Lack(StrEnum):
    """What may be missing; the first three keep the programme from being sent."""

    ITEMS = "items"
    TIME = "time"
    MINUTES = "minutes"
    PAPER = "paper"
    SUBMISSION = "submission"
    DRAFT = "draft"
    LATE = "late"
    PRESENTER = "presenter"
    DAYS = "days"


MUST = frozenset({Lack.ITEMS, Lack.TIME, Lack.MINUTES})


@dataclass(frozen=True, slots=True)
class ItemState:
    """What there is of an item: its plan, the kinds of its papers, and whether one of them came late."""

    key: str
    number: int
    minutes: int
    asks: str
    presented: bool
    kinds: frozenset[str]
    late: bool = False


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Something that is missing, with the items that lack it (none: the agenda as a whole)."""

    lack: Lack
    items: tuple[ItemState, ...] = ()
    over: int = 0

    @property
    def must(self) -> bool:
        """Whether the programme cannot be sent before it is mended."""
        return self.lack in MUST


def lacks(item: ItemState, dossier: Sequence[str] | None) -> tuple[Lack, ...]:
    """What one item lacks; `dossier` are the papers that the regulations ask for, where they are known."""
    found = {
        Lack.MINUTES: item.minutes < 1,
        Lack.PAPER: not item.kinds,
        Lack.SUBMISSION: bool(item.kinds) and _asked(SUBMISSION, dossier) and SUBMISSION not in item.kinds,
        # Only what is put to the vote has a draft to be voted on.
        Lack.DRAFT: bool(item.kinds)
        and item.asks == VOTE
        and _asked(DRAFT, dossier)
        and DRAFT not in item.kinds,
        Lack.LATE: item.late,
        Lack.PRESENTER: not item.presented,
    }
    return tuple(lack for lack, missing in found.items() if missing)


def _asked(kind: str, dossier: Sequence[str] | None) -> bool:
    return dossier is not None and kind in dossier


def obstacles(
    items: Sequence[ItemState], planned: int, dossier: Sequence[str] | None, *, days_over: bool = False
) -> tuple[Obstacle, ...]:
    """Everything that is missing; `days_over`: the day on which papers had to go out has passed unsent."""
    if not items:
        return (Obstacle(Lack.ITEMS),)
    over = sum(item.minutes for item in items) - planned
    whole = [Obstacle(Lack.TIME, over=over)] if over > 0 else []
    whole += [Obstacle(Lack.DAYS)] if days_over else []

    def lacking(lack: Lack) -> Callable[[ItemState], bool]:
        return lambda item: lack in lacks(item, dossier)

    single = [Obstacle(lack, tuple(filter(lacking(lack), items))) for lack in Lack]
    found = [*whole, *(each for each in single if each.items)]
    return tuple(sorted(found, key=lambda each: list(Lack).index(each.lack)))
