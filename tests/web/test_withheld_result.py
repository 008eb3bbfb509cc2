"""A result that is not published: two worlds that differ in it alone look the same, byte by byte, to all but
the chair and the console.

In one world the others agreed, in the other they disagreed; the caller's own vote is the same in both.
"""

import re
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import transaction
from django.test import Client
from django.urls import reverse

from ballots.models import Ballot
from core.live import Unwelcome, sections
from core.time import HANOI, at
from meetings.live import SECTIONS, enter
from meetings.models import Meeting
from meetings.services import close_vote, publish_vote, start_next_item
from meetings.urls import urlpatterns
from people.models import Person
from tests.cast import Cabinet
from tests.records.reading import text_of
from tests.records.tagged import words_of

MOMENT = datetime(2026, 11, 17, 10, 0, tzinfo=HANOI)
VISIT = re.compile(rb'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|csrftoken=[^;]*')
CHARACTERS = (
    "minister",
    "second_minister",
    "deputy",
    "assistant",
    "auditor",
    "guest",
    "other_guest",
    "outsider",
)
SCREENS = ("room", "screen")


def addresses(meeting: Meeting, ballot: Ballot) -> list[str]:
    """Every page of the meeting that asks for no more than its id, and those beside it."""
    pages = [
        reverse(str(each.name), args=[meeting.pk])
        for each in urlpatterns
        if set(each.pattern.converters) == {"pk"} and each.name not in {"minutes_pdf", "pack_docx"}
    ]
    live = reverse("live_poll", args=["meeting", meeting.pk])
    pages += [f"{live}?view={view}" for view in SECTIONS]
    return [*pages, reverse("today"), reverse("meeting_list"), ballot.matter.get_absolute_url()]


def answered(client: Client, address: str) -> bytes:
    response: Any = client.get(address)
    head = "\n".join(f"{name}: {value}" for name, value in sorted(response.headers.items()))
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return VISIT.sub(b"", f"{response.status_code}\n{head}\n".encode() + body)


def pushed(person: Person, meeting: Meeting, view: str) -> bytes:
    try:
        audience = enter(person, str(meeting.pk), view, "vi")
    except Unwelcome as no:
        return str(no.code).encode()
    return VISIT.sub(b"", sections.message(sections.draw(meeting.stream, audience), {}).encode())


def minutes(client: Client, meeting: Meeting) -> str:
    """The text of the minutes."""
    response = client.get(reverse("minutes_pdf", args=[meeting.pk]))
    return (
        without_head(text_of(response.content)) if response.status_code == 200 else str(response.status_code)
    )


def texts(client: Client, meeting: Meeting) -> str:
    """The texts of the pack, the minutes among them."""
    response = client.get(reverse("pack_docx", args=[meeting.pk]))
    if response.status_code != 200:
        return str(response.status_code)
    return without_head(" ".join(words_of(response.content)))


def without_head(text: str) -> str:
    """Without the journal's head, which names every entry by its hash."""
    return re.sub(r"bắt đầu bằng\s+[0-9a-f\s]+", "", text)


def seen_by(person: Person, meeting: Meeting, ballot: Ballot) -> dict[str, bytes | str]:
    client = Client()
    client.force_login(person)
    found: dict[str, bytes | str] = {each: answered(client, each) for each in addresses(meeting, ballot)}
    found |= {f"room {view}": pushed(person, meeting, view) for view in SECTIONS}
    found |= {"minutes": minutes(client, meeting), "pack": texts(client, meeting)}
    return found


def world(
    cabinet: Cabinet, caller: Person, choice: str, *, moved_on: bool, published: bool
) -> dict[str, Any]:
    """What the caller sees after a vote in which the others voted so; nothing of it stays."""
    later = MOMENT + timedelta(hours=1)
    with transaction.atomic(), time_machine.travel(later, tick=False), at(later):
        meeting = Meeting.objects.get()
        ballot = Ballot.objects.get()
        for order, holder in cabinet.holders.items():
            if holder != caller:
                cabinet.vote(meeting, ballot, order, choice)
        close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
        if published:
            publish_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
        if moved_on:
            start_next_item(actor=cabinet.clerk, meeting=meeting)
        found = seen_by(caller, meeting, ballot)
        transaction.set_rollback(True)
    return found


def differing(cabinet: Cabinet, caller: Person, **how: bool) -> set[str]:
    with at(MOMENT):
        meeting = cabinet.running_meeting(remote=[4])
        ballot = cabinet.open_vote(meeting)
        for order, holder in cabinet.holders.items():
            if holder == caller:
                cabinet.vote(meeting, ballot, order, "other")
    agreed, disagreed = (world(cabinet, caller, choice, **how) for choice in ("for", "against"))
    return {place for place, said in agreed.items() if disagreed[place] != said}


@pytest.mark.parametrize("moved_on", [False, True], ids=["on its item", "on the next item"])
@pytest.mark.parametrize("name", CHARACTERS)
def test_until_it_is_published_nobody_can_tell_the_result(
    cabinet: Cabinet, name: str, moved_on: bool
) -> None:
    caller = getattr(cabinet, name)
    assert differing(cabinet, caller, moved_on=moved_on, published=False) == set()


def test_the_hall_and_the_room_tell_nothing_even_to_those_who_may_know(cabinet: Cabinet) -> None:
    places = differing(cabinet, cabinet.clerk, moved_on=False, published=False)
    assert "room console" in places
    assert "room chair" in places
    assert not {"room room", "room screen", "minutes", "pack"} & places


@pytest.mark.parametrize("name", ["minister", "assistant", "guest"])
def test_once_published_the_same_comparison_finds_the_result(cabinet: Cabinet, name: str) -> None:
    places = differing(cabinet, getattr(cabinet, name), moved_on=False, published=True)
    assert "room room" in places
