"""The history of a ballot: whole for the desks, and for those who are asked only what concerns them."""

import re
from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from ballots.models import Ballot
from ballots.services import close_ballot, recall_ballot, return_ballot, submit_ballot
from ballots.wording.history import HAPPENINGS
from core.time import HANOI, at
from people.models import Person
from tests.architecture.repository import own_texts
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser

MOMENT = datetime(2026, 12, 1, 9, 0, tzinfo=HANOI)

pytestmark = pytest.mark.django_db


def history(person: Person, ballot: Ballot) -> str:
    return browser(person).get(reverse("ballot_history", args=[ballot.pk])).text


def told(page: str) -> list[str]:
    return re.findall(r"<span><b>(.*?)</b>", page)


@pytest.fixture
def followed(cabinet: Cabinet) -> Ballot:
    """A ballot that was returned once, sent, answered by the minister, and closed after its deadline."""
    with at(MOMENT):
        draft = cabinet.draft_ballot()
        waiting = submit_ballot(actor=cabinet.clerk, ballot=draft, note="Kính trình <lần 1>")
        draft = return_ballot(actor=cabinet.head, ballot=waiting, reason="Thiếu tờ trình")
        ballot = cabinet.send(draft)
        cabinet.answer(ballot, 3, "against")
    assert ballot.closes_at is not None
    with at(ballot.closes_at + timedelta(minutes=1)):
        return close_ballot(actor=cabinet.clerk, ballot=ballot)


def test_the_desks_read_every_move_and_who_made_it(cabinet: Cabinet, followed: Ballot) -> None:
    page = history(cabinet.auditor, followed)
    assert told(page) == [
        "Closed, counted and announced.",
        "Minister of Construction answered (version 1).",
        "Ballot No. 1 sent to 5 members.",
        "Approved.",
        "Submitted for approval.",
        "Returned, to be changed.",
        "Submitted for approval.",
        "The draft was composed.",
    ]
    assert "Thiếu tờ trình" in page
    assert "Kính trình &lt;lần 1&gt;" in page
    assert "Head of the secretariat" in page


def test_those_who_are_asked_read_nothing_of_the_preparation_nor_who_answered(
    cabinet: Cabinet, followed: Ballot
) -> None:
    for person in (cabinet.minister, cabinet.second_minister, cabinet.assistant):
        page = history(person, followed)
        assert told(page) == ["Closed, counted and announced.", "Ballot No. 1 sent to 5 members."]
        assert "Thiếu tờ trình" not in page
        assert "answered (version" not in page


def test_the_reason_of_a_recall_stands_in_the_history(cabinet: Cabinet) -> None:
    ballot = recall_ballot(actor=cabinet.head, ballot=cabinet.open_ballot(), reason="Sai tài liệu")
    page = history(cabinet.minister, ballot)
    assert told(page)[0] == "Recalled."
    assert "Sai tài liệu" in page


def test_every_kind_of_entry_about_a_ballot_is_told() -> None:
    recorded = set()
    for path, text in own_texts(".py"):
        if path.startswith("ballots/services/"):
            recorded |= set(re.findall(r'"((?:ballot|answer|dissent)\.[a-z_]+)"', text))
    recorded -= {"answer.keyed"}  # only by hand, in a session
    assert recorded <= set(HAPPENINGS)
    assert "ballot.opened" in recorded
