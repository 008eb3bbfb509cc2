"""What a page may ask of its socket (abuse cases 52-59): a flood, a strange frame, a sixth page."""

import json

import pytest

from core.live.hub import Hub
from core.live.limits import BURST, MESSAGE_BYTES, RATE, Allowance, strictly
from meetings.models import Meeting
from tests.cast import Cabinet
from tests.live.conftest import Enter
from tests.live.sockets import Page, in_thread, signed_in


def taken(allowance: Allowance, moments: list[float]) -> int:
    """How many messages are let through that come at these moments."""
    return sum(allowance.take(moment) for moment in moments)


@pytest.mark.parametrize("silence", [0.0, 60.0, 6 * 3600.0])
def test_a_58_hours_of_silence_save_up_no_more_than_a_burst(silence: float) -> None:
    assert taken(Allowance(since=0.0), [silence] * 1000) == BURST


def test_a_58_a_thousand_messages_a_second_end_within_the_first_hundredth() -> None:
    moments = [n / 1000 for n in range(1000)]
    allowance = Allowance(since=0.0)
    first = next(n for n, moment in enumerate(moments) if not allowance.take(moment))
    assert first == BURST  # the socket is closed here, 0.04 s after the flood began


def test_a_page_that_says_twenty_things_a_second_may_go_on_all_day() -> None:
    allowance = Allowance(since=0.0)
    assert taken(allowance, [n / RATE for n in range(5000)]) == 5000


@pytest.mark.parametrize(
    "text",
    [
        '{"have": {"a": "1", "a": "2"}}',
        '{"have": NaN}',
        '{"have": -Infinity}',
        '{"have": 1e999}',
        '{"have": "\\ud800"}',
        "[" * 100_000,
        '{"a":' * 100_000,
        "[[[[[[[[[[[[]]]]]]]]]]]]",
        '{"have": {}',
        "1" * 5000,
        "",
    ],
    ids=[
        *("twice the same key", "NaN", "infinite", "too large a number", "half a letter", "deep list"),
        *("deep map", "a little too deep", "cut off", "endless number", "nothing"),
    ],
)
def test_a_57_json_that_two_readers_would_read_in_two_ways_is_refused(text: str) -> None:
    with pytest.raises((ValueError, RecursionError)):
        strictly(text)


def test_what_a_page_says_is_read() -> None:
    assert strictly('{"have": {"agenda": "0f"}, "seen": true, "n": [1, 2.5, null]}') == {
        "have": {"agenda": "0f"},
        "seen": True,
        "n": [1, 2.5, None],
    }


async def code_after(page: Page) -> int:
    """With which code the server hangs up."""
    event = await page.socket.receive_output(timeout=5)
    while event["type"] != "websocket.close":
        event = await page.socket.receive_output(timeout=5)
    return int(event["code"])


@pytest.mark.django_db(transaction=True)
async def test_a_58_a_page_that_floods_is_closed(
    enter: Enter, hub: Hub, cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    page = await enter(cabinet.minister, sent_meeting)
    for _message in range(int(BURST) * 2):
        await page.socket.send_to(text_data=json.dumps({"no": "question"}))
    assert await code_after(page) == 4429


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("x" * (MESSAGE_BYTES + 1), 1009),
        ("ổ" * (MESSAGE_BYTES // 2), 1009),
        (json.dumps({"have": {str(n): "" for n in range(100_000)}}), 1009),
        ("[" * 10_000, 4400),
        ('{"have": {"a": "1", "a": "2"}}', 4400),
        ('"only a text"', 4400),
        ("no json", 4400),
    ],
    ids=["long", "long in bytes", "keys without end", "deep", "a key twice", "a text", "no json"],
)
async def test_a_55_a_57_a_frame_that_is_no_message_of_ours_closes_the_socket(
    enter: Enter, hub: Hub, cabinet: Cabinet, sent_meeting: Meeting, text: str, code: int
) -> None:
    page = await enter(cabinet.minister, sent_meeting)
    await page.socket.send_to(text_data=text)
    assert await code_after(page) == code
    assert not hub.rooms


@pytest.mark.django_db(transaction=True)
async def test_a_55_a_frame_of_bytes_closes_the_socket(
    enter: Enter, cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    page = await enter(cabinet.minister, sent_meeting)
    await page.socket.send_to(bytes_data=b"\x00\xff")
    assert await code_after(page) == 1003


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "said",
    [
        {"type": "websocket.close"},
        {"type": "vote.broadcast", "choice": "for"},
        {"__class__": "Hub", "channel": "live", "group": "live"},
        {"have": [], "stream": "ballot:1"},
    ],
)
async def test_a_53_a_54_nothing_that_a_page_says_is_an_order(
    enter: Enter, hub: Hub, cabinet: Cabinet, sent_meeting: Meeting, said: dict[str, object]
) -> None:
    page = await enter(cabinet.minister, sent_meeting)
    other = await enter(cabinet.clerk, sent_meeting)
    await page.socket.send_to(text_data=json.dumps(said))
    assert await other.hears_nothing(0.3)
    assert await page.hello({})  # it is answered as before
    assert list(hub.rooms) == [sent_meeting.stream]


@pytest.mark.django_db(transaction=True)
async def test_a_59_a_sixth_page_of_one_person_takes_the_place_of_the_oldest(
    enter: Enter, hub: Hub, cabinet: Cabinet, sent_meeting: Meeting
) -> None:
    pages = [await enter(cabinet.minister, sent_meeting) for _page in range(5)]
    others = [await enter(cabinet.minister, sent_meeting, "screen"), await enter(cabinet.chair, sent_meeting)]
    newest = await enter(cabinet.minister, sent_meeting)
    assert await code_after(pages[0]) == 4409
    for page in (*pages[1:], *others, newest):
        assert await page.hello({})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "path",
    [
        "/ws/live/meeting/*/?view=room",
        "/ws/live/meeting/{key}%0a/?view=room",
        "/ws/live/meeting/../ballot/{key}/?view=room",
        "/ws/live/meeting/١٢٣/?view=room",
        "/ws/live/{long}/{key}/?view=room",
        "/ws/live/meeting/{key}/?view=room%0a",
        "/ws/live/meeting/{key}/?view=*",
    ],
)
async def test_a_52_a_room_is_named_by_its_id_alone(
    hub: Hub, cabinet: Cabinet, sent_meeting: Meeting, path: str
) -> None:
    client = await in_thread(signed_in, cabinet.minister)
    page = Page(path.format(key=sent_meeting.pk, long="m" * 120), client)
    try:
        assert await page.open() is not None
    finally:
        await page.close()
    assert not hub.rooms
