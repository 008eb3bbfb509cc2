"""Queueing: one notice for each person, in the transaction of the act that it tells of."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime

from django.db import connection

from core.time import now
from people.models import Notice, Person


def queue(
    people: Mapping[Person, dict[str, object]], *, kind: str, key: str, path: str, until: datetime
) -> int:
    """Queue one notice for each of these people, with its facts; returns how many it is for.

    Whoever has one of this key already gets no second. After `until` it would be pointless.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("a notice belongs inside the transaction of the act")
    if not wanted():
        return 0
    moment, addressed = now(), {person: facts for person, facts in people.items() if person.is_active}
    Notice.objects.bulk_create(
        (
            Notice(
                person=person, kind=kind, key=key, path=path, facts=facts, queued_at=moment, due=moment,
                until=until,
            )
            for person, facts in addressed.items()
        ),
        ignore_conflicts=True,
    )  # fmt: skip
    return len(addressed)


_untold: ContextVar[bool] = ContextVar("untold", default=False)


def wanted() -> bool:
    """Whether anybody is told at all, so that it is worth asking whom."""
    return not _untold.get()


@contextmanager
def untold() -> Iterator[None]:
    """Queue nothing: only for loading a long history, whose news nobody waits for."""
    token = _untold.set(True)
    try:
        yield
    finally:
        _untold.reset(token)
