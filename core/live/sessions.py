"""Sessions behind sockets: a socket outlives the request that opened it, so it is looked at again."""

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.contrib.auth.signals import user_logged_out
from django.http import HttpRequest

from core.live.hub import close_session

# Keys of sessions → what each stands on (account, duty, appointments), for those that are still open.
Standing = Callable[[Collection[str]], Mapping[str, str]]
Seen = Callable[[Collection[str]], None]

_standing: Standing | None = None
_seen: Seen | None = None


def register(standing: Standing, seen: Seen) -> None:
    """Say how sessions are looked up, and how a sign of life is noted; the floor of people does it."""
    global _standing, _seen
    _standing, _seen = standing, seen


def standing_of(keys: Collection[str]) -> Mapping[str, str]:
    """What these sessions stand on; one that is missing has ended."""
    return _standing(keys) if _standing is not None and keys else {}


def note_seen(keys: Collection[str]) -> None:
    """Somebody has a page of these sessions in sight."""
    if _seen is not None and keys:
        _seen(keys)


def on_logged_out(sender: object, request: HttpRequest | None, **kwargs: Any) -> None:
    """Close the sockets of the session that is being left."""
    key = request.session.session_key if request is not None and hasattr(request, "session") else None
    if key:
        close_session(key)


def connect() -> None:
    """Listen to signing out."""
    user_logged_out.connect(on_logged_out, dispatch_uid="live-logged-out")
