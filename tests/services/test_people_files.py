"""Persons, seats and appointments from files: previewed, judged by line, taken whole and only once."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from core.models import Entry
from core.refusals import Refusal
from core.spreadsheets import as_csv, as_typed
from core.time import at, now, today
from people.administration.exporting import exported
from people.administration.importing import read_file
from people.administration.proposing import confirm_proposal
from people.administration.reading_files import MOST_BYTES, decoded
from people.models import DutyTerm, Person, Proposal, Role, Seat
from people.selectors import seats_served_by
from tests.cast import SINCE, Cabinet, duties_of

DUTIES = "person,duty,body,starts_on,ends_on\n"
PERSONS = "username,label_vi,label_en,email\n"


def upload(client: Client, kind: str, content: bytes) -> object:
    """Choose a file and look."""
    file = SimpleUploadedFile("danh-sach.csv", content, "text/csv")
    return client.post(reverse("people_import", args=[kind]), {"file": file})


@pytest.fixture
def desk(cabinet: Cabinet, client: Client) -> Client:
    """The administrator's browser."""
    client.force_login(cabinet.administrator)
    return client


def take(client: Client, kind: str, text: str, key: object = None) -> object:
    """Take what the preview of this text shows."""
    seen = read_file(kind, text).digest
    typed = {"text": text, "seen": seen, "key": key or uuid4(), "reason": "Quyết định số 20"}
    return client.post(reverse("people_import", args=[kind]), typed)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"], ids=["without a mark", "with a mark"])
@pytest.mark.parametrize("separator", [",", ";"])
def test_a_file_is_read_whatever_its_mark_and_separator(
    cabinet: Cabinet, mark: bytes, separator: str
) -> None:
    text = f"username,label_vi\nmoi,Người mới\n\nclerk,{cabinet.clerk.label_vi}\n".replace(",", separator)
    reading = read_file("persons", decoded(mark + text.encode()))
    assert [(line, change.kind) for line, change in zip(reading.lines, reading.changes, strict=True)] == [
        (2, "person.created")
    ]
    assert (reading.same, reading.faults) == (1, [])


def test_a_preview_keeps_nothing(desk: Client) -> None:
    before = (Person.objects.count(), Entry.objects.count(), Proposal.objects.count())
    answer = upload(desk, "persons", (PERSONS + "moi,Người mới,New,\n").encode())
    assert (answer.status_code, "Người mới" in answer.content.decode()) == (200, True)  # type: ignore[attr-defined]
    assert (Person.objects.count(), Entry.objects.count(), Proposal.objects.count()) == before


def test_accounts_are_made_at_once_and_the_same_file_changes_nothing(desk: Client) -> None:
    text = PERSONS + "moi,Người mới,New,moi@x.vn\nmoi-hai,Người mới hai,,\n"
    key = uuid4()
    for _twice in range(2):
        assert take(desk, "persons", text, key).status_code == 303  # type: ignore[attr-defined]
    assert list(Person.objects.filter(username__startswith="moi").values_list("username", "email")) == [
        ("moi", "moi@x.vn"),
        ("moi-hai", ""),
    ]
    again = read_file("persons", text)
    assert (again.changes, again.faults, again.same) == ([], [], 2)
    assert Proposal.objects.count() == 1


def test_a_file_with_duties_waits_as_a_whole(desk: Client, cabinet: Cabinet) -> None:
    body = cabinet.body.key
    text = DUTIES + f"outsider,clerk,{body},2020-01-01,2030-12-31\noutsider,auditor,,2099-01-01,\n"
    take(desk, "duties", text)
    assert duties_of(cabinet.outsider) == []
    again = take(desk, "duties", text)
    assert (Proposal.objects.count(), again.status_code) == (1, 422)  # type: ignore[attr-defined]
    confirm_proposal(actor=cabinet.head, proposal=Proposal.objects.get())
    assert duties_of(cabinet.outsider) == ["clerk"]
    reading = read_file("duties", as_csv(exported("duties")).decode("utf-8-sig"))
    assert (reading.changes, reading.faults, reading.same) == ([], [], DutyTerm.objects.count())


def test_the_last_day_of_a_duty_comes_from_a_file(desk: Client, cabinet: Cabinet) -> None:
    text = DUTIES + f"clerk,clerk,,{SINCE},2099-12-31\n"
    take(desk, "duties", text)
    confirm_proposal(actor=cabinet.head, proposal=Proposal.objects.get())
    assert DutyTerm.objects.get(person=cabinet.clerk).ends_on == date(2099, 12, 31)


def test_every_fault_of_a_file_of_duties_is_told_by_its_line(desk: Client, cabinet: Cabinet) -> None:
    lines = [
        "nobody,clerk,,2026-01-01,",
        "outsider,emperor,,2026-01-01,",
        "outsider,clerk,nowhere,2026-01-01,",
        f"outsider,operator,{cabinet.body.key},2026-01-01,",
        "outsider,auditor,,2026-02-01,2026-01-01",
        "clerk,clerk,,2026-01-01,",
        "outsider,head,,,",
    ]
    reading = read_file("duties", DUTIES + "\n".join(lines) + "\n")
    assert ([fault.line for fault in reading.faults], reading.changes) == ([2, 3, 4, 5, 6, 7, 8], [])


def test_every_fault_is_told_by_its_line_and_nothing_is_taken(desk: Client) -> None:
    lines = [
        "moi,Người mới,,",
        "Sai Tên,Ai đó,,",
        "thieu,,,",
        "moi,Lặp lại,,",
        "la,Người lạ,,khong-phai-dia-chi",
        "thua,Thừa ô,,,một ô nữa",
    ]
    text = PERSONS + "\n".join(lines) + "\n"
    reading = read_file("persons", text)
    assert [fault.line for fault in reading.faults] == [3, 4, 5, 6, 7]
    assert take(desk, "persons", text).status_code == 422  # type: ignore[attr-defined]
    assert not Person.objects.filter(username="moi").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "import_columns_missing"),
        ("username\nmoi\n", "import_columns_missing"),
        ("username,label_vi,is_superuser\nmoi,Mới,1\n", "import_columns_unknown"),
        ("username,label_vi,label_vi\nmoi,Mới,1\n", "import_columns_unknown"),
        ('username,label_vi\nmoi,"Mới\n', "import_not_a_table"),
        ("username,label_vi\n" + "moi,Mới\n" * 5001, "import_too_many_lines"),
    ],
    ids=["empty", "missing", "unknown", "twice", "quotation", "long"],
)
def test_what_is_no_table_of_its_kind_is_refused(cabinet: Cabinet, text: str, code: str) -> None:
    """Abuse case 6: a column that no file has is refused, not passed over."""
    with pytest.raises(Refusal) as no:
        read_file("persons", text)
    assert no.value.code == code


@pytest.mark.parametrize(
    ("content", "code"),
    [("Bộ".encode("utf-16"), "import_not_utf8"), (b"a" * (MOST_BYTES + 1), "import_too_large")],
    ids=["utf-16", "large"],
)
def test_what_is_no_text_is_refused(content: bytes, code: str) -> None:
    with pytest.raises(Refusal) as no:
        decoded(content)
    assert no.value.code == code


def test_a_seat_changes_hands_by_a_file_in_whatever_order_its_lines_stand(
    cabinet: Cabinet, desk: Client
) -> None:
    last, first = today() + timedelta(days=4), today() + timedelta(days=5)
    seat, since = cabinet.minister_seat, "2016-07-28"
    text = (
        "person;body;seat;role;starts_on;ends_on\n"
        f"outsider;{cabinet.body.key};{seat.key};holder;{first.strftime('%d/%m/%Y')};\n"
        f"{cabinet.minister.username};{cabinet.body.key};{seat.key};holder;{since};{last}\n"
    )
    reading = read_file("appointments", text)
    assert ([change.kind for change in reading.changes], reading.faults) == (
        ["appointment.ended", "appointment.made"],
        [],
    )
    take(desk, "appointments", text)
    confirm_proposal(actor=cabinet.head, proposal=Proposal.objects.get())
    with at(now() + timedelta(days=5)):
        assert seats_served_by(cabinet.outsider, Role.HOLDER) == [seat]
    assert read_file("appointments", text).same == 2


def test_two_holders_of_one_seat_are_a_fault_of_the_second_line(cabinet: Cabinet) -> None:
    text = (
        "person,body,seat,role,starts_on\n"
        f"outsider,{cabinet.body.key},xay-dung,assistant,{today()}\n"
        f"outsider,{cabinet.body.key},xay-dung,holder,{today()}\n"
        f"nobody,{cabinet.body.key},xay-dung,holder,{today()}\n"
    )
    reading = read_file("appointments", text)
    assert ([fault.line for fault in reading.faults], reading.lines) == ([3, 4], [2])
    assert "một vị trí chỉ có một người giữ" in reading.faults[0].words


def test_a_seat_is_set_up_by_a_file_with_its_agency(cabinet: Cabinet, desk: Client) -> None:
    text = (
        "body,key,order,office_vi,short_vi,kind,agencies,valid_from\n"
        f"{cabinet.body.key},y-te,6,Bộ trưởng Bộ Y tế,Y tế,minister,{cabinet.lead.key},{today()}\n"
    )
    take(desk, "seats", text)
    confirm_proposal(actor=cabinet.head, proposal=Proposal.objects.get())
    seat = Seat.objects.get(key="y-te")
    assert (seat.office_vi, seat.order, list(seat.agencies.all())) == ("Bộ trưởng Bộ Y tế", 6, [cabinet.lead])
    assert read_file("seats", text).same == 1


@pytest.mark.parametrize("kind", ["persons", "duties", "seats", "appointments"])
def test_what_is_exported_and_read_back_changes_nothing(government: Cabinet, kind: str) -> None:
    Person.objects.filter(username="outsider").update(label_vi='=HYPERLINK("http://x")', label_en="-2+3")
    content = as_csv(exported(kind))
    reading = read_file(kind, decoded(content))
    assert (reading.changes, reading.faults) == ([], [])
    assert reading.same == len(exported(kind)) - 1


def test_no_cell_of_an_export_is_a_formula(cabinet: Cabinet, desk: Client) -> None:
    """Abuse case 83."""
    Person.objects.filter(username="outsider").update(label_vi='=HYPERLINK("http://x")')
    content = desk.get(reverse("people_export", args=["persons"])).content.decode()
    assert "\"'=HYPERLINK" in content
    assert as_typed("'=1") == "=1"
    assert as_typed("'quoted'") == "'quoted'"


def test_what_the_preview_showed_is_what_is_taken(desk: Client, cabinet: Cabinet) -> None:
    text = PERSONS + f"outsider,Tên mới,{cabinet.outsider.label_en},\n"
    seen = read_file("persons", text).digest
    Person.objects.filter(username="outsider").update(label_vi="Tên của người khác")
    typed = {"text": text, "seen": seen, "key": uuid4(), "reason": "Quyết định số 20"}
    answer = desk.post(reverse("people_import", args=["persons"]), typed)
    assert (answer.status_code, Person.objects.get(username="outsider").label_vi) == (
        422,
        "Tên của người khác",
    )
    assert "Quyết định số 20" in answer.content.decode()


def test_the_template_has_the_columns_and_nothing_else(desk: Client) -> None:
    content = desk.get(reverse("people_template", args=["persons"])).content
    assert content == b"\xef\xbb\xbfusername,label_vi,label_en,email\r\n"


def test_whoever_takes_persons_as_a_file_stands_in_the_journal_and_in_the_history(
    desk: Client, cabinet: Cabinet
) -> None:
    taken = desk.get(reverse("people_export", args=["persons"])).content.decode()
    desk.head(reverse("people_export", args=["seats"]))
    [entry] = Entry.objects.filter(kind="people.exported")
    count = Person.objects.count()
    assert (entry.stream_id, entry.actor, entry.facts) == (
        "people",
        cabinet.administrator.key,
        {"kind": "persons", "rows": count},
    )
    assert len(taken.splitlines()) == count + 1
    desk.force_login(cabinet.auditor)
    desk.cookies["django_language"] = "en"
    page = desk.get(reverse("proposals")).text
    for words in ("Taken as a file", cabinet.administrator.label_en, f'<td class="n">{count}</td>'):
        assert words in page
    desk.force_login(cabinet.clerk)
    assert desk.get(reverse("people_export", args=["persons"])).status_code == 404
    assert Entry.objects.filter(kind="people.exported").count() == 1
