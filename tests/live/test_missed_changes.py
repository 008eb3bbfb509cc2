"""A change whose signal comes late, or not at all, still reaches every audience of a room."""

import asyncio
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from core.live import Audience, RoomKind, register, rooms
from core.live import hub as hubs
from core.live.members import Socket
from core.models import Stream
from tests.live.sockets import in_thread

pytestmark = pytest.mark.django_db(transaction=True)

KEY = "11111111-1111-1111-1111-111111111111"
STREAM = f"slow:{KEY}"


class SlowRoom:
    """A room of which one audience has just been drawn when the next change is committed elsewhere."""

    def __init__(self) -> None:
        self.state = "before"
        self.commits_after: str = ""

    def render(self, key: str, audience: Audience) -> Mapping[str, str]:
        """The state; afterwards, once, another process changes it, and its signal is lost."""
        drawn = {"state": self.state}
        if audience.view == self.commits_after:
            self.commits_after, self.state = "", "after"
            Stream.objects.filter(pk=STREAM).update(seq=3)
        return drawn


@pytest.fixture
def slow_room() -> Iterator[SlowRoom]:
    """A kind of room for this test only."""
    found = SlowRoom()
    register(
        RoomKind("slow", lambda person, key, view, language: Audience(view, language), str, found.render)
    )
    yield found
    rooms._kinds.pop("slow")


async def listening(hub: hubs.Hub, view: str) -> list[str]:
    """What a socket of this view has heard, growing."""
    heard: list[str] = []

    async def send(event: dict[str, Any]) -> None:
        heard.append(event["text"])

    async def close(code: int) -> None:
        raise AssertionError(f"closed: {code}")

    member = Socket(send=send, audience=Audience(view, "vi"), session="", close=close)
    await hub.join(STREAM, member)
    await hub.greet(STREAM, member, {})
    return heard


async def test_a_change_between_two_drawings_is_not_taken_for_shown(
    hub: hubs.Hub, slow_room: SlowRoom
) -> None:
    await in_thread(Stream.objects.create, name=STREAM, seq=1)
    pages = {view: await listening(hub, view) for view in ("first", "second")}
    await in_thread(Stream.objects.filter(pk=STREAM).update, seq=2)
    slow_room.commits_after = "first"
    hub.signal(STREAM, 2)
    for _second in range(30):
        await asyncio.sleep(0.1)
        if all("after" in heard[-1] for heard in pages.values()):
            break
    assert {view: "after" in heard[-1] for view, heard in pages.items()} == {"first": True, "second": True}
