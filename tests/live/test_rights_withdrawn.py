"""Rights that are taken away while a page is open: its socket is closed, whatever the page keeps saying."""

from collections.abc import Callable

import pytest

from core.live import socket as sockets
from matters.levels import Circle, circle_of, set_circle
from meetings import services
from meetings.models import Guest, Meeting
from meetings.services.levels import set_item_circle
from people.models import Appointment, Person
from tests.cast import Cabinet
from tests.live.conftest import Enter
from tests.live.sockets import Page, in_thread

pytestmark = pytest.mark.django_db(transaction=True)

Act = Callable[[Cabinet, Meeting], object]


def invitation_withdrawn(cabinet: Cabinet, meeting: Meeting) -> None:
    guest = Guest.objects.get(meeting=meeting, person=cabinet.guest)
    services.withdraw_guest(actor=cabinet.clerk, meeting=meeting, guest=guest)


def item_taken_off(cabinet: Cabinet, meeting: Meeting) -> None:
    item = Guest.objects.get(meeting=meeting, person=cabinet.guest).item
    assert item is not None
    services.remove_item(actor=cabinet.clerk, meeting=meeting, item=item)


def account_closed(cabinet: Cabinet, meeting: Meeting) -> None:
    Person.objects.filter(pk=cabinet.guest.pk).update(is_active=False)


async def code_of(page: Page) -> int | None:
    """The code with which the server closes the socket; None when it stays open."""
    for _message in range(20):
        if await page.socket.receive_nothing(timeout=1.5):
            return None
        event = await page.socket.receive_output()
        if event["type"] == "websocket.close":
            return int(event["code"])
    return None


@pytest.mark.parametrize(
    ("act", "code"), [(invitation_withdrawn, 4403), (item_taken_off, 4403), (account_closed, 4401)]
)
async def test_a_guest_who_is_no_longer_one_hears_nothing_more(
    enter: Enter,
    cabinet: Cabinet,
    sent_meeting: Meeting,
    monkeypatch: pytest.MonkeyPatch,
    act: Act,
    code: int,
) -> None:
    monkeypatch.setattr(sockets, "LOOK_AGAIN", 0.2)
    page = await enter(cabinet.guest, sent_meeting)
    await in_thread(act, cabinet, sent_meeting)
    assert await code_of(page) == code


async def test_a_member_who_is_appointed_elsewhere_is_asked_to_come_in_anew(
    enter: Enter, cabinet: Cabinet, sent_meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "LOOK_AGAIN", 0.2)
    page = await enter(cabinet.minister, sent_meeting)
    await in_thread(Appointment.objects.filter(person=cabinet.minister).delete)
    assert await code_of(page) == 4403


def matter_closed(cabinet: Cabinet, meeting: Meeting) -> None:
    matter = meeting.items.get(order=1).matter
    wanted = Circle("named", (), (cabinet.minister_seat,))
    set_circle(actor=cabinet.clerk, thing=matter, wanted=wanted, seen=circle_of(matter).digest)


def item_closed(cabinet: Cabinet, meeting: Meeting) -> None:
    item, wanted = meeting.items.get(order=1), Circle("named", (), (cabinet.minister_seat,))
    set_item_circle(
        actor=cabinet.clerk, meeting=meeting, item=item, wanted=wanted, seen=circle_of(item).digest
    )


@pytest.mark.parametrize(("act", "code"), [(matter_closed, 4403), (item_closed, None)])
async def test_case_11_what_is_closed_while_a_page_is_open_is_closed_at_once(
    enter: Enter, cabinet: Cabinet, sent_meeting: Meeting, act: Act, code: int | None
) -> None:
    """Within a second or two, not at the next look in half a minute.

    Who still reads it keeps the socket, or comes in anew where papers are open by name from now on.
    """
    shut_out, named = (
        await enter(cabinet.second_minister, sent_meeting),
        await enter(cabinet.minister, sent_meeting),
    )
    title = await in_thread(lambda: sent_meeting.items.get(order=1).matter.title)
    assert title in str(shut_out.html)
    await in_thread(act, cabinet, sent_meeting)
    assert await code_of(shut_out) == 4403
    again = await enter(cabinet.second_minister, sent_meeting)
    assert title not in str(again.html)
    assert "Mục hạn chế" in str(again.html)
    assert await code_of(named) == code
    assert title in str((await enter(cabinet.minister, sent_meeting)).html)


async def test_talking_does_not_put_the_look_off(
    enter: Enter, cabinet: Cabinet, sent_meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "LOOK_AGAIN", 0.5)
    page = await enter(cabinet.guest, sent_meeting)
    await in_thread(invitation_withdrawn, cabinet, sent_meeting)
    for _word in range(8):
        await page.socket.send_to(text_data="{}")
        if not await page.socket.receive_nothing(timeout=0.2):
            break
    assert await code_of(page) == 4403


async def test_whoever_keeps_the_rights_keeps_the_socket(
    enter: Enter, cabinet: Cabinet, sent_meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sockets, "LOOK_AGAIN", 0.1)
    page = await enter(cabinet.other_guest, sent_meeting)
    assert await code_of(page) is None
    assert "sections" in await page.hello({})
