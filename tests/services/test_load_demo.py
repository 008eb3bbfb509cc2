"""The command that loads the demonstration: once, anew on demand, and never over real data."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from core.journal import problems
from core.models import Entry
from people.models import Person
from tests.cast import person


@pytest.fixture
def demo_allowed(settings: Settings) -> None:
    """Tests run as if in production, where the demonstration has to be asked for."""
    settings.DEMO = True


@pytest.mark.usefixtures("transactional_db", "demo_allowed")
def test_loading_twice_changes_nothing_and_reset_starts_anew() -> None:
    load_demo()
    before = list(Entry.objects.order_by("pk").values_list("hash", flat=True))
    assert "is loaded" in load_demo()
    assert list(Entry.objects.order_by("pk").values_list("hash", flat=True)) == before
    load_demo("--reset")
    assert Entry.objects.count() == len(before)
    assert not Entry.objects.filter(hash__in=before).exists()
    assert list(problems()) == []


@pytest.mark.usefixtures("transactional_db", "demo_allowed")
def test_real_accounts_are_neither_mixed_with_the_demo_nor_erased() -> None:
    person("a-real-clerk")
    for arguments in ((), ("--reset",)):
        with pytest.raises(CommandError, match="1 accounts of its own"):
            load_demo(*arguments)
    assert Person.objects.get().username == "a-real-clerk"


def test_the_demo_is_refused_in_production(db: None, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="known password"):
        load_demo()
    assert not Person.objects.exists()


def load_demo(*arguments: str) -> str:
    """Run the command; what it printed."""
    printed = StringIO()
    call_command("load_demo", *arguments, stdout=printed)
    return printed.getvalue()
