"""The Redis layer: processes hear each other, nobody waits for an ill Redis, a healthy one is heard anew."""

import asyncio
import logging
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from typing import Any
from uuid import uuid4

import pytest
from channels.layers import get_channel_layer
from channels_redis.pubsub import RedisPubSubChannelLayer
from django.conf import settings as configured
from redis.asyncio import ConnectionPool, Redis
from redis.asyncio.connection import SSLConnection
from redis.exceptions import ConnectionError as LinkError

from core.live import announce, close_session, rooms
from core.live import hub as hubs
from core.live import layer as layers
from core.live.hub import Hub
from core.live.rooms import Audience
from ecabinet.redis_link import NoticingConnection, NoticingSecureConnection, host_of
from meetings.models import Meeting
from tests.cast import Cabinet
from tests.live.bells import HALL, Ear, Elsewhere, bell_room, new_stream, ring, until
from tests.live.own_redis import OwnRedis, listeners
from tests.live.sockets import in_thread

pytestmark = [
    pytest.mark.skipif(
        not configured.REDIS_URL, reason="REDIS_URL is not set: there is no Redis to speak to"
    ),
    pytest.mark.django_db(transaction=True),
]
AUDIENCES = [Audience(view, language) for view in ("room", "chair", "screen") for language in ("vi", "en")]


class Layer:
    """The layer of one test: its Redis, and a prefix of its own, since database numbers part no signals."""

    def __init__(self, settings: Any, url: str) -> None:
        self.url, self.prefix = url, f"test-{uuid4().hex}"
        found: dict[str, Any] = configured.CHANNEL_LAYERS["default"]
        wishes = {**found["CONFIG"], "hosts": [host_of(url)], "prefix": self.prefix}
        settings.CHANNEL_LAYERS = {"default": {**found, "CONFIG": wishes}}

    async def heard_by(self, count: int, within: float = 10) -> None:
        """Wait until so many hubs listen."""
        await until(lambda: listeners(self.url, f"{self.prefix}__group__live") == count, within)


@pytest.fixture(autouse=True)
def layer(settings: Any) -> Layer:
    """The layer on the Redis of REDIS_URL; before the hub, which must find it."""
    return Layer(settings, configured.REDIS_URL)


@pytest.fixture
def own_redis() -> Iterator[OwnRedis]:
    """A Redis that the test may kill."""
    if shutil.which("redis-server") is None:
        pytest.skip("redis-server is not installed: there is no Redis that may be killed")
    own = OwnRedis()
    own.start()
    yield own
    own.remove()


@pytest.fixture
def own_layer(own_redis: OwnRedis, settings: Any) -> Layer:
    """The layer on a Redis that the test may kill."""
    return Layer(settings, own_redis.url)


@pytest.fixture(autouse=True)
def bells(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rooms with a bell."""
    monkeypatch.setitem(rooms._kinds, "bell", bell_room())


@pytest.fixture
def signals_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is repaired by looking at heads or sessions, so that it is the layer or nothing."""
    monkeypatch.setattr(hubs, "HEAD_POLL", 3600.0)
    monkeypatch.setattr(hubs, "SESSION_CHECK", 3600.0)


@pytest.fixture
async def elsewhere(hub: Hub) -> AsyncIterator[Elsewhere]:
    """A second hub on a loop of its own."""
    there = Elsewhere()
    yield there
    await there.end()


async def ears_here_and_there(hub: Hub, elsewhere: Elsewhere, stream: str) -> tuple[Ear, Ear]:
    """One listener in each hub."""
    here, there = Ear(hub, stream), Ear(elsewhere.hub, stream)
    await here.enter()
    await elsewhere.run(there.enter())
    return here, there


# -- settings -----------------------------------------------------------------------------------------------


def test_the_settings_choose_the_pubsub_layer() -> None:
    chosen = configured.CHANNEL_LAYERS["default"]["BACKEND"]
    assert chosen == "channels_redis.pubsub.RedisPubSubChannelLayer"
    assert isinstance(get_channel_layer(), RedisPubSubChannelLayer)


def test_the_address_of_redis_may_ask_for_a_password_a_database_and_tls() -> None:
    plain, secure = host_of("redis://:word@redis.example:7000/3"), host_of("rediss://redis.example:7001")
    assert (plain["host"], plain["port"], plain["password"], plain["db"]) == (
        "redis.example",
        7000,
        "word",
        3,
    )
    assert plain["connection_class"] is NoticingConnection
    assert secure["connection_class"] is NoticingSecureConnection
    assert issubclass(secure["connection_class"], SSLConnection)


# -- hearing ------------------------------------------------------------------------------------------------


async def test_a_listener_that_was_idle_for_seven_seconds_still_hears(
    signals_only: None, layer: Layer, hub: Hub, elsewhere: Elsewhere
) -> None:
    stream = new_stream()
    _, there = await ears_here_and_there(hub, elsewhere, stream)
    await layer.heard_by(2)
    await asyncio.sleep(7)
    await in_thread(ring, stream)
    await until(lambda: there.rings == 1, within=1.5)


async def test_an_act_in_one_process_wakes_the_room_in_the_other_and_no_other_room(
    signals_only: None, layer: Layer, hub: Hub, elsewhere: Elsewhere
) -> None:
    stream = new_stream()
    here, there = await ears_here_and_there(hub, elsewhere, stream)
    stranger = Ear(elsewhere.hub, new_stream())
    await elsewhere.run(stranger.enter())
    await layer.heard_by(2)
    for times in range(1, 4):
        await in_thread(ring, stream)
        await until(lambda times=times: here.rings == there.rings == times, within=3)  # type: ignore[misc]
    assert len(stranger.heard) == 1


async def test_the_end_of_a_session_closes_its_sockets_in_every_process(
    signals_only: None, layer: Layer, hub: Hub, elsewhere: Elsewhere
) -> None:
    stream = new_stream()
    ears = [Ear(each, stream, session=name) for each in (hub, elsewhere.hub) for name in ("over", "goes on")]
    for ear in ears:
        await (ear.enter() if ear.hub is hub else elsewhere.run(ear.enter()))
    await layer.heard_by(2)
    close_session("over")
    await until(lambda: [ear.closed for ear in ears] == [[4401], [], [4401], []], within=3)


async def test_a_command_without_a_hub_is_heard(
    signals_only: None, layer: Layer, hub: Hub, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    stream = new_stream()
    here, there = await ears_here_and_there(hub, elsewhere, stream)
    await layer.heard_by(2)
    monkeypatch.setattr(hubs, "_hub", None)
    await asyncio.to_thread(announce, stream, 1)  # a hint: that the stream stands elsewhere is read, not told
    assert here.rings == there.rings == 0
    await asyncio.to_thread(ring_in_thread_of_its_own, stream)
    await until(lambda: here.rings == there.rings == 1, within=3)


def ring_in_thread_of_its_own(stream: str) -> None:
    """Ring, and give this thread's database connection back."""
    from django.db import connection

    try:
        ring(stream)
    finally:
        connection.close()


async def test_everybody_hears_after_a_hundred_and_fifty_have_come_and_gone_again_and_again(
    signals_only: None, layer: Layer, hub: Hub, elsewhere: Elsewhere
) -> None:
    stream = new_stream()
    kept, _ = await ears_here_and_there(hub, elsewhere, stream)
    await layer.heard_by(2)

    def crowd(of: Hub) -> list[Ear]:
        return [Ear(of, stream, AUDIENCES[number % len(AUDIENCES)]) for number in range(75)]

    async def come(ears: list[Ear]) -> None:
        await asyncio.gather(*(ear.enter() for ear in ears))

    async def go(ears: list[Ear]) -> None:
        for ear in ears:
            ear.leave()

    rounds = 6
    for number in range(1, rounds + 1):
        here, there = crowd(hub), crowd(elsewhere.hub)
        await asyncio.gather(come(here), elsewhere.run(come(there)), in_thread(ring, stream))
        if number < rounds:
            await asyncio.gather(go(here), elsewhere.run(go(there)))
    everybody = [kept, *here, *there]
    await until(lambda: {ear.rings for ear in everybody} == {rounds}, within=5)
    await in_thread(ring, stream)
    await until(lambda: {ear.rings for ear in everybody} == {rounds + 1}, within=5)
    await layer.heard_by(2, within=0.5)  # one subscription for each process, however many sockets


async def test_a_message_that_cannot_be_read_does_not_end_the_listening(
    signals_only: None, layer: Layer, hub: Hub, elsewhere: Elsewhere
) -> None:
    stream = new_stream()
    _, there = await ears_here_and_there(hub, elsewhere, stream)
    await layer.heard_by(2)
    speaker: Any = get_channel_layer()
    await speaker.group_send("live", {"type": "moved", "stream": stream})
    await in_thread(ring, stream)
    await until(lambda: there.rings == 1, within=0.9)  # before listening anew would have begun


# -- Redis is ill -------------------------------------------------------------------------------------------

Illness = Callable[[OwnRedis], None]
ILL = pytest.mark.parametrize("fall_ill", [OwnRedis.kill, OwnRedis.freeze], ids=["killed", "frozen"])


@ILL
async def test_without_redis_local_pages_hear_at_once_and_others_by_the_head_poll(
    own_redis: OwnRedis, own_layer: Layer, hub: Hub, elsewhere: Elsewhere, fall_ill: Illness
) -> None:
    stream = new_stream()
    here, there = await ears_here_and_there(hub, elsewhere, stream)
    await own_layer.heard_by(2)
    fall_ill(own_redis)
    for times in range(1, 4):
        begun = time.monotonic()
        await in_thread(ring, stream)
        assert time.monotonic() - begun < 1
        await until(lambda times=times: here.rings == times, within=1)  # type: ignore[misc]
        await until(lambda times=times: there.rings == times, within=2.5)  # type: ignore[misc]


@ILL
async def test_without_redis_a_vote_takes_no_longer(
    own_redis: OwnRedis,
    own_layer: Layer,
    hub: Hub,
    cabinet: Cabinet,
    running_meeting: Meeting,
    fall_ill: Illness,
) -> None:
    ballot = await in_thread(cabinet.open_vote, running_meeting)
    await Ear(hub, new_stream()).enter()
    await own_layer.heard_by(1)
    fall_ill(own_redis)
    for order in cabinet.holders:
        begun = time.monotonic()
        await in_thread(cabinet.vote, running_meeting, ballot, order)
        assert time.monotonic() - begun < 1


@ILL
async def test_without_redis_a_command_waits_once_and_then_goes_on(
    own_redis: OwnRedis, own_layer: Layer, fall_ill: Illness, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hubs, "_hub", None)
    monkeypatch.setattr(layers, "_resting_until", 0.0)
    fall_ill(own_redis)

    def announce_many() -> list[float]:
        moments = [time.monotonic()]
        for seq in range(1, 21):
            announce("bell:nobody", seq)
            moments.append(time.monotonic())
        return moments

    moments = await asyncio.to_thread(announce_many)
    assert moments[1] - moments[0] < 2
    assert moments[-1] - moments[1] < 0.5


@ILL
async def test_without_redis_signing_out_closes_the_sockets_here(
    own_redis: OwnRedis, own_layer: Layer, hub: Hub, fall_ill: Illness
) -> None:
    ear = await Ear(hub, new_stream(), session="over").enter()
    await own_layer.heard_by(1)
    fall_ill(own_redis)
    close_session("over")
    await until(lambda: ear.closed == [4401], within=1)


# -- Redis is back ------------------------------------------------------------------------------------------


async def test_after_redis_is_back_the_processes_hear_each_other_anew(
    signals_only: None, own_redis: OwnRedis, own_layer: Layer, hub: Hub, elsewhere: Elsewhere
) -> None:
    stream = new_stream()
    _, there = await ears_here_and_there(hub, elsewhere, stream)
    await own_layer.heard_by(2)
    for times in (1, 2):
        own_redis.kill()
        await asyncio.sleep(1.5)
        own_redis.start()
        await own_layer.heard_by(2)
        await in_thread(ring, stream)
        await until(lambda times=times: there.rings == times, within=3)  # type: ignore[misc]


async def test_after_a_frozen_redis_goes_on_the_processes_hear_each_other(
    signals_only: None, own_redis: OwnRedis, own_layer: Layer, hub: Hub, elsewhere: Elsewhere
) -> None:
    stream = new_stream()
    _, there = await ears_here_and_there(hub, elsewhere, stream)
    await own_layer.heard_by(2)
    own_redis.freeze()
    await in_thread(ring, stream)
    await asyncio.sleep(layers.SIGNAL_TIMEOUT + 0.5)
    own_redis.thaw()
    await in_thread(ring, stream)
    await until(lambda: there.rings == 2, within=5)


async def test_a_hub_that_began_without_redis_hears_once_there_is_one(
    signals_only: None, own_redis: OwnRedis, own_layer: Layer, hub: Hub, elsewhere: Elsewhere
) -> None:
    own_redis.kill()
    stream = new_stream()
    here, there = await ears_here_and_there(hub, elsewhere, stream)
    await in_thread(ring, stream)
    await until(lambda: here.rings == 1, within=1)
    own_redis.start()
    await own_layer.heard_by(2)
    await in_thread(ring, stream)
    await until(lambda: there.rings == 2, within=3)


async def test_emptying_redis_changes_nothing(
    signals_only: None, own_redis: OwnRedis, own_layer: Layer, hub: Hub, elsewhere: Elsewhere
) -> None:
    stream = new_stream()
    _, there = await ears_here_and_there(hub, elsewhere, stream)
    await own_layer.heard_by(2)
    async with Redis.from_url(own_redis.url) as client:
        await client.flushall()
    await in_thread(ring, stream)
    await until(lambda: there.rings == 1, within=3)


async def test_a_channel_that_did_not_get_into_the_group_is_not_filled_for_ever(
    signals_only: None, layer: Layer, hub: Hub, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend: Any = get_channel_layer()
    loop_layer = (
        backend._get_layer()
    )  # of this test's loop: the hub here stumbles, the one elsewhere does not
    add, stumbles = loop_layer.group_add, [True, True]

    async def group_add(group: str, channel: str) -> None:
        await add(group, channel)
        if stumbles:
            stumbles.pop()
            raise ConnectionError("Redis went away just now")

    monkeypatch.setattr(loop_layer, "group_add", group_add)
    stream = new_stream()
    here, _ = await ears_here_and_there(hub, elsewhere, stream)
    await until(lambda: not stumbles, within=5)
    await until(lambda: len(loop_layer.groups.get(f"{layer.prefix}__group__live", ())) == 1, within=5)
    await layer.heard_by(2)
    elsewhere.loop.call_soon_threadsafe(elsewhere.hub.signal, stream, 1)
    await asyncio.to_thread(ring_in_thread_of_its_own, stream)
    await until(lambda: here.rings == 1, within=3)


# -- Redis's machine has gone -------------------------------------------------------------------------------


async def test_when_the_kernel_gives_the_connection_up_the_layer_connects_anew(layer: Layer) -> None:
    """Without NoticingConnection this read returns at once, for ever: the layer's loop stands still."""
    wishes = host_of(layer.url)
    client = Redis(connection_pool=ConnectionPool(**wishes))
    pubsub: Any = client.pubsub()
    await pubsub.subscribe(layer.prefix)
    assert await pubsub.get_message(timeout=1) is not None
    pubsub.connection._writer.transport._fatal_error(TimeoutError(110, "Connection timed out"))
    await asyncio.sleep(0)
    heard = []
    for _ in range(50):
        try:
            message = await pubsub.get_message(ignore_subscribe_messages=True, timeout=0.05)
        except LinkError:
            continue
        heard += [message["data"]] if message else []
        if heard:
            break
        await client.publish(layer.prefix, "still here?")
    assert heard == [b"still here?"]
    await pubsub.aclose()
    await client.aclose(close_connection_pool=True)


async def test_a_hub_hears_again_after_the_kernel_gave_its_connection_up(
    signals_only: None, layer: Layer, hub: Hub, elsewhere: Elsewhere, caplog: pytest.LogCaptureFixture
) -> None:
    stream = new_stream()
    _, there = await ears_here_and_there(hub, elsewhere, stream)
    await layer.heard_by(2)
    caplog.set_level(logging.CRITICAL, "channels_redis.pubsub")
    assert HALL in elsewhere.hub.rooms[stream].sockets

    async def give_up() -> None:
        backend: Any = get_channel_layer()
        connection = backend._get_layer()._shards[0]._pubsub.connection
        connection._writer.transport._fatal_error(TimeoutError(110, "Connection timed out"))

    await elsewhere.run(give_up())
    await layer.heard_by(1)
    await layer.heard_by(2)
    await in_thread(ring, stream)
    await until(lambda: there.rings == 1, within=3)
