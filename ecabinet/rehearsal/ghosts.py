"""Ghosts: they vote with the same key until they have a receipt, and their pages come back."""

import asyncio
import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import uuid4

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidHandshake, WebSocketException

from ecabinet.rehearsal.clients import Reply, Tablet

GIVE_UP = 20.0  # seconds after which a vote without a receipt counts as lost
AGAIN = 0.2  # seconds between two tries, at first
RARELY = 2.0  # and at last
RECEIPT = re.compile(rb'data-counted>.*?<b class="n">([^<]+)</b>', re.DOTALL)
# What a server that is just dying does to those who talk to it.
BROKEN = (OSError, EOFError, ValueError, IndexError, WebSocketException, InvalidHandshake, TimeoutError)

Ports = Callable[[], list[int]]


@dataclass(frozen=True)
class Told:
    """What a ghost was told of its vote: the receipt's number and the choice; how long that took."""

    receipt: str
    choice: str
    seconds: float
    tries: int


@dataclass
class Ghost:
    """A member's tablet: it has a session, and goes to whichever server answers."""

    session: str
    ports: Ports
    dice: Random

    async def cast(self, path: str, choice: str) -> Told | None:
        """Vote until there is a receipt; None when there was none in time."""
        begun, tries, key = time.monotonic(), 0, str(uuid4())
        while time.monotonic() - begun < GIVE_UP:
            tries += 1
            reply = await self._post(path, {"choice": choice, "named": "0", "key": key})
            found = RECEIPT.search(reply.body) if reply and reply.status == 200 else None
            if found:
                return Told(found[1].decode(), choice, time.monotonic() - begun, tries)
            await asyncio.sleep(min(RARELY, AGAIN * tries))
        return None

    async def act(self, path: str, fields: dict[str, str]) -> int:
        """An act of the desk, tried until a server answers; the status of the answer."""
        begun = time.monotonic()
        while time.monotonic() - begun < GIVE_UP:
            reply = await self._post(path, fields)
            if reply is not None and reply.status < 500:
                return reply.status
            await asyncio.sleep(AGAIN)
        return 0

    async def open(self, path: str) -> Reply | None:
        """A page; None when no server gave it."""
        return await self._with_tablet(lambda tablet: tablet.get(path))

    async def _post(self, path: str, fields: dict[str, str]) -> Reply | None:
        return await self._with_tablet(lambda tablet: tablet.post(path, fields))

    async def _with_tablet(self, ask: Callable[[Tablet], Any]) -> Reply | None:
        try:
            tablet = await Tablet(self.dice.choice(self.ports()), self.session).open()
            reply: Reply = await asyncio.wait_for(ask(tablet), GIVE_UP)
            tablet.close()
            return reply
        except BROKEN:
            return None


@dataclass
class Page:
    """An open page of the room: it follows its sections, and connects anew whenever its socket is gone."""

    path: str
    session: str
    ports: Ports
    dice: Random
    digests: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    seq: int = -1
    connections: int = 0
    flapping: float = 0.0
    socket: ClientConnection | None = None
    task: "asyncio.Task[None] | None" = None

    def open(self) -> "Page":
        """Begin to follow."""
        self.task = asyncio.create_task(self._follow())
        return self

    def cut(self) -> None:
        """The network is gone, without a closing word."""
        if self.socket is not None:
            self.socket.transport.abort()

    async def close(self) -> None:
        """The person goes home."""
        if self.task is not None:
            self.task.cancel()
            await asyncio.gather(self.task, return_exceptions=True)

    async def _follow(self) -> None:
        tries = 0
        while True:
            try:
                await self._listen()
                tries = 0
            except BROKEN:
                tries += 1
            await asyncio.sleep(self.flapping or min(RARELY, AGAIN * (1 + tries)))

    async def _listen(self) -> None:
        port = self.dice.choice(self.ports())
        cookie = {"Cookie": f"session={self.session}; django_language=vi"}
        origin: Any = f"http://127.0.0.1:{port}"
        address = f"ws://127.0.0.1:{port}{self.path}"
        async with connect(
            address, additional_headers=cookie, origin=origin, compression=None, max_size=None
        ) as socket:
            self.socket, self.connections = socket, self.connections + 1
            await socket.send(json.dumps({"have": self.digests}))
            try:
                async for text in socket:
                    self._hear(str(text))
            finally:
                self.socket = None

    def _hear(self, text: str) -> None:
        message = json.loads(text)
        if message["seq"] < self.seq:
            return
        self.seq = message["seq"]
        for name, section in message.get("sections", {}).items():
            self.digests[name], self.texts[name] = section["digest"], section["html"]

    def shows(self, mark: str) -> bool:
        """Whether any section holds this text."""
        return any(mark in text for text in self.texts.values())
