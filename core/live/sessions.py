"""Sessions behind sockets: a socket outlives the request that opened it, so it is looked at again."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.contrib.sessions.models import Session
from django.http import HttpRequest
from django.utils import timezone

from core.live.hub import close_session


def ended(keys: Iterable[str]) -> set[str]:
    """Those of the given session keys that are gone or have expired."""
    wanted = set(keys)
    alive = Session.objects.filter(session_key__in=wanted, expire_date__gt=timezone.now())
    return wanted - set(alive.values_list("session_key", flat=True))


def on_logged_out(sender: object, request: HttpRequest | None, **kwargs: Any) -> None:
    """Close the sockets of the session that is being left."""
    key = request.session.session_key if request is not None and hasattr(request, "session") else None
    if key:
        close_session(key)


def connect() -> None:
    """Listen to signing out."""
    user_logged_out.connect(on_logged_out, dispatch_uid="live-logged-out")
