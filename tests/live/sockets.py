"""Sockets for tests: a signed-in person before the whole ASGI application, on the test's own event loop."""

import json
import time
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from channels.db import database_sync_to_async
from channels.testing import WebsocketCommunicator
from django.conf import settings
from django.test import Client

from ecabinet.asgi import application
from meetings.models import Meeting
from people.models import Person

HOST = "testserver"
T = TypeVar("T")


def in_thread(work: Callable[..., T], *args: Any, **named: Any) -> Coroutine[Any, Any, T]:
    """Synchronous work (acts, queries) beside the event loop, as the server's pages do it."""
    done: Coroutine[Any, Any, T] = database_sync_to_async(work)(*args, **named)
    return done


def signed_in(person: Person) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(person)
    return client


@dataclass
class Page:
    """One open page: its socket, and the sections as the pushes have made them."""

    path: str
    client: Client | None
    origin: str = f"http://{HOST}"
    language: str = "vi"
    have: dict[str, str] = field(default_factory=dict)
    html: dict[str, str] = field(default_factory=dict)
    seq: int = -1
    socket: Any = None

    async def open(self) -> int | None:
        """Connect; the close code when the server closes at once, None when the socket stays open."""
        cookies = f"{settings.LANGUAGE_COOKIE_NAME}={self.language}"
        if self.client is not None:
            cookies += (
                f"; {settings.SESSION_COOKIE_NAME}={self.client.cookies[settings.SESSION_COOKIE_NAME].value}"
            )
        headers = [
            (b"host", HOST.encode()),
            (b"origin", self.origin.encode()),
            (b"cookie", cookies.encode()),
        ]
        self.socket = WebsocketCommunicator(application, self.path, headers=headers)
        accepted, code = await self.socket.connect(timeout=5)
        if not accepted:
            return int(code)
        if await self.socket.receive_nothing(timeout=0.3):
            return None
        event = await self.socket.receive_output()
        return int(event["code"]) if event["type"] == "websocket.close" else None

    async def hello(self, have: dict[str, str] | None = None) -> dict[str, Any]:
        """Say which sections the page has; the answer."""
        await self.socket.send_to(text_data=json.dumps({"have": self.have if have is None else have}))
        return await self.hear()

    async def hear(self, timeout: float = 5) -> dict[str, Any]:
        """The next message, applied to the page."""
        message: dict[str, Any] = json.loads(await self.socket.receive_from(timeout=timeout))
        if message["seq"] >= self.seq:
            self.seq = message["seq"]
            for name, section in message.get("sections", {}).items():
                self.have[name], self.html[name] = section["digest"], section["html"]
        return message

    async def news(self) -> set[str]:
        """The names of the next sections that arrive; heartbeats are passed over."""
        while True:
            arrived = (await self.hear()).get("sections")
            if arrived:
                return set(arrived)

    async def hear_until(self, content: Callable[[], bool]) -> int:
        """Messages until the page has what it should; how many there were."""
        heard = 0
        while not content():
            await self.hear()
            heard += 1
        return heard

    async def hears_nothing(self, seconds: float = 0.5) -> bool:
        """Whether no section arrives for a while; a heartbeat says nothing."""
        until = time.monotonic() + seconds
        while not await self.socket.receive_nothing(timeout=max(0.01, until - time.monotonic())):
            if "sections" in await self.hear():
                return False
        return True

    async def close(self) -> None:
        """Leave."""
        if self.socket is not None:
            await self.socket.disconnect()


def page_of(meeting: Meeting, view: str, client: Client | None, **wishes: Any) -> Page:
    """A page of a meeting's room."""
    return Page(f"/ws/live/meeting/{meeting.pk}/?view={view}", client, **wishes)
