"""The product as people get it: a real Daphne in a process of its own, on a database of its own."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]


class Site:
    """A served demo cabinet; `kill` and `start` are the server's sudden death and return."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = _free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, **self._settings()}
        self.process: subprocess.Popen[bytes] | None = None

    def _settings(self) -> dict[str, str]:
        found = {
            "SQLITE_PATH": str(self.folder / "site.sqlite3"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "PORT": str(self.port),
        }
        if url := os.environ.get("DATABASE_URL"):
            found["DATABASE_URL"] = _own_database(url, f"_browser_{os.getpid()}")
        return found

    def manage(self, *arguments: str) -> str:
        """Run a management command and return what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise AssertionError(f"{' '.join(arguments)}: {done.stdout}{done.stderr}")
        return done.stdout

    def start(self) -> None:
        """Serve, and wait until a page answers."""
        command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port), "-v", "0"]
        log = (self.folder / "server.log").open("ab")
        self.process = subprocess.Popen(
            [*command, "ecabinet.asgi:application"], cwd=ROOT, env=self.environment, stdout=log, stderr=log
        )
        for _ in range(300):
            try:
                urllib.request.urlopen(f"{self.origin}/healthz", timeout=2)
                return
            except (urllib.error.URLError, OSError):
                time.sleep(0.1)
        raise AssertionError(
            f"the server did not come up: {(self.folder / 'server.log').read_text()[-2000:]}"
        )

    def kill(self) -> None:
        """Kill the server without warning (SIGKILL)."""
        assert self.process is not None
        self.process.send_signal(signal.SIGKILL)
        self.process.wait(10)

    def remove(self) -> None:
        """Stop serving and drop the database, if it was made for this site."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
        if os.environ.get("DATABASE_URL"):
            _drop_database(self.environment["DATABASE_URL"])


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _own_database(url: str, ending: str) -> str:
    import psycopg

    parts = urlsplit(url)
    name = parts.path.lstrip("/") + ending
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return urlunsplit(parts._replace(path=f"/{name}"))


def _drop_database(url: str) -> None:
    import psycopg

    name = urlsplit(url).path.lstrip("/")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
