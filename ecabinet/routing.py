"""Who answers what: pages by Django, live rooms by the push-only socket, and only to pages of this origin."""

import gc
from collections.abc import Awaitable, Callable
from typing import Any, cast

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http.request import split_domain_port, validate_host
from django.urls import re_path

from core.live.hub import hub
from core.security_log import refused
from ecabinet.edge import Edge
from ecabinet.lanes import LanesHandler
from ecabinet.urls import websocket_urlpatterns
from people.accounts.second_factor import comes_first

Asgi = Callable[[Any, Any, Any], Awaitable[None]]


class SameOrigin:
    """Lets a socket through only from a page of this very origin: scheme, host and port, compared exactly."""

    def __init__(self, application: Asgi) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        origin, host = (headers.get(name, b"").decode("latin-1") for name in (b"origin", b"host"))
        if not origin or origin != expected_origin(host):
            refused("socket", reason="origin")
            await send({"type": "websocket.close"})
            return
        await self.application(scope, receive, send)


async def no_such_room(scope: Any, receive: Any, send: Any) -> None:
    """A socket of an address that does not exist is refused like a page: without a traceback in the log."""
    refused("socket", reason="address")
    await send({"type": "websocket.close"})


class PlainSend:
    """Hands the server's own `send` past the session: of a socket only its opening concerns the session."""

    def __init__(self, application: Asgi) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.application({**scope, "plain_send": send}, receive, send)


class WithSecondFactor:
    """A session that must set up its second factor first is nobody's to a socket, as it is to pages."""

    def __init__(self, application: Asgi) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        user = AnonymousUser() if comes_first(scope["session"]) else scope["user"]
        await self.application({**scope, "user": user}, receive, send)


class WithHub:
    """Brings up the hub on the server's event loop before any page can announce a change."""

    def __init__(self, application: Asgi) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        hub()
        await self.application(scope, receive, send)


def expected_origin(host: str) -> str | None:
    """The only origin whose pages may open sockets: the public one, or (embedded) the one that was asked."""
    if settings.PUBLIC_ORIGIN:
        return str(settings.PUBLIC_ORIGIN)
    domain, _port = split_domain_port(host)
    return f"http://{host}" if domain and validate_host(domain, settings.ALLOWED_HOSTS) else None


def calm_collector() -> None:
    """What start-up made stays for good: the collector need not walk it, nor run after every few objects."""
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)


def compose() -> Asgi:
    """The whole application."""
    calm_collector()
    anything_else: Any = re_path("", cast(Any, no_such_room))
    rooms: Any = URLRouter([*websocket_urlpatterns, anything_else])
    sockets: Any = AuthMiddlewareStack(WithSecondFactor(rooms))
    pages: Any = LanesHandler(settings.REQUESTS_AT_ONCE)
    router: Any = ProtocolTypeRouter({"http": pages, "websocket": SameOrigin(PlainSend(sockets))})
    return Edge(WithHub(router))
