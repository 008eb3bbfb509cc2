"""The journal: the only writer of entries, the only caller of the broadcast, and its verification."""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from core.live import announce
from core.models import GENESIS, Entry, Stream
from core.prepared import Placeholder, Prepared
from core.time import now

# The actor of what no person did: the house's own clock announced what time had brought about.
CLOCK = "clock"
BATCH = 1000  # rows of a statement, when many are written at once


@dataclass(frozen=True)
class Problem:
    """A place where a stream does not verify: its name, the sequence number, and what is wrong in words."""

    stream: str
    seq: int
    what: str


def canonical(value: object) -> bytes:
    """The one byte form of a JSON value: sorted keys, no spaces, UTF-8; floats are refused."""
    _refuse_floats(value)
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode()


def entry_hash(
    *, stream: str, seq: int, moment: datetime, actor: str, kind: str, subject: str, facts: object, prev: str
) -> str:
    """SHA-256 over the previous hash and the entry's own fields, in hexadecimal."""
    body = {
        "stream": stream,
        "seq": seq,
        "at": moment.astimezone(UTC).isoformat(timespec="microseconds"),
        "actor": actor,
        "kind": kind,
        "subject": subject,
        "facts": facts,
    }
    return hashlib.sha256(bytes.fromhex(prev) + canonical(body)).hexdigest()


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
    entry.hash = _recomputed(entry)
    head.seq, head.head = entry.seq, entry.hash
    return entry


def entries(stream: str) -> QuerySet[Entry]:
    """The history of one stream, oldest first."""
    return Entry.objects.filter(stream_id=stream).order_by("seq")


def verify(name: str | None = None) -> Iterator[Problem]:
    """Walk the chain of one stream, or of all, and yield every place that does not verify."""
    streams = Stream.objects.filter(pk=name) if name else Stream.objects.all()
    for stream in streams.order_by("name"):
        yield from _verify_stream(stream)


Check = Callable[[], Iterator[Problem]]
_checks: list[Check] = []


def register_check(check: Check) -> None:
    """Add a check of what an app keeps against what the journal says; apps do it in `ready()`."""
    if check not in _checks:
        _checks.append(check)


def problems() -> Iterator[Problem]:
    """Everything that does not verify: the chains of all streams, then what every app registered."""
    with one_moment():
        yield from verify()
        for check in _checks:
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


def _verify_stream(stream: Stream) -> Iterator[Problem]:
    seq, prev = 0, GENESIS
    for entry in entries(stream.name).iterator():
        seq += 1
        if entry.seq != seq:
            yield Problem(stream.name, seq, f"entry {seq} is missing, {entry.seq} follows")
            seq = entry.seq
        if entry.prev != prev:
            yield Problem(stream.name, seq, "does not name the hash of the entry before it")
        if entry.hash != _recomputed(entry):
            yield Problem(stream.name, seq, "was changed after it was written")
        prev = entry.hash
    if (stream.seq, stream.head) != (seq, prev):
        yield Problem(
            stream.name, stream.seq, f"the stream's head says {stream.seq}, the entries end at {seq}"
        )


def _recomputed(entry: Entry) -> str:
    return entry_hash(
        stream=entry.stream_id,
        seq=entry.seq,
        moment=entry.at,
        actor=entry.actor,
        kind=entry.kind,
        subject=entry.subject,
        facts=entry.facts,
        prev=entry.prev,
    )


_head = Prepared(lambda: Stream.objects.select_for_update().filter(pk=Placeholder("stream", "text")))


def _locked(stream: str) -> Stream:
    found = _head.first(stream=stream)
    if found is None:
        Stream.objects.get_or_create(pk=stream)
        [found] = _head(stream=stream)
    return found


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("facts hold integers, text, lists and maps; a float has no exact form")
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)
