"""The journal: the only writer of entries, the only caller of the broadcast, and its verification."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Func, QuerySet, TextField
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

from core.chain import Link, Problem, entry_hash, walked
from core.live import announce
from core.models import Entry, Stream
from core.prepared import Placeholder, Prepared
from core.time import now

# The actor of what no person did: the house's own clock announced what time had brought about.
CLOCK = "clock"
BATCH = 1000  # rows of a statement, when many are written at once


@dataclass(frozen=True)
class Happening:
    """What an entry says; `actor` and `subject` are plain keys ("person:<uuid>", "item:<uuid>", "clock")."""

    kind: str
    actor: str
    subject: str
    facts: dict[str, Any]


def record(stream: str, kind: str, *, actor: str, subject: str, facts: dict[str, Any]) -> Entry:
    """Append one entry in the caller's transaction and tell the stream's room after the commit."""
    return record_all(stream, [Happening(kind, actor, subject, facts)])[0]


def record_all(stream: str, happenings: Sequence[Happening]) -> list[Entry]:
    """Append what happened at one moment, in this order; the room is told once, after the commit.

    The stream's row is locked here, last of all locks, so that sequence numbers have no gaps.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("what is recorded belongs inside the transaction of the act")
    head = _locked(stream)
    moment = now()
    chain: list[Entry] = []
    for happening in happenings:
        chain.append(_chained(head, happening, moment))
    Entry.objects.bulk_create(chain)
    head.save(force_update=True)

    def tell() -> None:
        announce(stream, head.seq)

    if not _unannounced.get():
        transaction.on_commit(tell, robust=True)
    return chain


_unannounced: ContextVar[bool] = ContextVar("unannounced", default=False)


@contextmanager
def unannounced() -> Iterator[None]:
    """Record without telling the rooms: only for loading a long history, which nobody is watching."""
    token = _unannounced.set(True)
    try:
        yield
    finally:
        _unannounced.reset(token)


def write_histories(histories: Mapping[str, Sequence[tuple[datetime, Happening]]]) -> None:
    """Write whole streams that did not exist, each entry at its own moment, and tell nobody.

    Only for loading a long history which nobody is watching: many streams in a few statements.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("what is recorded belongs inside the transaction of the act")
    heads: list[Stream] = []
    chain: list[Entry] = []
    for name, happenings in histories.items():
        heads.append(Stream(name=name))
        chain.extend(_chained(heads[-1], happening, moment) for moment, happening in happenings)
    Stream.objects.bulk_create(heads)
    Entry.objects.bulk_create(chain, batch_size=BATCH)


def _chained(head: Stream, happening: Happening, moment: datetime) -> Entry:
    """The next entry of the stream; `head` moves on to it."""
    entry = Entry(
        stream=head,
        seq=head.seq + 1,
        at=moment,
        actor=happening.actor,
        kind=happening.kind,
        subject=happening.subject,
        facts=happening.facts,
        prev=head.head,
    )
    entry.hash = entry_hash(
        stream=head.name,
        seq=entry.seq,
        moment=moment,
        actor=entry.actor,
        kind=entry.kind,
        subject=entry.subject,
        facts=entry.facts,
        prev=entry.prev,
    )
    head.seq, head.head = entry.seq, entry.hash
    return entry


def entries(stream: str) -> QuerySet[Entry]:
    """The history of one stream, oldest first."""
    return Entry.objects.filter(stream_id=stream).order_by("seq")


def verify(name: str | None = None) -> Iterator[Problem]:
    """Walk the chain of one stream, or of all, and yield every place that does not verify."""
    streams, entries = Stream.objects.all(), Entry.objects.all()
    if name:
        streams, entries = streams.filter(pk=name), entries.filter(stream=name)
    heads = {stream.name: (stream.seq, stream.head) for stream in streams.iterator()}
    yield from walked(links(entries), heads)


Check = Callable[[], Iterator[Problem]]
_checks: list[Check] = []


def register_check(check: Check) -> None:
    """Add a check of what an app keeps against what the journal says; apps do it in `ready()`."""
    if check not in _checks:
        _checks.append(check)


def problems(*more: Check) -> Iterator[Problem]:
    """Everything that does not verify: the chains of all streams, what every app registered, and `more`."""
    with one_moment():
        yield from verify()
        for check in (*_checks, *more):
            yield from check()


@contextmanager
def one_moment() -> Iterator[None]:
    """Read everything as of one moment, without a lock: what is written meanwhile is no problem."""
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


class Instant(Func):
    """A moment as `core.chain.instant` writes it, by the database: a third of a walk went into its dates."""

    output_field = TextField()
    template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US') || '+00:00'"

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_more: Any
    ) -> tuple[str, Any]:
        """SQLite keeps a moment as text in UTC, without its six digits where all are naught."""
        template = (
            "replace(%(expressions)s, ' ', 'T')"
            " || CASE length(%(expressions)s) WHEN 19 THEN '.000000' ELSE '' END || '+00:00'"
        )
        return self.as_sql(compiler, connection, template=template)


def links(entries: QuerySet[Entry]) -> Iterator[Link]:
    """These entries as they are stored, stream by stream."""
    rows = (
        entries.annotate(instant=Instant("at"), text=Cast("facts", TextField()))
        .order_by("stream_id", "seq")
        .values_list("stream_id", "seq", "instant", "actor", "kind", "subject", "text", "prev", "hash")
    )
    return map(Link._make, rows.iterator(chunk_size=BATCH))


_head = Prepared(lambda: Stream.objects.select_for_update().filter(pk=Placeholder("stream", "text")))


def _locked(stream: str) -> Stream:
    found = _head.first(stream=stream)
    if found is None:
        Stream.objects.get_or_create(pk=stream)
        [found] = _head(stream=stream)
    return found
