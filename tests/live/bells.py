"""Rooms whose only event is a bell: who hears it when, without a meeting around it."""

import asyncio
import json
import threading
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import uuid4

from django.db import connection, transaction

from core.journal import record
from core.live.hub import Hub
from core.live.members import Socket
from core.live.rooms import Audience, RoomKind
from core.live.sections import head_of

T = TypeVar("T")
HALL = Audience("hall", "vi")


def bell_room(drawn: list[Audience] | None = None) -> RoomKind:
    """A kind of room that shows how often its bell has rung; notes for whom it was drawn."""

    def render(key: str, audience: Audience) -> dict[str, str]:
        if drawn is not None:
            drawn.append(audience)
        return {"bell": f"<b>{head_of(f'bell:{key}')}</b>", "view": f"<i>{audience.view}</i>"}

    return RoomKind("bell", lambda *_: HALL, lambda key: key, render)


def new_stream() -> str:
    """The stream of a bell that has not rung."""
    return f"bell:{uuid4()}"


def ring(stream: str) -> int:
    """An act: it stands in the journal and is announced after the commit."""
    with transaction.atomic():
        return record(stream, "bell.rung", actor="clock", subject=stream, facts={}).seq


async def until(happened: Callable[[], object], within: float) -> float:
    """Wait until something has happened; the seconds that it took, or a failed test."""
    begun = time.monotonic()
    while not happened():
        assert time.monotonic() - begun <= within, f"it did not happen within {within} s"
        await asyncio.sleep(0.005)
    return time.monotonic() - begun


@dataclass(eq=False)
class Ear:
    """One listener in a room of a hub, as an open page is one."""

    hub: Hub
    stream: str
    audience: Audience = HALL
    session: str = ""
    heard: list[dict[str, Any]] = field(default_factory=list)
    closed: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.socket = Socket(self._send, self.audience, self.session, self._close)

    async def _send(self, event: dict[str, Any]) -> None:
        self.heard.append(json.loads(event["text"]))

    async def _close(self, code: int) -> None:
        self.closed.append(code)

    async def enter(self, have: dict[str, str] | None = None) -> "Ear":
        """Join and say hello."""
        await self.hub.join(self.stream, self.socket)
        await self.hub.greet(self.stream, self.socket, have or {})
        return self

    def leave(self) -> None:
        """Go."""
        self.hub.leave(self.stream, self.socket)

    @property
    def rings(self) -> int:
        """How often the bell has rung as far as this listener was told."""
        told = [
            message["sections"]["bell"]["html"]
            for message in self.heard
            if "bell" in message.get("sections", {})
        ]
        return int(told[-1].strip("</b>")) if told else -1


async def end_hub(hub: Hub) -> None:
    """Stop a hub's tasks; its drawing thread gives its database connection back and ends."""
    rooms = [room.listener for room in hub.rooms.values() if room.listener is not None]
    running = {*hub.tasks, *rooms, *([hub.publishing] if hub.publishing else [])}
    while running:  # redis-py loses a cancellation that comes while it connects
        for task in running:
            task.cancel()
        _, running = await asyncio.wait(running, timeout=0.5)
    await hub.loop.run_in_executor(hub.artist, lambda: connection.close())
    hub.artist.shutdown()


class Elsewhere:
    """Another process as far as the layer can tell: a hub on an event loop of its own, in a thread."""

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self.hub = Hub(self.loop)
        self.thread = threading.Thread(target=self._live, name="elsewhere")
        self.thread.start()

    def _live(self) -> None:
        self.loop.run_forever()
        self.loop.close()

    async def run(self, work: Coroutine[Any, Any, T]) -> T:
        """Run something on the loop over there."""
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(work, self.loop))

    async def end(self) -> None:
        """Leave no thread behind."""
        await self.run(end_hub(self.hub))
        self.loop.call_soon_threadsafe(self.loop.stop)
        await asyncio.to_thread(self.thread.join)
