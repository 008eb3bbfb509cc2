"""The chair decides on a report with one act; what goes to the next session waits beside its agenda."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse

from ballots.models import Ballot
from ballots.rules import Ruling
from ballots.services import close_ballot, issue_report, rule_on_ballot
from core.journal import problems
from core.time import HANOI, at
from meetings.forward import put_forward
from meetings.models import Meeting
from meetings.services import add_item, cancel_meeting
from people.models import Person
from tests.cast import Cabinet
from tests.services.saying import newest, not_allowed, refused
from tests.web.test_ballot_answer import browser, page

MOMENT = datetime(2026, 12, 1, 9, 0, tzinfo=HANOI)
DECIDE = 'name="ruling" value="{}"'

pytestmark = pytest.mark.django_db


def reported(cabinet: Cabinet, choice: str = "for") -> Ballot:
    """Answered alike by everybody, closed, and reported to the chair."""
    with at(MOMENT):
        ballot = cabinet.open_ballot(title="Phiếu trình Thủ tướng")
        for order in cabinet.holders:
            cabinet.answer(ballot, order, choice)
        close_ballot(actor=cabinet.clerk, ballot=ballot)
        issue_report(actor=cabinet.clerk, ballot=ballot)
    ballot.refresh_from_db()
    return ballot


def offered(person: Person, ballot: Ballot) -> list[str]:
    """The decisions that the page offers to this person."""
    text = browser(person).get(page(ballot)).text
    return [each.value for each in Ruling if DECIDE.format(each.value) in text]


@pytest.mark.parametrize("ruling", list(Ruling))
def test_the_chair_decides_once_and_for_good(cabinet: Cabinet, ruling: Ruling) -> None:
    ballot = reported(cabinet)
    with at(MOMENT + timedelta(hours=2)):
        decided = rule_on_ballot(actor=cabinet.chair, ballot=ballot, ruling=ruling, note=" Bổ sung  số liệu ")
    entry = newest(ballot.stream)
    assert (decided.status, decided.ruling, decided.ruled_at) == (
        "decided",
        ruling.value,
        MOMENT + timedelta(hours=2),
    )
    assert (entry.kind, entry.actor) == ("ballot.decided", cabinet.chair.key)
    assert entry.facts == {"ruling": ruling.value, "note": "Bổ sung số liệu"}
    assert rule_on_ballot(actor=cabinet.chair, ballot=decided, ruling=ruling).status == "decided"
    other = next(each for each in Ruling if each is not ruling)
    with refused("ballot_decided"):
        rule_on_ballot(actor=cabinet.chair, ballot=decided, ruling=other, note="Khác")
    assert list(problems()) == []


def test_nobody_else_decides(cabinet: Cabinet) -> None:
    ballot = reported(cabinet)
    for somebody in (cabinet.head, cabinet.clerk, cabinet.minister, cabinet.assistant, cabinet.auditor):
        with not_allowed("may_rule_on_ballot"):
            rule_on_ballot(actor=somebody, ballot=ballot, ruling=Ruling.SIGN)


def test_what_nobody_adopted_is_not_signed(cabinet: Cabinet) -> None:
    ballot = reported(cabinet, "against")
    with refused("nothing_to_sign"):
        rule_on_ballot(actor=cabinet.chair, ballot=ballot, ruling=Ruling.SIGN)
    assert offered(cabinet.chair, ballot) == ["next_session", "send_back"]


def test_sending_back_says_what_is_to_be_prepared_anew(cabinet: Cabinet) -> None:
    with refused("sending_back_needs_reason"):
        rule_on_ballot(actor=cabinet.chair, ballot=reported(cabinet), ruling=Ruling.SEND_BACK, note=" ")


def test_before_the_report_there_is_nothing_to_decide(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    for order in cabinet.holders:
        cabinet.answer(ballot, order)
    closed = close_ballot(actor=cabinet.clerk, ballot=ballot)
    with refused("ballot_not_reported"):
        rule_on_ballot(actor=cabinet.chair, ballot=closed, ruling=Ruling.SIGN)
    assert offered(cabinet.chair, closed) == []


def test_the_chair_finds_it_on_today_and_decides_there_and_the_others_read_the_decision(
    cabinet: Cabinet,
) -> None:
    ballot = reported(cabinet)
    waiting = "Ballots waiting for your decision"
    today = browser(cabinet.chair).get(reverse("today")).text
    assert today.index(waiting) < today.index("Phiếu trình Thủ tướng")
    assert waiting not in browser(cabinet.minister).get(reverse("today")).text
    assert offered(cabinet.chair, ballot) == ["sign", "next_session", "send_back"]
    assert [offered(each, ballot) for each in (cabinet.minister, cabinet.head, cabinet.auditor)] == [
        [],
        [],
        [],
    ]

    chair = browser(cabinet.chair)
    chair.post(reverse("ballot_rule", args=[ballot.pk]), {"ruling": "sign"})

    assert waiting not in chair.get(reverse("today")).text
    for person in (cabinet.chair, cabinet.minister, cabinet.assistant, cabinet.clerk):
        assert "The chair decided: To be signed and issued." in browser(person).get(page(ballot)).text
    assert offered(cabinet.chair, ballot) == []
    desk = browser(cabinet.clerk).get(reverse("today")).text
    assert desk.index("Ballots decided by the chair") < desk.index("Phiếu trình Thủ tướng")
    assert "To be signed and issued" in desk


def test_a_decision_that_does_not_exist_is_not_found(cabinet: Cabinet) -> None:
    ballot = reported(cabinet)
    answer = browser(cabinet.chair).post(reverse("ballot_rule", args=[ballot.pk]), {"ruling": "burn"})
    assert answer.status_code == 404
    assert Ballot.objects.get(pk=ballot.pk).status == "reported"


def test_what_goes_to_the_next_session_waits_beside_its_agenda_until_it_is_put_on_it(
    cabinet: Cabinet,
) -> None:
    ballot, signed = reported(cabinet), reported(cabinet)
    rule_on_ballot(actor=cabinet.chair, ballot=ballot, ruling=Ruling.NEXT_SESSION)
    rule_on_ballot(actor=cabinet.chair, ballot=signed, ruling=Ruling.SIGN)
    meeting = cabinet.draft_meeting()
    clerk = browser(cabinet.clerk)
    heading = "Proposed after opinion ballots"

    def forward() -> list[str]:
        text = clerk.get(meeting.get_absolute_url()).text
        shown = text.partition(heading)[2].partition("</section>")[0]
        return [each.matter.title for each in (ballot, signed) if each.matter.title in shown]

    assert forward() == [ballot.matter.title]
    assert "put on the next session by the chair" in clerk.get(meeting.get_absolute_url()).text
    clerk.post(reverse("ballot_take_up", args=[meeting.pk, ballot.pk]))
    assert forward() == []
    assert heading not in browser(cabinet.auditor).get(meeting.get_absolute_url()).text
    agenda = Meeting.objects.get(pk=meeting.pk).items.order_by("order")
    assert [item.matter_id for item in agenda][-1] == ballot.matter_id


def test_what_stood_on_an_agenda_that_was_cancelled_waits_again(cabinet: Cabinet) -> None:
    ballot = rule_on_ballot(actor=cabinet.chair, ballot=reported(cabinet), ruling=Ruling.NEXT_SESSION)
    first, second = cabinet.draft_meeting(), cabinet.draft_meeting()
    add_item(actor=cabinet.clerk, meeting=first, matter=ballot.matter, minutes=15)
    assert list(put_forward(second)) == []
    cancel_meeting(actor=cabinet.clerk, meeting=first, reason="Bão.")
    assert [each.ballot for each in put_forward(second)] == [ballot]


def test_of_many_that_wait_the_six_oldest_are_shown_and_the_rest_on_request(cabinet: Cabinet) -> None:
    waiting = [
        rule_on_ballot(actor=cabinet.chair, ballot=reported(cabinet), ruling=Ruling.NEXT_SESSION)
        for _ in range(8)
    ]
    meeting, clerk = cabinet.draft_meeting(), browser(cabinet.clerk)

    def form(ballot: Ballot) -> str:
        return reverse("ballot_take_up", args=[meeting.pk, ballot.pk])

    def shown(query: str) -> list[int]:
        page = clerk.get(f"{meeting.get_absolute_url()}{query}").text
        return [place for place, ballot in enumerate(waiting) if f'action="{form(ballot)}"' in page]

    assert shown("") == [0, 1, 2, 3, 4, 5]
    assert f"{meeting.get_absolute_url()}?proposed=all#forward" in clerk.get(meeting.get_absolute_url()).text
    assert shown("?proposed=all") == [0, 1, 2, 3, 4, 5, 6, 7]
