"""The first to see a request or a handshake: its number, and what is refused before Django looks at it.

The server reads a body to its end before it hands it on, so the proxy in front must limit bodies too
(`deploy/nginx.conf`); here they are kept from Django, whoever stands in front.
"""

import re
from collections.abc import Awaitable, Callable
from http import HTTPStatus
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.urls import Resolver404, resolve

from core.security_log import refused, request_id

Asgi = Callable[[Any, Any, Any], Awaitable[None]]

PLAIN_BYTES = 2 * 1024 * 1024  # of a form without files
SLACK = 8 * 1024 * 1024  # above the largest file, so that a form can still say in words what is too large
HEADER_BYTES = 8 * 1024  # of one header's value: cookies, and what a browser accepts
QUERY_BYTES = 8 * 1024
# The addresses to which files are sent. A test finds every view that takes any.
UPLOADS = {
    "paper_add": "PAPER_MAX_BYTES",
    "prepared_paper_add": "PAPER_MAX_BYTES",
    "record_upload": "RECORD_MAX_BYTES",
    "verify_record": "RECORD_MAX_BYTES",
    "people_import": "",  # lists of at most 1 MB: the room for a sentence is enough
}
NUMBER = re.compile(r"^[0-9a-f]{32}$")
TOO_LARGE = (
    "Tệp hoặc nội dung gửi lên lớn hơn mức hệ thống nhận ở trang này. Không có gì bị thay đổi. Bấm Quay lại, "
    "chia nhỏ hoặc nén tệp rồi gửi lại.\n\n"
    "What was sent is larger than this page takes. Nothing was changed. Go back, make the file smaller or "
    "split it, and send it again.\n"
)
UNREADABLE = (
    "Hệ thống không đọc được yêu cầu này. Không có gì bị thay đổi. Tải lại trang rồi thử lại.\n\n"
    "This request cannot be read. Nothing was changed. Reload the page and try again.\n"
)
WORDS = {HTTPStatus.REQUEST_ENTITY_TOO_LARGE: TOO_LARGE}
HEADERS = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"x-content-type-options", b"nosniff"),
]


class Edge:
    """Numbers what comes, takes no word from a client about where it was reached, keeps bodies small."""

    def __init__(self, application: Asgi) -> None:
        self.application = application

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        headers: list[tuple[bytes, bytes]] = scope["headers"]
        number = _number(headers)
        request_id.set(number)
        # Daphne takes the root path from a header that anybody can send; our addresses begin at the root.
        scope = {**scope, "root_path": ""}
        if scope["type"] != "http":
            return await self.application(scope, receive, send)
        no = _wrong(scope, headers)
        if no is not None:
            return await _answer(send, no)
        limit = body_limit(scope["path"], _one(headers, b"content-type"))
        length = _one(headers, b"content-length")
        if length.isdigit() and int(length) > limit:
            return await _answer(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

        async def numbered(event: Any) -> None:
            if event["type"] == "http.response.start":
                event = {**event, "headers": [*event["headers"], (b"x-request-id", number.encode())]}
            await send(event)

        await self.application(scope, _counted(receive, send, limit), numbered)


def body_limit(path: str, content_type: str) -> int:
    """How many bytes may be sent to this address."""
    if not content_type.startswith("multipart/form-data"):
        return PLAIN_BYTES
    try:
        name = resolve(path).url_name or ""
    except (Resolver404, ValueError):
        return PLAIN_BYTES
    if name not in UPLOADS:
        return PLAIN_BYTES
    return SLACK + (int(getattr(settings, UPLOADS[name])) if UPLOADS[name] else 0)


def _counted(receive: Any, send: Any, limit: int) -> Any:
    """The body as it comes, until there is too much of it: then as if the client had hung up."""
    seen = 0

    async def counted() -> Any:
        nonlocal seen
        event = await receive()
        if event["type"] == "http.request":
            seen += len(event.get("body", b""))
            if seen > limit:
                await _answer(send, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
                return {"type": "http.disconnect"}
        return event

    return counted


def _wrong(scope: Any, headers: list[tuple[bytes, bytes]]) -> HTTPStatus | None:
    """What Django should not have to read: two hosts, a compressed body, headers and queries without end."""
    if sum(name == b"host" for name, _value in headers) > 1:
        return HTTPStatus.BAD_REQUEST
    if any(len(value) > HEADER_BYTES for _name, value in headers):
        return HTTPStatus.REQUEST_HEADER_FIELDS_TOO_LARGE
    if len(scope.get("query_string", b"")) > QUERY_BYTES:
        return HTTPStatus.REQUEST_URI_TOO_LONG
    if _one(headers, b"content-encoding") not in ("", "identity"):
        return HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    return None


async def _answer(send: Any, status: HTTPStatus) -> None:
    refused("request", status=int(status))
    number = (b"x-request-id", request_id.get().encode())
    start = {"type": "http.response.start", "status": int(status), "headers": [*HEADERS, number]}
    await send(start)
    await send({"type": "http.response.body", "body": WORDS.get(status, UNREADABLE).encode()})


def _one(headers: list[tuple[bytes, bytes]], wanted: bytes) -> str:
    return next((value.decode("latin-1").lower() for name, value in headers if name == wanted), "")


def _number(headers: list[tuple[bytes, bytes]]) -> str:
    """The number that the proxy gave, or a new one; nothing else that a client sends gets into the log."""
    given = _one(headers, b"x-request-id")
    return given if NUMBER.match(given) else uuid4().hex
