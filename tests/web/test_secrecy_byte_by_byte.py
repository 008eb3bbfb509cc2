"""Two worlds that differ only in what the others answered look the same to everybody until the closing.

In one world all the others agree, in the other they all disagree; the caller's own answer was given before
the worlds part, and time stands still. Every address below /ballots/ that asks for no more than the ballot's
id, the pages beside it, every room and every header are compared byte by byte (abuse case 3).
"""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ballots.live import VIEWS, enter
from ballots.models import Ballot
from ballots.services import close_ballot
from ballots.urls import urlpatterns
from core.live import Unwelcome, sections
from core.time import HANOI, at
from people.models import Person
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser

MOMENT = datetime(2026, 11, 17, 10, 0, tzinfo=HANOI)
# Drawn anew at every visit, and telling nothing: the form's token and the key of the next answer.
VISIT = re.compile(rb'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|csrftoken=[^;]*')
# Whatever else is asked of these addresses: lists narrowed and sorted by what could depend on answers.
ASKED = {
    "ballot_list": [
        "",
        "?sort=turnout",
        "?sort=-status",
        "?show=open",
        "?show=soon",
        "?q=phieu",
        "?show=waiting",
    ],
    "ballot_csv": ["", "?sort=-turnout"],
    "ballot": ["", "?edit=1", "?counted=1"],
}
CHARACTERS = (
    *("chair", "minister", "second_minister", "deputy", "assistant", "clerk", "head", "auditor", "operator"),
    *("guest", "outsider", "silent"),
)


def addresses(ballot: Ballot) -> list[str]:
    """Every page of the ballots, whoever adds one, and the pages that show ballots beside other things."""
    found = []
    for pattern in urlpatterns:
        wanted = set(pattern.pattern.converters)
        if wanted <= {"pk"}:
            place = reverse(str(pattern.name), args=[ballot.pk] if wanted else [])
            found += [place + each for each in ASKED.get(str(pattern.name), [""])]
    live = reverse("live_poll", args=["ballot", ballot.pk])
    found += [f"{live}?view={view}" for view in VIEWS]
    return [*found, reverse("today"), reverse("matter_list"), ballot.matter.get_absolute_url()]


def seen_by(person: Person, ballot: Ballot) -> dict[str, bytes]:
    """What this person gets from every address and in every room: status, headers and body."""
    client = browser(person)
    found = {address: answered(client, address) for address in addresses(ballot)}
    for view in VIEWS:
        found[f"room {view}"] = pushed(person, ballot, view)
    return found


def answered(client: Client, address: str) -> bytes:
    response: Any = client.get(address)
    head = "\n".join(f"{name}: {value}" for name, value in sorted(response.headers.items()))
    cookies = "\n".join(sorted(str(cookie) for cookie in response.cookies.values()))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return VISIT.sub(b"", f"{response.status_code}\n{head}\n{cookies}\n".encode() + body)


def pushed(person: Person, ballot: Ballot, view: str) -> bytes:
    """The message that the room sends to this person, as the socket would get it."""
    try:
        audience = enter(person, str(ballot.pk), view, "vi")
    except Unwelcome as no:
        return str(no.code).encode()
    return VISIT.sub(b"", sections.message(sections.draw(ballot.stream, audience), {}).encode())


def worlds(
    cabinet: Cabinet, ballot: Ballot, caller: Person, *, closed: bool = False
) -> list[dict[str, bytes]]:
    """What the caller sees when all the others have agreed, and when all have disagreed."""
    with at(MOMENT):
        return [world(cabinet, ballot, caller, choice, closed=closed) for choice in ("for", "against")]


def world(cabinet: Cabinet, ballot: Ballot, caller: Person, choice: str, *, closed: bool) -> dict[str, bytes]:
    """What the caller sees when the others have answered so, one of them twice; nothing of it stays."""
    later = MOMENT + (timedelta(days=9) if closed else timedelta(hours=1))
    with transaction.atomic(), time_machine.travel(later, tick=False):
        for order, holder in cabinet.holders.items():
            if holder != caller and order != SILENT:
                cabinet.answer(ballot, order, choice, text="Lý do như nhau")
        if cabinet.holders[CHANGES] != caller:
            cabinet.answer(ballot, CHANGES, choice, text="Lý do như nhau", named=1)
        if closed:
            assert ballot.closes_at is not None
            with at(ballot.closes_at + timedelta(minutes=5)):
                close_ballot(actor=cabinet.clerk, ballot=ballot)
        with at(later):
            found = seen_by(caller, ballot)
        transaction.set_rollback(True)
    return found


SILENT, CHANGES = 5, 2  # orders of seats: who does not answer, who changes the answer


def opened(cabinet: Cabinet, caller: Person, visibility: str) -> Ballot:
    """An open ballot to which the caller, if a member, has given an answer of his own."""
    with at(MOMENT - timedelta(days=1)):
        ballot = cabinet.open_ballot(answers_visible=visibility)
    with at(MOMENT):
        for order, holder in cabinet.holders.items():
            if holder == caller and order != SILENT:
                cabinet.answer(ballot, order, "other", text="Ý kiến riêng của tôi")
    return ballot


def called(cabinet: Cabinet, name: str) -> Person:
    person: Person = cabinet.holders[SILENT] if name == "silent" else getattr(cabinet, name)
    return person


@pytest.mark.parametrize("name", CHARACTERS)
def test_before_closing_nobody_can_tell_agreement_from_disagreement(cabinet: Cabinet, name: str) -> None:
    caller = called(cabinet, name)
    ballot = opened(cabinet, caller, "after_close")
    agreed, disagreed = worlds(cabinet, ballot, caller)
    assert {place: text for place, text in agreed.items() if disagreed[place] != text} == {}


RECEIVED = {*CHARACTERS} - {"deputy", "operator", "guest", "outsider"}


@pytest.mark.parametrize("name", CHARACTERS)
def test_after_closing_those_who_received_it_can(cabinet: Cabinet, name: str) -> None:
    """The same comparison finds every difference that there is: so it could fail before the closing, too."""
    caller = called(cabinet, name)
    ballot = opened(cabinet, caller, "after_close")
    agreed, disagreed = worlds(cabinet, ballot, caller, closed=True)
    page = reverse("ballot", args=[ballot.pk])
    differing = {place for place in agreed if agreed[place] != disagreed[place]}
    assert ({page, "room ballot"} <= differing) is (name in RECEIVED)
    # The deputy serves the agency that replies to the opinions; nothing else tells him of them.
    replies = {reverse("opinion_replies", args=[ballot.pk])} if name == "deputy" else set()
    assert bool(differing - replies) is (name in RECEIVED)
    assert replies <= differing


@pytest.mark.parametrize(
    ("visibility", "seeing"),
    [
        ("secretariat_and_chair", {"clerk", "head", "chair"}),
        ("open", RECEIVED - {"assistant"}),
    ],
)
def test_where_answers_are_shown_as_they_come_only_these_can(
    cabinet: Cabinet, visibility: str, seeing: set[str]
) -> None:
    found = set()
    for name in CHARACTERS:
        caller = called(cabinet, name)
        ballot = opened(cabinet, caller, visibility)
        agreed, disagreed = worlds(cabinet, ballot, caller)
        if agreed != disagreed:
            found.add(name)
    assert found == seeing
