"""The server under measurement: a real Daphne in a process of its own."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def daphne(port: int, environment: Mapping[str, str] = os.environ) -> Iterator[int]:
    """A Daphne on `port` in this environment; gives its process id, and stops it at the end."""
    command = [sys.executable, "-m", "daphne", "-b", "127.0.0.1", "-p", str(port), "-v", "0"]
    command += ["--websocket_timeout", "-1", "ecabinet.asgi:application"]
    unlimited = {**environment, "SOCKETS_PER_PERSON": "0"}  # a few sessions stand for all the screens
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, env=unlimited)
    try:
        _wait_for(port, process)
        yield process.pid
    finally:
        process.terminate()
        process.wait(20)


def resident_mb(pid: int) -> float:
    """Resident memory of a process, in MB."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise RuntimeError("no VmRSS line")


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        if process.poll() is not None:
            raise RuntimeError(f"the server ended with {process.returncode}")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise RuntimeError("the server did not come up in 30 s")
