"""A push that goes straight to the network: whole, in its order, and only where nothing waits before it."""

import asyncio
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.asyncio.client import connect

from core.live.lines import Framed, line_of
from tests.browser.site import _free_port
from tests.live.line_app import HUGE

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def port() -> Iterator[int]:
    """Where a Daphne of its own serves `line_app`."""
    found = _free_port()
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(found), "-v", "0"]
    server = subprocess.Popen([*command, "tests.live.line_app:application"], cwd=ROOT)
    yield found
    server.kill()
    server.wait()


async def test_a_slow_tablet_gets_everything_in_its_order(port: int) -> None:
    async with await _opened(port) as tablet:
        await tablet.send("go")
        await asyncio.sleep(0.5)  # it does not read yet: most of the huge text waits in the server
        came = [await tablet.recv() for _message in range(4)]
        await tablet.send("go")  # now nothing waits
        again = [await tablet.recv() for _message in range(4)]
    assert [came[0] == HUGE, came[2]] == [True, "small"]
    assert json.loads(came[3]) == [True, False]
    assert [again[0] == HUGE, again[2]] == [True, "small"]
    assert json.loads(again[1]) == [True, False, True]


def test_with_another_server_its_own_send_does_it() -> None:
    async def send(message: dict[str, object]) -> None:
        """What another server gives."""

    assert line_of(send) is None
    assert Framed("text").went_to(None) is False


async def _opened(port: int) -> connect:
    for _attempt in range(100):
        try:
            (await connect(f"ws://127.0.0.1:{port}", max_size=None)).transport.close()
            break
        except OSError:
            await asyncio.sleep(0.1)
    return connect(f"ws://127.0.0.1:{port}", max_size=None, compression=None)
