"""The pages of replies: one press, the table of the desk, reasons that other members do not read."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.models import Meeting, Reply
from meetings.services import Words, cancel_meeting, reply
from people.models import Person
from tests.cast import Cabinet

ILL = "Điều trị tại bệnh viện Hữu nghị"


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client


def give(person: Person, meeting: Meeting, **typed: object) -> object:
    return browser(person).post(reverse("reply_give", args=[meeting.pk]), typed)


def test_one_press_on_today_says_that_a_member_attends(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    member = browser(cabinet.minister)
    assert "Will you attend?" in member.get("/").text
    answer = member.post(reverse("reply_give", args=[sent_meeting.pk]), {"said": "attend", "back": "/"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/")
    assert "Will you attend?" not in member.get("/").text
    assert Reply.objects.get().said == "attend"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"said": "absent", "reason": ""}, "must know the reason"),
        ({"said": "deputy", "reason": ""}, "must know the reason"),
        ({"said": "part", "from_time": "25:00", "to_time": "", "reason": ILL}, "Enter a valid time"),
        ({"said": "part", "from_time": "", "to_time": "", "reason": ILL}, "must lie within the session"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(
    cabinet: Cabinet, sent_meeting: Meeting, typed: dict[str, str], said: str
) -> None:
    answer = browser(cabinet.minister).post(reverse("reply_give", args=[sent_meeting.pk]), typed)
    assert answer.status_code == 422
    assert said in answer.text
    assert typed["reason"] in answer.text
    assert not Reply.objects.exists()


def test_the_only_deputy_need_not_be_chosen(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    give(cabinet.minister, sent_meeting, said="deputy", reason=ILL)
    assert Reply.objects.get().deputy == cabinet.deputy


def test_what_a_seat_may_not_reply_is_no_page(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    for person, said in ((cabinet.chair, "deputy"), (cabinet.guest, "part"), (cabinet.minister, "undecided")):
        answer = browser(person).post(reverse("reply_give", args=[sent_meeting.pk]), {"said": said})
        assert answer.status_code == 404


def test_the_reason_is_read_by_those_concerned_only(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    reply(actor=cabinet.minister, meeting=sent_meeting, words=Words("absent", reason=ILL))
    page, table = sent_meeting.get_absolute_url(), reverse("replies", args=[sent_meeting.pk])
    for person in (cabinet.minister, cabinet.chair):
        assert ILL in browser(person).get(page).text
    for person in (cabinet.clerk, cabinet.auditor, cabinet.chair):
        assert ILL in browser(person).get(table).text
    for person in (cabinet.second_minister, cabinet.assistant, cabinet.deputy, cabinet.guest):
        for path in (page, "/", reverse("room", args=[sent_meeting.pk])):
            assert ILL not in browser(person).get(path).text


def test_the_prime_minister_consents_on_today(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    reply(actor=cabinet.minister, meeting=sent_meeting, words=Words("absent", reason=ILL))
    chair = browser(cabinet.chair)
    assert ILL in chair.get("/").text
    where = reverse("absence_decide", args=[sent_meeting.pk, cabinet.minister_seat.order])
    assert chair.post(where, {"revision": 1, "consents": "yes", "back": "/"}).status_code == 303
    assert ILL not in chair.get("/").text
    assert "Consented to" in browser(cabinet.minister).get(sent_meeting.get_absolute_url()).text


def test_the_desk_enters_a_reply_by_telephone(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    where = reverse("reply_enter", args=[sent_meeting.pk, cabinet.minister_seat.order])
    typed = {"said": "absent", "reason": ILL}
    assert browser(cabinet.clerk).post(where, typed).status_code == 303
    assert "entered by the secretariat" in browser(cabinet.minister).get(sent_meeting.get_absolute_url()).text
    guest = reverse("guest_reply_enter", args=[sent_meeting.pk, cabinet.guest.pk])
    assert browser(cabinet.clerk).post(guest, {"said": "attend"}).status_code == 303
    assert Reply.objects.get(guest=cabinet.guest).how == "desk"


def test_a_cancelled_meeting_says_so_everywhere(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    cancel_meeting(actor=cabinet.clerk, meeting=sent_meeting, reason="Bão số 9.")
    paths = [sent_meeting.get_absolute_url(), reverse("room", args=[sent_meeting.pk])]
    for person in (cabinet.minister, cabinet.chair, cabinet.guest):
        assert "Will you attend?" not in browser(person).get("/").text
        for path in paths:
            assert "Bão số 9." in browser(person).get(path).text
        for path in ("/", reverse("meeting_list")):
            assert "Cancelled" in browser(person).get(path).text
    for path in ("/", sent_meeting.get_absolute_url(), reverse("console", args=[sent_meeting.pk])):
        assert "Cancelled" in browser(cabinet.clerk).get(path).text
    assert "will not be held" in browser(cabinet.clerk).get(reverse("screen", args=[sent_meeting.pk])).text


def test_the_table_asks_the_same_for_one_reply_and_for_all(government: Cabinet) -> None:
    meeting = government.sent_meeting()
    desk, table = browser(government.clerk), reverse("replies", args=[meeting.pk])

    def queries() -> int:
        with CaptureQueriesContext(
            connection,
        ) as asked:
            desk.get(table)
        return len(asked)

    reply(actor=government.minister, meeting=meeting, words=Words("absent", reason=ILL))
    queries()
    few = queries()
    for order, person in government.holders.items():
        words = Words("absent", reason=ILL) if order % 2 else Words("attend")
        reply(actor=person, meeting=meeting, words=words)
    assert queries() == few


def test_nobody_checks_in_to_a_cancelled_meeting(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    room = reverse("room", args=[sent_meeting.pk])
    assert 'id="check-in"' in browser(cabinet.minister).get(room).text
    cancel_meeting(actor=cabinet.clerk, meeting=sent_meeting, reason="Bão.")
    assert "check-in-sheet" not in browser(cabinet.minister).get(room).text
    assert browser(cabinet.minister).get("/").text.count("Enter the meeting room") == 0


def test_who_chairs_is_not_asked_whether_he_attends(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    chair, page = browser(cabinet.chair), sent_meeting.get_absolute_url()
    assert "Will you attend?" not in chair.get("/").text
    own = chair.get(page).text
    assert "You chair this meeting" in own
    assert "I shall attend" not in own
    assert "I shall be absent" in own
    table = browser(cabinet.clerk).get(reverse("replies", args=[sent_meeting.pk])).text
    assert table.count("Chairs the meeting") == 1
    assert table.count("No reply yet") == 6  # of four seats and two guests

    give(cabinet.chair, sent_meeting, said="absent", reason=ILL)
    own = chair.get(page).text
    assert "Your reply" in own
    assert "I shall attend" in own
