"""How a new system gets its first administrator and head: on the console, told in the journal, only once."""

import pytest
from django.core.management import CommandError, call_command

from core.journal import entries
from people.models import Person
from tests.cast import Cabinet, duties_of


def test_a_new_system_gets_its_first_administrator_and_head(db: None) -> None:
    for duty, username in (("administrator", "to-chuc"), ("head", "chanh-van-phong")):
        for _twice in range(2):
            call_command("add_officer", duty, username, "Vụ Tổ chức cán bộ")
    assert [(each.username, duties_of(each)) for each in Person.objects.all()] == [
        ("chanh-van-phong", ["head"]),
        ("to-chuc", ["people"]),
    ]
    first = Person.objects.get(username="to-chuc")
    assert first.has_usable_password() is False
    told = list(entries(first.key).values_list("kind", "actor"))
    assert told == [("person.created", "console"), ("duty.given", "console")]


def test_the_console_makes_no_second_one(cabinet: Cabinet) -> None:
    for duty in ("administrator", "head"):
        with pytest.raises(CommandError, match="by two persons"):
            call_command("add_officer", duty, cabinet.outsider.username, "Người ngoài")
    assert duties_of(cabinet.outsider) == []


def test_where_the_last_one_is_suspended_the_console_appoints_another(cabinet: Cabinet) -> None:
    Person.objects.filter(pk=cabinet.administrator.pk).update(is_active=False)
    call_command("add_officer", "administrator", cabinet.outsider.username, "Người ngoài")
    assert duties_of(cabinet.outsider) == ["people"]
    with pytest.raises(CommandError):
        call_command("add_officer", "administrator", "Tên Sai", "Ai đó")
