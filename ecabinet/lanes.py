"""Pages in a few lanes: threads that stay, each with a database connection that stays.

Django under ASGI gives every request a thread and a connection of its own, and crosses between the event loop
and that thread some six times because our middleware and views are synchronous. Three hundred casts at once
then get in each other's way. Here a request waits for one of a few lanes on the event loop, where waiting
costs nothing, and is worked on in that lane's thread from the first middleware to the last.
"""

import asyncio
import logging
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from contextvars import copy_context
from typing import Any

from django.core import signals
from django.core.exceptions import RequestAborted
from django.core.handlers.asgi import ASGIHandler, get_script_prefix
from django.http import HttpRequest, HttpResponseBase
from django.urls import set_script_prefix

from core import pace

log = logging.getLogger("ecabinet.lanes")


class LanesHandler(ASGIHandler):
    """Django's ASGI handler with its middleware in synchronous mode, `count` requests at a time."""

    def __init__(self, count: int) -> None:
        super().__init__()
        self.count = count
        self.loop: asyncio.AbstractEventLoop | None = None
        self.free: asyncio.LifoQueue[ThreadPoolExecutor] = asyncio.LifoQueue()

    def load_middleware(self, is_async: bool = False) -> None:
        """Build the chain for threads, whatever Django's handler asks for."""
        super().load_middleware(is_async=False)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one HTTP request."""
        try:
            body = await self.read_body(receive)
        except RequestAborted:
            return
        with pace.request():
            lane = await self._lane()
        # Shielded: a tablet that hangs up takes neither the lane nor the form from a thread at work.
        await asyncio.shield(asyncio.create_task(self._answer(lane, scope, body, send)))

    async def _answer(self, lane: ThreadPoolExecutor, scope: Any, body: Any, send: Any) -> None:
        free = self.free
        with pace.request(), closing(body):
            try:
                response = await self._worked_on(lane, scope, body)
                if response.streaming:
                    await self._stream(lane, response, send)
            finally:
                free.put_nowait(lane)
            if not response.streaming:  # nothing was left to do in the lane: the next request has it
                await self.send_response(response, send)

    async def _stream(self, lane: ThreadPoolExecutor, response: Any, send: Any) -> None:
        try:
            await self.send_response(response, send)
        finally:
            await asyncio.get_running_loop().run_in_executor(lane, response.close)

    async def _worked_on(self, lane: ThreadPoolExecutor, scope: Any, body: Any) -> Any:
        set_script_prefix(get_script_prefix(scope))
        request, error = self.create_request(scope, body)
        loop, context = asyncio.get_running_loop(), copy_context()
        if request is None or error is not None:
            assert error is not None  # Django gives one of the two
            return error
        return await loop.run_in_executor(lane, context.run, self._work, scope, request)

    def _work(self, scope: Any, request: HttpRequest) -> HttpResponseBase:
        with pace.at_work():
            signals.request_started.send(sender=self.__class__, scope=scope)
            response = self.get_response(request)
            response._handler_class = self.__class__  # type: ignore[attr-defined]  # `close` sends request_finished
            if not response.streaming:
                _close(response)
        return response

    async def _lane(self) -> ThreadPoolExecutor:
        if self.loop is not asyncio.get_running_loop():
            self.loop, self.free = asyncio.get_running_loop(), asyncio.LifoQueue()
            for number in range(self.count):
                self.free.put_nowait(ThreadPoolExecutor(1, thread_name_prefix=f"lane-{number}"))
        return await self.free.get()


def _close(response: HttpResponseBase) -> None:
    """Say that the request is over; what fails at that must not turn a counted vote into an error."""
    try:
        response.close()
    except Exception:
        log.exception("a request could not be finished in order")
