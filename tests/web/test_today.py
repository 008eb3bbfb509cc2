"""The page Today: what waits, most urgent first, for each kind of person; nothing that is not theirs."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ballots.services import return_ballot, submit_ballot, withdraw_ballot
from core.time import at, local, now
from ecabinet.selectors import member_day
from meetings.models import Meeting
from meetings.selectors import sweep_sheet
from meetings.services import prepare_position, state_position
from people.models import Person
from tests.cast import Cabinet


def today(person: Person, language: str = "en") -> str:
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = language
    return client.get(reverse("today")).text


def test_ballots_wait_with_the_nearest_deadline_first(cabinet: Cabinet) -> None:
    moment = now()
    later = cabinet.open_ballot(title="Hạn xa", procedure="39-2022", closes_at=moment + timedelta(days=9))
    sooner = cabinet.open_ballot(title="Hạn gần", procedure="39-2022", closes_at=moment + timedelta(days=1))

    day = member_day(cabinet.minister)

    assert [row.ballot for row in day.waiting] == [sooner, later]
    text = today(cabinet.minister)
    assert text.index("Hạn gần") < text.index("Hạn xa")


def test_an_answered_ballot_moves_down(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    cabinet.answer(ballot, 3)

    day = member_day(cabinet.minister)

    assert not day.waiting
    assert [row.ballot for row in day.answered] == [ballot]
    assert "No ballot waits for your answer" in today(cabinet.minister)


def test_what_is_past_its_deadline_waits_for_nobody(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    assert ballot.closes_at is not None
    with at(ballot.closes_at):
        assert member_day(cabinet.minister).empty


def test_a_row_says_how_much_there_is_to_read_without_restricted_papers(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    cabinet.paper(ballot.matter)
    cabinet.paper(ballot.matter, "Báo cáo riêng", restricted=True)

    assert member_day(cabinet.minister).waiting[0].pages == 2
    assert member_day(cabinet.assistant).assisted[0].pages == 1


def test_the_assistant_sees_the_ballots_of_the_seat_and_no_wish_to_answer(cabinet: Cabinet) -> None:
    cabinet.open_ballot(title="Của Bộ trưởng")

    text = today(cabinet.assistant)

    assert "Ballots of the seats you serve" in text
    assert "Của Bộ trưởng" in text
    assert "Ballots to be answered" not in text


def test_a_running_meeting_comes_first_with_its_item_and_one_button(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    cabinet.sent_meeting(title="Phiên họp sau")
    room = reverse("room", args=[running_meeting.pk])

    text = today(cabinet.minister)

    assert "In session now" in text
    assert "Item 1/2" in text
    assert text.index(running_meeting.title) < text.index("Phiên họp sau")
    assert text.count(f'href="{room}"') == 2  # in the card, and under the thumb on a phone


def test_a_guest_of_one_item_is_not_told_of_another(cabinet: Cabinet, running_meeting: Meeting) -> None:
    first = running_meeting.items.get(order=1).matter.title

    invited, other = today(cabinet.guest), today(cabinet.other_guest)

    assert first in invited
    assert first not in other
    assert running_meeting.title in other
    assert "2 items" not in other


def test_a_draft_is_seen_by_the_secretariat_only(cabinet: Cabinet, draft_meeting: Meeting) -> None:
    assert draft_meeting.title in today(cabinet.clerk)
    assert draft_meeting.title not in today(cabinet.minister)


def test_the_secretariat_sees_what_is_to_be_done(cabinet: Cabinet, running_meeting: Meeting) -> None:
    moment = now()
    past = cabinet.open_ballot(title="Quá hạn", procedure="39-2022", closes_at=moment + timedelta(hours=1))
    cabinet.open_ballot(title="Đang hỏi", procedure="39-2022", closes_at=moment + timedelta(days=3))
    cabinet.draft_ballot(title="Bản nháp")
    with at(moment + timedelta(hours=2)):
        text = today(cabinet.clerk)

    order = [text.index(words) for words in (running_meeting.title, "Quá hạn", "Đang hỏi", "Bản nháp")]
    assert order == sorted(order)
    assert reverse("console", args=[running_meeting.pk]) in text
    assert past.get_absolute_url() in text


def test_the_auditor_sees_the_same_and_nothing_to_do(cabinet: Cabinet, running_meeting: Meeting) -> None:
    ballot = cabinet.open_ballot()

    text = today(cabinet.auditor)

    assert "Reading only" in text
    assert ballot.title in text
    assert reverse("console", args=[running_meeting.pk]) not in text
    assert reverse("ballot_new") not in text


def test_the_operator_sees_health_and_no_contents(cabinet: Cabinet, running_meeting: Meeting) -> None:
    ballot = cabinet.open_ballot()

    text = today(cabinet.operator)

    assert "reaches its database" in text
    assert f"messages are written to the folder {settings.EMAIL_FILE_PATH}" in text
    assert ballot.title not in text
    assert running_meeting.title not in text


def test_the_nearest_programme_says_of_how_many_items_the_seat_has_said_nothing(cabinet: Cabinet) -> None:
    meeting, later = cabinet.sent_meeting(items=3), cabinet.sent_meeting(starts_at=now() + timedelta(days=5))
    sheet = {row.item.order: row for row in sweep_sheet(meeting, cabinet.minister_seat, preparing=True)}
    state_position(
        actor=cabinet.minister, meeting=meeting, item=sheet[1].item, stance="speak", seen=sheet[1].seen
    )
    prepare_position(
        actor=cabinet.assistant, meeting=meeting, item=sheet[2].item, stance="speak", seen=sheet[2].seen
    )

    def unsaid(person: Person) -> dict[Meeting, int]:
        day = member_day(person)
        return {card.meeting: card.unsaid for card in [day.first, *day.later] if card}

    assert unsaid(cabinet.minister) == {meeting: 2, later: 0}
    assert unsaid(cabinet.assistant) == {meeting: 1, later: 0}
    assert unsaid(cabinet.deputy) == {meeting: 0, later: 0}
    text = today(cabinet.minister, "vi")
    assert "2 nội dung chưa có ý kiến" in text
    assert reverse("sweep", args=[meeting.pk]) in text


@pytest.mark.parametrize("name", ["outsider", "minister"])
def test_an_empty_day_says_so_kindly(cabinet: Cabinet, name: str) -> None:
    assert "Nothing waits for you" in today(getattr(cabinet, name))


@pytest.mark.parametrize("name", ["clerk", "minister", "assistant", "guest"])
def test_meetings_cost_the_same_for_one_and_for_many(cabinet: Cabinet, name: str) -> None:
    client = Client()
    client.force_login(getattr(cabinet, name))

    def queries() -> int:
        client.get(reverse("today"))
        with CaptureQueriesContext(connection) as captured:
            client.get(reverse("today"))
        return len(captured)

    cabinet.running_meeting()
    cabinet.sent_meeting()
    one = queries()
    for _ in range(6):
        cabinet.sent_meeting(items=4)

    assert queries() == one


def test_the_page_names_the_day_in_both_languages(cabinet: Cabinet) -> None:
    day = local(now())

    assert f"{day:%d/%m/%Y}" in today(cabinet.minister, "vi")
    assert f"{day:%Y}" in today(cabinet.minister, "en")


def test_a_returned_draft_is_marked_with_its_reason_until_it_is_submitted_again(cabinet: Cabinet) -> None:
    draft = cabinet.draft_ballot(title="Phiếu bị trả lại")
    cabinet.draft_ballot(title="Phiếu chưa trình")
    submit_ballot(actor=cabinet.clerk, ballot=draft, note="Kính trình")
    return_ballot(actor=cabinet.head, ballot=draft, reason="Đề nghị bổ sung hồ sơ thẩm định.")
    text = today(cabinet.clerk)
    assert "Đề nghị bổ sung hồ sơ thẩm định." in text
    assert text.count("Returned") == 1
    assert text.index("Phiếu bị trả lại") < text.index("Phiếu chưa trình")
    submitted = submit_ballot(actor=cabinet.clerk, ballot=draft, note="Kính trình lại")
    assert "Returned" not in today(cabinet.clerk)
    withdraw_ballot(actor=cabinet.clerk, ballot=submitted)
    assert "Returned" not in today(cabinet.clerk)


def test_the_head_finds_what_waits_for_approval_and_the_clerk_what_may_be_sent(cabinet: Cabinet) -> None:
    submit_ballot(
        actor=cabinet.clerk, ballot=cabinet.draft_ballot(title="Phiếu chờ duyệt"), note="Kính trình"
    )
    cabinet.approve(cabinet.draft_ballot(title="Phiếu đã duyệt"))
    head, clerk, member = (today(each) for each in (cabinet.head, cabinet.clerk, cabinet.minister))
    waiting = "Ballots waiting for your approval"
    assert head.index(waiting) < head.index("Phiếu chờ duyệt") < head.index("Phiếu đã duyệt")
    assert waiting not in clerk
    lies = clerk.index("Ballots with the head of the secretariat")
    assert lies < clerk.index("Phiếu chờ duyệt") < clerk.index("approved, to be sent")
    assert clerk.index("approved, to be sent") < clerk.index("Phiếu đã duyệt")
    assert "Phiếu chờ duyệt" not in member
    assert "Phiếu đã duyệt" not in member
