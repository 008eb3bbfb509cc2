"""Signing in and out, the way back, the demonstration's accounts, health, and the two lawful dead ends."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client
from django.urls import reverse

from core.time import now
from ecabinet import views
from people.models import Person
from tests.cast import PASSWORD, Cabinet, person


def sign_in(username: str, password: str = PASSWORD, *, onward: str = "") -> Any:
    """Of somebody who has been here before: the first time a passkey is offered (test_second_factor)."""
    Person.objects.filter(username=username).update(last_login=now())
    client = Client()
    client.cookies["django_language"] = "en"
    return client.post(reverse("sign_in"), {"username": username, "password": password, "next": onward})


def test_every_page_asks_for_an_account_and_leads_back(cabinet: Cabinet) -> None:
    asked = Client().get(reverse("ballot_list"), {"show": "open"})

    assert asked["Location"] == f"{reverse('sign_in')}?next=/ballots/%3Fshow%3Dopen"
    assert sign_in("clerk", onward="/ballots/?show=open").url == "/ballots/?show=open"


def test_without_a_wish_one_comes_to_today(cabinet: Cabinet) -> None:
    assert sign_in("clerk").url == reverse("today")


@pytest.mark.parametrize(
    "evil",
    [
        "https://elsewhere.example/",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "javascript:alert(1)",
        "ballots/",
        "\n//elsewhere.example",
    ],
)
def test_the_way_on_is_a_page_of_ours(cabinet: Cabinet, evil: str) -> None:
    assert sign_in("clerk", onward=evil).url == reverse("today")


@pytest.mark.parametrize(
    ("username", "password"),
    [("clerk", "wrong"), ("nobody", PASSWORD), ("", ""), ("clerk", ""), ("x" * 300, "y" * 5000)],
    ids=["wrong password", "no such account", "empty", "no password", "long"],
)
def test_a_refusal_is_a_sentence_that_tells_nothing(cabinet: Cabinet, username: str, password: str) -> None:
    refused = sign_in(username, password, onward="/ballots/")

    assert refused.status_code == 422
    assert 'value="/ballots/"' in refused.text
    if username and password and len(username) < 80:
        assert "Account and password do not belong together" in refused.text
    assert "_auth_user_id" not in refused.client.session


def test_what_was_typed_stays_but_never_the_password(cabinet: Cabinet) -> None:
    refused = sign_in('"><script>', "a-secret-that-was-wrong")

    assert "&quot;&gt;&lt;script&gt;" in refused.text
    assert "a-secret-that-was-wrong" not in refused.text


def test_a_closed_account_does_not_come_in(cabinet: Cabinet) -> None:
    Person.objects.filter(pk=cabinet.clerk.pk).update(is_active=False)

    assert sign_in("clerk").status_code == 422


def test_whoever_is_signed_in_goes_on(cabinet: Cabinet) -> None:
    client = Client()
    client.force_login(cabinet.minister)

    assert client.get(reverse("sign_in"), {"next": "/ballots/"})["Location"] == "/ballots/"


def test_signing_out_is_an_act_and_ends_the_session(cabinet: Cabinet) -> None:
    client = Client()
    client.force_login(cabinet.minister)

    assert client.get(reverse("sign_out")).status_code == 405
    assert client.post(reverse("sign_out"))["Location"] == reverse("sign_in")
    assert client.get(reverse("today")).status_code == 302


def test_signing_in_needs_the_token_of_the_page(cabinet: Cabinet) -> None:
    strict = Client(enforce_csrf_checks=True)

    assert strict.post(reverse("sign_in"), {"username": "clerk", "password": PASSWORD}).status_code == 403


def test_it_speaks_vietnamese_and_english(db: None) -> None:
    client = Client()

    assert '<html lang="vi"' in client.get(reverse("sign_in")).text
    client.cookies["django_language"] = "en"
    assert '<html lang="en"' in client.get(reverse("sign_in")).text


# -- the demonstration's accounts ---------------------------------------------------------------------------


@pytest.fixture
def demo_person(db: None) -> Person:
    """One account of the demonstration."""
    made = person("bo-trinh-dien", "Bộ trưởng trình diễn")
    Person.objects.filter(pk=made.pk).update(is_demo=True)
    return made


@pytest.mark.parametrize("shown", [True, False])
def test_demo_accounts_are_offered_only_in_a_demonstration(
    demo_person: Person, settings: Any, shown: bool
) -> None:
    settings.DEMO = shown

    text = Client().get(reverse("sign_in")).text

    assert (demo_person.username in text) is shown
    assert ("trinh-dien-2019" in text) is shown


def test_real_accounts_are_never_listed(cabinet: Cabinet, settings: Any) -> None:
    settings.DEMO = True

    text = Client().get(reverse("sign_in")).text

    assert "second-clerk" not in text
    assert "trinh-dien-2019" not in text


# -- health and dead ends -----------------------------------------------------------------------------------


def test_health_is_open_and_says_nothing_else(db: None) -> None:
    answer = Client().get(reverse("healthz"))

    assert answer.status_code == 200
    assert answer.json() == {"status": "ok", "database": True}


def test_a_silent_database_is_unhealthy(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    class Silent:
        def cursor(self) -> None:
            raise OperationalError("gone")

    monkeypatch.setattr(views, "connection", Silent())

    answer = Client().get(reverse("healthz"))

    assert answer.status_code == 503
    assert answer.json()["database"] is False


def test_dead_ends_are_pages_in_words(cabinet: Cabinet) -> None:
    client = Client()
    client.force_login(cabinet.minister)
    client.cookies["django_language"] = "en"

    missing, closed = client.get("/nowhere/"), client.get(reverse("ballot_new"))

    assert missing.status_code == 404
    assert "There is no such page" in missing.text
    assert closed.status_code == 403
    assert "Your account may not do this" in closed.text
