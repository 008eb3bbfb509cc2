"""Everybody says for himself where messages go, and types the address twice."""

import pytest
from django.test import Client
from django.urls import reverse

from people.models import Person
from tests.cast import Cabinet


def say(person: Person, address: str, again: str) -> int:
    client = Client()
    client.force_login(person)
    return client.post(reverse("mail_address"), {"address": address, "again": again}).status_code


def test_an_address_typed_twice_is_kept(cabinet: Cabinet) -> None:
    assert say(cabinet.minister, "bo.truong@xaydung.gov.vn", "Bo.Truong@xaydung.gov.vn") == 303
    assert Person.objects.get(pk=cabinet.minister.pk).email == "bo.truong@xaydung.gov.vn"
    assert Person.objects.get(pk=cabinet.chair.pk).email == "thu-tuong@cabinet.example"


def test_without_an_address_nothing_is_sent(cabinet: Cabinet) -> None:
    assert say(cabinet.minister, "", "") == 303
    assert Person.objects.get(pk=cabinet.minister.pk).email == ""


def test_who_changes_nothing_types_nothing_again(cabinet: Cabinet) -> None:
    assert say(cabinet.minister, "xay-dung@cabinet.example", "") == 303
    assert Person.objects.get(pk=cabinet.minister.pk).email == "xay-dung@cabinet.example"
    assert say(cabinet.minister, "", "xay-dung@cabinet.example") == 422


@pytest.mark.parametrize(
    ("address", "again"),
    [("a@b.vn", "a@c.vn"), ("a@b.vn", ""), ("nobody", "nobody"), ("a@b.vn\r\nBcc: x@y.vn", "a@b.vn")],
)
def test_what_differs_or_is_no_address_is_refused(cabinet: Cabinet, address: str, again: str) -> None:
    assert say(cabinet.minister, address, again) == 422
    assert Person.objects.get(pk=cabinet.minister.pk).email == "xay-dung@cabinet.example"
