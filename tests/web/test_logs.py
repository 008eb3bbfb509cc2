"""What an installation writes into its log: one JSON object a line, and nothing that belongs to somebody."""

import io
import json
import logging
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client
from django.urls import reverse

from ballots.models import Ballot
from ecabinet.logs import JsonLines
from tests.cast import Cabinet

pytestmark = pytest.mark.django_db
SECRET = "Nhân sự bộ trưởng 7f3a"


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """The log as an installation writes it."""
    written, root = io.StringIO(), logging.getLogger()
    handler = logging.StreamHandler(written)
    handler.setFormatter(JsonLines())
    root.addHandler(handler)
    yield written
    root.removeHandler(handler)


def lines(log: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def signed_in(person: Any) -> Client:
    client = Client()
    client.force_login(person)
    return client


def test_an_invisible_page_leaves_one_line_with_its_route_and_without_its_address(
    cabinet: Cabinet, draft_ballot: Ballot, log: io.StringIO
) -> None:
    address = draft_ballot.get_absolute_url()
    assert signed_in(cabinet.guest).get(f"{address}?q={SECRET}").status_code == 404
    [line] = lines(log)
    assert line | {"at": ""} == {
        "at": "",
        "level": "WARNING",
        "logger": "ecabinet.security",
        "event": "refused",
        "what": "page",
        "status": 404,
        "route": "ballot",
        "method": "GET",
        "person": str(cabinet.guest.pk),
        "client": "127.0.0.1",
    }
    assert str(draft_ballot.pk) not in log.getvalue()


def test_the_token_of_a_calendar_is_in_no_line(log: io.StringIO) -> None:
    token = "k" * 43
    assert Client().get(reverse("calendar_feed", args=[token])).status_code == 404
    assert [line["route"] for line in lines(log)] == ["calendar_feed"]
    assert token not in log.getvalue()


def test_a_42_a_form_without_its_token_leaves_one_line(cabinet: Cabinet, log: io.StringIO) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cabinet.clerk)
    assert client.post(reverse("matter_new"), {"title": SECRET}).status_code == 403
    assert [(line["status"], line["route"]) for line in lines(log)] == [(403, "matter_new")]
    assert "7f3a" not in log.getvalue()


def test_a_refusal_in_words_leaves_its_code(cabinet: Cabinet, open_ballot: Ballot, log: io.StringIO) -> None:
    back = signed_in(cabinet.outsider).post(reverse("matter_new"), {"title": SECRET})
    assert back.status_code == 403
    assert [(line["what"], line["status"]) for line in lines(log)] == [("page", 403)]
    assert "7f3a" not in log.getvalue()


@pytest.mark.parametrize(
    "evil",
    [
        "a\r\n2026 INFO all is well",
        '"}\n{"level": "INFO"',
        "\x1b[2J\x1b[31mred",
        "one\u2028two\u2029three\x85four",
        "\udc80",
    ],
    ids=["line", "json", "terminal", "unicode lines", "half a letter"],
)
def test_a_93_whatever_is_logged_stays_on_one_line(
    log: io.StringIO, evil: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = logging.getLogger("ecabinet.alone")  # the test's own report cannot carry half of a letter
    ours = [each for each in logging.getLogger().handlers if isinstance(each.formatter, JsonLines)]
    monkeypatch.setattr(alone, "handlers", ours)
    monkeypatch.setattr(alone, "propagate", False)
    alone.warning("a file called %s was not taken", evil)
    text = log.getvalue()
    assert text.count("\n") == 1
    assert text.isascii()
    assert not set(text[:-1]) & set(map(chr, range(32)))
    assert json.loads(text)["message"] == f"a file called {evil} was not taken"


def test_what_broke_is_told_by_kind_and_place_without_what_was_written(log: io.StringIO) -> None:
    try:
        raise IntegrityError(f"duplicate key value, DETAIL: Key (title)=({SECRET}) already exists.")
    except IntegrityError:
        logging.getLogger("ecabinet.test").exception("a row could not be written")
    [line] = lines(log)
    assert line["exception"] == "django.db.utils.IntegrityError"
    assert "test_logs.py" in line["where"][-1]
    assert "7f3a" not in log.getvalue()


def test_a_94_a_page_that_breaks_tells_neither_the_person_nor_the_log_what_was_sent(
    cabinet: Cabinet, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*args: object, **named: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr("matters.views.submit_matter", broken)
    client = Client(raise_request_exception=False)
    client.force_login(cabinet.clerk)
    typed = {"title": SECRET, "lead": cabinet.lead.pk, "confidentiality": "internal"}
    answer = client.post(reverse("matter_new"), typed)
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "7f3a" not in answer.text
    assert "7f3a" not in log.getvalue()
    assert [line.get("exception") for line in lines(log)] == ["builtins.ValueError"]
