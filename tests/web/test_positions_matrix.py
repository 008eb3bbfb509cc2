"""The matrix of positions: complete for desk and chair, not there for anybody else."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Meeting
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser
from tests.web.test_sweep import SECRET, tap


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """Two items; the minister has an opinion on the first, the second minister none."""
    found = cabinet.sent_meeting()
    for item in found.items.all():
        cabinet.paper(item.matter)
    tap(browser(cabinet.minister), found, "opinion", SECRET)
    tap(browser(cabinet.second_minister), found, "none")
    return found


def test_desk_and_chair_read_what_everybody_said(cabinet: Cabinet, meeting: Meeting) -> None:
    for person in (cabinet.clerk, cabinet.head, cabinet.chair):
        page = browser(person).get(reverse("positions", args=[meeting.pk])).text
        assert SECRET in page
        assert "2 of 5 members have said something" in page


def test_nobody_else_does_until_the_procedure_or_the_end_of_the_session_says_so(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    address = reverse("positions", args=[meeting.pk])
    others = (cabinet.minister, cabinet.second_minister, cabinet.assistant, cabinet.deputy, cabinet.auditor)
    answers = {person.username: browser(person).get(address).status_code for person in others}
    assert answers == {person.username: 403 for person in others}

    meeting.procedure_facts["positions_visible"]["value"] = "open"
    meeting.save(update_fields=["procedure_facts"])
    assert browser(cabinet.second_minister).get(address).status_code == 200
    assert browser(cabinet.assistant).get(address).status_code == 403


def test_the_table_for_spreadsheets_holds_no_formula(cabinet: Cabinet, meeting: Meeting) -> None:
    tap(browser(cabinet.holders[5]), meeting, "speak", '=HYPERLINK("http://x")')
    tap(browser(cabinet.chair), meeting, "opinion", "x; =1+1")
    answer = browser(cabinet.clerk).get(reverse("positions_csv", args=[meeting.pk]))
    table = answer.content.decode("utf-8-sig").splitlines()
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    assert len(table) == 3
    assert f"Has an opinion: {SECRET}" in table[1]
    assert "Wants to speak: =HYPERLINK" in table[1]  # inside a cell that begins with words
    assert ",=" not in table[1]
    assert "; '=1+1" in table[1]


def test_the_matrix_asks_the_database_as_often_for_one_item_as_for_eight(cabinet: Cabinet) -> None:
    def asked(items: int) -> int:
        meeting = cabinet.sent_meeting(items=items)
        for number, item in enumerate(meeting.items.order_by("order"), start=1):
            cabinet.paper(item.matter)
            tap(browser(cabinet.minister), meeting, "speak", order=number)
        client = browser(cabinet.clerk)
        with CaptureQueriesContext(connection) as queries:
            client.get(reverse("positions", args=[meeting.pk]))
        return len(queries)

    assert asked(1) == asked(8)
