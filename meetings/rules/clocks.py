"""The clock of an item: pauses do not count, an earlier run does."""

from datetime import datetime, timedelta


def clock_since(started_at: datetime, *, taken: int, paused: int) -> datetime:
    """From when an item would run had it neither been paused nor called before (both in seconds)."""
    return started_at + timedelta(seconds=paused - taken)


def seconds_spent(started_at: datetime | None, ended_at: datetime | None, *, taken: int, paused: int) -> int:
    """How long an item has taken in all its runs, without pauses."""
    if started_at is None or ended_at is None:
        return taken
    return taken + max(0, round((ended_at - started_at).total_seconds()) - paused)


def pause_within(paused_at: datetime, resumed_at: datetime, started_at: datetime | None) -> int:
    """The seconds of a pause that fell into the run of an item."""
    if started_at is None:
        return 0
    return max(0, round((resumed_at - max(paused_at, started_at)).total_seconds()))
