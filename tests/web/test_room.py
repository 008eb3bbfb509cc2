"""The room in a browser: each person's card, the act of voting, refusals in words, what a guest may see."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from ballots.models import Answer, Ballot
from core.time import now
from meetings import services
from meetings.models import Meeting
from meetings.rules import Presence
from people.models import Person
from tests.cast import Cabinet

FRAGMENT = {"X-Fragment": "vote-sheet"}


def browser(person: Person) -> Client:
    """A browser in which this person has signed in."""
    client = Client()
    client.force_login(person)
    return client


def text(response: Any) -> str:
    """The HTML of an answer."""
    return str(response.content.decode())


def card(person: Person, meeting: Meeting) -> str:
    """The vote card of a person."""
    return text(browser(person).get(f"/meetings/{meeting.pk}/room/vote-card/"))


def cast(
    person: Person, meeting: Meeting, ballot: Ballot, choice: str, *, named: int = 0, script: bool = True
) -> HttpResponse:
    """Post a vote as the card does."""
    sent = {
        "choice": choice,
        "named": str(named),
        "key": str(uuid4()),
        "back": f"/meetings/{meeting.pk}/room/",
    }
    address = f"/meetings/{meeting.pk}/votes/{ballot.pk}/cast/"
    return browser(person).post(address, sent, headers=FRAGMENT if script else {})  # type: ignore[return-value]


# -- the card ------------------------------------------------------------------------------------------------


def test_a_member_is_offered_three_choices(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    html = card(cabinet.minister, running_meeting)
    assert [f'value="{choice}"' in html for choice in ("for", "against", "other")] == [True] * 3
    assert "checked" not in html
    assert f'data-ballot="{open_vote.pk}"' in html


def test_a_vote_is_answered_with_the_receipt_as_stored(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    answer = cast(cabinet.minister, running_meeting, open_vote, "against")
    stored = Answer.objects.get()
    assert answer.status_code == 200
    assert "data-counted" in text(answer)
    assert stored.receipt in text(answer)
    assert "Phiếu của đồng chí: Không đồng ý" in text(answer)
    assert stored.receipt in card(cabinet.minister, running_meeting)


def test_without_a_script_the_room_is_shown_again(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    answer = cast(cabinet.minister, running_meeting, open_vote, "for", script=False)
    assert answer.status_code == 303
    assert answer["Location"] == f"/meetings/{running_meeting.pk}/room/"
    assert Answer.objects.count() == 1


def test_a_vote_can_be_changed_until_it_is_closed(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    cast(cabinet.minister, running_meeting, open_vote, "for")
    changed = cast(cabinet.minister, running_meeting, open_vote, "other", named=1)
    assert "Phiếu của đồng chí: Ý kiến khác" in text(changed)
    assert 'name="named" value="2"' in text(changed)
    services.close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)
    late = cast(cabinet.minister, running_meeting, open_vote, "for", named=2)
    assert late.status_code == 409
    assert "Phiếu của đồng chí: Ý kiến khác" in text(late)
    assert "<form" not in text(late)
    assert "note error" in text(late)


def test_what_was_changed_elsewhere_is_shown_and_the_choice_kept(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    cast(cabinet.minister, running_meeting, open_vote, "for")
    answer = cast(cabinet.minister, running_meeting, open_vote, "against", named=0)
    assert answer.status_code == 409
    assert "Phiếu của đồng chí: Đồng ý" in text(answer)
    assert 'value="against" checked' in text(answer)
    assert "data-counted" in text(answer)
    assert Answer.objects.count() == 1


@pytest.mark.parametrize("choice", ["", "maybe", "x" * 300, "for\x00", "A"])
def test_a_choice_that_there_is_not_gets_a_sentence(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot, choice: str
) -> None:
    answer = cast(cabinet.minister, running_meeting, open_vote, choice)
    assert answer.status_code == 409
    assert "note error" in text(answer)
    assert 'value="for"' in text(answer)
    assert not Answer.objects.exists()


def test_the_same_key_gets_the_same_receipt(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    sent = {"choice": "for", "named": "0", "key": str(uuid4())}
    address = f"/meetings/{running_meeting.pk}/votes/{open_vote.pk}/cast/"
    client = browser(cabinet.minister)
    answers = [client.post(address, sent, headers=FRAGMENT) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert Answer.objects.count() == 1
    assert all(Answer.objects.get().receipt in text(answer) for answer in answers)


@pytest.mark.parametrize("presence", [Presence.ABSENT, Presence.DEPUTY, Presence.LEFT])
def test_a_member_who_is_not_there_reads_why_and_what_to_do(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot, presence: Presence
) -> None:
    cabinet.note(running_meeting, cabinet.minister_seat, presence)
    html = card(cabinet.minister, running_meeting)
    assert "<form" not in html
    assert "báo bàn thư ký" in html
    refused = cast(cabinet.minister, running_meeting, open_vote, "for")
    assert refused.status_code == 409
    assert "note error" in text(refused)
    cabinet.note(running_meeting, cabinet.minister_seat, Presence.REMOTE)
    assert "<form" in card(cabinet.minister, running_meeting)


@pytest.mark.parametrize("name", ["deputy", "assistant", "clerk", "guest", "auditor"])
def test_whoever_holds_no_seat_reads_who_votes(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot, name: str
) -> None:
    person = getattr(cabinet, name)
    assert "Chỉ thành viên biểu quyết" in card(person, running_meeting)
    assert cast(person, running_meeting, open_vote, "for").status_code == 403
    assert not Answer.objects.exists()


def test_an_outsider_finds_neither_room_nor_vote(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    client = browser(cabinet.outsider)
    assert client.get(f"/meetings/{running_meeting.pk}/room/").status_code == 404
    assert cast(cabinet.outsider, running_meeting, open_vote, "for").status_code == 404


def test_a_vote_of_another_meeting_is_not_found(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    other = cabinet.running_meeting()
    assert cast(cabinet.minister, other, open_vote, "for").status_code == 404


# -- the page ------------------------------------------------------------------------------------------------


def test_the_chair_gets_the_one_next_step(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    client = browser(cabinet.chair)
    room = f"/meetings/{sent_meeting.pk}/room/"
    assert "start/" in text(client.get(room))
    services.note_attendance_of_all(actor=cabinet.clerk, meeting=sent_meeting)
    services.start_meeting(actor=cabinet.clerk, meeting=sent_meeting)
    assert "next/" in text(client.get(room))
    services.start_next_item(actor=cabinet.clerk, meeting=sent_meeting)
    assert "open-vote/" in text(client.get(room))
    ballot = cabinet.open_vote(sent_meeting)
    assert f"votes/{ballot.pk}/close/" in text(client.get(room))
    assert 'id="vote-sheet"' in text(client.get(room))


def test_the_outcome_is_shown_with_its_arithmetic(cabinet: Cabinet, running_meeting: Meeting) -> None:
    ballot = cabinet.open_vote(running_meeting)
    for order, choice in {1: "for", 2: "for", 3: "against", 4: "for"}.items():
        cabinet.vote(running_meeting, ballot, order, choice)
    services.close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=ballot, publish=True)
    for person, page in ((cabinet.minister, "room"), (cabinet.chair, "room"), (cabinet.clerk, "screen")):
        html = text(browser(person).get(f"/meetings/{running_meeting.pk}/{page}/"))
        assert "Được thông qua" in html
        assert "3 trên 5 Thành viên Chính phủ đồng ý" in html
        assert "2 tại phòng họp + 1 từ xa = 3, quá nửa tổng số (cần 3)" in html


def test_what_was_missing_is_said(cabinet: Cabinet, running_meeting: Meeting) -> None:
    ballot = cabinet.open_vote(running_meeting)
    cabinet.vote(running_meeting, ballot, 1, "for")
    services.close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=ballot)
    html = text(browser(cabinet.chair).get(f"/meetings/{running_meeting.pk}/room/"))
    assert "Không được thông qua" in html
    assert "Thiếu 2 phiếu để đạt quá bán" in html


def test_a_guest_sees_his_item_and_open_papers_only(cabinet: Cabinet, running_meeting: Meeting) -> None:
    mine, other = running_meeting.items.select_related("matter").order_by("order")
    cabinet.paper(mine.matter, "Tờ trình")
    cabinet.paper(mine.matter, "Phụ lục hạn chế", restricted=True)
    html = text(browser(cabinet.guest).get(f"/meetings/{running_meeting.pk}/room/"))
    assert mine.matter.title in html
    assert "Tờ trình" in html
    assert "Phụ lục hạn chế" not in html
    assert other.matter.title not in html
    assert "Phụ lục hạn chế" in text(browser(cabinet.minister).get(f"/meetings/{running_meeting.pk}/room/"))


def test_minutes_are_offered_to_those_who_may_have_them(cabinet: Cabinet, running_meeting: Meeting) -> None:
    services.close_meeting(actor=cabinet.clerk, meeting=running_meeting)
    running_meeting.refresh_from_db()
    assert "minutes" not in card(cabinet.minister, running_meeting)
    until = now() + timedelta(days=1)
    services.circulate_minutes(actor=cabinet.clerk, meeting=running_meeting, until=until)
    for person, offered in ((cabinet.minister, True), (cabinet.auditor, True), (cabinet.assistant, False)):
        assert ("/minutes/" in card(person, running_meeting)) is offered


@pytest.mark.parametrize("page", ["room", "screen"])
def test_a_long_agenda_needs_no_more_queries(cabinet: Cabinet, page: str) -> None:
    def queries(items: int) -> int:
        meeting = cabinet.running_meeting(items=items)
        for item in meeting.items.select_related("matter"):
            cabinet.paper(item.matter)
        cabinet.open_vote(meeting)
        client = browser(cabinet.minister)
        with CaptureQueriesContext(connection) as counted:
            assert client.get(f"/meetings/{meeting.pk}/{page}/").status_code == 200
        return len(counted)

    assert queries(2) == queries(30)


@pytest.mark.parametrize("page", ["room/", "screen/", "room/vote-card/"])
def test_pages_of_the_room_are_never_kept_by_a_browser(
    cabinet: Cabinet, running_meeting: Meeting, page: str
) -> None:
    answer = browser(cabinet.minister).get(f"/meetings/{running_meeting.pk}/{page}")
    assert "no-store" in answer["Cache-Control"]
