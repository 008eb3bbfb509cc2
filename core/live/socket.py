"""The push-only socket: checks who may enter, answers what the browser has, and listens for nothing else."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from channels.db import database_sync_to_async
from django.conf import settings
from django.contrib.auth import get_backends
from django.db import DatabaseError

from core.live.hub import Hub, hub
from core.live.limits import Allowance, NoMessage, body_of, have_in
from core.live.lines import line_of
from core.live.members import Socket
from core.live.rooms import CLOSE_ANONYMOUS, CLOSE_FLOOD, CLOSE_FORBIDDEN, Audience, Unwelcome, room_kind
from core.live.sessions import standing_of
from core.security_log import refused

log = logging.getLogger("ecabinet.live")

LOOK_AGAIN = 30.0  # seconds between two looks at whether the person may still see what this socket is sent

Scope = dict[str, Any]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Send = Callable[[dict[str, Any]], Awaitable[None]]


async def room_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI application for `/ws/live/<kind>/<key>/?view=…`; needs the session and user of Channels' stack."""
    await receive()  # websocket.connect
    await send({"type": "websocket.accept"})
    route = scope["url_route"]["kwargs"]
    stream = f"{route['kind']}:{route['key']}"
    try:
        entering = database_sync_to_async(_enter_first, thread_sensitive=False)
        audience, standing = await entering(scope, route["kind"], str(route["key"]))
    except Unwelcome as no:
        refused("socket", code=no.code, room=route["kind"], person=getattr(scope.get("user"), "pk", None))
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
        since=time.monotonic(),
        standing=standing,
        look=lambda: _closing_code(scope, audience),
    )
    await here.join(stream, member)
    try:
        await _serve(here, stream, member, receive)
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


def _enter_first(scope: Scope, kind: str, key: str) -> tuple[Audience, str | None]:
    """The audience, and what the session stands on; the latter first, so that no change falls between."""
    session = scope["session"].session_key or ""
    standing = standing_of([session]).get(session)
    return enter(scope, kind, key), standing


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
    person = get_backends()[0].get_user(scope["user"].pk)  # with what one is asked for at every entrance
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
) -> None:
    allowance, due = Allowance(time.monotonic()), time.monotonic() + LOOK_AGAIN
    while True:
        if time.monotonic() >= due:
            code = await member.look() if member.look else None
            if code is not None:
                return await member.close(code)
            due = time.monotonic() + LOOK_AGAIN
        try:
            event = await asyncio.wait_for(receive(), max(0.01, due - time.monotonic()))
        except TimeoutError:
            continue
        if event["type"] == "websocket.disconnect":
            return None
        try:
            body = _heard(event, allowance)
        except NoMessage as no:
            refused("socket", code=no.code, person=member.person)
            return await member.close(no.code)
        if isinstance(in_sight := body.get("seen"), bool):
            member.in_sight, member.heard = in_sight, time.monotonic()
        have = have_in(body)
        if have is not None:
            await here.greet(stream, member, have)


def _heard(event: dict[str, Any], allowance: Allowance) -> dict[str, Any]:
    if not allowance.take(time.monotonic()):
        raise NoMessage(CLOSE_FLOOD)
    return body_of(event)
