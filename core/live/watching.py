"""Who is where, between processes: each tells the others who is in its rooms, and shows those who follow."""

import asyncio
import logging
import time
from typing import TYPE_CHECKING, Any

from core.live import sections
from core.live.presence import LASTS, Presence, Seen
from core.live.rooms import room_kind

if TYPE_CHECKING:
    from core.live.hub import Hub
    from core.live.members import Room

log = logging.getLogger("ecabinet.live")

LOOK = 1.0  # seconds between two looks at who has come and gone
UNTOLD: Seen = {"": False}  # what no room looks like: the others are told again
REPEAT = 10.0  # seconds after which the others are told again, changed or not


class PresenceWatch:
    """What a hub knows of who is in its rooms, kept up while it has any."""

    def __init__(self, hub: "Hub") -> None:
        self.hub = hub
        self.presence = Presence()
        self.told: dict[str, Seen] = {}  # stream → who was here when the others were told last
        self.shown: dict[str, Seen] = {}  # stream → who was there when it was shown last

    async def run(self) -> None:
        """Look once a second; what other processes have to say comes at once, as they are asked for it."""
        await self.hub.tell_others({"type": "who", "from": self.hub.identity})
        repeated = time.monotonic()
        while True:
            await asyncio.sleep(LOOK)
            moment = time.monotonic()
            if moment - repeated >= REPEAT:
                repeated, self.told = moment, dict.fromkeys(self.told, UNTOLD)
                self.presence.forget(moment)
            try:
                await self._look(moment)
            except Exception:
                log.exception("who is in the rooms could not be told; the next look tries again")

    async def _look(self, moment: float) -> None:
        await self._tell(moment)
        for room in list(self.hub.rooms.values()):
            await self._show(room, moment)

    def heard(self, body: dict[str, Any]) -> None:
        """What another process says: who is in its room, or that it has just begun and asks."""
        match body:
            case {"type": "here", "stream": str(stream), "seen": dict(seen), "from": str(source)}:
                self.presence.told(stream, source, seen, time.monotonic())
            case {"type": "who"}:
                self.told = dict.fromkeys(self.told, UNTOLD)

    def polled(self, stream: str, person: str) -> None:
        """Somebody whose network blocks sockets has asked for a room: the page is open and in sight."""
        self.presence.told(stream, f"poll:{person}", {person: True}, time.monotonic())

    async def _tell(self, moment: float) -> None:
        """Tell the others of every room in which something has changed, or of which they hear again."""
        now = {stream: seen_in(room, moment) for stream, room in self.hub.rooms.items()}
        for stream in now.keys() | self.told.keys():
            seen = now.get(stream, {})
            self.presence.told(stream, self.hub.identity, seen, moment)
            if seen != self.told.get(stream, {}):
                body = {"type": "here", "stream": stream, "seen": seen, "from": self.hub.identity}
                await self.hub.tell_others(body)
        self.told = {stream: seen for stream, seen in now.items() if seen}

    async def _show(self, room: "Room", moment: float) -> None:
        """Draw a room anew for those of its audiences alone that are shown who is there."""
        watching = room_kind(room.stream.partition(":")[0]).watching
        audiences = [each for each in room.sockets if each.view in watching]
        present = self.presence.of(room.stream, moment)
        if not audiences or present == self.shown.get(room.stream, {}):
            return
        look = await self.hub.draw(sections.look_at, room.stream)
        for audience in audiences:
            await self.hub.push(room, audience, look)
        self.shown[room.stream] = present


def seen_in(room: "Room", moment: float) -> dict[str, bool]:
    """Person → whether a page is in sight, of the pages that are still heard and say so at all."""
    found: dict[str, bool] = {}
    for group in room.sockets.values():
        for socket in group:
            if socket.person and socket.heard and moment - socket.heard < LASTS:
                found[socket.person] = found.get(socket.person, False) or socket.in_sight
    return found
