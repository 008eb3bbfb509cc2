"""When the system ran: one clock at a time takes its turn and leaves a trace, so that outages can be told.

The turn is a row under a short lock, not a lock that lasts: a pool that hands connections to others between
transactions would lose the latter. Two clocks at once are harmless anyhow; this only spares them the work.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from django.db import connection, transaction
from django.db.models import Q, Subquery

from core.models import Shift
from core.prepared import Placeholder, Prepared
from core.time import now

# A clock that was not heard of for so long has lost its turn to any other.
LEASE = timedelta(seconds=60)
# A shorter silence is a restart; a longer one is an outage.
NOTICED = timedelta(minutes=5)
_ADVISORY_LOCK = 0x65436C6F  # any number that nothing else in this database locks


@dataclass(frozen=True)
class Outage:
    """A stretch in which the clock, and with it the system as far as is known, did not run."""

    began_at: datetime
    ended_at: datetime | None  # None: it is not heard of yet


def take_turn(holder: str) -> bool:
    """Whether this clock may work now; if so, the system is known to have run at this moment."""
    with transaction.atomic():
        _wait_for_others()
        moment, shift = now(), Shift.objects.last()
        if shift is None or moment - shift.seen_at >= NOTICED:
            Shift.objects.create(holder=holder, began_at=moment, seen_at=moment)
            return True
        if shift.holder not in ("", holder) and moment - shift.seen_at < LEASE:
            return False
        shift.holder, shift.seen_at = holder, max(moment, shift.seen_at)
        shift.save(update_fields=["holder", "seen_at"])
    return True


def end_turn(holder: str) -> None:
    """Let another clock go on at once."""
    Shift.objects.filter(holder=holder).update(holder="")


def last_seen() -> datetime | None:
    """When a clock was last at work; None when none ever was."""
    shift = Shift.objects.last()
    return shift.seen_at if shift else None


_last_before = Shift.objects.filter(seen_at__lt=Placeholder("since", "moment")).order_by("-began_at")
_from = Prepared(
    lambda: Shift.objects.filter(
        Q(seen_at__gte=Placeholder("since", "moment")) | Q(pk=Subquery(_last_before.values("pk")[:1]))
    ).order_by("began_at")
)


def outages(since: datetime, until: datetime, moment: datetime) -> list[Outage]:
    """The outages that overlap the time from `since` to `until`, as far as is known at this moment."""
    shifts = _from(since=since)
    found = [
        Outage(one.seen_at, following.began_at)
        for one, following in pairwise(shifts)
        if following.began_at - one.seen_at >= NOTICED
    ]
    if shifts and moment - shifts[-1].seen_at >= NOTICED:
        found.append(Outage(shifts[-1].seen_at, None))
    return [each for each in found if each.began_at < until and (each.ended_at or until) > since]


def _wait_for_others() -> None:
    """One at a time until the commit; on SQLite the transaction itself is that lock (IMMEDIATE)."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_ADVISORY_LOCK])
