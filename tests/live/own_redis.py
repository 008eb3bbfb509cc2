"""A Redis of the test's own, which may be killed, frozen and brought back."""

import shutil
import signal
import socket
import subprocess
import tempfile
import time

from redis import Redis
from redis.exceptions import RedisError


class OwnRedis:
    """A redis-server process on a free port, with nothing on disk."""

    def __init__(self) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port: int = probe.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self.folder = tempfile.mkdtemp(prefix="ecabinet-redis-")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Serve (anew, and empty), and wait until it answers."""
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--dir", self.folder]
        command += ["--save", "", "--appendonly", "no", "--daemonize", "no"]
        self.process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        for _ in range(100):
            try:
                with Redis.from_url(self.url) as client:
                    client.ping()
                return
            except RedisError:
                time.sleep(0.05)
        raise AssertionError("redis-server did not come up")

    def kill(self) -> None:
        """Sudden death: connections break and new ones are refused."""
        assert self.process is not None
        self.process.kill()
        self.process.wait(10)

    def freeze(self) -> None:
        """It keeps its connections, takes new ones, and answers nothing."""
        assert self.process is not None
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """It goes on."""
        assert self.process is not None
        self.process.send_signal(signal.SIGCONT)

    def remove(self) -> None:
        """Leave no process and no folder behind."""
        if self.process is not None and self.process.poll() is None:
            self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def listeners(url: str, channel: str) -> int:
    """How many connections hear a channel: what a test waits for before it speaks."""
    with Redis.from_url(url) as client:
        found = client.pubsub_numsub(channel)
    return int(found[0][1])
