"""Two Daphnes on one PostgreSQL and one Redis: what happens in one shows in the other, also after a death."""

import asyncio
import copy
import json
import os
import time
from collections.abc import AsyncIterator, Iterator
from uuid import uuid4

import pytest
from websockets.exceptions import ConnectionClosed

from ecabinet.rehearsal.clients import Reply, Screen, Tablet, close_screens, open_screen
from tests.browser.site import Demos, Site, _free_port

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.skipif(
        not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")),
        reason="DATABASE_URL and REDIS_URL are not both set: two processes need PostgreSQL and Redis",
    ),
]
SOON = 3.0  # seconds, on a busy machine, from the answer to a cast to the push in the other process


class House:
    """Two servers of one demo cabinet, a meeting with an open vote, and everybody's sessions."""

    def __init__(self, first: Site, second: Site, facts: dict[str, str]) -> None:
        self.a, self.b = first, second
        self.ballot, self.meeting, self.clerk = facts["ballot"], facts["meeting"], facts["clerk"]
        self.members = facts["members"].split()
        self.screens: list[Screen] = []

    async def watch(self, site: Site, session: str, view: str = "room") -> Screen:
        """An open page on one of the servers."""
        screen = await open_screen(site.port, f"/ws/live/meeting/{self.meeting}/?view={view}", session)
        self.screens.append(screen)
        return screen

    async def cast(self, site: Site, member: int) -> Reply:
        """A member votes through one of the servers."""
        fields = {"choice": "for", "named": "0", "key": str(uuid4())}
        tablet = await Tablet(site.port, self.members[member]).open()
        return await tablet.post(f"/meetings/{self.meeting}/votes/{self.ballot}/cast/", fields)


@pytest.fixture(scope="module")
def servers(demos: Demos) -> Iterator[tuple[Site, Site]]:
    """Two processes on one database."""
    first = demos.copy()
    second = _beside(first)
    try:
        first.start()
        second.start()
        yield first, second
    finally:
        if second.process is not None and second.process.poll() is None:
            second.kill()
        first.remove()


@pytest.fixture
async def house(servers: tuple[Site, Site]) -> AsyncIterator[House]:
    """The two servers and what is needed to vote through them."""
    printed = servers[0].manage("shell", "-v", "0", "-c", PREPARE)
    here = House(*servers, json.loads(printed.strip().splitlines()[-1]))
    yield here
    await close_screens(here.screens)


PREPARE = """
import json
from bench.house import clerk, holders_of, prepared_meeting, voting
from ecabinet.rehearsal.stage import sign_in
from people.models import Body
body = Body.objects.get(key="chinh-phu")
meeting = prepared_meeting(body, 2)
ballot = voting(meeting)
members = " ".join(sign_in(person) for person in holders_of(body))
print(json.dumps({"meeting": str(meeting.pk), "ballot": str(ballot.pk), "clerk": sign_in(clerk()),
                  "members": members}))
"""


def _beside(first: Site) -> Site:
    """Another process on the same database."""
    second = copy.copy(first)
    second.port = _free_port()
    second.origin = f"http://127.0.0.1:{second.port}"
    second.environment = {**first.environment, "PORT": str(second.port)}
    second.folder = first.folder / "second"
    second.folder.mkdir()
    return second


def shows(screen: Screen, received: int) -> bool:
    """Whether this page was told of so many votes."""
    return any(f'data-received=\\"{received}\\"' in text for _, _, text in screen.came)


async def shown(received: int, *screens: Screen, within: float = SOON) -> float:
    """Wait until these pages show so many votes; the seconds that it took."""
    begun = time.monotonic()
    while not all(shows(screen, received) for screen in screens):
        assert time.monotonic() - begun < within, f"{received} votes were not shown within {within} s"
        await asyncio.sleep(0.01)
    return time.monotonic() - begun


async def test_one_process_sees_the_votes_of_the_other_and_outlives_it(house: House) -> None:
    hall = await house.watch(house.b, house.clerk, "screen")
    member = await house.watch(house.b, house.members[5])
    lost = await house.watch(house.a, house.members[6])

    # A vote through A reaches the pages of A and of B.
    assert (await house.cast(house.a, 0)).status in {200, 303}
    await shown(1, hall, member, lost)

    # A dies without a word: its pages lose their socket, B goes on.
    house.a.kill()
    assert lost.task is not None
    await asyncio.wait_for(lost.task, 5)
    for number in (1, 2):
        assert (await house.cast(house.b, number)).status in {200, 303}
        await shown(number + 1, hall, member)

    # A comes back: whoever returns to it is shown what was missed, and both hear each other again.
    await asyncio.to_thread(house.a.start)
    back = await house.watch(house.a, house.members[6])
    await shown(3, back)
    assert (await house.cast(house.b, 3)).status in {200, 303}
    await shown(4, hall, member, back)
    assert (await house.cast(house.a, 4)).status in {200, 303}
    await shown(5, hall, member, back)


async def test_signing_out_in_one_process_closes_the_sockets_of_the_other(house: House) -> None:
    leaving = await house.watch(house.b, house.members[7])
    staying = await house.watch(house.b, house.members[8])
    reply = await (await Tablet(house.a.port, house.members[7]).open()).post("/sign-out/", {})
    assert reply.status in {200, 302, 303}
    assert leaving.task is not None
    await asyncio.wait_for(leaving.task, 5)
    with pytest.raises(ConnectionClosed) as closed:
        await leaving.socket.recv()
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 4401
    assert (await house.cast(house.a, 9)).status in {200, 303}
    await shown(1, staying)
