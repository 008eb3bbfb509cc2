"""What goes wrong on purpose: pages cut off, Wi-Fi that flaps, a server that dies, two consoles."""

import asyncio

from ecabinet.rehearsal.course import Stage

AWAY = 1.0  # seconds for which a killed server stays away
FLAPS = 2.0  # seconds up and seconds down


async def nothing(stage: Stage) -> None:
    """A vote as it should be."""


async def pages_are_cut(stage: Stage) -> None:
    """Half of all pages lose their sockets."""
    for page in stage.pages[::2]:
        page.cut()


async def wifi_flaps(stage: Stage) -> None:
    """A third of all pages is away for two seconds, back for two, and away again."""
    flapping = stage.pages[::3]
    for page in flapping:
        page.flapping = FLAPS
        page.cut()
    await asyncio.sleep(2 * FLAPS)
    for page in flapping:
        page.cut()
        page.flapping = 0.0


async def a_server_dies(stage: Stage) -> None:
    """A server is killed in the middle of the vote and started anew."""
    doomed = stage.dice.choice(stage.servers.up)
    stage.servers.kill(doomed)
    await asyncio.sleep(AWAY)
    await asyncio.to_thread(stage.servers.revive, doomed)


async def two_consoles(stage: Stage) -> None:
    """A second console opens another vote and calls the item again while this one runs: both are refused."""
    for item in stage.facts["items"][:2]:
        await stage.desk.act(f"{stage.start}/items/{item}/open-vote/", {})
        await stage.desk.act(f"{stage.start}/items/{item}/start/", {})
