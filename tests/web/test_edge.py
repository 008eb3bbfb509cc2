"""The edge over the whole ASGI application: bodies, headers and paths that nobody should have to read."""

import asyncio
import inspect
import json
import logging
from collections.abc import AsyncIterator
from typing import Any

import pytest
from django.conf import settings
from django.db import connections
from django.urls import URLPattern, URLResolver, get_resolver

from ecabinet.asgi import application
from ecabinet.edge import PLAIN_BYTES, UPLOADS, body_limit
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db(transaction=True)
FORM = (b"content-type", b"application/x-www-form-urlencoded")


@pytest.fixture(autouse=True)
async def hub(transactional_db: None) -> AsyncIterator[None]:
    """The hub that the application brings up on this test's loop ends with it."""
    from core.live import hub as hubs
    from tests.live.bells import end_hub

    yield
    pages: Any = application.application.application.application_mapping["http"]
    while not pages.free.empty():  # each lane has a connection, which would outlive the test's database
        lane = pages.free.get_nowait()
        await asyncio.wrap_future(lane.submit(connections.close_all))
        lane.shutdown()
    pages.loop = None
    if hubs._hub is not None:
        await end_hub(hubs._hub)
        hubs._hub = None


async def ask(path: str = "/sign-in/", *headers: tuple[bytes, bytes], **more: Any) -> dict[str, Any]:
    """One request as a server hands it on; what the application answered."""
    chunks = list(more.pop("body", [b""]))
    sent = [
        {"type": "http.request", "body": each, "more_body": place < len(chunks) - 1}
        for place, each in enumerate(chunks)
    ]
    told: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return sent.pop(0)

    async def send(event: dict[str, Any]) -> None:
        told.append(event)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"testserver"), *headers],
        "client": ["192.0.2.7", 4711],
        **more,
    }
    await application(scope, receive, send)
    bodies = b"".join(each.get("body", b"") for each in told[1:])
    starts = [each for each in told if each["type"] == "http.response.start"]
    assert len(starts) == 1, "exactly one answer"
    return {**starts[0], "body": bodies, "headers": dict(starts[0]["headers"])}


def lines(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """What the log says of refusals."""
    return [vars(each)["facts"] for each in caplog.records if each.name == "ecabinet.security"]


async def test_every_answer_has_a_number_of_its_own_or_the_proxys() -> None:
    given = await ask("/healthz", (b"x-request-id", b"0123456789abcdef0123456789abcdef"))
    assert given["headers"][b"x-request-id"] == b"0123456789abcdef0123456789abcdef"
    forged = await ask("/healthz", (b"x-request-id", b'"}\n{"level":"INFO"'))
    assert len(forged["headers"][b"x-request-id"]) == 32


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ([(b"content-length", str(PLAIN_BYTES + 1).encode()), FORM], 413),
        ([(b"content-encoding", b"gzip"), FORM], 415),
        ([(b"host", b"evil.example")], 400),
        ([(b"accept-language", b"vi," * 4000)], 431),
        ([(b"accept", b"text/html;" + b"a=b;" * 4000)], 431),
        ([(b"cookie", b"a=b;" * 4000)], 431),
    ],
    ids=[
        *("a_72_said_to_be_large", "a_98_compressed", "a_88_two_hosts", "a_91_languages", "a_91_accept"),
        "a_45_cookies",
    ],
)
async def test_what_nobody_should_have_to_read_is_refused_with_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture, headers: list[tuple[bytes, bytes]], status: int
) -> None:
    caplog.set_level(logging.WARNING)
    answer = await ask("/sign-in/", *headers, method="POST")
    assert answer["status"] == status
    assert answer["headers"][b"content-type"] == b"text/plain; charset=utf-8"
    assert lines(caplog) == [{"event": "refused", "what": "request", "status": status}]
    assert len(caplog.records) == 1


async def test_a_72_a_body_that_lies_about_its_length_ends_where_it_becomes_too_large(
    caplog: pytest.LogCaptureFixture,
) -> None:
    piece = b"a" * (512 * 1024)
    answer = await ask("/sign-in/", FORM, (b"content-length", b"5"), method="POST", body=[piece] * 20)
    assert answer["status"] == 413
    assert "Nothing was changed" in answer["body"].decode()
    assert lines(caplog) == [{"event": "refused", "what": "request", "status": 413}]


async def test_a_query_without_end_is_refused() -> None:
    assert (await ask("/ballots/", query_string=b"q=" + b"%25" * 4000))["status"] == 414


async def test_a_62_where_the_server_is_reached_is_not_for_a_client_to_say(cabinet: Cabinet) -> None:
    """Daphne makes `root_path` of the header Daphne-Root-Path (V3)."""
    answer = await ask("/healthz", root_path="/healthz/elsewhere")
    assert (answer["status"], json.loads(answer["body"])["status"]) == (200, "ok")
    asked = await ask("/meetings/", root_path="//evil.example")
    assert asked["headers"][b"Location"] == b"/sign-in/?next=/meetings/"


async def test_a_88_another_host_is_refused_with_one_line_in_the_log(
    caplog: pytest.LogCaptureFixture, settings: Any
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    scope_headers = (b"x-forwarded-host", b"evil.example")
    assert (await ask("/sign-in/", scope_headers))["status"] == 200
    answer = await ask("/sign-in/", headers=[(b"host", b"evil.example")])
    assert answer["status"] == 400
    assert [each["status"] for each in lines(caplog)] == [400]
    assert "evil.example" not in json.dumps(lines(caplog))


def test_a_form_of_files_may_be_as_large_as_its_files_and_no_other() -> None:
    files = "multipart/form-data; boundary=x"
    assert (
        body_limit("/matters/00000000-0000-4000-8000-000000000000/papers/", files) > settings.PAPER_MAX_BYTES
    )
    assert body_limit("/records/verify/", files) > settings.RECORD_MAX_BYTES
    assert body_limit("/records/verify/", "text/plain") == PLAIN_BYTES
    assert body_limit("/sign-in/", files) == PLAIN_BYTES
    assert body_limit("/no/such/page", files) == PLAIN_BYTES


def patterns(under: URLResolver) -> list[URLPattern]:
    """Every address below."""
    found: list[URLPattern] = []
    for each in under.url_patterns:
        found += patterns(each) if isinstance(each, URLResolver) else [each]
    return found


def test_every_address_that_takes_files_has_a_limit_of_its_own() -> None:
    take = {
        each.name
        for each in patterns(get_resolver())
        if (each.callback.__module__ or "").split(".")[0] in ("ecabinet", *LOCAL)
        and "request.FILES" in inspect.getsource(inspect.unwrap(each.callback))
    }
    assert take == set(UPLOADS)


LOCAL = ("meetings", "ballots", "matters", "records", "people", "core")


@pytest.mark.parametrize(
    "path",
    [
        "//meetings/",
        "/meetings//",
        "/MEETINGS/",
        "/meetings;a=b/",
        "/meetings/../ballots/",
        "/./meetings/",
        "/meetings/\x00",
        "/meetings/%2e%2e/ballots/",
        "/meetings/x.css",
        "/sign-in/x.css",
        "/.git/config",
        "/metrics",
        "/static/js/app.js.map",
        "/admin/",
    ],
)
async def test_a_9_a_89_a_94_another_spelling_is_another_address_and_leads_nowhere(path: str) -> None:
    answer = await ask(path, raw_path=path.encode())
    assert answer["status"] in (301, 400, 404)
    assert b"no-store" in answer["headers"].get(b"Cache-Control", b"no-store")


@pytest.mark.parametrize("override", ["PUT", "DELETE", "GET", "TRACE"])
async def test_a_8_no_header_makes_another_method_of_a_request(override: str) -> None:
    answer = await ask("/sign-out/", (b"x-http-method-override", override.encode()), method="GET")
    assert answer["status"] in (302, 405)
