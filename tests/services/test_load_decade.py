"""The command that loads ten years: the same again, once, verified by the journal, never over real data."""

from datetime import UTC, date, datetime
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from pytest_django import Settings

from ballots.models import Answer, Ballot
from core.journal import entries, problems
from core.time import at, local
from ecabinet.demo.decade import load_decade
from ecabinet.demo.loading import make_government
from people.models import Notice
from tests.cast import person

UNTIL = datetime(2026, 11, 26, 4, 0, tzinfo=UTC)
# What a ballot of the decade is, whatever its id: rows that depend on the seed and the day alone.
SHAPE = ("number", "title", "status", "composed_at", "opened_at", "closes_at", "closed_at", "result")


@pytest.fixture
def demo_allowed(settings: Settings) -> None:
    """Tests run as if in production, where the demonstration has to be asked for."""
    settings.DEMO = True


def loaded(*arguments: str) -> str:
    """Run the command at a fixed moment; what it printed."""
    printed = StringIO()
    with at(UNTIL):
        call_command("load_decade", *arguments, stdout=printed)
    return printed.getvalue()


def shape() -> list[tuple[object, ...]]:
    answers = Answer.objects.order_by("ballot__number", "elector__order", "revision")
    return [
        *Ballot.objects.order_by("composed_at", "title").values_list(*SHAPE),
        *answers.values_list("ballot__number", "elector__order", "revision", "lines", "at"),
    ]


@pytest.mark.usefixtures("db", "demo_allowed")
def test_a_decade_spans_ten_years_and_is_as_the_services_write_it() -> None:
    loaded("--ballots", "40")
    ballots = Ballot.objects.order_by("opened_at")
    opened = [ballot.opened_at for ballot in ballots if ballot.opened_at]
    assert [ballot.number for ballot in ballots.filter(number__isnull=False)] == list(
        range(1, len(opened) + 1)
    )
    assert (opened[-1] - opened[0]).days > 9 * 365
    assert {ballot.questions.count() for ballot in ballots} == {3}
    assert {ballot.electors.count() for ballot in ballots.filter(number__isnull=False)} == {27}
    assert {ballot.procedure_key for ballot in ballots} >= {"138-2016", "39-2022", "191-2026"}
    assert all(local(moment).hour in (9, 10, 11, 14, 15, 16) for moment in opened)
    assert ballots.filter(status="decided", result__isnull=False, report__isnull=False).count() > 30
    assert not Notice.objects.exists()
    assert entries("demo:decade").get().facts["ballots"] == 40
    assert list(problems()) == []


def decade(seed: int, ballots: int = 8, since: date | None = None) -> list[tuple[object, ...]]:
    """The shape of a decade that is loaded into the empty database and leaves nothing there."""
    with transaction.atomic():
        load_decade(make_government(), ballots=ballots, seed=seed, until=UNTIL, since=since)
        found = shape()
        transaction.set_rollback(True)
    return found


@pytest.mark.usefixtures("db")
def test_the_same_seed_makes_the_same_decade_and_another_seed_another() -> None:
    first = decade(seed=1)
    assert decade(seed=1) == first
    assert decade(seed=2) != first


@pytest.mark.usefixtures("db", "demo_allowed")
def test_a_decade_is_loaded_once() -> None:
    assert "is loaded: 5 ballots, seed 1" in loaded("--ballots", "5")
    before = shape()
    assert "already: 5 ballots, seed 1" in loaded("--ballots", "7", "--seed", "2")
    assert shape() == before


@pytest.mark.usefixtures("db", "demo_allowed")
def test_a_decade_is_never_mixed_with_the_accounts_of_real_people() -> None:
    person("a-real-clerk")
    with pytest.raises(CommandError, match="1 accounts of its own"):
        loaded()
    assert not Ballot.objects.exists()


def test_a_decade_is_refused_in_production(db: None, settings: Settings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="belongs to the demonstration"):
        loaded()


def test_what_has_not_happened_yet_is_left_open(db: None) -> None:
    load_decade(make_government(), ballots=40, seed=3, until=UNTIL, since=date(2026, 11, 12))
    later = {
        "sent": Ballot.objects.filter(opened_at__gte=UNTIL),
        "answered": Answer.objects.filter(at__gte=UNTIL),
        "closed": Ballot.objects.filter(closed_at__gte=UNTIL),
    }
    assert {name: found.count() for name, found in later.items()} == {"sent": 0, "answered": 0, "closed": 0}
    statuses = set(Ballot.objects.values_list("status", flat=True))
    assert statuses >= {"draft", "open", "reported", "decided"}
