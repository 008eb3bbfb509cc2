"""Heads of the journal: at each session's close and each night, one signed hash over all of its streams.

Whoever holds a head from outside can tell every later edit of what it covers, even one by an administrator
of the database who computes all chains anew (`core.witnesses` hands heads out, `core.witnessed` compares).
"""

import json
import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings
from django.db import transaction

from core.chain import GENESIS, canonical
from core.merkle import tree_hash
from core.models import Entry, HeadRequest, SealedStream, Stream, TreeHead
from core.time import local, now, today

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


def _signed(body: dict[str, Any], changes: str, key: Ed25519PrivateKey) -> TreeHead:
    text = canonical(body)
    return TreeHead(
        number=body["number"],
        body=text.decode(),
        changes=changes,
        hash=sha256(text).hexdigest(),
        key=public_key(key),
        signature=key.sign(text).hex(),
    )


def public_key(key: Ed25519PrivateKey) -> str:
    """By which the signature is checked: 32 bytes in hexadecimal."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def own_keys() -> frozenset[str]:
    """The public key of this installation, and those it had before."""
    own = [public_key(signing_key())] if Path(settings.JOURNAL_KEY_FILE).exists() else []
    return frozenset([*own, *settings.JOURNAL_OLD_KEYS])


def signing_key() -> Ed25519PrivateKey:
    """The key in `JOURNAL_KEY_FILE`; it is made when there is none yet, for its owner's eyes only."""
    path = Path(settings.JOURNAL_KEY_FILE)
    if not path.exists():
        _make_key(path)
    key = load_pem_private_key(path.read_bytes(), password=None)
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(f"{path} holds no Ed25519 key")
    return key


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    text = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    # Whole or not at all, and never over a key that another process has made meanwhile.
    draft = path.with_name(f"{path.name}.{uuid4()}")
    with open(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(text)
    try:
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()
