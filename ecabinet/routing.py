"""Who answers what: pages by Django, live rooms by the push-only socket, and only to pages of this origin."""

import gc
from collections.abc import Awaitable, Callable
from typing import Any

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from django.conf import settings
from django.http.request import split_domain_port, validate_host

from core.live.hub import hub
from ecabinet.lanes import LanesHandler
from ecabinet.urls import websocket_urlpatterns

Asgi = Callable[[Any, Any, Any], Awaitable[None]]


class SameOrigin:
    """Lets a socket through only from a page of this very origin: scheme, host and port, compared exactly."""

    def __init__(self, application: Asgi) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        origin, host = (headers.get(name, b"").decode("latin-1") for name in (b"origin", b"host"))
        if not origin or origin != expected_origin(host):
            await send({"type": "websocket.close"})
            return
        await self.application(scope, receive, send)


class PlainSend:
    """Hands the server's own `send` past the session: of a socket only its opening concerns the session."""

    def __init__(self, application: Asgi) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.application({**scope, "plain_send": send}, receive, send)


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
    sockets: Any = AuthMiddlewareStack(URLRouter(websocket_urlpatterns))
    pages: Any = LanesHandler(settings.REQUESTS_AT_ONCE)
    router: Any = ProtocolTypeRouter({"http": pages, "websocket": SameOrigin(PlainSend(sockets))})
    return WithHub(router)
