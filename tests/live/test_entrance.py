"""Who may open a socket: nobody unknown, nobody foreign, and nobody who has signed out."""

from uuid import uuid4

import pytest

from core.live.hub import Hub
from meetings.models import Meeting
from tests.cast import Cabinet
from tests.live.conftest import Enter
from tests.live.sockets import Page, in_thread, page_of, signed_in

pytestmark = pytest.mark.django_db(transaction=True)


async def knock(page: Page) -> int | None:
    """The close code with which a page is turned away."""
    try:
        return await page.open()
    finally:
        await page.close()


async def test_a_51_somebody_who_has_not_signed_in_is_turned_away(hub: Hub, sent_meeting: Meeting) -> None:
    assert await knock(page_of(sent_meeting, "room", None)) == 4401


@pytest.mark.parametrize(
    ("name", "view", "code"),
    [
        ("minister", "room", None),
        ("minister", "screen", None),
        ("chair", "chair", None),
        ("clerk", "console", None),
        ("auditor", "room", None),
        ("deputy", "room", None),
        ("guest", "room", None),
        ("minister", "chair", 4403),
        ("minister", "console", 4403),
        ("chair", "console", 4403),
        ("auditor", "console", 4403),
        ("guest", "screen", 4403),
        ("clerk", "cellar", 4403),
        ("outsider", "room", 4404),
        ("operator", "screen", 4404),
    ],
)
async def test_each_character_enters_the_views_that_are_meant_for_it(
    hub: Hub, cabinet: Cabinet, sent_meeting: Meeting, name: str, view: str, code: int | None
) -> None:
    client = await in_thread(signed_in, getattr(cabinet, name))
    assert await knock(page_of(sent_meeting, view, client)) == code


async def test_a_meeting_that_was_not_sent_does_not_exist_for_members(
    hub: Hub, cabinet: Cabinet, draft_meeting: Meeting
) -> None:
    client = await in_thread(signed_in, cabinet.minister)
    assert await knock(page_of(draft_meeting, "room", client)) == 4404


@pytest.mark.parametrize("kind", ["meeting", "cellar"])
async def test_a_room_that_does_not_exist_is_unknown(hub: Hub, cabinet: Cabinet, kind: str) -> None:
    client = await in_thread(signed_in, cabinet.clerk)
    assert await knock(Page(f"/ws/live/{kind}/{uuid4()}/?view=room", client)) == 4404


@pytest.mark.parametrize(
    "origin",
    [
        "",
        "null",
        "http://evil.example",
        "https://testserver",
        "ftp://testserver",
        "http://testserver:81",
        "http://testserver:99999",
        "http://testserver:port",
        "http://testserver.evil.example",
        "http://room.testserver",
        "http://server",
        "http://clerk@testserver",
        "http://testserver/",
        "http://testserver@evil.example",
        "http://TESTSERVER",
        "http://[",
    ],
)
async def test_a_50_a_page_of_another_origin_is_refused(
    hub: Hub, cabinet: Cabinet, sent_meeting: Meeting, origin: str
) -> None:
    client = await in_thread(signed_in, cabinet.minister)
    page = page_of(sent_meeting, "room", client, origin=origin)
    assert await knock(page) is not None
    assert not hub.rooms


async def test_signing_out_closes_the_sockets_of_that_session_and_of_no_other(
    enter: Enter, cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    tablet = await in_thread(signed_in, cabinet.minister)
    first = await enter(tablet, sent_meeting)
    second = await enter(tablet, sent_meeting, "screen")
    phone = await enter(cabinet.minister, sent_meeting)
    await in_thread(tablet.post, "/sign-out/")
    for page in (first, second):
        event = await page.socket.receive_output(timeout=5)
        assert (event["type"], event["code"]) == ("websocket.close", 4401)
    assert await phone.hears_nothing()
