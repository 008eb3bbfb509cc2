"""The hub: one per process, one listener per room; text made once per audience, then a loop of sends."""

import asyncio
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any, TypeVar
from uuid import uuid4

from channels.layers import BaseChannelLayer, get_channel_layer
from django.conf import settings

from core import pace
from core.live import sections
from core.live.layer import SIGNAL_TIMEOUT, send_in_time, tell_from_outside
from core.live.limits import too_many
from core.live.members import Room, Socket, broadcast
from core.live.presence import LASTS
from core.live.rooms import CLOSE_ANONYMOUS, CLOSE_TOO_MANY, Audience
from core.live.sections import Look, Snapshot
from core.live.watching import PresenceWatch
from core.time import now as moment_now

log = logging.getLogger("ecabinet.live")

LEADING_EDGE = 0.01  # seconds from the first signal to the first push
SPACING = 0.1  # seconds from one push of a room to the next, at least
PATIENCE = 0.3  # seconds that a push lets requests that wait go first: what they change goes with it
HEAD_POLL = 1.0  # seconds between two looks at the heads of the open rooms
HEARTBEAT = 10.0  # seconds between two head messages, so that a browser notices silence
SESSION_CHECK = 3.0  # seconds between two looks at the sessions behind the sockets
REUSE = 1.0  # seconds for which a drawing greets whoever joins, as long as the stream has not moved on

T = TypeVar("T")


class Hub:
    """All open rooms of this process, on one event loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.rooms: dict[str, Room] = {}
        self.identity = uuid4().hex
        self.channel = ""
        self.outgoing: dict[str, int] = {}
        self.publishing: asyncio.Task[None] | None = None
        self.tasks: list[asyncio.Task[None]] = []
        self.watch = PresenceWatch(self)
        # One thread draws everything: its database connection stays open and pages keep their own threads.
        self.artist = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")

    # -- joining and leaving ----------------------------------------------------------------------------

    async def join(self, stream: str, socket: Socket) -> None:
        """Register first; whoever joins reads the state afterwards, so nothing falls between."""
        if not self.tasks:
            self.tasks = [
                asyncio.create_task(self._watch_heads()),
                asyncio.create_task(self._heartbeat()),
                asyncio.create_task(self._check_sessions()),
                asyncio.create_task(self._hear_others()),
                asyncio.create_task(self.watch.run()),
            ]
        room = self.rooms.get(stream)
        if room is None:
            room = self.rooms[stream] = Room(stream)
            room.listener = asyncio.create_task(self._listen(room))
        room.sockets.setdefault(socket.audience, set()).add(socket)
        surplus = set(too_many(self.rooms.values(), socket, settings.SOCKETS_PER_PERSON))
        if surplus:
            await self._close_sockets(surplus.__contains__, CLOSE_TOO_MANY)

    def leave(self, stream: str, socket: Socket) -> None:
        """Forget a socket; the last one out closes the room."""
        room = self.rooms.get(stream)
        if room is None:
            return
        members = room.sockets.get(socket.audience, set())
        members.discard(socket)
        if not members:
            room.sockets.pop(socket.audience, None)
            room.sent.pop(socket.audience, None)
            room.drawn.pop(socket.audience, None)
        if not room.sockets:
            self.rooms.pop(stream, None)
            if room.listener is not None:
                room.listener.cancel()

    async def greet(self, stream: str, socket: Socket, have: dict[str, str]) -> None:
        """Answer what a browser says it has with whatever differs."""
        room = self.rooms[stream]
        snapshot = await self.draw(self._recent, room, socket.audience)
        if socket.audience in room.sockets:
            room.sent.setdefault(socket.audience, snapshot.digests())
        await socket.send({"type": "websocket.send", "text": sections.message(snapshot, have)})

    async def draw(self, work: Callable[..., T], *args: Any) -> T:
        """Run synchronous work (templates, queries) in the drawing thread."""

        def job() -> T:
            sections.release_connection()
            return work(*args)

        return await self.loop.run_in_executor(self.artist, job)

    def _drawn(self, room: Room, audience: Audience, look: Look | None = None) -> Snapshot:
        begun, kept = time.monotonic(), room.drawn.get(audience)
        # Whoever joined during this push may have been greeted with a newer reading: it is not taken back.
        if look is None or (kept is not None and kept[1].seq > look.seq):
            look = sections.look_at(room.stream)
        snapshot = sections.drawn_from(look, audience)
        room.drawn[audience] = (begun, snapshot)
        return snapshot

    def _recent(self, room: Room, audience: Audience) -> Snapshot:
        """What was drawn a moment ago if it still holds: when all reconnect, one drawing greets all."""
        recent = room.drawn.get(audience)
        if recent is not None:
            begun, snapshot = recent
            if time.monotonic() - begun <= REUSE and sections.head_of(room.stream) == snapshot.seq:
                return sections.read_again(snapshot)
        return self._drawn(room, audience)

    # -- a change ---------------------------------------------------------------------------------------

    def signal(self, stream: str, seq: int) -> None:
        """A stream moved on in this process: wake the room, tell the other processes."""
        self._wake(stream, seq)
        self.outgoing[stream] = max(seq, self.outgoing.get(stream, 0))
        if self.publishing is None or self.publishing.done():
            self.publishing = self.loop.create_task(self._publish())

    def _wake(self, stream: str, seq: int) -> None:
        room = self.rooms.get(stream)
        if room is not None and seq > room.seen:
            room.dirty.set()

    async def _listen(self, room: Room) -> None:
        while True:
            await room.dirty.wait()
            await self._let_others_go_first()
            begun = time.monotonic()
            room.dirty.clear()
            await self._push_all(room)
            await asyncio.sleep(max(0.0, begun + SPACING - time.monotonic()))

    async def _let_others_go_first(self) -> None:
        """A moment, and a longer one while requests wait: what they change is shown by the same push."""
        latest = time.monotonic() + PATIENCE
        await asyncio.sleep(LEADING_EDGE)
        while pace.under_way() and time.monotonic() < latest:
            await asyncio.sleep(LEADING_EDGE)

    async def _push_all(self, room: Room) -> None:
        """Read the room once and draw it for one audience after the other; it is shown when all have it."""
        try:
            look = await self.draw(sections.look_at, room.stream)
        except Exception:
            log.exception("%s could not be read; the head poll tries again", room.stream)
            return
        pushed = [await self.push(room, audience, look) for audience in list(room.sockets)]
        if all(pushed):
            room.seen = max(room.seen, look.seq)

    async def push(self, room: Room, audience: Audience, look: Look) -> bool:
        """Send what differs to one audience; False when it could not be drawn."""
        try:
            snapshot = await self.draw(self._drawn, room, audience, look)
        except Exception:
            log.exception("a push to %s failed; the head poll tries again", room.stream)
            return False
        digests, before = snapshot.digests(), room.sent.get(audience)
        # All may have left while it was drawn: whoever comes next was not sent this.
        if audience in room.sockets and before != digests:
            room.sent[audience] = digests
            await broadcast(room.sockets[audience], sections.message(snapshot, before or {}))
        return True

    # -- other processes --------------------------------------------------------------------------------

    async def _publish(self) -> None:
        await asyncio.sleep(LEADING_EDGE)
        while self.outgoing:
            waiting, self.outgoing = self.outgoing, {}
            for stream, seq in waiting.items():
                await self.tell_others({"type": "moved", "stream": stream, "seq": seq, "from": self.identity})

    async def tell_others(self, body: dict[str, Any]) -> None:
        """Say something to the hubs of the other processes; nobody waits for it, and it may be lost."""
        layer = get_channel_layer()
        if layer is None:
            return
        try:
            await send_in_time(layer, body)
        except Exception as trouble:
            log.warning("the channel layer did not take a signal (%r); the head poll repairs it", trouble)

    async def _hear_others(self) -> None:
        layer = get_channel_layer()
        while layer is not None:
            try:
                self.channel = await layer.new_channel()
                await layer.group_add("live", self.channel)
                while True:
                    await self._heard(await layer.receive(self.channel))
            except asyncio.CancelledError:
                raise
            except Exception as trouble:
                log.warning("the channel layer went silent (%r); listening anew in a second", trouble)
                await self._forget_channel(layer)
                await asyncio.sleep(1)

    async def _forget_channel(self, layer: BaseChannelLayer) -> None:
        """Take a channel to which nobody listens out of the group: the layer would fill it for ever."""
        with suppress(Exception):
            await asyncio.wait_for(layer.group_discard("live", self.channel), SIGNAL_TIMEOUT)

    async def _heard(self, body: dict[str, Any]) -> None:
        match body:
            case {"from": self.identity}:
                return
            case {"type": "moved", "stream": str(stream), "seq": int(seq)}:
                self._wake(stream, seq)
            case {"type": "here" | "who"}:
                self.watch.heard(body)
            case {"type": "session_ended", "session": str(session)}:
                await self._close_sockets(lambda socket: socket.session == session)
            case {"type": "look_again", "stream": str(stream)}:
                await self._look_again(stream)
            case _:  # perhaps from a process of another version
                log.warning("a signal that nobody here understands: %r", body)

    # -- watching ---------------------------------------------------------------------------------------

    async def _watch_heads(self) -> None:
        while True:
            await asyncio.sleep(HEAD_POLL)
            if not self.rooms:
                continue
            try:
                heads = await self.draw(sections.heads_of, list(self.rooms))
            except Exception:
                log.exception("the heads of the open rooms could not be read")
                continue
            for stream, seq in heads.items():
                self._wake(stream, seq)

    async def _heartbeat(self) -> None:
        while True:
            await asyncio.sleep(HEARTBEAT)
            if not self.rooms:
                continue
            try:
                moment = await self.draw(moment_now)
            except Exception:
                continue  # a silent database: the browser's own watchdog shows it
            for room in list(self.rooms.values()):
                text = sections.encode(room.seen, moment, {})
                for sockets in list(room.sockets.values()):
                    await broadcast(sockets, text)

    async def _check_sessions(self) -> None:
        """Close what has lost its session, or whose person is no longer what it was when it came in."""
        from core.live import sessions

        while True:
            await asyncio.sleep(SESSION_CHECK)
            sockets = self._sockets()
            keys = {each.session for each in sockets}
            if not keys:
                continue
            try:
                standing = await self.draw(sessions.standing_of, keys)
                await self.draw(sessions.note_seen, {each.session for each in sockets if in_use(each)})
            except Exception:
                log.exception("the sessions behind the sockets could not be checked")
                continue
            # Only of those that were asked about: a socket that came meanwhile is looked at next time.
            ended = {each for each in sockets if standing.get(each.session) != each.standing}
            await self._close_sockets(ended.__contains__)

    async def end_session(self, session: str) -> None:
        """Close this session's sockets here and ask the other processes to do the same."""
        await self._close_sockets(lambda socket: socket.session == session)
        await self.tell_others({"type": "session_ended", "session": session, "from": self.identity})

    async def look_again(self, stream: str) -> None:
        """Close the sockets of this room whose persons may no longer see what they are sent, everywhere."""
        await self._look_again(stream)
        await self.tell_others({"type": "look_again", "stream": stream, "from": self.identity})

    async def _look_again(self, stream: str) -> None:
        room = self.rooms.get(stream)
        for socket in [each for group in (room.sockets.values() if room else ()) for each in group]:
            code = await socket.look() if socket.look else None
            if code is not None:
                await self._close_sockets({socket}.__contains__, code)

    def _sockets(self) -> list[Socket]:
        return [each for room in self.rooms.values() for group in room.sockets.values() for each in group]

    async def _close_sockets(self, which: Callable[[Socket], bool], code: int = CLOSE_ANONYMOUS) -> None:
        for socket in [each for each in self._sockets() if which(each)]:
            try:
                await socket.close(code)
            except Exception as trouble:
                log.debug("a socket could not be closed: %r", trouble)


def in_use(socket: Socket) -> bool:
    """Whether somebody has the page in sight: it says so, and has said so lately."""
    return socket.in_sight and bool(socket.heard) and time.monotonic() - socket.heard < LASTS


def present_in(stream: str) -> dict[str, bool] | None:
    """Person → whether a page is in sight, of all who are in a room; None where no page is served."""
    here = _hub
    return here.watch.presence.of(stream, time.monotonic()) if here is not None and here.tasks else None


def note_polled(stream: str, person: str) -> None:
    """A page that polls is open and in sight."""
    here = _hub
    if here is not None:
        here.watch.polled(stream, person)


_hub: Hub | None = None
_guard = threading.Lock()


def hub() -> Hub:
    """This process's hub, on the running event loop; made anew when the loop is another one (tests)."""
    global _hub
    loop = asyncio.get_running_loop()
    with _guard:
        if _hub is None or _hub.loop is not loop:
            _hub = Hub(loop)
        return _hub


def announce(stream: str, seq: int) -> None:
    """After a commit: tell every process that `stream` stands at `seq`. Never raises, waits for no socket."""
    here = _hub
    if here is not None and here.loop.is_running():
        here.loop.call_soon_threadsafe(here.signal, stream, seq)
        return
    tell_from_outside({"type": "moved", "stream": stream, "seq": seq, "from": ""})


def close_session(session: str) -> None:
    """Close the sockets of a session that has ended, in every process."""
    here = _hub
    if here is not None and here.loop.is_running():
        asyncio.run_coroutine_threadsafe(here.end_session(session), here.loop)
        return
    tell_from_outside({"type": "session_ended", "session": session, "from": ""})


def look_again(stream: str) -> None:
    """After a commit: what may be seen in this room has changed for somebody. Never raises, never waits."""
    here = _hub
    if here is not None and here.loop.is_running():
        asyncio.run_coroutine_threadsafe(here.look_again(stream), here.loop)
        return
    tell_from_outside({"type": "look_again", "stream": stream, "from": ""})
