"""The readiness board: from the pages that are open now, in every process, for chair and console alone."""

import json
import time

import pytest

from core.live.hub import Hub
from core.models import Entry
from meetings import services
from meetings.models import Meeting
from tests.cast import Cabinet
from tests.live.conftest import Enter
from tests.live.sockets import Page, in_thread

pytestmark = pytest.mark.django_db(transaction=True)


async def says(page: Page, *, seen: bool) -> None:
    await page.socket.send_to(text_data=json.dumps({"seen": seen}))


def announce(cabinet: Cabinet, meeting: Meeting) -> None:
    item = meeting.items.get(status="running")
    services.announce_vote(actor=cabinet.clerk, meeting=meeting, item=item, seconds=60)


def shows(page: Page, words: str) -> bool:
    return words in page.html["course"]


async def test_the_chair_sees_whose_page_is_open_and_members_see_nothing_of_it(
    enter: Enter, cabinet: Cabinet, running_meeting: Meeting
) -> None:
    await in_thread(announce, cabinet, running_meeting)
    written = await in_thread(Entry.objects.count)
    chair = await enter(cabinet.chair, running_meeting, "chair")
    colleague = await enter(cabinet.second_minister, running_meeting)
    minister = await enter(cabinet.minister, running_meeting)
    await chair.hear_until(lambda: shows(chair, "chưa kết nối"))
    before = dict(colleague.have)
    await says(minister, seen=True)
    await chair.hear_until(lambda: shows(chair, '<b class="n">1</b> thành viên đang mở trang'))
    await says(minister, seen=False)
    await chair.hear_until(lambda: shows(chair, "đã kết nối, trang bị ẩn"))
    await minister.close()
    await chair.hear_until(lambda: not shows(chair, "đã kết nối, trang bị ẩn"))
    assert await colleague.hears_nothing(0.5)
    assert colleague.have == before
    assert await in_thread(Entry.objects.count) == written


async def test_another_process_tells_who_is_there_and_is_believed_no_longer_than_it_repeats_it(
    enter: Enter, hub: Hub, cabinet: Cabinet, running_meeting: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.live.presence.LASTS", 2.0)
    await in_thread(announce, cabinet, running_meeting)
    chair = await enter(cabinet.chair, running_meeting, "chair")
    seen = {str(cabinet.minister.pk): True, str(cabinet.second_minister.pk): True}
    hub.watch.heard({"type": "here", "stream": running_meeting.stream, "seen": seen, "from": "elsewhere"})
    told = time.monotonic()
    await chair.hear_until(lambda: shows(chair, '<b class="n">2</b> thành viên đang mở trang'))
    await chair.hear_until(lambda: shows(chair, '<b class="n">0</b> thành viên đang mở trang'))
    assert time.monotonic() - told >= 2.0
