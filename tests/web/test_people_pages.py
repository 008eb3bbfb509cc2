"""The pages of persons and offices: what they show, keep and refuse."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import NoReverseMatch, reverse

from core.models import Entry
from core.time import today
from people.administration.acts import end_duty, give_duty
from people.models import Appointment, DutyTerm, Person, Proposal
from tests.cast import Cabinet, duties_of, person


@pytest.fixture
def desk(cabinet: Cabinet, client: Client) -> Client:
    """The administrator's browser."""
    client.force_login(cabinet.administrator)
    return client


def test_persons_are_found_without_marks_and_capitals(desk: Client) -> None:
    page = desk.get(reverse("people"), {"q": "THU TUONG"}).content.decode()
    assert ("Thủ tướng" in page, "Thư ký 1" in page) == (True, False)
    assert "Phó Thủ tướng" in page


def test_the_list_asks_as_many_queries_for_many_as_for_few(desk: Client, cabinet: Cabinet) -> None:
    def count(address: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            assert desk.get(address).status_code == 200
        return len(asked)

    give_duty(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, duty="clerk", reason="Quyết định"
    )
    few = [count(reverse(name)) for name in ("people", "bodies", "proposals")]
    for number in range(12):
        another = person(f"another-{number}")
        Appointment.objects.create(
            person=another, seat=cabinet.minister_seat, role="assistant", starts_on=today()
        )
        give_duty(actor=cabinet.administrator, key=uuid4(), person=another, duty="clerk", reason="Quyết định")
    assert [count(reverse(name)) for name in ("people", "bodies", "proposals")] == few


def test_what_was_typed_is_kept_when_a_rule_refuses(desk: Client, cabinet: Cabinet) -> None:
    typed = {
        "key": uuid4(),
        "seat": cabinet.minister_seat.pk,
        "role": "holder",
        "starts_on": today().isoformat(),
        "reason": "Quyết định số 15/QĐ-TTg",
    }
    answer = desk.post(reverse("person_appoint", args=[cabinet.outsider.pk]), typed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Vị trí đã có người giữ" in page
    assert "Quyết định số 15/QĐ-TTg" in page
    assert Proposal.objects.count() == 0


def test_a_form_filled_in_on_what_somebody_else_changed_says_so_and_keeps_the_text(
    desk: Client, cabinet: Cabinet
) -> None:
    address = reverse("person_edit", args=[cabinet.outsider.pk])
    page = desk.get(address)
    seen = page.context["seen"]
    Person.objects.filter(pk=cabinet.outsider.pk).update(label_vi="Tên của người khác")
    typed = {"key": uuid4(), "seen": seen, "label_vi": "Tên tôi gõ", "label_en": ""}
    answer = desk.post(address, typed)
    assert (answer.status_code, "Tên tôi gõ" in answer.content.decode()) == (422, True)
    assert Person.objects.get(pk=cabinet.outsider.pk).label_vi == "Tên của người khác"
    assert desk.post(address, {**typed, "seen": answer.context["seen"]}).status_code == 303
    assert Person.objects.get(pk=cabinet.outsider.pk).label_vi == "Tên tôi gõ"


def test_the_head_finds_a_proposal_on_today_confirms_it_and_it_leaves(
    cabinet: Cabinet, client: Client
) -> None:
    made = give_duty(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, duty="clerk", reason="Quyết định 7"
    )
    address = reverse("proposal", args=[made.pk])
    client.force_login(cabinet.head)
    assert address in client.get(reverse("today")).content.decode()
    assert "Quyết định 7" in client.get(address).content.decode()
    client.post(reverse("proposal_confirm", args=[made.pk]))
    assert duties_of(cabinet.outsider) == ["clerk"]
    assert address not in client.get(reverse("today")).content.decode()


def test_where_one_administrator_is_alone_the_page_says_who_confirms(desk: Client, cabinet: Cabinet) -> None:
    made = give_duty(
        actor=cabinet.administrator, key=uuid4(), person=cabinet.outsider, duty="clerk", reason="Quyết định"
    )
    page = desk.get(reverse("proposal", args=[made.pk])).content.decode()
    assert ("Chỉ có một quản trị viên" in page, cabinet.head.name in page) == (True, True)
    Person.objects.filter(pk=cabinet.head.pk).update(is_active=False)
    assert "manage.py add_officer" in desk.get(reverse("proposal", args=[made.pk])).content.decode()


def test_the_invitation_has_its_place_where_its_page_exists(desk: Client, cabinet: Cabinet) -> None:
    page = desk.get(reverse("person", args=[cabinet.outsider.pk])).content.decode()
    try:
        address = reverse("person_invite", args=[cabinet.outsider.pk])
    except NoReverseMatch:
        assert "Mời bằng đường dẫn" not in page
    else:
        assert address in page


def test_the_auditor_reads_the_history_and_finds_no_button(cabinet: Cabinet, client: Client) -> None:
    """Abuse case 14: an auditor who writes is refused."""
    client.force_login(cabinet.auditor)
    before = Entry.objects.count()
    page = client.get(reverse("person", args=[cabinet.outsider.pk])).content.decode()
    assert reverse("person_suspend", args=[cabinet.outsider.pk]) not in page
    typed = {"key": uuid4(), "reason": "Vì sao", "urgent": "on"}
    assert client.post(reverse("person_suspend", args=[cabinet.outsider.pk]), typed).status_code == 403
    assert (Entry.objects.count(), Person.objects.get(pk=cabinet.outsider.pk).is_active) == (before, True)


def test_fields_that_no_form_has_change_nothing(desk: Client, cabinet: Cabinet) -> None:
    """Abuse case 6: what a form does not ask for is not taken from it."""
    page = desk.get(reverse("person_edit", args=[cabinet.outsider.pk]))
    typed = {"key": uuid4(), "seen": page.context["seen"], "label_vi": "Tên mới", "label_en": ""}
    more = {"duty": "head", "is_active": "", "is_superuser": "1", "password": "x", "username": "chair2"}
    desk.post(reverse("person_edit", args=[cabinet.outsider.pk]), {**typed, **more})
    found = Person.objects.get(pk=cabinet.outsider.pk)
    assert (found.label_vi, duties_of(found), found.is_active, found.username, found.password) == (
        "Tên mới",
        [],
        True,
        "outsider",
        cabinet.outsider.password,
    )


def test_a_suspended_person_is_out_at_the_next_request(cabinet: Cabinet, client: Client) -> None:
    """Abuse case 11, guarantee G1: refused at the next request."""
    member, administrator = Client(), Client()
    member.force_login(cabinet.minister)
    administrator.force_login(cabinet.administrator)
    assert member.get(reverse("today")).status_code == 200
    typed = {"key": uuid4(), "reason": "Mất máy tính bảng", "urgent": "on"}
    administrator.post(reverse("person_suspend", args=[cabinet.minister.pk]), typed)
    answer = member.get(reverse("today"))
    assert (answer.status_code, answer["Location"].startswith(reverse("sign_in"))) == (302, True)


def test_another_duty_ends_the_session_and_what_it_does_not_open_is_closed(cabinet: Cabinet) -> None:
    clerk = Client()
    clerk.force_login(cabinet.clerk)
    assert clerk.get(reverse("meeting_new")).status_code == 200
    term = DutyTerm.objects.get(person=cabinet.clerk)
    yesterday = today() - timedelta(days=1)
    made = end_duty(actor=cabinet.administrator, key=uuid4(), term=term, last=yesterday, reason="Điều động")
    head = Client()
    head.force_login(cabinet.head)
    head.post(reverse("proposal_confirm", args=[made.pk]))
    assert clerk.get(reverse("meeting_new"))["Location"].startswith(reverse("sign_in"))
    clerk.force_login(Person.objects.get(pk=cabinet.clerk.pk))
    assert clerk.get(reverse("meeting_new")).status_code == 403


def test_a_page_of_a_person_that_is_not_there_is_not_found(desk: Client) -> None:
    """Abuse case 2: guessed ids."""
    names = (
        "person",
        "person_edit",
        "seat",
        "seat_end",
        "proposal",
        "appointment_end",
        "duty_end",
        "body_edit",
    )
    assert {desk.get(reverse(name, args=[uuid4()])).status_code for name in names} == {404}


def test_an_end_in_the_past_is_refused_with_the_earliest_day(desk: Client, cabinet: Cabinet) -> None:
    holding = Appointment.objects.get(person=cabinet.minister)
    last = (today() - timedelta(days=9)).isoformat()
    typed = {"key": uuid4(), "last": last, "reason": "Thôi giữ chức"}
    answer = desk.post(reverse("appointment_end", args=[holding.pk]), typed)
    yesterday = (today() - timedelta(days=1)).strftime("%d/%m/%Y")
    assert (answer.status_code, yesterday in answer.content.decode()) == (422, True)
