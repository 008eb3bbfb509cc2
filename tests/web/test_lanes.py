"""The lanes of pages: a tablet that hangs up takes nothing from a request that is being worked on."""

import asyncio
import threading
from typing import Any

from django.http import HttpRequest, HttpResponse

from ecabinet.lanes import LanesHandler

SCOPE = {
    "type": "http",
    "method": "POST",
    "path": "/",
    "query_string": b"",
    "headers": [(b"host", b"testserver"), (b"content-type", b"application/x-www-form-urlencoded")],
}


class Slow(LanesHandler):
    """One lane, in which every request waits for a sign before it reads what was sent."""

    def __init__(self) -> None:
        super().__init__(1)
        self.begun, self.go_on = threading.Event(), threading.Event()
        self.read: list[str] = []
        self.closed = 0

    def get_response(self, request: HttpRequest) -> HttpResponse:
        """Note what was sent, and whether the answer is closed in the end."""
        self.begun.set()
        assert self.go_on.wait(10)
        self.read.append(request.POST["choice"])
        response = HttpResponse("counted")
        response._resource_closers.append(self._note_closed)  # type: ignore[attr-defined]
        return response

    def _note_closed(self) -> None:
        self.closed += 1


async def receive() -> dict[str, Any]:
    return {"type": "http.request", "body": b"choice=for", "more_body": False}


async def send(event: dict[str, Any]) -> None:
    """Whoever hung up hears nothing."""


async def test_who_hangs_up_leaves_the_lane_when_the_work_is_done(db: None) -> None:
    pages = Slow()
    asked = asyncio.create_task(pages(SCOPE, receive, send))
    await asyncio.to_thread(pages.begun.wait, 10)
    asked.cancel()
    await asyncio.gather(asked, return_exceptions=True)
    assert asked.cancelled()
    assert pages.free.empty(), "the lane is given away while its thread is at work"

    pages.go_on.set()
    await asyncio.wait_for(pages.free.get(), 10)
    assert (pages.read, pages.closed) == (["for"], 1)
