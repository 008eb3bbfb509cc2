"""`manage.py serve`: Daphne in one process at HOST and PORT, with the limits that it should have."""

import fcntl
import hashlib
import os
import socket
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any

from daphne.endpoints import build_endpoint_description_strings
from daphne.server import Server
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ecabinet.demo import accounts

if TYPE_CHECKING:
    from ecabinet.clock import Clock

EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "[::1]", "": "127.0.0.1"}
# A page's message to its room is well below 1 kB; what is longer closes the socket (guarantees.md 8).
LIMITS = {
    "websocket_max_message_size": 65536,
    "websocket_max_frame_size": 65536,
    "websocket_timeout": 28800,
    "websocket_connect_timeout": 10,
    "websocket_handshake_timeout": 10,
    "ping_interval": 20,
    "ping_timeout": 20,
    "application_close_timeout": 3,
}
# An installation stands behind the proxy of `deploy/`, which sets these headers anew: who asks, and how.
BEHIND_A_PROXY = {
    "proxy_forwarded_address_header": "X-Forwarded-For",
    "proxy_forwarded_proto_header": "X-Forwarded-Proto",
}


class Command(BaseCommand):
    """Serves pages and live rooms until it is interrupted."""

    help = "Serve eCabinet at HOST:PORT (environment), by default 127.0.0.1:8000."

    def handle(self, **options: Any) -> None:
        """Listen, and say where once the port is open."""
        host, port = settings.HOST, settings.PORT
        lock = _only_process() if not settings.REDIS_URL else None
        _check_free(host, port)
        from ecabinet.asgi import application
        from ecabinet.clock import Clock

        clock = Clock()
        server = Server(
            application=application,
            endpoints=build_endpoint_description_strings(host=host, port=port),
            server_name="",
            ready_callable=lambda: self._ready(clock, host, port),
            **(BEHIND_A_PROXY if settings.SECURE else {}),
            **LIMITS,
        )
        server.run()
        clock.stop()
        if lock is not None:
            lock.close()
        if server.abort_start:
            raise CommandError(f"Could not listen on {host}:{port}.")

    def _ready(self, clock: "Clock", host: str, port: int) -> None:
        self._say_where(host, port)
        if settings.CLOCK:
            clock.start()

    def _say_where(self, host: str, port: int) -> None:
        self.stdout.write(f"eCabinet is at http://{EVERYWHERE.get(host, host)}:{port}/ (stop it with Ctrl+C)")
        for line in accounts.listed():
            self.stdout.write(line)
        self.stdout.flush()


def _check_free(host: str, port: int) -> None:
    """Say in words that the port is taken; Daphne would only log it."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as trouble:
            raise CommandError(
                f"Cannot listen on {host}:{port}: {trouble.strerror}. "
                f"Stop what listens there, or choose another port: PORT={port + 1} make run"
            ) from None


def _only_process() -> IO[str]:
    """Refuse a second process on this database: without Redis it would not hear what the first one does."""
    lock = _lock()
    try:
        lock.parent.mkdir(parents=True, exist_ok=True)
        file = open(lock, "a", opener=_without_following)  # noqa: SIM115 - held while the process lives
    except OSError as trouble:
        raise CommandError(f"Cannot open the lock {lock}: {trouble.strerror}.") from None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise CommandError(
            "Another process already serves this database, and without Redis two processes do not hear each "
            "other. Stop it, or set REDIS_URL for both."
        ) from None
    return file


def _without_following(path: str, flags: int) -> int:
    return os.open(path, flags | os.O_NOFOLLOW, 0o600)


def _lock() -> Path:
    """Where a process says that it serves: beside the SQLite file; for another database, with the papers."""
    database = settings.DATABASES["default"]
    if database["ENGINE"].endswith("sqlite3"):
        return Path(f"{database['NAME']}.lock")
    name = "|".join(str(database.get(part, "")) for part in ("HOST", "PORT", "NAME"))
    return Path(settings.MEDIA_ROOT) / f"served-{hashlib.sha256(name.encode()).hexdigest()[:16]}.lock"
