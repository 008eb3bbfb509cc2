"""The server is killed between commit and response: sent again, the answer gets its receipt."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import pytest
from django.conf import settings
from django.db import connection
from django.urls import reverse

from ballots.models import Answer, Ballot
from core.journal import entries, problems
from tests.cast import Cabinet, make_cabinet
from tests.web.test_ballot_answer import browser, sheet

pytestmark = pytest.mark.django_db(transaction=True)

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def cabinet() -> Cabinet:
    return make_cabinet()


def sent_to_a_dying_server(cabinet: Cabinet, ballot: Ballot, form: dict[str, Any]) -> int:
    """Send the minister's answer to a server of its own that dies before it answers; how it ended."""
    session = browser(cabinet.minister).cookies[settings.SESSION_COOKIE_NAME].value
    address = reverse("answer_cast", args=[ballot.pk])
    command = [sys.executable, "-m", "tests.services.dying_server", session, address, json.dumps(form)]
    ended = subprocess.run(command, cwd=ROOT, env=os.environ | this_database(), timeout=60)
    return ended.returncode


def this_database() -> dict[str, str]:
    """The variables by which another process finds the database of this test."""
    name = str(connection.settings_dict["NAME"])
    if connection.vendor == "sqlite":
        return {"SQLITE_PATH": name}
    return {"DATABASE_URL": urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{name}"))}


def test_the_same_answer_sent_again_gets_the_receipt_of_what_was_counted(cabinet: Cabinet) -> None:
    ballot, form = cabinet.open_ballot(), sheet("against", "Đề nghị làm rõ kinh phí.")
    form["subject"] = ballot.subject

    assert sent_to_a_dying_server(cabinet, ballot, form) == -signal.SIGKILL
    counted = Answer.objects.get(ballot=ballot)
    again = browser(cabinet.minister).post(reverse("answer_cast", args=[ballot.pk]), form)

    assert again.status_code == 303
    assert Answer.objects.get(ballot=ballot).pk == counted.pk
    assert entries(ballot.stream).filter(kind="answer.cast").count() == 1
    receipt = browser(cabinet.minister).get(reverse("receipt", args=[ballot.pk])).text
    assert counted.receipt in receipt
    assert "Đề nghị làm rõ kinh phí." in receipt
    assert list(problems()) == []


def test_a_change_that_was_counted_by_a_dying_server_is_not_counted_twice(cabinet: Cabinet) -> None:
    ballot, minister = cabinet.open_ballot(), browser(cabinet.minister)
    cabinet.answer(ballot, cabinet.minister_seat.order)
    form = sheet("against", revision=1) | {"subject": ballot.subject}

    assert sent_to_a_dying_server(cabinet, ballot, form) == -signal.SIGKILL
    answers = [
        minister.post(reverse("answer_cast", args=[ballot.pk]), form).headers["Location"] for _ in range(3)
    ]

    assert set(answers) == {f"{reverse('ballot', args=[ballot.pk])}?counted=2"}
    assert list(ballot.answers.order_by("revision").values_list("revision", flat=True)) == [1, 2]


def test_another_answer_typed_meanwhile_is_shown_beside_the_counted_one_and_not_lost(
    cabinet: Cabinet,
) -> None:
    ballot = cabinet.open_ballot()
    subject = {"subject": ballot.subject}
    assert sent_to_a_dying_server(cabinet, ballot, sheet("for") | subject) == -signal.SIGKILL

    other = browser(cabinet.minister).post(
        reverse("answer_cast", args=[ballot.pk]), sheet("other", "Nghĩ lại rồi") | subject
    )

    assert other.status_code == 409
    assert "Nghĩ lại rồi" in other.text
    assert Answer.objects.get(ballot=ballot).lines[0]["choice"] == "for"
