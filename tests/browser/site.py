"""The product as people get it: a real Daphne in a process of its own, on a database of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]


class Site:
    """A served demo cabinet; `kill` and `start` are the server's sudden death and return."""

    def __init__(self, folder: Path, *, like: "Site | None" = None) -> None:
        self.folder = folder
        if like is not None:
            shutil.copytree(like.folder, folder, dirs_exist_ok=True)
        self.port = _free_port()
        self.origin = f"http://127.0.0.1:{self.port}"
        self.environment = {**os.environ, **self._settings(like)}
        self.process: subprocess.Popen[bytes] | None = None

    def _settings(self, like: "Site | None") -> dict[str, str]:
        found = {
            "SQLITE_PATH": str(self.folder / "site.sqlite3"),
            "MEDIA_ROOT": str(self.folder / "media"),
            "PORT": str(self.port),
        }
        if url := os.environ.get("DATABASE_URL"):
            pattern = like.environment["DATABASE_URL"] if like is not None else ""
            found["DATABASE_URL"] = _own_database(url, f"_{self.folder.name}_{os.getpid()}", pattern)
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


class Demos:
    """The demo cabinet, loaded once and copied for every module: loading takes longer than most tests."""

    # Seconds. Five minutes after the loading without a clock are an outage, which changes what closes.
    FRESH = 120.0

    def __init__(self, folder: Callable[[str], Path]) -> None:
        self.folder = folder
        self.empty: Site | None = None  # every migration has run, and nothing else
        self.demo: Site | None = None
        self.loaded = 0.0

    def copy(self) -> Site:
        """A site of one's own, not yet served."""
        if self.empty is None:
            self.empty = Site(self.folder("empty"))
            self.empty.manage("migrate", "--verbosity", "0")
        if self.demo is None or time.monotonic() - self.loaded > self.FRESH:
            if self.demo is not None:
                self.demo.remove()
            self.demo = Site(self.folder("demo"), like=self.empty)
            self.loaded = time.monotonic()
            self.demo.manage("load_demo")
        return Site(self.folder("site"), like=self.demo)

    def remove(self) -> None:
        """Drop what was copied from."""
        for pattern in (self.empty, self.demo):
            if pattern is not None:
                pattern.remove()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _own_database(url: str, ending: str, pattern: str = "") -> str:
    import psycopg

    parts = urlsplit(url)
    name = parts.path.lstrip("/") + ending
    like = urlsplit(pattern).path.lstrip("/") or "template1"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"'.encode())
    return urlunsplit(parts._replace(path=f"/{name}"))


def _drop_database(url: str) -> None:
    import psycopg

    name = urlsplit(url).path.lstrip("/")
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
