"""What travels: after a commit, to its room, only what differs; and every page stays what a fresh one is."""

import json
import random
from collections.abc import Callable

import pytest
from django.db import transaction

from core.live import sections
from meetings import live, services
from meetings.models import Meeting
from meetings.rules import Presence
from people.models import Person
from tests.cast import Cabinet
from tests.live.conftest import Enter
from tests.live.sockets import Page, in_thread, signed_in

pytestmark = pytest.mark.django_db(transaction=True)

VIEWS = ("room", "chair", "console", "screen")


def viewer(cabinet: Cabinet, view: str) -> Person:
    """Somebody who may see a view."""
    return {"room": cabinet.minister, "chair": cabinet.chair}.get(view, cabinet.clerk)


def fresh(person: Person, meeting: Meeting, view: str, language: str = "vi") -> sections.Snapshot:
    """The sections as a page loaded now would have them."""
    return sections.draw(meeting.stream, live.enter(person, str(meeting.pk), view, language))


# -- hello --------------------------------------------------------------------------------------------------


async def test_hello_is_answered_with_whatever_differs(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    page = await enter(cabinet.minister, running_meeting, hello=False)
    known = await in_thread(fresh, cabinet.minister, running_meeting, "room")
    everything = await page.hello({})
    assert {name: each["digest"] for name, each in everything["sections"].items()} == known.digests()
    assert "sections" not in await page.hello(known.digests())
    partly = await page.hello(known.digests() | {"vote": "stale"})
    assert set(partly["sections"]) == {"vote"}


async def test_what_a_browser_should_not_say_is_not_answered(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    page = await enter(cabinet.minister, running_meeting)
    for text in ("{}", '{"have": 3}', '{"have": []}', '{"seen": "yes"}'):
        await page.socket.send_to(text_data=text)
    assert await page.hears_nothing()
    assert "sections" in await page.hello({})


# -- pushes -------------------------------------------------------------------------------------------------


async def test_a_vote_shows_in_other_pages_after_the_commit_and_touches_nothing_else(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    ballot = await in_thread(cabinet.open_vote, running_meeting)
    member = await enter(cabinet.minister, running_meeting)
    hall = await enter(cabinet.clerk, running_meeting, "screen")
    await in_thread(cabinet.vote, running_meeting, ballot, 2)
    assert await member.news() == {"vote"}
    assert await hall.news() == {"stage"}
    assert '<b class="n">1</b>/5' in member.html["vote"]
    assert "1/5" in hall.html["stage"]


async def test_nothing_is_heard_of_what_was_rolled_back(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    ballot = await in_thread(cabinet.open_vote, running_meeting)
    page = await enter(cabinet.minister, running_meeting)

    def vote_and_think_better_of_it() -> None:
        with transaction.atomic():
            cabinet.vote(running_meeting, ballot, 2)
            transaction.set_rollback(True)

    await in_thread(vote_and_think_better_of_it)
    assert await page.hears_nothing(1.5)


async def test_two_rooms_do_not_hear_each_other(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    other = await in_thread(cabinet.running_meeting)
    here = await enter(cabinet.minister, running_meeting)
    there = await enter(cabinet.minister, other)
    await in_thread(cabinet.open_vote, other)
    assert "vote" in await there.news()
    assert await here.hears_nothing(1.5)


async def test_a_guest_hears_of_the_item_to_which_he_is_invited_and_of_no_other(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    page = await enter(cabinet.guest, running_meeting)
    other = await in_thread(lambda: running_meeting.items.select_related("matter").get(order=2))
    assert all(other.matter.title not in html for html in page.html.values())
    await in_thread(services.start_next_item, actor=cabinet.clerk, meeting=running_meeting)
    assert "title" in await page.news()
    await in_thread(cabinet.open_vote, running_meeting)
    assert await page.hears_nothing(1.5)
    assert all(other.matter.title not in html for html in page.html.values())


async def test_many_votes_at_once_make_few_messages(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    ballot = await in_thread(cabinet.open_vote, running_meeting)
    page = await enter(cabinet.minister, running_meeting)

    def everybody() -> None:
        for order in cabinet.holders:
            cabinet.vote(running_meeting, ballot, order)

    await in_thread(everybody)
    assert await page.hear_until(lambda: '<b class="n">5</b>/5' in page.html["vote"]) < len(cabinet.holders)


async def test_a_broken_socket_holds_up_nobody(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    broken = await enter(cabinet.second_minister, running_meeting)
    page = await enter(cabinet.minister, running_meeting)

    async def fails(event: object) -> None:
        raise ConnectionError("gone")

    from core.live.hub import hub

    for sockets in hub().rooms[running_meeting.stream].sockets.values():
        first = next(iter(sockets))
        first.send = fails  # whichever it is: one of the two
    await in_thread(cabinet.open_vote, running_meeting)
    heard = [each for each in (broken, page) if not await each.hears_nothing(1)]
    assert len(heard) == 1


# -- page + pushes = page afresh ----------------------------------------------------------------------------


def course(cabinet: Cabinet, meeting: Meeting) -> list[Callable[[], object]]:
    """A whole meeting, act by act."""
    clerk = cabinet.clerk
    fourth = cabinet.seats[3]

    def ballot() -> None:
        vote = cabinet.open_vote(meeting, at_once=True)
        choices = ["for", "for", "against", "other"]
        random.Random(7).shuffle(choices)
        for order, choice in enumerate(choices, start=1):
            cabinet.vote(meeting, vote, order, choice)

    def count() -> None:
        for vote in meeting.items.get(status="running").votes.all():
            services.close_vote(actor=clerk, meeting=meeting, ballot=vote.ballot)

    def publish() -> None:
        for vote in meeting.items.get(status="running").votes.all():
            services.publish_vote(actor=clerk, meeting=meeting, ballot=vote.ballot)

    def announce() -> None:
        item = meeting.items.get(status="running")
        services.announce_vote(actor=clerk, meeting=meeting, item=item, seconds=20)

    def speak() -> None:
        item = meeting.items.get(status="running")
        speaker = services.request_floor(actor=cabinet.minister, meeting=meeting, item=item)
        services.give_floor(actor=cabinet.chair, meeting=meeting, speaker=speaker)

    def conclude() -> None:
        item = meeting.items.get(status="running")
        services.conclude_item(actor=clerk, meeting=meeting, item=item, text="Giao Bộ Xây dựng <tiếp thu>")

    def release() -> None:
        item = meeting.items.get(status="running")
        services.release_conclusion(actor=cabinet.chair, meeting=meeting, item=item)

    return [
        lambda: cabinet.note(meeting, fourth, Presence.REMOTE),
        lambda: cabinet.note(meeting, cabinet.minister_seat, Presence.DEPUTY),
        lambda: services.note_attendance_of_all(actor=clerk, meeting=meeting),
        lambda: services.start_meeting(actor=clerk, meeting=meeting),
        lambda: services.start_next_item(actor=clerk, meeting=meeting),
        lambda: cabinet.note(meeting, cabinet.minister_seat, Presence.IN_ROOM),
        speak,
        announce,
        ballot,
        count,
        publish,
        conclude,
        release,
        lambda: services.start_next_item(actor=clerk, meeting=meeting),
        ballot,
        count,
        publish,
        lambda: services.end_item(actor=clerk, meeting=meeting, item=meeting.items.get(status="running")),
        lambda: services.close_meeting(actor=clerk, meeting=meeting),
    ]


@pytest.mark.parametrize("language", ["vi", "en"])
async def test_the_pushes_keep_every_page_equal_to_a_fresh_one(
    enter: Enter, cabinet: Cabinet, sent_meeting: Meeting, language: str
) -> None:
    pages = {
        view: await enter(viewer(cabinet, view), sent_meeting, view, language=language) for view in VIEWS
    }
    for act in course(cabinet, sent_meeting):
        await in_thread(act)
        for view, page in pages.items():
            now = await in_thread(fresh, viewer(cabinet, view), sent_meeting, view, language)
            await page.hear_until(lambda page=page, now=now: page.have == now.digests())  # type: ignore[misc]
            assert page.html == {name: each.html for name, each in now.sections.items()}


async def test_the_first_page_already_holds_what_the_socket_would_send(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    client = await in_thread(signed_in, cabinet.minister)
    html = (await in_thread(client.get, f"/meetings/{running_meeting.pk}/room/")).content.decode()
    known = await in_thread(fresh, cabinet.minister, running_meeting, "room")
    for name, section in known.sections.items():
        assert f'data-section="{name}" data-digest="{section.digest}">{section.html}<' in html
    page = await enter(client, running_meeting, hello=False)
    assert "sections" not in await page.hello(known.digests())


async def test_polling_answers_the_same_as_the_socket(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    client = await in_thread(signed_in, cabinet.minister)
    known = await in_thread(fresh, cabinet.minister, running_meeting, "room")
    have = ",".join(f"{name}:{digest}" for name, digest in (known.digests() | {"now": "stale"}).items())
    address = f"/live/meeting/{running_meeting.pk}/?view=room&have={have}"
    answer = json.loads((await in_thread(client.get, address)).content)
    page: Page = await enter(client, running_meeting, hello=False)
    heard = await page.hello(known.digests() | {"now": "stale"})
    assert answer["sections"] == heard["sections"]
    assert set(answer["sections"]) == {"now"}


# -- secrecy ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("view", VIEWS)
async def test_a_running_vote_looks_the_same_however_people_vote(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting, view: str
) -> None:
    ballot = await in_thread(cabinet.open_vote, running_meeting)
    await in_thread(cabinet.vote, running_meeting, ballot, 2, "for")
    page = await enter(viewer(cabinet, view), running_meeting, view)
    before = {name: html for name, html in page.html.items() if name != "log"}
    await in_thread(cabinet.vote, running_meeting, ballot, 2, "against", named=1)
    await in_thread(cabinet.vote, running_meeting, ballot, 2, "other", named=2)
    now = await in_thread(fresh, viewer(cabinet, view), running_meeting, view)
    assert {name: each.html for name, each in now.sections.items() if name != "log"} == before
