"""The hash chain of the journal: the one byte form of an entry, its hash, and what is wrong with a chain."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import NamedTuple

import orjson

GENESIS = "0" * 64


@dataclass(frozen=True)
class Problem:
    """A place where a stream does not verify: its name, the sequence number, and what is wrong in words."""

    stream: str
    seq: int
    what: str


class Link(NamedTuple):
    """An entry as it is stored; `at` is its moment as `instant` writes it, `facts` are JSON as text."""

    stream: str
    seq: int
    at: str
    actor: str
    kind: str
    subject: str
    facts: str
    prev: str
    hash: str


def instant(moment: datetime) -> str:
    """The one text form of a moment: ISO 8601 in UTC with six digits of a second."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


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
        "at": instant(moment),
        "actor": actor,
        "kind": kind,
        "subject": subject,
        "facts": facts,
    }
    return _hash(prev, body)


def walked(links: Iterable[Link], heads: Mapping[str, tuple[int, str]]) -> Iterator[Problem]:
    """Everything wrong with the chains of streams that end at `heads`; `links` in order, stream by stream."""
    left = dict(heads)
    name, seq, prev = "", 0, GENESIS
    for link in links:
        if link.stream != name:
            yield from _ends(name, seq, prev, left)
            name, seq, prev = link.stream, 0, GENESIS
        seq += 1
        if link.seq != seq:
            yield Problem(name, seq, f"entry {seq} is missing, {link.seq} follows")
            seq = link.seq
        if link.prev != prev:
            yield Problem(name, seq, "does not name the hash of the entry before it")
        if not holds(link):
            yield Problem(name, seq, "was changed after it was written")
        prev = link.hash
    yield from _ends(name, seq, prev, left)
    for empty in sorted(left):
        yield from _ends(empty, 0, GENESIS, {empty: left[empty]})


def _ends(name: str, seq: int, prev: str, left: dict[str, tuple[int, str]]) -> Iterator[Problem]:
    if not name:
        return
    told = left.pop(name, (0, GENESIS))
    if told != (seq, prev):
        yield Problem(name, told[0], f"the stream's head says {told[0]}, the entries end at {seq}")


def holds(link: Link) -> bool:
    """Whether the entry still has the hash that was computed when it was written.

    A quick reader confirms; whatever it does not confirm is computed again in the one byte form.
    """
    return _quickly(link) == link.hash or _exactly(link) == link.hash


def _quickly(link: Link) -> str:
    try:
        text = orjson.dumps(_body(link, orjson.loads(link.facts)), option=orjson.OPT_SORT_KEYS)
        return hashlib.sha256(bytes.fromhex(link.prev) + text).hexdigest()
    except ValueError:  # numbers or texts that only the exact form knows, or no hexadecimal at all
        return ""


def _exactly(link: Link) -> str:
    try:
        return _hash(link.prev, _body(link, json.loads(link.facts)))
    except (TypeError, ValueError):  # a float, broken JSON, no hexadecimal: nothing we ever wrote
        return ""


def _body(link: Link, facts: object) -> dict[str, object]:
    return {
        "stream": link.stream,
        "seq": link.seq,
        "at": link.at,
        "actor": link.actor,
        "kind": link.kind,
        "subject": link.subject,
        "facts": facts,
    }


def _hash(prev: str, body: dict[str, object]) -> str:
    return hashlib.sha256(bytes.fromhex(prev) + canonical(body)).hexdigest()


def _refuse_floats(value: object) -> None:
    if isinstance(value, float):
        raise TypeError("facts hold integers, text, lists and maps; a float has no exact form")
    if isinstance(value, dict):
        for inner in value.values():
            _refuse_floats(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            _refuse_floats(inner)
