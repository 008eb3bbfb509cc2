"""The push-only socket: checks who may enter, answers what the browser has, and listens for nothing else."""

import asyncio
import json
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import DatabaseError

from core.live.hub import Hub, hub
from core.live.lines import line_of
from core.live.members import Socket
from core.live.rooms import CLOSE_ANONYMOUS, CLOSE_FLOOD, CLOSE_FORBIDDEN, Audience, Unwelcome, room_kind

log = logging.getLogger("ecabinet.live")

MESSAGES_PER_MINUTE = 120
LOOK_AGAIN = 30.0  # seconds between two looks at whether the person may still see what this socket is sent

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


@dataclass
class Allowance:
    """How many messages a page may still send in the present minute; what it does not use lapses."""

    since: float
    taken: int = 0

    def take(self, moment: float) -> bool:
        """Count one message; False when it is one too many."""
        if moment - self.since >= 60:
            self.since, self.taken = moment, 0
        self.taken += 1
        return self.taken <= MESSAGES_PER_MINUTE


async def room_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI application for `/ws/live/<kind>/<key>/?view=…`; needs the session and user of Channels' stack."""
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    route = scope["url_route"]["kwargs"]
    stream = f"{route['kind']}:{route['key']}"
    try:
        entering = database_sync_to_async(enter, thread_sensitive=False)
        audience = await entering(scope, route["kind"], str(route["key"]))
    except Unwelcome as no:
        await send({"type": "websocket.close", "code": no.code})
        return

    # A push goes to every socket: not through the session, which would look at each (ecabinet/routing.py).
    send = scope.get("plain_send", send)

    async def close(code: int) -> None:
        await send({"type": "websocket.close", "code": code})

    here = hub()
    member = Socket(
        send=send,
        audience=audience,
        session=scope["session"].session_key or "",
        close=close,
        line=line_of(send),
        person=str(scope["user"].pk),
    )
    await here.join(stream, member)
    try:
        await _serve(here, stream, member, receive, lambda: _closing_code(scope, member.audience))
    finally:
        here.leave(stream, member)


def enter(scope: Scope, kind: str, key: str) -> Audience:
    """Which audience this connection belongs to; raises Unwelcome."""
    person = scope.get("user")
    if person is None or not person.is_authenticated:
        raise Unwelcome(CLOSE_ANONYMOUS)
    query = dict(
        pair.partition("=")[::2] for pair in scope.get("query_string", b"").decode("latin-1").split("&")
    )
    return room_kind(kind).enter(person, key, query.get("view", ""), _language(scope))


async def _closing_code(scope: Scope, audience: Audience) -> int | None:
    """With which code to close a socket because the person's rights have changed; None: not at all."""
    try:
        found = await database_sync_to_async(_enter_anew, thread_sensitive=False)(scope)
    except Unwelcome as no:
        return CLOSE_ANONYMOUS if no.code == CLOSE_ANONYMOUS else CLOSE_FORBIDDEN
    except DatabaseError as trouble:
        log.warning("the rights behind a socket could not be looked at (%r)", trouble)
        return None
    return None if found == audience else CLOSE_FORBIDDEN


def _enter_anew(scope: Scope) -> Audience:
    person = get_user_model().objects.filter(pk=scope["user"].pk, is_active=True).first()
    route = scope["url_route"]["kwargs"]
    return enter({**scope, "user": person}, route["kind"], str(route["key"]))


def _language(scope: Scope) -> str:
    wanted = scope.get("cookies", {}).get(settings.LANGUAGE_COOKIE_NAME, "")
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


async def _serve(
    here: Hub,
    stream: str,
    member: Socket,
    receive: Receive,
    closing_code: Callable[[], Awaitable[int | None]],
) -> None:
    allowance, due = Allowance(time.monotonic()), time.monotonic() + LOOK_AGAIN
    while True:
        if time.monotonic() >= due:
            code = await closing_code()
            if code is not None:
                return await member.close(code)
            due = time.monotonic() + LOOK_AGAIN
        try:
            event = await asyncio.wait_for(receive(), max(0.01, due - time.monotonic()))
        except TimeoutError:
            continue
        if event["type"] == "websocket.disconnect":
            return None
        if not allowance.take(time.monotonic()):
            return await member.close(CLOSE_FLOOD)
        body = _body(event.get("text"))
        if isinstance(in_sight := body.get("seen"), bool):
            member.in_sight, member.heard = in_sight, time.monotonic()
        have = _have(body)
        if have is not None:
            await here.greet(stream, member, have)


def _body(text: str | None) -> dict[str, Any]:
    """What a page said; nothing for what is no message of ours."""
    try:
        body = json.loads(text or "")
    except (ValueError, RecursionError):
        return {}
    return body if isinstance(body, dict) else {}


def _have(body: dict[str, Any]) -> dict[str, str] | None:
    """The digests that the browser says it has; None for anything that is not such a message."""
    have = body.get("have")
    if not isinstance(have, dict):
        return None
    return {str(name): str(digest) for name, digest in have.items()}
