"""A few lanes for pages: threads that stay, each with a database connection that stays.

Django under ASGI gives every request a thread and a connection of its own. Three hundred casts at once then
get in each other's way, and each pays for opening its connection. Here a request waits for one of a few lanes
on the event loop, where waiting costs nothing, and Django does its work in that lane's thread.
"""

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from asgiref.sync import ThreadSensitiveContext

Asgi = Callable[[Any, Any, Any], Awaitable[None]]


class Lanes:
    """Lets another ASGI application work on `count` requests at once, each in a lasting thread."""

    def __init__(self, application: Asgi, count: int) -> None:
        self.application = application
        self.lanes = [ThreadPoolExecutor(1, thread_name_prefix=f"lane-{number}") for number in range(count)]
        self.free: asyncio.LifoQueue[ThreadPoolExecutor] | None = None
        self.loop: asyncio.AbstractEventLoop | None = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        free = self._queue()
        lane = await free.get()
        try:
            async with ThreadSensitiveContext(executor=lane):
                await self.application(scope, receive, send)
        finally:
            free.put_nowait(lane)

    def _queue(self) -> "asyncio.LifoQueue[ThreadPoolExecutor]":
        loop = asyncio.get_running_loop()
        if self.free is None or self.loop is not loop:
            self.loop, self.free = loop, asyncio.LifoQueue()
            for lane in self.lanes:
                self.free.put_nowait(lane)
        return self.free
