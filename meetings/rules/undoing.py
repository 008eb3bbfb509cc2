"""Which act may be undone: an item called or ended less than a minute ago, on which nothing was built."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from core.refusals import Refusal

UNDOABLE = frozenset(("item.started", "item.ended"))
WITHIN = timedelta(minutes=1)
# What may have happened since: it does not depend on which item runs.
HARMLESS = ("attendance.", "quorum.", "recusal.", "chair.", "speaker.", "floor.", "position.")


@dataclass(frozen=True, slots=True)
class Happened:
    """An entry of the journal."""

    seq: int
    at: datetime
    kind: str
    facts: Mapping[str, Any]


def last_act(latest_first: Iterable[Happened]) -> Happened | None:
    """The last act of the course, if it is one that can be undone."""
    last = next((each for each in latest_first if not each.kind.startswith(HARMLESS)), None)
    return last if last is not None and last.kind in UNDOABLE else None


def undoable_until(act: Happened) -> datetime:
    """Until when an act can be undone."""
    return act.at + WITHIN


def check_undo(act: Happened | None, moment: datetime) -> Happened:
    """The act to be undone; refused when there is none or it was too long ago."""
    if act is None:
        raise Refusal("nothing_to_undo")
    if moment > undoable_until(act):
        raise Refusal("undo_too_late", at=act.at)
    return act
