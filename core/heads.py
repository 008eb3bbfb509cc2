"""Heads of the journal: at each session's close and each night, one signed hash over all of its streams.

Whoever holds a head from outside can tell every later edit of what it covers, even one by an administrator
of the database who computes all chains anew (`core.witnesses` hands heads out, `core.witnessed` compares).
"""

import json
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.conf import settings
from django.db import transaction

from core.chain import GENESIS, canonical
from core.merkle import tree_hash
from core.models import Entry, HeadRequest, SealedStream, Stream, TreeHead
from core.time import local, now, today

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

FORMAT = "ecabinet-head-1"
NIGHTLY = "nightly"
BATCH = 1000  # rows of a statement, when many are written at once

# For a stream that went on: its name, how far the head before reached, the hashes of its entries since.
Change = tuple[str, int, list[str]]


def ask_for_head(occasion: str) -> None:
    """In the transaction of an act after which a head is due; the clock makes it within seconds."""
    HeadRequest.objects.create(occasion=occasion, at=now())


def seal_when_due() -> None:
    """Make a head if one was asked for, or if none was made today. The clock calls it."""
    last = TreeHead.objects.last()
    asked = HeadRequest.objects.filter(head=None).exists()
    if asked or last is None or local(last.at).date() < today():
        seal()


def seal() -> TreeHead:
    """Sign where every stream stands now."""
    from core.head_keys import signing_key

    key = signing_key()
    with transaction.atomic():
        last = TreeHead.objects.select_for_update().last()
        asked = list(HeadRequest.objects.select_for_update().filter(head=None).order_by("pk"))
        tips = {stream.name: (stream.seq, stream.head) for stream in Stream.objects.iterator()}
        changes = canonical(list(_changes(tips))).decode()
        moment = now()
        body = {
            "format": FORMAT,
            "journal": journal_of(last),
            "number": last.number + 1 if last else 1,
            "at": moment.isoformat(timespec="microseconds"),
            "occasions": sorted({request.occasion for request in asked}) or [NIGHTLY],
            "streams": len(tips),
            "entries": sum(seq for seq, _head in tips.values()),
            "root": root_of(tips),
            "changes": sha256(changes.encode()).hexdigest(),
            "previous": last.hash if last else GENESIS,
        }
        head = _signed(body, changes, key)
        head.at = moment
        head.save(force_insert=True)
        HeadRequest.objects.filter(pk__in=[request.pk for request in asked]).update(head=head)
        _reach(tips)
    return head


def root_of(tips: dict[str, tuple[int, str]]) -> str:
    """The Merkle root over where every stream stands, in the order of their names."""
    return tree_hash([canonical([name, *tips[name]]) for name in sorted(tips)])


def journal_of(head: TreeHead | None) -> str:
    """The identity of this journal, made with its first head."""
    return str(json.loads(head.body)["journal"]) if head else str(uuid4())


def heads_file(journal: str) -> Path | None:
    """Where the heads of a journal are written, one JSON line each; None: into no file."""
    folder = settings.JOURNAL_HEADS_FOLDER
    return Path(folder) / f"{journal}.jsonl" if folder else None


def as_line(head: TreeHead) -> dict[str, Any]:
    """A head as it is handed out."""
    return {
        "body": json.loads(head.body),
        "changes": json.loads(head.changes),
        "hash": head.hash,
        "key": head.key,
        "signature": head.signature,
    }


def heads_naming(stream: str) -> list[dict[str, Any]]:
    """The heads that vouch for entries of a stream, as they are handed out."""
    told = TreeHead.objects.filter(changes__contains=f'["{stream}",').order_by("number")
    return [as_line(head) for head in told]


def _changes(tips: dict[str, tuple[int, str]]) -> Iterator[Change]:
    reached = dict(SealedStream.objects.values_list("name", "seq"))
    for name in sorted(tips):
        known, (seq, _head) = reached.get(name, 0), tips[name]
        if seq != known:
            new = Entry.objects.filter(stream=name, seq__gt=known, seq__lte=seq).order_by("seq")
            yield name, known, list(new.values_list("hash", flat=True))


def _reach(tips: dict[str, tuple[int, str]]) -> None:
    SealedStream.objects.bulk_create(
        [SealedStream(name=name, seq=seq) for name, (seq, _head) in tips.items()],
        batch_size=BATCH,
        update_conflicts=True,
        unique_fields=["name"],
        update_fields=["seq"],
    )


def _signed(body: dict[str, Any], changes: str, key: "Ed25519PrivateKey") -> TreeHead:
    from core.head_keys import public_key

    text = canonical(body)
    return TreeHead(
        number=body["number"],
        body=text.decode(),
        changes=changes,
        hash=sha256(text).hexdigest(),
        key=public_key(key),
        signature=key.sign(text).hex(),
    )
