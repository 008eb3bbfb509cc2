"""Tablets and screens: kept-alive HTTP connections and sockets that note when each message came."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from urllib.parse import urlencode

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

TOKEN = "b" * 32  # the double-submit secret: the same in cookie and form


# When a push came (perf_counter, wall clock), and its text.
Message = tuple[float, float, str]


@dataclass
class Reply:
    """An HTTP answer: its status, its body, and the seconds from the first byte sent to the last received."""

    status: int
    body: bytes
    seconds: float


class Tablet:
    """One signed-in person's kept-alive HTTP connection."""

    def __init__(self, port: int, session: str) -> None:
        self.port = port
        self.cookie = f"session={session}; csrftoken={TOKEN}; django_language=vi"
        self.reader: asyncio.StreamReader | None = None
        self.writer: asyncio.StreamWriter | None = None

    async def open(self) -> "Tablet":
        """Connect once, before anything is timed."""
        self.reader, self.writer = await asyncio.open_connection("127.0.0.1", self.port)
        return self

    def close(self) -> None:
        """Hang up."""
        if self.writer is not None:
            self.writer.close()

    async def get(self, path: str) -> Reply:
        """GET a page."""
        return await self._ask(f"GET {path} HTTP/1.1\r\n{self._head()}\r\n".encode())

    async def post(self, path: str, fields: dict[str, str], accept: str = "text/html") -> Reply:
        """POST a form with its CSRF token."""
        body = urlencode({**fields, "csrfmiddlewaretoken": TOKEN}).encode()
        head = (
            f"POST {path} HTTP/1.1\r\n{self._head()}"
            f"Accept: {accept}\r\nX-Fragment: vote-sheet\r\nOrigin: http://127.0.0.1:{self.port}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        return await self._ask(head.encode() + body)

    def _head(self) -> str:
        return f"Host: 127.0.0.1:{self.port}\r\nCookie: {self.cookie}\r\n"

    async def _ask(self, request: bytes) -> Reply:
        assert self.reader is not None
        assert self.writer is not None
        begun = time.perf_counter()
        self.writer.write(request)
        head = (await self.reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        body = await self._body(head)
        return Reply(int(head.split(" ", 2)[1]), body, time.perf_counter() - begun)

    async def _body(self, head: str) -> bytes:
        assert self.reader is not None
        names = {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head.split("\r\n")[1:])}
        if "content-length" in names:
            return await self.reader.readexactly(int(names["content-length"]))
        parts = []
        while size := int(await self.reader.readuntil(b"\r\n"), 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readexactly(2)
        await self.reader.readexactly(2)
        return b"".join(parts)


@dataclass
class Screen:
    """One open socket: the moment (perf_counter and wall clock) and text of every push that came."""

    socket: ClientConnection
    came: list[Message] = field(default_factory=list)
    task: "asyncio.Task[None] | None" = None

    async def listen(self) -> None:
        """Note every message until the socket closes."""
        try:
            async for text in self.socket:
                self.came.append((time.perf_counter(), time.time(), str(text)))
        except ConnectionClosed:
            return

    def pushes(self) -> list[Message]:
        """The messages that carried sections."""
        return [message for message in self.came if '"sections"' in message[2]]

    def forget(self) -> None:
        """Begin to count anew."""
        self.came.clear()


async def open_screen(port: int, path: str, session: str) -> Screen:
    """Open a socket as a person, say hello with nothing in hand, and wait for the first state."""
    socket = await connect(
        f"ws://127.0.0.1:{port}{path}",
        additional_headers={"Cookie": f"session={session}; django_language=vi"},
        origin=f"http://127.0.0.1:{port}",  # type: ignore[arg-type]
        compression=None,
        open_timeout=60,
        max_size=None,
    )
    screen = Screen(socket)
    await socket.send(json.dumps({"have": {}}))
    screen.task = asyncio.create_task(screen.listen())
    while not screen.came:
        await asyncio.sleep(0.01)
    return screen


async def open_screens(port: int, wanted: list[tuple[str, str]]) -> list[Screen]:
    """Open many screens, twenty at a time; `wanted` holds (path, session)."""
    gate = asyncio.Semaphore(20)

    async def one(path: str, session: str) -> Screen:
        async with gate:
            return await open_screen(port, path, session)

    return list(await asyncio.gather(*(one(*each) for each in wanted)))


async def close_screens(screens: list[Screen]) -> None:
    """Close them all."""
    await asyncio.gather(*(screen.socket.close() for screen in screens))
