"""The figures of the room: everybody votes at once, and every screen must show the full count."""

import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from websockets.asyncio.client import connect

from bench.raw import STAMP
from ecabinet.rehearsal.clients import Message, Reply, Screen, Tablet, close_screens, open_screens
from ecabinet.rehearsal.servers import free_port

PATIENCE = 120.0  # seconds until a burst counts as lost
ROUNDS = 9  # pushes, and broadcasts of the yardstick: one alone says more of the machine than of the code


@dataclass(frozen=True)
class Vote:
    """What a burst needs to know: the keys of one open vote and the size of its electorate."""

    meeting: str
    ballot: str
    electorate: int


@dataclass(frozen=True)
class Burst:
    """One burst, in seconds: until each screen showed the full count, and of each cast."""

    screens: list[float]
    casts: list[float]
    messages: int


async def burst(
    port: int, vote: Vote, voters: Sequence[str], watching: Sequence[tuple[str, str]]
) -> tuple[Burst, list[Screen]]:
    """Open tablets and screens, let all cast at once, wait until every screen shows the full count."""
    tablets = [await Tablet(port, session).open() for session in voters]
    screens = await open_screens(port, list(watching))
    await asyncio.sleep(0.5)
    for screen in screens:
        screen.forget()
    begun = time.perf_counter()
    replies = await cast_all(vote, tablets)
    shown = await until_all_show(screens, vote.electorate)
    await asyncio.sleep(0.5)  # a push that comes after the full count would be one too many
    found = Burst(
        screens=[moment - begun for moment, _wall, _text in shown],
        casts=[reply.seconds for reply in replies],
        messages=max(len(screen.pushes()) for screen in screens),
    )
    return found, screens


async def cast_all(vote: Vote, tablets: Sequence[Tablet]) -> list[Reply]:
    """Let all cast at once; RuntimeError when one of them is refused."""
    path = f"/meetings/{vote.meeting}/votes/{vote.ballot}/cast/"
    replies = await asyncio.gather(*(_cast(tablet, path) for tablet in tablets))
    refused = sorted({reply.status for reply in replies} - {200, 303})
    if refused:
        raise RuntimeError(f"casts were answered with {refused}")
    return replies


async def pushed_fanout(
    port: int, vote: Vote, voters: Sequence[str], watching: Sequence[tuple[str, str]]
) -> tuple[float, str]:
    """Median seconds from the drawing of a push until the last screen has it, vote by vote; and its bytes."""
    screens = await open_screens(port, list(watching))
    path = f"/meetings/{vote.meeting}/votes/{vote.ballot}/cast/"
    rounds, text = [], ""
    for count, session in enumerate(voters[:ROUNDS], start=1):
        tablet = await Tablet(port, session).open()
        for screen in screens:
            screen.forget()
        await _cast(tablet, path)
        came = await until_all_show(screens, count)
        text = came[-1][2]
        rounds.append(max(wall for _moment, wall, _text in came) - _sent_at(text))
    await close_screens(screens)
    return statistics.median(rounds), text


async def raw_fanout(text: str, clients: int) -> float:
    """Seconds from `websockets.broadcast` of the same bytes until the last of so many clients has them."""
    port = free_port()
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as file:
        Path(file.name).write_text(text)
        server = subprocess.Popen([sys.executable, "-m", "bench.raw", str(port), file.name])
        try:
            return await _raw_rounds(port, clients)
        finally:
            server.kill()
            server.wait()


async def _raw_rounds(port: int, clients: int) -> float:
    address = f"ws://127.0.0.1:{port}"
    for _ in range(100):
        try:
            control = await connect(address, compression=None)
            break
        except OSError:
            await asyncio.sleep(0.1)
    screens = []
    for _ in range(clients):
        screen = Screen(await connect(address, compression=None, max_size=None))
        screen.task = asyncio.create_task(screen.listen())
        screens.append(screen)
    rounds = []
    for _ in range(ROUNDS):
        for screen in screens:
            screen.forget()
        await control.send("go")
        while not all(screen.came for screen in screens):
            await asyncio.sleep(0.005)
        sent = float(screens[0].came[0][2][:STAMP])
        rounds.append(max(screen.came[0][1] for screen in screens) - sent)
    await close_screens(screens)
    await control.close()
    return statistics.median(rounds)


async def _cast(tablet: Tablet, path: str) -> Reply:
    return await tablet.post(path, {"choice": "for", "named": "0", "key": str(uuid4())})


async def until_all_show(screens: Sequence[Screen], electorate: int) -> list[Message]:
    """Wait until every screen shows this count; the first message of each that did."""
    deadline = time.perf_counter() + PATIENCE
    waiting = list(screens)
    while waiting:
        waiting = [screen for screen in waiting if _first_full(screen, electorate) is None]
        if time.perf_counter() > deadline:
            raise RuntimeError(f"{len(waiting)} screens never showed {electorate}/{electorate}")
        await asyncio.sleep(0.005)
    return _full(screens, electorate)


def _full(screens: Sequence[Screen], received: int) -> list[Message]:
    return [message for screen in screens if (message := _first_full(screen, received))]


def _first_full(screen: Screen, electorate: int) -> Message | None:
    mark = f'data-received=\\"{electorate}\\"'
    return next((message for message in screen.came if mark in message[2]), None)


def _sent_at(text: str) -> float:
    return datetime.fromisoformat(json.loads(text)["now"]).timestamp()
