"""The hub itself: reconnect storms, sockets that fail, drawings that fail. No Redis needed."""

import asyncio
import threading
from collections.abc import Collection

import pytest

from core.live import hub as hubs
from core.live import rooms
from core.live.hub import Hub
from core.live.rooms import Audience, RoomKind
from core.live.sections import head_of
from tests.live.bells import HALL, Ear, bell_room, new_stream, ring, until
from tests.live.sockets import in_thread

pytestmark = pytest.mark.django_db(transaction=True)
BALCONY = Audience("balcony", "vi")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[Audience]:
    """For whom a bell's room was drawn, in order."""
    found: list[Audience] = []
    monkeypatch.setitem(rooms._kinds, "bell", bell_room(found))
    return found


@pytest.fixture
def signals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is repaired by polling, so that it is a signal or nothing."""
    monkeypatch.setattr(hubs, "HEAD_POLL", 3600.0)


# -- greeting -----------------------------------------------------------------------------------------------


async def test_when_all_reconnect_at_once_one_drawing_greets_all_of_an_audience(
    drawn: list[Audience], signals_only: None, hub: Hub
) -> None:
    stream = new_stream()
    ears = [Ear(hub, stream, audience) for _ in range(60) for audience in (HALL, BALCONY)]
    await asyncio.gather(*(ear.enter() for ear in ears))
    assert sorted(each.view for each in drawn) == ["balcony", "hall"]
    for ear in ears:
        assert ear.heard[0]["sections"]["view"]["html"] == f"<i>{ear.audience.view}</i>"


async def test_a_greeting_is_drawn_anew_once_the_stream_has_moved_on(
    drawn: list[Audience], signals_only: None, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = new_stream()
    await Ear(hub, stream).enter()
    monkeypatch.setattr("core.journal.announce", lambda stream, seq: None)
    await in_thread(ring, stream)
    late = await Ear(hub, stream).enter()
    assert (late.rings, late.heard[0]["seq"]) == (1, 1)


async def test_a_greeting_is_drawn_anew_after_a_second(
    drawn: list[Audience], signals_only: None, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = new_stream()
    await Ear(hub, stream).enter()
    monkeypatch.setattr(hubs, "REUSE", 0.05)
    await asyncio.sleep(0.1)
    await Ear(hub, stream).enter()
    assert drawn == [HALL, HALL]


async def test_a_greeting_that_was_drawn_before_tells_the_present_moment(
    drawn: list[Audience], signals_only: None, hub: Hub
) -> None:
    stream = new_stream()
    first = await Ear(hub, stream).enter()
    await asyncio.sleep(0.1)
    second = await Ear(hub, stream).enter()
    assert len(drawn) == 1
    assert second.heard[0]["now"] > first.heard[0]["now"]


async def test_whoever_reconnects_with_everything_in_hand_is_sent_nothing(
    drawn: list[Audience], signals_only: None, hub: Hub
) -> None:
    stream = new_stream()
    first = await Ear(hub, stream).enter()
    have = {name: section["digest"] for name, section in first.heard[0]["sections"].items()}
    second = await Ear(hub, stream).enter(have)
    assert "sections" not in second.heard[0]


# -- what fails ---------------------------------------------------------------------------------------------


async def test_a_socket_that_cannot_be_closed_keeps_no_other_socket_of_the_session_open(
    drawn: list[Audience], signals_only: None, hub: Hub
) -> None:
    stream = new_stream()
    ears = [await Ear(hub, stream, session="over").enter() for _ in range(3)]

    async def fails(code: int) -> None:
        raise ConnectionError("gone")

    next(iter(hub.rooms[stream].sockets[HALL])).close = fails  # the first whose turn it is
    await hub.end_session("over")
    assert sum(len(ear.closed) for ear in ears) == 2


async def test_a_page_opened_while_sessions_are_looked_at_stays_open(
    drawn: list[Audience], signals_only: None, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, go_on = threading.Event(), threading.Event()

    def standing_of(keys: Collection[str]) -> dict[str, str]:
        asked.set()
        go_on.wait(5)
        return {key: "in force" for key in keys if key != "over"}

    monkeypatch.setattr(hubs, "SESSION_CHECK", 0.05)
    monkeypatch.setattr("core.live.sessions.standing_of", standing_of)
    stream = new_stream()
    early, over, late = (Ear(hub, stream, session=name) for name in ("early", "over", "late"))
    for ear in (early, over, late):
        ear.socket.standing = "in force"
    await hub.join(stream, early.socket)
    await hub.join(stream, over.socket)
    await until(asked.is_set, within=5)
    await hub.join(stream, late.socket)
    go_on.set()
    await until(lambda: bool(over.closed), within=5)
    assert (early.closed, late.closed) == ([], [])


async def test_a_drawing_that_fails_once_is_made_up_for_without_another_signal(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing: list[Audience] = []

    def render(key: str, audience: Audience) -> dict[str, str]:
        if audience in failing:
            failing.remove(audience)
            raise ConnectionError("the database hiccuped")
        return dict(bell_room().render(key, audience))

    monkeypatch.setitem(rooms._kinds, "bell", RoomKind("bell", lambda *_: HALL, lambda key: key, render))
    stream = new_stream()
    first = await Ear(hub, stream, HALL).enter()
    second = await Ear(hub, stream, BALCONY).enter()
    failing.append(BALCONY)  # drawn last: the hall's drawing has already moved the room on
    await in_thread(ring, stream)
    await until(lambda: first.rings == second.rings == 1, within=4)
    assert not failing


async def test_one_audience_that_cannot_be_drawn_holds_up_no_other(
    signals_only: None, hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = threading.Event()

    def render(key: str, audience: Audience) -> dict[str, str]:
        if audience is HALL and broken.is_set():
            raise ValueError("a template that nobody tried")
        return dict(bell_room().render(key, audience))

    monkeypatch.setitem(rooms._kinds, "bell", RoomKind("bell", lambda *_: HALL, lambda key: key, render))
    stream = new_stream()
    await Ear(hub, stream, HALL).enter()
    other = await Ear(hub, stream, BALCONY).enter()
    broken.set()
    await in_thread(ring, stream)
    await until(lambda: other.rings == 1, within=2)


async def test_what_was_drawn_while_the_last_one_left_is_not_taken_for_sent(
    hub: Hub, signals_only: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page that comes back must hear a change that undoes what it missed: light on, (gone), off, on."""
    light, drawing, go_on = ["on"], threading.Event(), threading.Event()
    go_on.set()

    def render(key: str, audience: Audience) -> dict[str, str]:
        shown = {"light": light[0]}
        if audience is BALCONY:
            drawing.set()
            go_on.wait(5)
        return shown

    monkeypatch.setitem(rooms._kinds, "bell", RoomKind("bell", lambda *_: HALL, lambda key: key, render))
    stream = new_stream()
    await Ear(hub, stream, HALL).enter()  # keeps the room open
    away = await Ear(hub, stream, BALCONY).enter()

    drawing.clear()
    go_on.clear()
    await in_thread(ring, stream)
    await asyncio.to_thread(drawing.wait, 5)
    away.leave()
    go_on.set()
    await hub.draw(str)  # the push is through
    await asyncio.sleep(0.05)

    light[0] = "off"
    await in_thread(ring, stream)
    await until(lambda: hub.rooms[stream].seen == 2, within=2)
    back = await Ear(hub, stream, BALCONY).enter()
    assert back.heard[-1]["sections"]["light"]["html"] == "off"
    light[0] = "on"
    await in_thread(ring, stream)
    await until(lambda: back.heard[-1].get("sections", {}).get("light", {}).get("html") == "on", within=2)


async def test_whoever_joins_in_the_middle_of_a_push_ends_with_what_came_last(
    hub: Hub, signals_only: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page drops what is older than what it has, so no push may call newer content by an older number."""
    stream, held, looked = new_stream(), threading.Event(), threading.Event()
    holding, ringing = [False], [False]

    def look(key: str) -> str:
        if holding[0]:
            holding[0] = False
            looked.set()
            held.wait(5)
        return key

    def render(key: str, audience: Audience) -> dict[str, str]:
        shown = {"bell": str(head_of(f"bell:{key}"))}
        if ringing[0]:
            ringing[0] = False
            ring(stream)  # the last change comes between the greeting and the drawing of the push
        return shown

    monkeypatch.setitem(rooms._kinds, "bell", RoomKind("bell", lambda *_: HALL, look, render))
    await Ear(hub, stream).enter()
    holding[0] = True
    await in_thread(ring, stream)
    await asyncio.to_thread(looked.wait, 5)
    await in_thread(ring, stream)
    late, ringing[0] = Ear(hub, stream), True
    entering = asyncio.create_task(late.enter())
    await asyncio.sleep(0.05)  # its greeting waits behind the reading of the push
    held.set()
    await entering
    await asyncio.sleep(0.6)

    seq, shown = -1, ""
    for message in late.heard:
        if message["seq"] >= seq:
            seq, shown = message["seq"], message.get("sections", {}).get("bell", {}).get("html", shown)
    assert (shown, await in_thread(head_of, stream)) == ("3", 3)
