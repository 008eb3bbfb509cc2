"""The shipped nginx in front of the real server (abuse cases 61, 62, 72, 88-90, 93, 94, 99)."""

import json
import time
from typing import Any

import pytest

from ecabinet.headers import TWO_YEARS
from tests.deploy.edge import NAME, ORIGIN, Edge

UPGRADE = {
    "Connection": "Upgrade",
    "Upgrade": "websocket",
    "Sec-WebSocket-Version": "13",
    "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
}


def test_a_page_comes_through_with_the_headers_of_an_installation(edge: Edge) -> None:
    page = edge.get("/sign-in/")
    assert page.status == 200
    assert page.headers["strict-transport-security"] == f"max-age={TWO_YEARS}; includeSubDomains; preload"
    assert page.headers["set-cookie"].startswith("__Host-csrf=")
    assert page.headers["server"] == "nginx"
    assert len(page.headers["x-request-id"]) == 32


def test_http_leads_to_https(edge: Edge) -> None:
    moved = edge.get("/meetings/?a=b", plain=True)
    assert (moved.status, moved.headers["location"]) == (301, f"{ORIGIN}/meetings/?a=b")


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", f"{NAME}.evil.example", ""])
@pytest.mark.parametrize("plain", [False, True])
def test_a_88_another_name_gets_no_answer(edge: Edge, host: str, plain: bool) -> None:
    answer = edge.get("/sign-in/", {"Host": host}, plain=plain)
    assert answer.status in (0, 400)
    assert b"ecabinet" not in answer.body.lower()


def test_a_88_two_hosts_and_an_absolute_address_of_another_are_refused(edge: Edge) -> None:
    twice = f"GET /sign-in/ HTTP/1.1\r\nHost: {NAME}\r\nHost: evil.example\r\nConnection: close\r\n\r\n"
    assert edge.send(twice.encode()).status == 400
    assert edge.get("https://evil.example/sign-in/").status in (0, 400)


def test_a_62_what_a_client_says_of_itself_ends_at_the_proxy(edge: Edge) -> None:
    forged = {
        "X-Forwarded-For": "203.0.113.9",
        "X-Forwarded-Host": "evil.example",
        "X-Forwarded-Proto": "http",
        "X-Forwarded-Port": "1",
        "X-Real-IP": "203.0.113.9",
        "Forwarded": "for=203.0.113.9",
        "X_Forwarded_For": "203.0.113.9",
        "Daphne-Root-Path": "/elsewhere",
        "X-Request-ID": "0" * 32,
    }
    answer = edge.get("/meetings/", forged, source="127.0.0.2")
    assert (answer.status, answer.headers["location"]) == (302, "/sign-in/?next=/meetings/")
    refused = edge.ask("POST", "/sign-in/", forged, b"username=a", source="127.0.0.2")
    assert refused.status == 403
    time.sleep(0.3)
    [line] = [
        each for each in edge.lines("server.log") if each.get("request") == refused.headers["x-request-id"]
    ]
    assert (line["client"], line["status"], line["route"]) == ("127.0.0.2", 403, "sign_in")
    assert "203.0.113.9" not in (edge.folder / "server.log").read_text()


@pytest.mark.parametrize(
    ("path", "size", "status"),
    [
        ("/sign-in/", 3_000_000, 413),
        ("/meetings/", 3_000_000, 413),
        ("/records/verify/", 3_000_000, 400),
        ("/records/verify/", 30_000_000, 413),
        ("/matters/00000000-0000-4000-8000-000000000000/papers/", 61_000_000, 413),
    ],
)
def test_a_72_a_body_is_limited_by_its_address(edge: Edge, path: str, size: int, status: int) -> None:
    told = {"Content-Type": "multipart/form-data; boundary=x", "Content-Length": str(size)}
    body = b"a" * size if status != 413 else b"a"
    # What is let through is no form: the product says so (400), not the proxy.
    assert edge.ask("POST", path, told, body).status == status


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "OPTIONS", "CONNECT", "PROPFIND"])
def test_a_8_only_three_methods_mean_anything(edge: Edge, method: str) -> None:
    assert edge.ask(method, "/sign-in/").status in (400, 405)


@pytest.mark.parametrize(
    "smuggled",
    [
        "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nX",
        "Content-Length: 5\r\nContent-Length: 6\r\n\r\naaaaaa",
        "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
        "Content-Length: +5\r\n\r\naaaaa",
        "Content-Length: -1\r\n\r\n",
    ],
    ids=["CL.TE", "two lengths", "TE.x", "TE.TE", "signed length", "negative length"],
)
def test_a_90_a_request_that_two_readers_would_end_at_two_places_is_refused(
    edge: Edge, smuggled: str
) -> None:
    head = f"POST /sign-in/ HTTP/1.1\r\nHost: {NAME}\r\nConnection: close\r\n"
    assert edge.send((head + smuggled).encode()).status in (400, 501)


@pytest.mark.parametrize("byte", [b"\x0b", b"\x0c", b"\x1c", b"\x1d", b"\x1e", b"\x85", b"\x00"])
@pytest.mark.parametrize("direct", [False, True], ids=["through nginx", "past nginx"])
def test_a_61_no_header_is_smuggled_in_a_handshake(edge: Edge, byte: bytes, direct: bool) -> None:
    lines = [f"{name}: {value}".encode() for name, value in UPGRADE.items()]
    lines += [f"Host: {NAME}".encode(), f"Origin: {ORIGIN}".encode(), b"X-A: a" + byte + b"Cookie: b=c"]
    head = b"GET /ws/live/meeting/00000000-0000-4000-8000-000000000000/?view=room HTTP/1.1\r\n"
    answer = edge.send(head + b"\r\n".join(lines) + b"\r\n\r\n", direct=direct)
    assert answer.status == 400


def room(edge: Edge) -> tuple[str, str]:
    """The socket of a room, and the session of somebody who may enter it."""
    told = edge.site.manage(
        "shell",
        "-v",
        "0",
        "-c",
        "import json\n"
        "from django.conf import settings\nfrom django.test import Client\n"
        "from meetings.models import Meeting\nfrom people.models import Person\n"
        "client = Client()\nclient.force_login(Person.objects.get(username='thuky1'))\n"
        "meeting = Meeting.objects.get(slug='law-2026-02')\n"
        "print(json.dumps([str(meeting.pk), client.cookies[settings.SESSION_COOKIE_NAME].value]))",
    )
    key, session = json.loads(told.strip().splitlines()[-1])
    return f"/ws/live/meeting/{key}/?view=room", f"__Host-session={session}"


@pytest.fixture(scope="module")
def socket_of(edge: Edge) -> tuple[str, str]:
    """The same, asked for once."""
    return room(edge)


def test_a_room_opens_through_the_proxy_to_a_page_of_the_public_origin(
    edge: Edge, socket_of: tuple[str, str]
) -> None:
    path, cookie = socket_of
    answer = edge.get(path, {**UPGRADE, "Origin": ORIGIN, "Cookie": cookie})
    assert answer.status == 101
    assert "sec-websocket-extensions" not in answer.headers


def test_a_56_nothing_is_compressed_in_a_room(edge: Edge, socket_of: tuple[str, str]) -> None:
    path, cookie = socket_of
    offer = {"Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits"}
    answer = edge.get(path, {**UPGRADE, **offer, "Origin": ORIGIN, "Cookie": cookie})
    assert answer.status == 101
    assert "sec-websocket-extensions" not in answer.headers


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        f"http://{NAME}",
        f"{ORIGIN}:8443",
        f"{ORIGIN}:99999",
        f"{ORIGIN}.evil.example",
        f"{ORIGIN}/",
    ],
)
def test_a_50_a_room_stays_closed_to_every_other_origin(
    edge: Edge, socket_of: tuple[str, str], origin: str
) -> None:
    path, cookie = socket_of
    told = {**UPGRADE, "Cookie": cookie, **({"Origin": origin} if origin else {})}
    assert edge.get(path, told).status in (400, 403)  # 400: no origin at all, by its port


def test_static_files_are_kept_a_year_by_the_hash_in_their_names(edge: Edge) -> None:
    manifest: dict[str, Any] = json.loads((edge.folder / "static" / "staticfiles.json").read_text())
    named = edge.get(f"/static/{manifest['paths']['css/app.css']}", {"Accept-Encoding": "gzip"})
    assert named.status == 200
    assert named.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert named.headers["content-encoding"] == "gzip"
    assert named.headers["content-type"] == "text/css"
    plain = edge.get("/static/js/page.js")
    assert (plain.status, plain.headers["cache-control"]) == (200, "public, max-age=60")
    for headers in (named.headers, plain.headers):
        assert headers["x-content-type-options"] == "nosniff"
        assert "access-control-allow-origin" not in headers


@pytest.mark.parametrize(
    "path",
    [
        "/static/staticfiles.json",
        "/static/../server.log",
        "/static/..%2fserver.log",
        "/static/%2e%2e/key.pem",
        "/static../key.pem",
        "/static//etc/passwd",
        "/static/js/",
        "/.git/config",
        "/.env",
        "/static/.htaccess",
    ],
)
def test_a_94_a_99_nothing_else_lies_below_the_static_files(edge: Edge, path: str) -> None:
    answer = edge.get(path)
    # What leaves the folder is an address of the product, which asks for an account.
    assert answer.status in (302, 400, 403, 404)
    assert b"BEGIN" not in answer.body


def test_a_93_the_proxys_log_holds_no_query_and_no_token(edge: Edge) -> None:
    token = "k" * 43
    edge.get(f"/calendar/{token}.ics?secret=query-7f3a", {"User-Agent": 'a"b\\c\x1b[31m'})
    time.sleep(0.3)
    assert edge.lines("access.log")[-1]["uri"] == "/calendar/…"
    text = (edge.folder / "access.log").read_text() + (edge.folder / "server.log").read_text()
    assert token not in text
    assert "7f3a" not in text
