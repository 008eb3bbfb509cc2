"""The product as people get it: a real Daphne in a process of its own, on a database of its own."""

import fcntl
import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).resolve().parents[2]
LAST = "WHERE began_at = (SELECT max(began_at) FROM core_shift)"
# Signing in costs a third of a second, which is the purpose of its hash: these were made before. Each browser
# has one of its own.
SIGNED_IN = """
import json
from ecabinet.rehearsal.stage import sign_in
from people.models import Person
made = {each.username: [sign_in(each) for _ in range(2)] for each in Person.objects.all()}
print()
print(json.dumps(made))
"""


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
        kept = folder / "sessions.json"
        self.sessions: dict[str, list[str]] = json.loads(kept.read_text()) if kept.exists() else {}

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

    def was_up_until_now(self) -> None:
        """Say that clock and sessions lived until this moment.

        A longer silence of the clock is an outage, which moves deadlines; of a session its end.
        """
        moment = datetime.now(UTC)
        if url := self.environment.get("DATABASE_URL"):
            import psycopg

            with psycopg.connect(url) as server:
                server.execute(f"UPDATE core_shift SET seen_at = %s {LAST}".encode(), [moment])
                server.execute("UPDATE people_session SET seen_at = %s", [moment])
            return
        written = moment.strftime("%Y-%m-%d %H:%M:%S.%f")
        with closing(sqlite3.connect(self.environment["SQLITE_PATH"])) as file:
            file.execute(f"UPDATE core_shift SET seen_at = ? {LAST}", [written])
            file.execute("UPDATE people_session SET seen_at = ?", [written])
            file.commit()

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
    """The demo cabinet, loaded once and copied for every module: loading takes longer than most tests.

    SQLite's file is loaded once for all processes of a run, which find it in `shared`.
    """

    # Seconds: half of the hour in which the first of its ballots ends.
    FRESH = 1800.0

    def __init__(self, folder: Callable[[str], Path], shared: Path, migrated: Path | None) -> None:
        self.folder = folder
        self.shared = shared
        self.migrated = migrated  # a SQLite file
        self.empty: Site | None = None  # every migration has run, and nothing else
        self.demo: Site | None = None

    def copy(self) -> Site:
        """A site of one's own, not yet served."""
        if self.demo is None or not _is_fresh(self.demo.folder):
            if self.demo is not None:
                self.demo.remove()
            self.demo = self._own() if self.migrated is None else self._everybodys(self.migrated)
        site = Site(self.folder("site"), like=self.demo)
        site.was_up_until_now()
        return site

    def remove(self) -> None:
        """Drop what was copied from."""
        for pattern in (self.empty, self.demo):
            if pattern is not None:
                pattern.remove()

    def _own(self) -> Site:
        if self.empty is None:
            self.empty = Site(self.folder("empty"))
            self.empty.manage("migrate", "--verbosity", "0")
        return _loaded(Site(self.folder("demo"), like=self.empty))

    def _everybodys(self, migrated: Path) -> Site:
        with (self.shared / "demo.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            made = sorted(self.shared.glob("demo-*"))
            if made and _is_fresh(made[-1]):
                return Site(made[-1])
            folder = self.shared / f"demo-{len(made)}"
            folder.mkdir()
            site = Site(folder)
            shutil.copy(migrated, site.environment["SQLITE_PATH"])
            return _loaded(site)


def _loaded(site: Site) -> Site:
    """The demo and its sessions; `sessions.json` is the last that is written."""
    site.manage("load_demo")
    told = site.manage("shell", "-v", "0", "-c", SIGNED_IN)
    (site.folder / "sessions.json").write_text(told.strip().splitlines()[-1])
    return site


def _is_fresh(folder: Path) -> bool:
    kept = folder / "sessions.json"
    return kept.exists() and time.time() - kept.stat().st_mtime < Demos.FRESH


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
