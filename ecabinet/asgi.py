"""The ASGI application: pages by Django, live rooms by the push-only socket."""

import os
from collections.abc import Awaitable, Callable
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ecabinet.settings")

from django.core.asgi import get_asgi_application

pages = get_asgi_application()

from channels.auth import AuthMiddlewareStack
from channels.routing import ProtocolTypeRouter, URLRouter
from channels.security.websocket import OriginValidator
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http.request import split_domain_port, validate_host

from core.live.hub import hub
from ecabinet.urls import websocket_urlpatterns

Asgi = Callable[[dict[str, Any], Any, Any], Awaitable[None]]


class SameOrigin:
    """Lets a socket through only from a page of this very origin: scheme, host and port."""

    def __init__(self, application: Asgi) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        await OriginValidator(self.application, self._allowed(scope))(scope, receive, send)

    @staticmethod
    def _allowed(scope: dict[str, Any]) -> list[str]:
        if settings.PUBLIC_ORIGIN:
            return [settings.PUBLIC_ORIGIN]
        host = dict(scope["headers"]).get(b"host", b"").decode("latin-1")
        domain, _port = split_domain_port(host)
        if not validate_host(domain, settings.ALLOWED_HOSTS):
            raise DisallowedHost(host)
        return [f"http://{host}"]


class WithHub:
    """Brings up the hub on the server's event loop before any page can announce a change."""

    def __init__(self, application: Asgi) -> None:
        self.application = application

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:
        hub()
        await self.application(scope, receive, send)


application = WithHub(
    ProtocolTypeRouter(
        {"http": pages, "websocket": SameOrigin(AuthMiddlewareStack(URLRouter(websocket_urlpatterns)))}
    )
)
