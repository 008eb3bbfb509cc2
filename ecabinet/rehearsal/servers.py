"""The servers of a rehearsal: real Daphnes on a database of their own, killed and started anew."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping
from pathlib import Path
from secrets import token_hex

ROOT = Path(__file__).resolve().parents[2]
UP_WITHIN = 30.0  # seconds
# What the real cabinet runs on is not for a rehearsal: neither its data nor its mail nor its address.
OF_THE_INSTALLATION = frozenset(
    (
        "DATABASE_URL",
        "REDIS_URL",
        "EMAIL_URL",
        "DEBUG",
        "DEMO",
        "PUBLIC_ORIGIN",
        "ALLOWED_HOSTS",
        "SECRET_KEY",
    )
)


class Server:
    """One Daphne on a port of the loopback interface."""

    def __init__(self, environment: Mapping[str, str], log: Path) -> None:
        self.port = free_port()
        self.environment, self.log = dict(environment), log
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve, and wait until a page answers; RuntimeError when none does."""
        command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(self.port), "-v", "0"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "ecabinet.asgi:application"],
                cwd=ROOT,
                env=self.environment,
                stdout=log,
                stderr=log,
            )
        deadline = time.monotonic() + UP_WITHIN
        while not self._answers():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError(f"a server did not come up; see {self.log.name}")
            time.sleep(0.1)

    def _answers(self) -> bool:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=2)
        except (urllib.error.URLError, OSError):
            return False
        return True

    def kill(self) -> None:
        """Sudden death, without a word to anybody."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait(10)


class Servers:
    """All servers of a rehearsal; ghosts go to those that are up, as behind a balancer."""

    def __init__(self, number: int, folder: Path, changes: Mapping[str, str]) -> None:
        self.folder = folder
        kept = {name: value for name, value in os.environ.items() if name not in OF_THE_INSTALLATION}
        self.environment = {**kept, **settings_of(folder), **changes}
        self.all = [Server(self.environment, folder / f"server-{n}.log") for n in range(number)]
        self.up = list(self.all)

    def start(self) -> None:
        """Start every server."""
        for server in self.all:
            server.start()

    def kill(self, server: Server) -> None:
        """Kill one; the balancer notices at once."""
        self.up = [each for each in self.up if each is not server]
        server.kill()

    def revive(self, server: Server) -> None:
        """Start a killed one anew, and send ghosts there again."""
        server.start()
        self.up.append(server)

    def stop(self) -> None:
        """Leave no process behind."""
        for server in self.all:
            server.kill()

    def stage(self, *arguments: str) -> str:
        """Run `ecabinet.rehearsal.stage` on the database of the rehearsal; what it printed last."""
        command = [sys.executable, "-m", "ecabinet.rehearsal.stage", *arguments]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, capture_output=True, text=True)
        if done.returncode:
            raise RuntimeError(f"the stage could not be set: {done.stderr.strip()[-500:]}")
        return done.stdout.strip().splitlines()[-1]


def settings_of(folder: Path) -> dict[str, str]:
    """The environment of a rehearsal: embedded, in a folder of its own, with a secret of its own."""
    return {
        "DJANGO_SETTINGS_MODULE": "ecabinet.settings",
        "SQLITE_PATH": str(folder / "rehearsal.sqlite3"),
        "MEDIA_ROOT": str(folder / "media"),
        "SECRET_KEY": f"rehearsal-{token_hex(32)}",
    }


def free_port() -> int:
    """A port of the loopback interface on which nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
