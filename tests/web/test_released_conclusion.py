"""A conclusion in work is seen by chair and console alone; released, by everybody who sees the item."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from meetings.models import AgendaItem, Meeting
from meetings.services import Task, close_vote, conclude_item, decide_item, note_correction, publish_vote
from people.models import Person
from tests.cast import Cabinet

SECRET, TASK = "Kết luận chưa công bố", "Nhiệm vụ chưa công bố"


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def text(response: Any) -> str:
    return str(response.content.decode())


@pytest.fixture
def item(cabinet: Cabinet, running_meeting: Meeting) -> AgendaItem:
    """The running item with a conclusion and a decision that nobody has released."""
    row = running_meeting.items.get(status="running")
    conclude_item(actor=cabinet.clerk, meeting=running_meeting, item=row, text=SECRET)
    return decide_item(
        actor=cabinet.clerk, meeting=running_meeting, item=row, tasks=[Task(TASK, cabinet.lead)]
    )


@pytest.mark.parametrize("name", ["minister", "assistant", "guest", "auditor"])
def test_until_it_is_released_no_page_of_the_others_holds_it(
    cabinet: Cabinet, item: AgendaItem, name: str
) -> None:
    client, meeting = browser(getattr(cabinet, name)), item.meeting
    pages = [reverse(each, args=[meeting.pk]) for each in ("room", "meeting", "screen")]
    pages.append(f"{reverse('live_poll', args=['meeting', meeting.pk])}?view=room")
    for page in pages:
        html = text(client.get(page))
        assert SECRET not in html
        assert TASK not in html


def test_released_it_is_in_the_room_with_agency_and_due_date(cabinet: Cabinet, item: AgendaItem) -> None:
    page = reverse("item_conclusion", args=[item.meeting_id, item.pk])
    sent = {
        "text": "Thông qua.",
        "task_1": "Trình lại dự thảo",
        "agency_1": str(cabinet.lead.pk),
        "due_1": "2026-12-05",
        "release": "1",
    }
    assert browser(cabinet.chair).post(page, sent).status_code == 303
    html = text(browser(cabinet.minister).get(reverse("room", args=[item.meeting_id])))
    assert "Thông qua." in html
    assert "Trình lại dự thảo" in html
    assert "Bộ Xây dựng" in html
    assert "thời hạn 05/12/2026" in html
    assert "Trình lại dự thảo" in text(browser(cabinet.clerk).get(page))


def test_what_was_typed_stays_on_the_page_when_a_date_is_wrong(cabinet: Cabinet, item: AgendaItem) -> None:
    page = reverse("item_conclusion", args=[item.meeting_id, item.pk])
    answer = browser(cabinet.clerk).post(page, {"text": "Mới", "task_1": "Việc đã gõ", "due_1": "31/31/2026"})
    assert answer.status_code == 422
    assert "Việc đã gõ" in text(answer)
    item.refresh_from_db()
    assert item.conclusion == SECRET


def test_a_member_says_that_the_wrong_button_was_pressed(cabinet: Cabinet, running_meeting: Meeting) -> None:
    ballot = cabinet.open_vote(running_meeting)
    cabinet.vote(running_meeting, ballot, 3, "against")
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=ballot)
    member, page = browser(cabinet.minister), reverse("vote_correction", args=[running_meeting.pk, ballot.pk])
    assert page in text(member.get(reverse("vote_card", args=[running_meeting.pk])))
    sent = {"seat": str(cabinet.minister_seat.pk), "text": "Tôi bấm nhầm nút."}
    assert member.post(page, sent).status_code == 303
    room = reverse("room", args=[running_meeting.pk])
    assert "Tôi bấm nhầm nút." not in text(browser(cabinet.second_minister).get(room))
    publish_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=ballot)
    assert "Tôi bấm nhầm nút." in text(browser(cabinet.second_minister).get(room))
    other = {"seat": str(cabinet.seats[0].pk), "text": "Nói thay người khác."}
    assert member.post(page, other).status_code == 422


def test_the_console_writes_down_what_a_member_says(cabinet: Cabinet, running_meeting: Meeting) -> None:
    ballot = cabinet.open_vote(running_meeting)
    close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=ballot, publish=True)
    note_correction(
        actor=cabinet.clerk,
        meeting=running_meeting,
        ballot=ballot,
        seat=cabinet.minister_seat,
        text="Báo nhầm tại phòng họp.",
    )
    html = text(browser(cabinet.clerk).get(reverse("console", args=[running_meeting.pk])))
    assert "Báo nhầm tại phòng họp." in html
