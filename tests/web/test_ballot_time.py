"""Pages of a ballot's time: the reminder in one press, the extension with a reason, what an outage shows."""

import re
from datetime import datetime, timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from ballots.live import audience_of
from ballots.models import Ballot
from ballots.sections import sections
from ballots.services import close_ballot, extend_ballot, remind_members
from core.models import Shift
from core.time import HANOI, at
from people.models import Notice, Person
from tests.cast import Cabinet
from tests.services.saying import kinds
from tests.web.test_ballot_answer import page
from tests.web.test_ballot_desk import queries

TUESDAY = datetime(2026, 12, 1, 9, tzinfo=HANOI)
FRIDAY = datetime(2026, 12, 4, 17, tzinfo=HANOI)
LATEST = datetime(2026, 12, 8, 17, tzinfo=HANOI)
HOUR = timedelta(hours=1)
WHY = "Bổ sung <b>báo cáo</b> thẩm định"


@pytest.fixture
def ballot(cabinet: Cabinet) -> Ballot:
    """Sent on Tuesday, to be answered until Friday; the Deputy Prime Minister has answered."""
    with at(TUESDAY):
        found = cabinet.open_ballot(closes_at=FRIDAY)
        cabinet.answer(found, 2)
    return found


def typed(moment: datetime, reason: str = WHY) -> dict[str, str]:
    local = moment.astimezone(HANOI)
    return {"deadline_day": local.date().isoformat(), "deadline_time": f"{local:%H:%M}", "reason": reason}


def browser(person: Person, language: str = "vi") -> Client:
    """Somebody at a tablet, reading this language."""
    client = Client()
    client.force_login(person)
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return client


def act(person: Person, name: str, ballot: Ballot, **typed: str) -> str:
    """Post an act from the ballot's page; the page to which it leads."""
    client = browser(person)
    sent = {"back": page(ballot), **typed}
    return client.post(reverse(name, args=[ballot.pk]), sent, follow=True).text


# -- reminding ----------------------------------------------------------------------------------------------


def test_one_press_reminds_and_says_how_many_it_reached(cabinet: Cabinet, ballot: Ballot) -> None:
    Person.objects.filter(pk=cabinet.minister.pk).update(email="")
    with at(TUESDAY + HOUR):
        board = browser(cabinet.clerk).get(page(ballot)).text
        assert "Nhắc 4 thành viên" in board
        assert "Thành viên được nhắc: 4; trợ lý được nhắc: 1." in board
        assert "Chưa có địa chỉ thư điện tử: 1 người" in board
        after = act(cabinet.clerk, "ballot_remind", ballot)
        assert "Đã nhắc 4 thành viên chưa trả lời; thư nhắc gửi đến 5 người." in after
        assert "Nhắc gần nhất: thứ Ba, 01/12/2026, 10:00" in after
        again = act(cabinet.head, "ballot_remind", ballot)
    assert "trong vòng 60 phút không nhắc lại" in again
    assert Notice.objects.filter(kind="ballot:reminder").count() == 5


def test_the_auditor_sees_the_board_and_no_button_to_remind(cabinet: Cabinet, ballot: Ballot) -> None:
    with at(TUESDAY + HOUR):
        board = browser(cabinet.auditor).get(page(ballot)).text
    assert "ballot_remind" not in board
    assert reverse("ballot_remind", args=[ballot.pk]) not in board
    assert reverse("ballot_extend", args=[ballot.pk]) not in board


def test_a_reminder_changes_nothing_on_the_members_pages(cabinet: Cabinet, ballot: Ballot) -> None:
    with at(TUESDAY + HOUR):
        audience = audience_of(cabinet.minister, ballot, "ballot", "vi")
        before = sections(Ballot.objects.get(pk=ballot.pk), audience)
        remind_members(actor=cabinet.clerk, ballot=ballot)
        assert sections(Ballot.objects.get(pk=ballot.pk), audience) == before


# -- extending ----------------------------------------------------------------------------------------------


def test_the_page_of_the_extension_says_what_the_rules_allow(cabinet: Cabinet, ballot: Ballot) -> None:
    with at(TUESDAY + HOUR):
        vi = browser(cabinet.head).get(reverse("ballot_extend", args=[ballot.pk])).text
        en = browser(cabinet.head, "en").get(reverse("ballot_extend", args=[ballot.pk])).text
    assert "Muộn nhất là thứ Ba, 08/12/2026." in vi
    assert "Nghị định 191/2026/NĐ-CP" in vi
    assert "The latest day is Tuesday 8 December 2026." in en
    assert 'value="2026-12-07"' in vi  # the working day after the deadline
    assert 'value="17:00"' in vi


def test_the_head_extends_and_members_read_the_new_deadline_and_why(cabinet: Cabinet, ballot: Ballot) -> None:
    with at(FRIDAY - HOUR):
        board = act(cabinet.head, "ballot_extend", ballot, **typed(LATEST))
        assert "Đã gia hạn trả lời" in board
        for person in (cabinet.minister, cabinet.assistant, cabinet.auditor):
            shown = browser(person).get(page(ballot)).text
            assert "Hạn trả lời được gia hạn từ thứ Sáu, 04/12/2026, 17:00 đến thứ Ba, 08/12/2026" in shown
            assert "Bổ sung &lt;b&gt;báo cáo&lt;/b&gt; thẩm định" in shown
        history = browser(cabinet.minister).get(reverse("ballot_history", args=[ballot.pk])).text
    assert "Gia hạn trả lời từ 17:00, 04/12/2026 đến 17:00, 08/12/2026" in history
    ballot.refresh_from_db()
    assert ballot.closes_at == LATEST


@pytest.mark.parametrize(
    ("moment", "wanted", "reason", "said"),
    [
        (TUESDAY + HOUR, LATEST, "", "Thành viên được cho biết vì sao gia hạn"),
        (TUESDAY + HOUR, FRIDAY, WHY, "Gia hạn là cho thêm thời gian"),
        (TUESDAY + HOUR, LATEST + 48 * HOUR, WHY, "muộn nhất"),
        (FRIDAY + HOUR, LATEST, WHY, "hệ thống không gián đoạn, nên không gia hạn được nữa"),
    ],
)
def test_a_refused_extension_keeps_what_was_typed_and_says_why(
    cabinet: Cabinet, ballot: Ballot, moment: datetime, wanted: datetime, reason: str, said: str
) -> None:
    with at(moment):
        answer = browser(cabinet.head).post(reverse("ballot_extend", args=[ballot.pk]), typed(wanted, reason))
    assert answer.status_code == 422
    assert said.lower() in answer.text.lower()
    assert f'value="{wanted.date().isoformat()}"' in answer.text
    if reason:
        assert "Bổ sung &lt;b&gt;báo cáo&lt;/b&gt; thẩm định</textarea>" in answer.text
    assert "ballot.extended" not in kinds(ballot.stream)


@pytest.mark.parametrize("wanted", [typed(LATEST), {}])
def test_a_draft_is_no_more_extended_by_posting_than_by_its_page(
    cabinet: Cabinet, wanted: dict[str, str]
) -> None:
    with at(TUESDAY):
        draft = cabinet.draft_ballot(closes_at=FRIDAY)
        client, address = browser(cabinet.head, "en"), reverse("ballot_extend", args=[draft.pk])
        shown = client.get(address, headers={"Referer": f"http://testserver{page(draft)}"})
        posted = client.post(address, {**wanted, "back": page(draft)})
        assert [shown.status_code, posted.status_code] == [303, 303]
        assert [shown["Location"], posted["Location"]] == [page(draft)] * 2
        told = client.get(page(draft)).text
    assert "This vote has not been opened" in told
    draft.refresh_from_db()
    assert (draft.closes_at, kinds(draft.stream)) == (FRIDAY, ["ballot.composed"])


def test_an_extension_of_what_is_closed_meanwhile_keeps_what_was_typed(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    with at(FRIDAY):
        close_ballot(actor=cabinet.clerk, ballot=ballot)
        answer = browser(cabinet.head).post(reverse("ballot_extend", args=[ballot.pk]), typed(LATEST))
    assert answer.status_code == 422
    assert "Bổ sung &lt;b&gt;báo cáo&lt;/b&gt; thẩm định</textarea>" in answer.text


def test_a_year_that_was_mistyped_is_refused_even_where_no_rule_names_a_bound(cabinet: Cabinet) -> None:
    with at(TUESDAY):
        ballot = cabinet.open_ballot(procedure="39-2022", closes_at=FRIDAY)
        answer = browser(cabinet.head).post(
            reverse("ballot_extend", args=[ballot.pk]), typed(FRIDAY.replace(year=2062))
        )
    assert answer.status_code == 422
    assert "không quá một năm" in answer.text


def test_a_member_whose_page_had_closed_finds_the_way_back_to_the_sheet(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    Shift.objects.create(began_at=TUESDAY, seen_at=FRIDAY - HOUR)
    Shift.objects.create(began_at=FRIDAY + HOUR, seen_at=FRIDAY + HOUR)
    with at(FRIDAY + HOUR):
        past = browser(cabinet.minister).get(page(ballot)).text
        extend_ballot(actor=cabinet.head, ballot=ballot, closes_at=LATEST, reason=WHY)
        state = sections(
            Ballot.objects.get(pk=ballot.pk), audience_of(cabinet.minister, ballot, "ballot", "vi")
        )["state"]
        again = browser(cabinet.minister).get(page(ballot)).text
    assert 'id="answer-form"' not in past
    assert f'href="{page(ballot)}"' in state
    assert 'id="answer-form"' in again


# -- outages ------------------------------------------------------------------------------------------------


def test_the_board_names_the_outage_and_says_that_the_clock_leaves_it_to_people(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    Shift.objects.create(began_at=TUESDAY, seen_at=FRIDAY - HOUR)
    Shift.objects.create(began_at=FRIDAY - HOUR / 2, seen_at=FRIDAY + HOUR)
    with at(FRIDAY + HOUR):
        board = browser(cabinet.head).get(page(ballot)).text
        extension = browser(cabinet.head).get(reverse("ballot_extend", args=[ballot.pk])).text
        member = browser(cabinet.minister).get(page(ballot)).text
    said = re.sub(r"<[^>]+>", "", board)
    assert "16:00, thứ Sáu 04/12 – 16:30, thứ Sáu 04/12 (30 phút)" in said
    assert "nên phiếu không tự động đóng" in said
    assert "được gia hạn cả khi đã hết hạn" in extension
    assert "gián đoạn" not in member


def test_reminders_and_outages_cost_the_board_no_more_for_more_of_them(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    Shift.objects.create(began_at=TUESDAY, seen_at=TUESDAY + HOUR)
    with at(TUESDAY + 2 * HOUR):
        client = browser(cabinet.clerk)
        client.get(page(ballot))
        one = queries(client, page(ballot))
        for number in range(30):
            start = TUESDAY + HOUR + timedelta(minutes=number)
            Shift.objects.create(began_at=start, seen_at=start)
        assert queries(client, page(ballot)) == one


# -- the operator -------------------------------------------------------------------------------------------


def test_the_operator_sees_how_clock_and_mail_fare_and_nothing_of_the_ballot(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    never = browser(cabinet.operator).get(reverse("today")).text
    Shift.objects.create(began_at=TUESDAY, seen_at=FRIDAY)
    Notice.objects.filter(person=cabinet.minister).update(trouble="ConnectionRefusedError: mất kết nối")
    with at(FRIDAY + timedelta(minutes=1)):
        runs = browser(cabinet.operator).get(reverse("today")).text
    with at(FRIDAY + HOUR):
        gone = browser(cabinet.operator, "en").get(reverse("today")).text
    assert "Đồng hồ hệ thống chưa từng chạy" in never
    assert "Đồng hồ hệ thống đang chạy, tín hiệu gần nhất lúc 17:00:00" in runs
    assert "Đang chờ: 6, trong đó gặp lỗi: 1." in runs
    assert "ConnectionRefusedError: mất kết nối" in runs
    assert "The clock has not been seen since Friday 4 December 2026, 17:00" in gone
    for text in (never, runs, gone):
        assert ballot.title not in text
        assert "ballot:opened" not in text
