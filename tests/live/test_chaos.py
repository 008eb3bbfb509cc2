"""Two Daphnes, PostgreSQL, Redis: cut and killed at random points, no vote is lost, every page agrees."""

import asyncio
import os
import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ecabinet.rehearsal import faults
from ecabinet.rehearsal.course import Fault, Stage
from ecabinet.rehearsal.holding import hold
from ecabinet.rehearsal.plan import plan_of
from tests.browser.site import _drop_database, _own_database
from tests.cast import Cabinet
from tests.live.own_redis import OwnRedis

pytestmark = [
    pytest.mark.postgres,
    pytest.mark.django_db,
    pytest.mark.skipif(
        not (os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL")),
        reason="DATABASE_URL and REDIS_URL are not both set: two processes need PostgreSQL and Redis",
    ),
    pytest.mark.skipif(shutil.which("redis-server") is None, reason="there is no redis-server to kill"),
]
VOTES = 7
GONE = 1.5  # seconds for which Redis is away


@pytest.fixture
def redis() -> Iterator[OwnRedis]:
    """A Redis that may be killed."""
    own = OwnRedis()
    own.start()
    yield own
    own.remove()


@pytest.fixture
def database() -> Iterator[str]:
    """An empty database beside the one of the tests."""
    url = _own_database(os.environ["DATABASE_URL"], f"_chaos_{os.getpid()}")
    yield url
    _drop_database(url)


def happenings(redis: OwnRedis, dice: random.Random) -> list[tuple[str, Fault]]:
    """Every fault at least once, and then whatever comes, in an order that the dice decide."""

    async def dies(stage: Stage) -> None:
        redis.kill()
        await asyncio.sleep(GONE)
        await asyncio.to_thread(redis.start)

    async def freezes(stage: Stage) -> None:
        redis.freeze()
        await asyncio.sleep(GONE)
        redis.thaw()

    known: list[tuple[str, Fault]] = [
        ("pages_are_cut", faults.pages_are_cut),
        ("wifi_flaps", faults.wifi_flaps),
        ("a_server_dies", faults.a_server_dies),
        ("two_consoles", faults.two_consoles),
        ("redis_dies", dies),
        ("redis_freezes", freezes),
    ]
    drawn = [*known, *dice.choices(known, k=VOTES - len(known))]
    dice.shuffle(drawn)
    return drawn


def test_a_session_goes_on_through_everything(
    government: Cabinet, redis: OwnRedis, database: str, tmp_path: Path
) -> None:
    seed = int(os.environ.get("CHAOS_SEED", random.randrange(1_000_000)))
    print(f"CHAOS_SEED={seed}")  # what a failing run shows, to run it again
    verdict = hold(
        plan_of(government.sent_meeting()),
        tmp_path,
        changes={"DATABASE_URL": database, "REDIS_URL": redis.url},
        servers=2,
        course=happenings(redis, random.Random(seed)),
        seed=seed,
    )
    assert [f"{check.what}: {check.found}" for check in verdict.checks if not check.well] == []
    assert len(verdict.checks) == VOTES + 3
