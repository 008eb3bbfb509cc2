"""The sweep as pages: one tap is kept, a refused text comes back, nobody reads another seat's sheet."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Meeting, Position
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser

SCRIPT = {"X-Fragment": "position"}
SECRET = "Đề nghị làm rõ nguồn kinh phí."


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """Sent, two items with a paper each."""
    found = cabinet.sent_meeting()
    for item in found.items.all():
        cabinet.paper(item.matter)
    return found


def sweep(meeting: Meeting) -> str:
    return reverse("sweep", args=[meeting.pk])


def seen(client: Any, meeting: Meeting, order: int = 1) -> str:
    """The digest that the page of this person shows for an item."""
    return str(re.findall(r'name="seen" value="([0-9a-f]{64})"', client.get(sweep(meeting)).text)[order - 1])


def tap(
    client: Any, meeting: Meeting, stance: str, text: str = "", *, order: int = 1, script: bool = True
) -> Any:
    """What the page sends when a choice is tapped."""
    address = reverse("position_state", args=[meeting.pk, meeting.items.get(order=order).pk])
    posted = {"stance": stance, "text": text, "seen": seen(client, meeting, order)}
    return client.post(address, posted, headers=SCRIPT if script else {})


def test_a_tap_is_kept_and_the_row_comes_back_as_the_server_keeps_it(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    answer = tap(browser(cabinet.minister), meeting, "none")
    assert answer.status_code == 200
    assert re.findall(r'data-stance="(\w+)" aria-pressed="true"', answer.text) == ["none"]
    assert 'data-state="saved"' in answer.text
    assert f'data-kept-clear="position:{meeting.pk}:{meeting.items.get(order=1).pk}"' in answer.text
    assert "<html" not in answer.text


def test_without_scripts_the_same_button_leads_back_to_the_sheet(cabinet: Cabinet, meeting: Meeting) -> None:
    answer = tap(browser(cabinet.minister), meeting, "speak", script=False)
    assert (answer.status_code, answer["Location"]) == (
        303,
        f"{sweep(meeting)}#item-{meeting.items.get(order=1).pk}",
    )
    assert Position.objects.get().stance == "speak"


@pytest.mark.parametrize("script", [True, False])
def test_a_refused_text_comes_back_with_the_reason(cabinet: Cabinet, meeting: Meeting, script: bool) -> None:
    long = SECRET + "x" * 4000
    answer = tap(browser(cabinet.minister), meeting, "opinion", long, script=script)
    assert answer.status_code == 409
    assert long in answer.text
    assert "too much to be read before a session" in answer.text
    assert "data-kept-clear" not in answer.text
    assert not Position.objects.exists()


def test_an_opinion_without_a_text_unfolds_where_it_is_written(cabinet: Cabinet, meeting: Meeting) -> None:
    answer = tap(browser(cabinet.minister), meeting, "opinion", script=False)
    assert answer.status_code == 409
    assert 'data-choice="opinion"' in answer.text
    assert "The opinion is empty" in answer.text


def test_all_the_rest_is_answered_with_one_confirmed_button(cabinet: Cabinet, meeting: Meeting) -> None:
    client = browser(cabinet.minister)
    tap(client, meeting, "speak")
    page = client.get(sweep(meeting)).text
    covered = re.findall(r'form="rest" name="seen" value="([^"]+)"', page)
    assert len(covered) == 1
    client.post(reverse("positions_rest", args=[meeting.pk]), {"seen": covered})
    assert [each.stance for each in Position.objects.order_by("pk")] == ["speak", "none"]


def test_what_was_prepared_is_offered_to_the_member_and_to_nobody_else(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    tap(browser(cabinet.assistant), meeting, "opinion", SECRET)
    assert SECRET in browser(cabinet.minister).get(sweep(meeting)).text
    for person in (cabinet.second_minister, cabinet.chair):
        assert SECRET not in browser(person).get(sweep(meeting)).text
    for person in (cabinet.clerk, cabinet.head, cabinet.auditor, cabinet.chair):
        assert SECRET not in browser(person).get(meeting.get_absolute_url()).text


def test_the_staff_learn_that_the_member_has_answered_and_not_what(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    tap(browser(cabinet.minister), meeting, "opinion", SECRET)
    page = browser(cabinet.assistant).get(sweep(meeting)).text
    assert "The member has given a position" in page
    assert SECRET not in page
    assert 'aria-pressed="true"' not in page


def test_a_member_reads_no_word_of_a_colleague(cabinet: Cabinet, meeting: Meeting) -> None:
    tap(browser(cabinet.minister), meeting, "opinion", SECRET)
    for page in (sweep(meeting), meeting.get_absolute_url(), reverse("room", args=[meeting.pk])):
        assert SECRET not in browser(cabinet.second_minister).get(page).text


def test_after_the_session_the_sheet_is_only_read(cabinet: Cabinet) -> None:
    running = cabinet.running_meeting(items=1)
    page = browser(cabinet.minister).get(sweep(running)).text
    assert "Every item has been called" in page
    assert "<textarea" not in page


def test_the_sheet_asks_the_database_as_often_for_one_item_as_for_ten(cabinet: Cabinet) -> None:
    def asked(items: int) -> int:
        meeting = cabinet.sent_meeting(items=items)
        for item in meeting.items.all():
            cabinet.paper(item.matter)
        client = browser(cabinet.minister)
        tap(client, meeting, "speak")
        with CaptureQueriesContext(connection) as queries:
            client.get(sweep(meeting))
        return len(queries)

    assert asked(1) == asked(10)
