"""Two web processes behind the shipped nginx: one shows what happens through the other, and outlives it."""

import asyncio
import json
import os
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator
from urllib.parse import urlencode
from uuid import uuid4

import pytest
from websockets.asyncio.client import connect
from websockets.typing import Origin

from ecabinet.rehearsal.clients import TOKEN, Screen
from tests.browser.site import Demos, _free_port
from tests.deploy.conftest import installed, proxy, serve, wait_until_it_answers
from tests.deploy.edge import NAME, ORIGIN, Answer, Edge
from tests.live.test_two_processes import PREPARE, shown

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(
        not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")),
        reason="DATABASE_URL and REDIS_URL are not both set: two processes need PostgreSQL and Redis",
    ),
]


class House:
    """nginx, two servers, a meeting with an open vote, and the members' sessions."""

    def __init__(self, edge: Edge, ports: tuple[int, int]) -> None:
        self.edge, self.ports = edge, ports
        self.servers: list[subprocess.Popen[bytes]] = []
        printed = edge.site.manage("shell", "-v", "0", "-c", PREPARE)
        facts = json.loads(printed.strip().splitlines()[-1])
        self.meeting, self.ballot = facts["meeting"], facts["ballot"]
        self.members = facts["members"].split()

    def cookie(self, member: int) -> str:
        """What a member's tablet sends."""
        return f"__Host-session={self.members[member]}; __Host-csrf={TOKEN}; django_language=vi"

    async def watch(self, member: int) -> Screen:
        """A member's open room, through the proxy."""
        trust = ssl.create_default_context(cafile=str(self.edge.folder / "certificate.pem"))
        line = await connect(
            f"wss://{NAME}/ws/live/meeting/{self.meeting}/?view=room",
            host="127.0.0.1",
            port=self.edge.secure,
            ssl=trust,
            server_hostname=NAME,
            additional_headers={"Cookie": self.cookie(member)},
            origin=Origin(ORIGIN),
            compression=None,
            max_size=None,
        )
        screen = Screen(line)
        await line.send(json.dumps({"have": {}}))
        screen.task = asyncio.create_task(screen.listen())
        while not screen.came:
            await asyncio.sleep(0.01)
        return screen

    async def page(self, member: int) -> Answer:
        """The room as a page."""
        headers = {"Cookie": self.cookie(member)}
        return await asyncio.to_thread(self.edge.get, f"/meetings/{self.meeting}/room/", headers)

    async def cast(self, member: int) -> Answer:
        """A member votes, through the proxy."""
        fields = {"choice": "for", "named": "0", "key": str(uuid4()), "csrfmiddlewaretoken": TOKEN}
        headers = {
            "Cookie": self.cookie(member),
            "Origin": ORIGIN,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        path = f"/meetings/{self.meeting}/votes/{self.ballot}/cast/"
        return await asyncio.to_thread(self.edge.ask, "POST", path, headers, urlencode(fields).encode())


@pytest.fixture(scope="module")
def house(demos: Demos, tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """nginx knows two servers; the first one is up."""
    site, folder = demos.copy(), tmp_path_factory.mktemp("two")
    house = House(installed(folder, site), (site.port, _free_port()))
    house.servers.append(serve(house.edge, house.ports[0]))
    front = proxy(house.edge, *house.ports)
    try:
        wait_until_it_answers(house.edge)
        yield house
    finally:
        for process in (front, *house.servers):
            process.kill()
            process.wait(20)
        site.remove()


def up(port: int) -> bool:
    """Whether a server listens there."""
    try:
        with socket.create_connection(("127.0.0.1", port), 1):
            return True
    except OSError:
        return False


async def until(seconds: float, port: int) -> None:
    """Wait for a server."""
    begun = time.monotonic()
    while not await asyncio.to_thread(up, port):
        assert time.monotonic() - begun < seconds
        await asyncio.sleep(0.1)


async def test_a_session_goes_on_behind_nginx_when_one_of_two_servers_dies(house: House) -> None:
    """The socket is on the first server, since there was no other; then the second comes up."""
    watching = await house.watch(5)
    house.servers.append(await asyncio.to_thread(serve, house.edge, house.ports[1]))
    await until(60, house.ports[1])
    await asyncio.sleep(6)  # nginx asks a server that did not answer again after five seconds

    # The first is held still, so the vote can only go through the second; the page on the first shows it.
    first, _second = house.servers
    first.send_signal(signal.SIGSTOP)
    try:
        assert (await asyncio.wait_for(house.cast(0), 20)).status in {200, 303}
    finally:
        first.send_signal(signal.SIGCONT)
    await shown(1, watching, within=10)

    # The first dies without a word: its socket ends, no page fails, and the room comes back on the second.
    first.kill()
    first.wait(10)
    assert watching.task is not None
    await asyncio.wait_for(watching.task, 5)
    assert [(await house.page(member)).status for member in (1, 2, 3, 4)] == [200] * 4
    back = await house.watch(5)
    await shown(1, back, within=10)
    for number in (1, 2):
        assert (await house.cast(number)).status in {200, 303}
        await shown(number + 1, back, within=10)

    # It comes back and is used again: with the second held still, the first answers.
    house.servers[0] = await asyncio.to_thread(serve, house.edge, house.ports[0])
    await until(60, house.ports[0])
    await asyncio.sleep(6)
    house.servers[1].send_signal(signal.SIGSTOP)
    try:
        assert (await asyncio.wait_for(house.page(6), 20)).status == 200
    finally:
        house.servers[1].send_signal(signal.SIGCONT)
    await back.socket.close()
