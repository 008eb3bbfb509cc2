"""Casts too quick for a person, or of several persons from one browser: an alert, never a refusal."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from ballots.models import Answer, Ballot
from ballots.rules.conspicuous import ONE_BROWSER, TOO_QUICK, Cast, conspicuous
from ballots.services import look_at_casts
from core.journal import CLOCK, problems
from core.models import Entry
from core.time import at
from meetings.models import Meeting
from people.accounts.devices import browser_mark, device_of
from people.models import Person
from tests.cast import PASSWORD, Cabinet

OPENED = datetime(2026, 11, 26, 8, tzinfo=UTC)


def cast(seq: int, person: str, after: float, browser: str = "") -> Cast:
    return Cast(seq, person, OPENED + timedelta(seconds=after), browser, OPENED)


@pytest.mark.parametrize(
    ("casts", "found"),
    [
        ([cast(1, "a", 0.299), cast(2, "b", 0.3)], {TOO_QUICK: [1]}),
        ([cast(1, "a", 9, "x"), cast(2, "b", 9, "y"), cast(3, "a", 20, "x")], {}),
        ([cast(1, "a", 9, "x"), cast(2, "b", 9, "x"), cast(3, "c", 9, "y")], {ONE_BROWSER: [1, 2]}),
        ([cast(1, "a", 9), cast(2, "b", 9)], {}),
        ([Cast(1, "a", OPENED, "", None)], {}),
    ],
    ids=[
        "too quick",
        "changed by its member",
        "two members",
        "browsers nobody knows",
        "no moment to compare",
    ],
)
def test_what_is_conspicuous(casts: list[Cast], found: dict[str, list[int]]) -> None:
    assert conspicuous(casts) == found


def vote(client: Client, who: Person, meeting: Meeting, ballot: Ballot) -> int:
    """Sign in at this browser, vote, and leave."""
    client.post(reverse("sign_in"), {"username": who.username, "password": PASSWORD})
    sent = {"choice": "for", "named": "0", "key": str(uuid4())}
    status = client.post(reverse("vote_cast", args=[meeting.pk, ballot.pk]), sent).status_code
    client.post(reverse("sign_out"))
    return status


@pytest.fixture(autouse=True)
def looked(db: None) -> None:
    """Somebody looked before anything was cast."""
    cache.clear()
    look_at_casts()


def test_case_30_several_members_at_one_browser_are_counted_and_told_to_the_auditor(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    look_at_casts()
    assert open_vote.opened_at is not None
    script = Client()
    with at(open_vote.opened_at + timedelta(seconds=10)):
        for who in (cabinet.minister, cabinet.second_minister):
            assert vote(script, who, running_meeting, open_vote) == 303
        assert [look_at_casts() for _again in range(3)] == [1, 0, 0]
        alert = Entry.objects.get(stream="alerts")
        assert (alert.kind, alert.actor, alert.subject) == (ONE_BROWSER, CLOCK, open_vote.key)
        seqs = list(Answer.objects.order_by("seq").values_list("seq", flat=True))
        assert alert.facts == {"ballot": str(open_vote.pk), "stream": open_vote.stream, "casts": seqs}
        assert list(problems()) == []
        seen = {
            name: today_of(getattr(cabinet, name)) for name in ("auditor", "clerk", "operator", "minister")
        }
    words = "Several members answered from one browser: 2 answers"
    assert {name: words in page for name, page in seen.items()} == {
        "auditor": True,
        "clerk": False,
        "operator": False,
        "minister": False,
    }
    assert "there was 1 alert about casts" in seen["operator"]
    assert open_vote.title not in seen["operator"]


def today_of(person: Person) -> str:
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = "en"
    return client.get(reverse("today")).text


def test_case_30_a_vote_at_the_moment_of_opening_is_counted_and_told(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    assert open_vote.opened_at is not None
    with at(open_vote.opened_at + timedelta(milliseconds=40)):
        assert vote(Client(), cabinet.minister, running_meeting, open_vote) == 303
    with at(open_vote.opened_at + timedelta(seconds=5)):
        assert vote(Client(), cabinet.second_minister, running_meeting, open_vote) == 303
        look_at_casts()
    alert = Entry.objects.get(stream="alerts")
    assert (alert.kind, len(alert.facts["casts"]), Answer.objects.count()) == (TOO_QUICK, 1, 2)


def test_members_at_their_own_tablets_raise_no_alert(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    assert open_vote.opened_at is not None
    with at(open_vote.opened_at + timedelta(seconds=5)):
        for who in (cabinet.minister, cabinet.second_minister):
            vote(Client(), who, running_meeting, open_vote)
        assert look_at_casts() == 0
    assert not Entry.objects.filter(stream="alerts").exists()


def test_an_alert_and_an_entry_say_nothing_of_the_choice_and_of_no_other_ballot(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    browser = Client()
    assert open_vote.opened_at is not None
    with at(open_vote.opened_at + timedelta(seconds=5)):
        vote(browser, cabinet.minister, running_meeting, open_vote)
    facts = Entry.objects.get(kind="answer.cast").facts
    assert "for" not in facts.values()
    request = browser.get(reverse("sign_in")).wsgi_request
    assert facts["browser"] == browser_mark(request, open_vote.key)
    assert browser_mark(request, "ballot:another") != facts["browser"]
    assert device_of(request).name not in str(facts)


def test_looking_asks_as_little_when_nobody_has_cast(
    cabinet: Cabinet, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(2):  # type: ignore[operator]  # a fixture of pytest-django
        assert look_at_casts() == 0
