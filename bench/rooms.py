"""The figures of a long day: any change in a full room, everybody reconnecting, and twenty rooms at once."""

import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass

from bench.room import PATIENCE, Vote, cast_all, until_all_show
from ecabinet.rehearsal.clients import Reply, Screen, Tablet, close_screens, open_screens

AGENDA = 40  # items
TURNS = 6  # rounds of the changes below: a p95 of thirty
SETTLED = 0.15  # seconds without a push after which a change has arrived everywhere

Wanted = list[tuple[str, str]]


@dataclass(frozen=True)
class FullRoom:
    """A running session with all who are in it: members, staff at the console, and screens that watch."""

    meeting: str
    items: list[str]
    clerk: str
    members: Wanted
    others: Wanted

    def changes(self, turn: int) -> list[tuple[str, dict[str, str]]]:
        """What a clerk does to an item: calls it, notes two seats, keeps a conclusion, votes are left out."""
        start = f"/meetings/{self.meeting}"
        seat = 3 + turn
        return [
            (f"{start}/items/{self.items[turn]}/start/", {}),
            (f"{start}/attendance/", {"mark": f"{seat}:remote"}),
            (f"{start}/items/{self.items[turn]}/conclude/", {"text": f"Kết luận số {turn}."}),
            (f"{start}/attendance/", {"mark": f"{seat}:in_room"}),
            (f"{start}/items/{self.items[turn]}/end/", {}),
        ]


async def change_to_last_screen(port: int, room: FullRoom) -> list[float]:
    """Seconds of each change, from its POST until the last of all open screens has the push."""
    screens = await open_screens(port, room.members + room.others)
    desk = await Tablet(port, room.clerk).open()
    found = []
    for turn in range(TURNS):
        for path, fields in room.changes(turn):
            found.append(await _one_change(desk, path, fields, screens))
    await close_screens(screens)
    return found


async def _one_change(desk: Tablet, path: str, fields: dict[str, str], screens: Sequence[Screen]) -> float:
    for screen in screens:
        screen.forget()
    begun = time.perf_counter()
    _accept(await desk.post(path, fields), path)
    deadline = begun + PATIENCE
    # Which screens a change concerns, only the server knows: all are waited for until no more pushes come.
    last, quiet = begun, begun
    while time.perf_counter() < deadline and time.perf_counter() - quiet < SETTLED:
        await asyncio.sleep(0.002)
        came = max((screen.came[0][0] for screen in screens if screen.came), default=last)
        if came > last or last == begun:
            last, quiet = came, time.perf_counter()
    if last == begun:
        raise RuntimeError(f"{path} reached no screen")
    return last - begun


def _accept(reply: Reply, path: str) -> None:
    if reply.status not in (200, 303):
        raise RuntimeError(f"{path} was answered with {reply.status}")


async def reconnecting(port: int, room: FullRoom, sockets: int) -> float:
    """Seconds until all members have the state again when so many sockets come back within a second."""
    crowd = room.others * (1 + (sockets - len(room.members)) // len(room.others))
    crowd = crowd[: sockets - len(room.members)]
    await close_screens(await open_screens(port, room.members + crowd))
    begun = time.perf_counter()
    everybody = [(path, number) for number, path in enumerate(_mixed(room.members, crowd))]
    coming = [_back(port, wanted, number / len(everybody)) for wanted, number in everybody]
    screens = await asyncio.gather(*coming)
    members = set(room.members)
    came = [
        screen.pushes()[0]
        for screen, (wanted, _number) in zip(screens, everybody, strict=True)
        if wanted in members
    ]
    await _same_state(came)
    back = max(moment for moment, _wall, _text in came) - begun
    await close_screens(list(screens))
    return back


async def _same_state(came: Sequence[tuple[float, float, str]]) -> None:
    heads = {text.split('"now"')[0] for _moment, _wall, text in came}
    if len(heads) != 1:
        raise RuntimeError(f"members came back to different states: {sorted(heads)[:3]}")


async def _back(port: int, wanted: tuple[str, str], after: float) -> Screen:
    await asyncio.sleep(after)
    (screen,) = await open_screens(port, [wanted])
    while not screen.pushes():  # a head may come before the state
        await asyncio.sleep(0.005)
    return screen


def _mixed(members: Wanted, crowd: Wanted) -> Wanted:
    """The members among the crowd, one in so many."""
    step = max(1, len(crowd) // len(members))
    mixed = list(crowd)
    for number, member in enumerate(members):
        mixed.insert(min(len(mixed), number * (step + 1)), member)
    return mixed


async def bursts_at_once(port: int, stages: Sequence[tuple[Vote, list[str], Wanted]]) -> float:
    """Median seconds until a screen shows the full count of its room when all rooms vote at once."""
    rooms = []
    for vote, voters, watching in stages:
        tablets = [await Tablet(port, session).open() for session in voters]
        rooms.append((vote, tablets, await open_screens(port, watching)))
    await asyncio.sleep(0.5)
    for _vote, _tablets, screens in rooms:
        for screen in screens:
            screen.forget()
    begun = time.perf_counter()
    await asyncio.gather(*(_room_votes(*room) for room in rooms))
    shown = [
        moment - begun
        for vote, _tablets, screens in rooms
        for moment, _wall, _text in await until_all_show(screens, vote.electorate)
    ]
    for _vote, _tablets, screens in rooms:
        await close_screens(screens)
    return statistics.median(shown)


async def _room_votes(vote: Vote, tablets: list[Tablet], screens: list[Screen]) -> None:
    await cast_all(vote, tablets)
    await until_all_show(screens, vote.electorate)
