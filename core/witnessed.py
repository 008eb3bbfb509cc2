"""What witnesses hold against the journal as it is now: every edit, deletion, fork and restored old copy."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from core.chain import GENESIS, Problem, canonical
from core.heads import FORMAT, as_line, heads_file, journal_of, root_of
from core.models import Entry, TreeHead

HEADS = "heads"  # the name under which a problem of the heads themselves is told


@dataclass
class Witnessed:
    """What consistent heads vouch for: the hashes of every stream's entries, from the first one known."""

    journal: str = ""
    number: int = 0
    hash: str = GENESIS
    whole: bool = False  # known from the first head on
    first: dict[str, int] = field(default_factory=dict)
    hashes: dict[str, list[str]] = field(default_factory=dict)

    def tips(self) -> dict[str, tuple[int, str]]:
        """Where every stream stood at the last head."""
        return {name: (self.first[name] + len(some), some[-1]) for name, some in self.hashes.items()}


def own_heads_hold() -> Iterator[Problem]:
    """The heads that the database itself keeps, and those in our own file, against its entries."""
    last = TreeHead.objects.last()
    if last is None:
        return
    from core.head_keys import own_keys

    yield from held(map(_kept, TreeHead.objects.order_by("number").iterator()), own_keys())
    path = heads_file(_journal(last)) if _journal(last) else None
    if path is not None and path.exists():
        with path.open(encoding="utf-8") as lines:
            yield from held(read_lines(lines), own_keys())


def _kept(head: TreeHead) -> dict[str, Any]:
    """A head as the database keeps it; one that can no longer be read has only its number."""
    try:
        line = as_line(head)
        if isinstance(line["body"]["journal"], str) and int(line["body"]["number"]):
            return line
    except (ValueError, TypeError, KeyError):
        pass
    return {"body": {"number": head.number, "journal": ""}, "changes": [], "hash": head.hash}


def _journal(head: TreeHead) -> str:
    """The identity of the journal that a head names; empty where it can no longer be read."""
    try:
        return journal_of(head)
    except (ValueError, TypeError, KeyError):
        return ""


def held(heads: Iterable[Mapping[str, Any]], keys: frozenset[str]) -> Iterator[Problem]:
    """What is wrong with these heads, then what they say against the journal as it stands."""
    found = Witnessed()
    yield from gathered(heads, keys, found)
    if found.number:
        yield from compared(found)


def read_lines(lines: Iterable[str]) -> Iterator[dict[str, Any]]:
    """Heads from a file of a witness, one JSON line each; ValueError for one that is none."""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        head = json.loads(line)
        if not isinstance(head, dict) or head.get("body", {}).get("format") != FORMAT:
            raise ValueError(f"line {number} is no head of a journal")
        yield head


def gathered(heads: Iterable[Mapping[str, Any]], keys: frozenset[str], found: Witnessed) -> Iterator[Problem]:
    """Check signatures and order of heads, and collect in `found` what the right ones vouch for."""
    for head in heads:
        body, number = head["body"], int(head["body"]["number"])
        if number <= found.number and (body["journal"], head["hash"]) == (found.journal, found.hash):
            continue  # the same line twice
        problem = _wrong(head, keys)
        if not problem and found.number:
            problem = _broken(body, found)
        if problem:
            yield Problem(HEADS, number, problem)
            return
        _take(head, found)
        if found.whole and root_of(found.tips()) != body["root"]:
            yield Problem(HEADS, number, "its root is not that of the entries it names")
            return


def _wrong(head: Mapping[str, Any], keys: frozenset[str]) -> str:
    from core.head_keys import is_signed

    try:
        text, changes = canonical(head["body"]), canonical(head["changes"])
    except (TypeError, ValueError):  # a float, half of a letter: nothing that was ever signed
        return "was changed after it was signed"
    if sha256(text).hexdigest() != head["hash"]:
        return "was changed after it was signed"
    if sha256(changes).hexdigest() != head["body"]["changes"]:
        return "names other entries than were signed"
    if head["key"] not in keys:
        return f"is signed by a key that is not trusted: {head['key']}"
    if not is_signed(text, head["signature"], head["key"]):
        return "has no valid signature"
    return ""


def _broken(body: Mapping[str, Any], found: Witnessed) -> str:
    if body["journal"] != found.journal:
        return "is of another journal"
    if (body["number"], body["previous"]) != (found.number + 1, found.hash):
        return f"does not follow head {found.number}: one is missing, or there are two histories"
    return ""


def _take(head: Mapping[str, Any], found: Witnessed) -> None:
    body = head["body"]
    if not found.number:
        found.whole = body["number"] == 1
    found.journal, found.number, found.hash = body["journal"], body["number"], head["hash"]
    for name, known, hashes in head["changes"]:
        first = found.first.setdefault(name, known)
        some = found.hashes.setdefault(name, [])
        del some[known - first :]
        some.extend(hashes)


def compared(found: Witnessed) -> Iterator[Problem]:
    """Every place where the journal is not what the heads vouch for; the first bad entry of each stream."""
    last = TreeHead.objects.last()
    if last is None or _journal(last) != found.journal:
        yield Problem(HEADS, found.number, "the heads are of another journal than this database holds")
        return
    if last.number < found.number:
        what = f"the database knows of {last.number} heads only: an older copy was put in its place"
        yield Problem(HEADS, found.number, what)
    elif not TreeHead.objects.filter(number=found.number, hash=found.hash).exists():
        yield Problem(HEADS, found.number, "the database holds another head of this number: two histories")
    left = {name: list(hashes) for name, hashes in found.hashes.items()}
    told: set[str] = set()
    rows = Entry.objects.order_by("stream_id", "seq").values_list("stream_id", "seq", "hash")
    reached: dict[str, int] = {}
    for name, seq, entry_hash in rows.iterator(chunk_size=5000):
        place = seq - found.first.get(name, 0) - 1
        if name in told or name not in left or not 0 <= place < len(left[name]):
            continue
        if place != reached.get(name, 0):
            told.add(name)
            missing = found.first[name] + reached.get(name, 0) + 1
            yield Problem(name, missing, "is missing, though a witness has its hash")
        elif left[name][place] != entry_hash:
            told.add(name)
            yield Problem(name, seq, "is not the entry whose hash the witness has")
        reached[name] = place + 1
    for name in sorted(left.keys() - told):
        if reached.get(name, 0) < len(left[name]):
            missing = found.first[name] + reached.get(name, 0) + 1
            yield Problem(name, missing, "is missing, though a witness has its hash")
