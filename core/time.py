"""The one clock everybody reads: the database's, so that every process agrees about a deadline."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.db import connection

HANOI = ZoneInfo("Asia/Ho_Chi_Minh")

_moment: ContextVar[datetime | None] = ContextVar("moment", default=None)


def now() -> datetime:
    """The present moment in UTC: PostgreSQL's `clock_timestamp()`; SQLite shares the machine's clock."""
    moment = _moment.get()
    if moment is not None:
        return moment
    if connection.vendor != "postgresql":
        return datetime.now(UTC)
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        row = cursor.fetchone()
    found: datetime = row[0]
    return found.astimezone(UTC)


def today() -> date:
    """The calendar day in Ha Noi, by this machine's clock: for what turns at midnight, not for a deadline."""
    return local(_moment.get() or datetime.now(UTC)).date()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` (aware) inside: for loading the demonstration, for tests, and `same_moment`."""
    if moment.tzinfo is None:
        raise ValueError("at() needs an aware datetime")
    token = _moment.set(moment.astimezone(UTC))
    try:
        yield
    finally:
        _moment.reset(token)


@contextmanager
def same_moment() -> Iterator[None]:
    """Read the clock once for everything inside: for drawing a page, never to decide or to write."""
    with at(now()):
        yield


def local(moment: datetime) -> datetime:
    """The same moment on a clock in Ha Noi."""
    return moment.astimezone(HANOI)
