"""Which outages of the system weigh on a written ballot: they are shown, and are a reason to extend it."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from people.procedure import Procedure

# In the last two hours every outage weighs: who answers late could not answer (guarantees.md, G24).
LAST_HOURS = timedelta(hours=2)

Stretch = tuple[datetime, datetime | None]  # from, until; None: it goes on


def weighing(
    stretches: Sequence[Stretch], procedure: Procedure, *, opened_at: datetime, closes_at: datetime
) -> list[Stretch]:
    """The outages that took at least as much of the ballot's time as the procedure says, or of its end."""
    least = procedure.ballot_outage_minutes.value
    found = []
    for began, ended in stretches:
        lost = min(ended or closes_at, closes_at) - max(began, opened_at)
        at_the_end = began < closes_at and (ended or closes_at) > closes_at - LAST_HOURS
        if lost > timedelta() and (at_the_end or (least is not None and lost >= timedelta(minutes=least))):
            found.append((began, ended))
    return found


def unanswered(stretches: Sequence[Stretch], extended_at: datetime | None) -> list[Stretch]:
    """Those of them that no extension has made up for yet."""
    return [each for each in stretches if extended_at is None or each[1] is None or each[1] > extended_at]


def as_facts(stretches: Sequence[Stretch]) -> list[list[str | None]]:
    """The outages as the journal keeps them."""
    return [[began.isoformat(), ended.isoformat() if ended else None] for began, ended in stretches]
