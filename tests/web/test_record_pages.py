"""The pages of registers and documents: who sees which, what stands there, how it is found and exported."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from pytest_django import Settings

from meetings.models import Meeting
from people.models import Person
from records import services
from records.models import Opening, Record
from tests.cast import Cabinet
from tests.records.issued import approved_minutes, issued_record, keys, ready_record, signed_record
from tests.records.reading import text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    keys(cabinet)
    return approved_minutes(cabinet)


def browser(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(person: Person, record: Record) -> str:
    return browser(person).get(record.get_absolute_url()).content.decode()


def registers(person: Person, **query: str) -> str:
    return browser(person).get(reverse("records"), query).content.decode()


def act(person: Person, record: Record, name: str, **sent: str) -> tuple[int, str]:
    answer = browser(person).post(reverse("record_act", args=[record.pk, name]), sent)
    return answer.status_code, answer.content.decode()


def test_from_the_minutes_page_to_the_issue_each_with_one_press(cabinet: Cabinet, meeting: Meeting) -> None:
    minutes = browser(cabinet.clerk).get(reverse("minutes", args=[meeting.pk])).content.decode()
    assert reverse("record_draw_up") in minutes
    sent = {"kind": "minutes", "subject": meeting.stream}
    browser(cabinet.clerk).post(reverse("record_draw_up"), sent)
    record = Record.objects.get()
    changed = {
        "place": "Hà Nội",
        "signatory": str(cabinet.chair_seat.pk),
        "recipients": "Các thành viên\nLưu: VT",
        "to_members": "on",
    }
    assert browser(cabinet.clerk).post(reverse("record_change", args=[record.pk]), changed).status_code == 303
    presses = [(cabinet.clerk, "circulate"), (cabinet.head, "approve"), (cabinet.chair, "sign")]
    for who, name in [*presses, (cabinet.clerk, "seal"), (cabinet.second_clerk, "issue")]:
        assert act(who, record, name)[0] == 303, name
    assert "01/BB-NCN" in page(cabinet.minister, record)
    assert "Tôi" not in page(cabinet.minister, record)
    pdf = browser(cabinet.minister).get(reverse("record_pdf", args=[record.pk]))
    assert "Số: 01/BB-NCN" in text_of(pdf.content)
    assert sorted(Opening.objects.values_list("what", flat=True)) == ["file", "page"]
    assert "Đã mở" in page(cabinet.clerk, record) or "mở" in page(cabinet.clerk, record)


def test_a_refused_act_comes_back_with_its_sentence_and_what_was_typed(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record = services.draw_up_record(actor=cabinet.clerk, kind="minutes", subject=meeting.stream)
    status, shown = act(cabinet.clerk, record, "circulate")
    assert status == 422
    assert "địa danh" in shown.lower()
    assert act(cabinet.clerk, record, "nonsense")[0] == 404


def test_the_difference_is_shown_in_words(cabinet: Cabinet, meeting: Meeting) -> None:
    record = ready_record(cabinet, meeting)
    approved_minutes(cabinet, meeting, text="Tầng 2.")
    shown = page(cabinet.clerk, record)
    assert "Tầng 2." in shown
    assert "<del>" in shown
    assert reverse("record_act", args=[record.pk, "take-facts"]) in shown
    assert reverse("record_act", args=[record.pk, "sign"]) not in page(cabinet.chair, record)


def test_a_recalled_document_is_marked_and_stays_as_it_was_for_the_desk(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record = issued_record(cabinet, meeting)
    file = reverse("record_pdf", args=[record.pk])
    issued = browser(cabinet.auditor).get(file).content
    services.recall_record(actor=cabinet.head, record=record, reason="Sai số liệu.")
    assert "ĐÃ THU HỒI" in text_of(browser(cabinet.minister).get(file).content)
    assert browser(cabinet.auditor).get(f"{file}?copy=issued").content == issued
    assert browser(cabinet.minister).get(f"{file}?copy=issued").status_code == 404
    assert "Sai số liệu." in page(cabinet.minister, record)


def test_registers_are_found_without_marks_and_show_what_was_withdrawn(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    record = signed_record(cabinet, meeting)
    services.withdraw_record(actor=cabinet.clerk, record=record, reason="Sai trích yếu.")
    issued = issued_record(cabinet, meeting)
    desk = registers(cabinet.auditor, q="phien HOP chinh phu", kind="minutes", sort="-number")
    assert desk.index("02/BB-NCN") < desk.index("01/BB-NCN")
    assert "Sai trích yếu." in desk
    assert "BB-NCN" not in registers(cabinet.auditor, q="khong co")
    assert "BB-NCN" not in registers(cabinet.auditor, year="2019")
    member = registers(cabinet.minister)
    assert "02/BB-NCN" in member
    assert "01/BB-NCN" not in member
    assert str(issued.pk) in member
    for stranger in (cabinet.outsider, cabinet.operator, cabinet.guest, cabinet.assistant):
        assert browser(stranger).get(reverse("records")).status_code == 404
        assert browser(stranger).get(issued.get_absolute_url()).status_code == 404


def test_the_tables_hold_no_formula(cabinet: Cabinet, meeting: Meeting) -> None:
    record = issued_record(cabinet, meeting)
    services.recall_record(actor=cabinet.head, record=record, reason="=1+1")
    table = browser(cabinet.auditor).get(reverse("record_export", args=["csv"])).content.decode()
    assert "'=1+1" in table
    assert "01/BB-NCN" in table
    book = browser(cabinet.auditor).get(reverse("record_export", args=["xlsx"]))
    assert book.content[:2] == b"PK"


def test_lists_and_pages_ask_as_often_for_one_as_for_three(cabinet: Cabinet, meeting: Meeting) -> None:
    record = issued_record(cabinet, meeting)
    addresses = [
        (cabinet.clerk, reverse("records")),
        (cabinet.minister, reverse("records")),
        (cabinet.clerk, record.get_absolute_url()),
        (cabinet.clerk, reverse("today")),
    ]
    asked = [_queries(*each) for each in addresses]
    for _ in range(2):
        issued_record(cabinet, approved_minutes(cabinet))
    ready_record(cabinet, approved_minutes(cabinet))
    again = [_queries(*each) for each in addresses[:3]]
    assert again == asked[:3]


def _queries(person: Person, address: str) -> int:
    client = browser(person)
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(address)
    return len(asked)


def test_today_says_what_is_to_be_issued_and_signed(cabinet: Cabinet, meeting: Meeting) -> None:
    record = ready_record(cabinet, meeting)
    for person in (cabinet.clerk, cabinet.chair):
        assert record.get_absolute_url() in browser(person).get("/").content.decode()
    for person in (cabinet.minister, cabinet.outsider):
        assert record.get_absolute_url() not in browser(person).get("/").content.decode()


def test_a_timestamp_that_did_not_come_is_said_at_once_and_in_the_history(
    cabinet: Cabinet, meeting: Meeting, settings: Settings
) -> None:
    record = ready_record(cabinet, meeting)
    settings.TIMESTAMP_URL = "http://127.0.0.1:9/"
    client = browser(cabinet.chair)
    signed = client.post(reverse("record_act", args=[record.pk, "sign"]), follow=True).content.decode()
    assert "Dịch vụ cấp dấu thời gian không trả lời được" in signed
    assert "01/BB-NCN" in signed
    assert "không có dấu thời gian" in page(cabinet.clerk, record)
    sealed = browser(cabinet.clerk).post(reverse("record_act", args=[record.pk, "seal"]), follow=True)
    assert "Dịch vụ cấp dấu thời gian không trả lời được" in sealed.content.decode()
    issued = browser(cabinet.clerk).post(reverse("record_act", args=[record.pk, "issue"]), follow=True)
    assert "Dịch vụ cấp dấu thời gian" not in issued.content.decode()
