"""The bytes that travel: sections with their digests, and the message that carries those that differ."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.db import connection
from django.utils import translation

from core.live.rooms import Audience, RoomKind, room_kind
from core.models import Stream
from core.prepared import Placeholder, Placeholders, Prepared
from core.time import now


@dataclass(frozen=True)
class Section:
    """One small server-rendered fragment and the digest by which it is compared."""

    html: str
    digest: str


@dataclass(frozen=True)
class Snapshot:
    """All sections of one audience, drawn when the stream stood at `seq`."""

    seq: int
    moment: datetime
    sections: Mapping[str, Section]

    def digests(self) -> dict[str, str]:
        """Name → digest, what a browser says it has."""
        return {name: section.digest for name, section in self.sections.items()}


@dataclass(frozen=True)
class Look:
    """A room as it was read when its stream stood at `seq`, to be drawn for one audience after the other."""

    kind: RoomKind
    seq: int
    room: object


_head = Prepared(
    lambda: Stream.objects.filter(pk=Placeholder("stream", "text")).values_list("seq", flat=True)
)


_heads = Prepared(
    lambda: Stream.objects.filter(pk__in=Placeholders("streams", "text")).values_list("name", "seq")
)


def head_of(stream: str) -> int:
    """The sequence number at the head of a stream; 0 when nothing happened yet."""
    return _head.first(stream=stream) or 0


def heads_of(streams: list[str]) -> dict[str, int]:
    """The heads of several streams in one query."""
    return dict(_heads(streams=streams))


def look_at(stream: str) -> Look:
    """Read a room once for all audiences. The head is read first: newer content is never lost."""
    name, _, key = stream.partition(":")
    kind = room_kind(name)
    return Look(kind, head_of(stream), kind.look(key))


def seen_already(kind: RoomKind, room: object, seq: int = 0) -> Look:
    """A room that the caller has read itself for the page around it, and not before the head `seq`."""
    return Look(kind, seq, room)


def drawn_from(look: Look, audience: Audience) -> Snapshot:
    """Draw every section of a room for one audience."""
    with translation.override(audience.language):
        drawn = look.kind.render(look.room, audience)
    sections = {name: Section(html, digest(html)) for name, html in drawn.items()}
    return Snapshot(look.seq, now(), sections)


def draw(stream: str, audience: Audience) -> Snapshot:
    """Read a room and draw every section of it for one audience."""
    return drawn_from(look_at(stream), audience)


def read_again(snapshot: Snapshot) -> Snapshot:
    """The same sections with the present moment, by which browsers set their clocks."""
    return replace(snapshot, moment=now())


def digest(html: str) -> str:
    """A short digest of a section: 64 bits are plenty to notice a difference."""
    return hashlib.blake2b(html.encode(), digest_size=8).hexdigest()


def message(snapshot: Snapshot, have: Mapping[str, str]) -> str:
    """The one message with every section that differs from what the other side has (perhaps none)."""
    differing = {
        name: {"digest": section.digest, "html": section.html}
        for name, section in snapshot.sections.items()
        if have.get(name) != section.digest
    }
    return encode(snapshot.seq, snapshot.moment, differing)


def encode(seq: int, moment: datetime, differing: Mapping[str, object]) -> str:
    """JSON text of a push or of the polling endpoint's answer."""
    body: dict[str, object] = {"seq": seq, "now": moment.isoformat(timespec="milliseconds")}
    if differing:
        body["sections"] = differing
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def release_connection() -> None:
    """Give the thread's database connection back if it is broken or too old."""
    connection.close_if_unusable_or_obsolete()
