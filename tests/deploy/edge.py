"""How tests speak to the installation behind nginx: in bytes, since what they send no library would."""

import http.client
import json
import socket
import ssl
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, cast

from tests.browser.site import Site

NAME = "ecabinet.example"
ORIGIN = f"https://{NAME}"


@dataclass(frozen=True)
class Answer:
    """What came back; status 0: nothing, the connection was closed."""

    status: int
    headers: dict[str, str]
    body: bytes


class Edge:
    """nginx on two ports of the loopback interface, and the server behind it."""

    def __init__(self, folder: Path, site: Site, plain: int, secure: int) -> None:
        self.folder, self.site, self.plain, self.secure = folder, site, plain, secure
        self.trust = ssl.create_default_context(cafile=str(folder / "certificate.pem"))

    def answers(self) -> bool:
        """Whether the product answers through the proxy."""
        try:
            return self.get("/healthz").status == 200
        except OSError:
            return False

    def get(self, path: str, headers: dict[str, str] | None = None, **more: Any) -> Answer:
        """A page by https, under the installation's name unless `Host` says another."""
        return self.ask("GET", path, headers, **more)

    def ask(
        self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"", **more: Any
    ) -> Answer:
        """One request; the headers are sent as they are given."""
        told = {"Host": NAME, "Connection": "close", **(headers or {})}
        if body:
            told.setdefault("Content-Length", str(len(body)))
        lines = [f"{method} {path} HTTP/1.1", *(f"{name}: {value}" for name, value in told.items())]
        return self.send("\r\n".join(lines).encode("latin-1") + b"\r\n\r\n" + body, **more)

    def send(self, request: bytes, *, plain: bool = False, direct: bool = False, source: str = "") -> Answer:
        """These bytes: by https, by http (`plain`), or past nginx to the server itself (`direct`)."""
        port = self.site.port if direct else self.plain if plain else self.secure
        with socket.create_connection(
            ("127.0.0.1", port), timeout=20, source_address=(source, 0) if source else None
        ) as line:
            if plain or direct:
                return _exchange(line, request)
            with self.trust.wrap_socket(line, server_hostname=NAME) as secure:
                return _exchange(secure, request)

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The JSON lines of a log."""
        text = (self.folder / name).read_text(encoding="utf-8", errors="replace")
        return [json.loads(line) for line in text.splitlines() if line.startswith("{")]


def _exchange(line: socket.socket, request: bytes) -> Answer:
    received = b""
    try:
        line.sendall(request)
        while piece := line.recv(65536):
            received += piece
            line.settimeout(1)  # a connection that stays open says no more
            if received.startswith(b"HTTP/1.1 101"):
                break
    except (ConnectionError, TimeoutError, ssl.SSLError):
        pass  # what came until then counts
    if not received:
        return Answer(0, {}, b"")
    answer = http.client.HTTPResponse(cast(Any, _Received(received)))
    answer.begin()
    body = b"" if answer.status == 101 else _whole(answer)
    return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)


def _whole(answer: http.client.HTTPResponse) -> bytes:
    try:
        return answer.read()
    except http.client.IncompleteRead as cut:  # a handshake that was refused is not always ended in order
        return cut.partial


class _Received:
    """Bytes that came, as the socket that the standard library reads answers from."""

    def __init__(self, content: bytes) -> None:
        self.content = content

    def makefile(self, mode: str) -> BytesIO:
        """The bytes as a file."""
        return BytesIO(self.content)
