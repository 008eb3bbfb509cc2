"""A page that talks too much is hung up on, and hours of silence save nothing up for a flood."""

import json

import pytest

from core.live.hub import Hub
from core.live.socket import MESSAGES_PER_MINUTE, Allowance
from meetings.models import Meeting
from tests.cast import Cabinet
from tests.live.conftest import Enter


@pytest.mark.parametrize("begin", [0.0, 60.0, 6 * 3600.0])
def test_a_minute_has_its_messages_and_no_more(begin: float) -> None:
    allowance = Allowance(since=0.0)
    within = [allowance.take(begin + n / 100) for n in range(MESSAGES_PER_MINUTE)]
    assert all(within)
    assert not allowance.take(begin + 30)


def test_the_next_minute_begins_anew() -> None:
    allowance = Allowance(since=0.0)
    for minute in range(3):
        assert all(allowance.take(60.0 * minute + n / 10) for n in range(MESSAGES_PER_MINUTE))
    assert not allowance.take(150.0)


@pytest.mark.django_db(transaction=True)
async def test_a_page_that_floods_is_closed(
    enter: Enter, hub: Hub, cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    page = await enter(cabinet.minister, sent_meeting)
    for _message in range(MESSAGES_PER_MINUTE + 1):
        await page.socket.send_to(text_data=json.dumps({"no": "question"}))
    event = await page.socket.receive_output(timeout=5)
    while event["type"] != "websocket.close":
        event = await page.socket.receive_output(timeout=5)
    assert event["code"] == 4429
