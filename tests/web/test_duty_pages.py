"""The pages on which duties are given and ended: with days and a body, confirmed by another, and told."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from core.time import today
from people.models import Body, DutyTerm, Proposal
from tests.cast import Cabinet, duties_of

DAY = timedelta(days=1)


@pytest.fixture
def desk(cabinet: Cabinet, client: Client) -> Client:
    """The administrator's browser."""
    client.force_login(cabinet.administrator)
    return client


@pytest.fixture
def province(cabinet: Cabinet) -> Body:
    """Another body of the house."""
    return Body.objects.create(key="ubnd-tinh-a", name_vi="Ủy ban nhân dân tỉnh A")


def give(desk: Client, cabinet: Cabinet, **typed: object) -> object:
    """Send the form of a duty for the outsider."""
    filled = {"key": uuid4(), "duty": "clerk", "body": "", "starts_on": today(), "reason": "Quyết định 9"}
    return desk.post(reverse("person_duty", args=[cabinet.outsider.pk]), {**filled, **typed})


def confirm(cabinet: Cabinet) -> None:
    """The head agrees to the one proposal."""
    head = Client()
    head.force_login(cabinet.head)
    page = head.get(reverse("proposal", args=[Proposal.objects.get(status="open").pk])).content.decode()
    assert "Quyết định 9" in page
    head.post(reverse("proposal_confirm", args=[Proposal.objects.get(status="open").pk]))


def test_a_duty_of_one_body_is_proposed_confirmed_and_told(
    desk: Client, cabinet: Cabinet, province: Body
) -> None:
    give(desk, cabinet, body=province.pk, ends_on=today() + 300 * DAY)
    assert duties_of(cabinet.outsider) == []
    confirm(cabinet)
    term = DutyTerm.objects.get(person=cabinet.outsider)
    assert (term.duty, term.body, term.ends_on) == ("clerk", province, today() + 300 * DAY)
    page = desk.get(reverse("person", args=[cabinet.outsider.pk])).content.decode()
    assert ("Ủy ban nhân dân tỉnh A" in page, "Giao nhiệm vụ" in page) == (True, True)
    assert "(Ủy ban nhân dân tỉnh A)" in desk.get(reverse("people")).content.decode()


def test_its_last_day_is_proposed_on_its_own_page_and_the_past_stays(desk: Client, cabinet: Cabinet) -> None:
    term = DutyTerm.objects.get(person=cabinet.second_clerk)
    address = reverse("duty_end", args=[term.pk])
    assert address in desk.get(reverse("person", args=[cabinet.second_clerk.pk])).content.decode()
    typed = {"key": uuid4(), "last": today() - 5 * DAY, "reason": "Quyết định 9"}
    assert desk.post(address, typed).status_code == 422
    desk.post(address, {**typed, "last": today()})
    confirm(cabinet)
    term.refresh_from_db()
    assert (term.ends_on, duties_of(cabinet.second_clerk)) == (today(), ["clerk"])


def test_an_administrator_of_a_body_is_refused_with_the_reason(
    desk: Client, cabinet: Cabinet, province: Body
) -> None:
    answer = give(desk, cabinet, duty="people", body=province.pk)
    assert answer.status_code == 422  # type: ignore[attr-defined]
    assert "phục vụ toàn hệ thống" in answer.content.decode()  # type: ignore[attr-defined]


def test_the_head_of_a_body_does_not_find_the_pages_of_persons(cabinet: Cabinet, province: Body) -> None:
    DutyTerm.objects.create(person=cabinet.outsider, duty="head", body=province, starts_on=today())
    client = Client()
    client.force_login(cabinet.outsider)
    assert {client.get(reverse(name)).status_code for name in ("people", "bodies", "proposals")} == {404}
    assert reverse("people") not in client.get(reverse("today")).content.decode()
