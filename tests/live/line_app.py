"""An ASGI application that sends as a push does: served by a real Daphne in `test_lines.py`."""

import json
import os
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecabinet.settings")
django.setup()

from core.live.lines import Framed, line_of  # noqa: E402 -- apps must stand before it is imported

HUGE = "Phiên họp Chính phủ " * 400_000  # more than a socket's buffers hold


async def application(scope: dict[str, Any], receive: Any, send: Any) -> None:
    """After "go": something huge, something through the server's own `send`, something small.

    After "small" without the huge one, which the server's own `send` would not take.
    """
    if scope["type"] != "websocket":
        raise ValueError("only sockets are served here")
    await receive()
    await send({"type": "websocket.accept"})
    line, told = line_of(send), []
    while (asked := await receive())["type"] == "websocket.receive":
        for text in (HUGE, "small") if asked["text"] == "go" else ("small",):
            framed = Framed(text)
            told.append(framed.went_to(line))
            if not told[-1]:
                await send({"type": "websocket.send", "text": text})
            await send({"type": "websocket.send", "text": json.dumps(told)})
