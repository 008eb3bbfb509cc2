"""Who is in a live room of this process: its sockets by audience, and one text for all of them."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from core.live.lines import Framed
from core.live.rooms import Audience
from core.live.sections import Snapshot

log = logging.getLogger("ecabinet.live")

Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass(eq=False)
class Socket:
    """One open socket: how to send to it, the session behind it, and the audience to which it belongs."""

    send: Send
    audience: Audience
    session: str
    close: Callable[[int], Awaitable[None]]
    line: Any | None = None
    # What the session stood on when the socket was opened (core/live/sessions.py).
    standing: str | None = None
    # Whose page it is, whether it is in sight, and when it last said so (a page that never does: 0).
    person: str = ""
    in_sight: bool = True
    heard: float = 0.0
    since: float = 0.0  # when it was opened
    # Whether the person may still see what this socket is sent: the code with which to close it, or None.
    look: Callable[[], Awaitable[int | None]] | None = None


@dataclass(eq=False)
class Room:
    """One open room in this process: its sockets by audience, and what each audience was last sent."""

    stream: str
    sockets: dict[Audience, set[Socket]] = field(default_factory=dict)
    sent: dict[Audience, dict[str, str]] = field(default_factory=dict)
    # What was drawn last, and when that began; only the drawing thread touches it.
    drawn: dict[Audience, tuple[float, Snapshot]] = field(default_factory=dict)
    seen: int = 0
    dirty: asyncio.Event = field(default_factory=asyncio.Event)
    listener: asyncio.Task[None] | None = None


async def broadcast(sockets: Iterable[Socket], text: str) -> None:
    """Send the same text to every socket; one that is broken never holds up the others."""
    event, framed = {"type": "websocket.send", "text": text}, Framed(text)
    for socket in list(sockets):
        try:
            if not framed.went_to(socket.line):
                await socket.send(event)
        except Exception as trouble:
            log.debug("a socket could not be written to: %r", trouble)
