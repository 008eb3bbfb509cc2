"""Second factors: offered at the first sign-in, asked for where the duty says so, single use, encrypted."""

import json
import re
import time
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.urls import reverse

from core.models import Entry
from people.models import Person
from tests.cast import PASSWORD, Cabinet


def fresh(language: str = "en") -> Client:
    client = Client()
    client.cookies["django_language"] = language
    return client


def enter(person: Person, client: Client | None = None, onward: str = "") -> Any:
    client = client or fresh()
    sent = {"username": person.username, "password": PASSWORD, "next": onward}
    return client.post(reverse("sign_in"), sent)


def code_of(secret: str) -> str:
    """What an app shows now (RFC 6238)."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def set_up_app(person: Person) -> str:
    """Sign in and set up an app as a person does; its secret."""
    client = enter(person).client
    page = client.get(reverse("mfa_activate_totp"))
    secret = re.search(r'class="secret">([A-Z2-7]+)<', page.text)
    assert secret is not None
    done = client.post(reverse("mfa_activate_totp"), {"code": code_of(secret[1])})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    return secret[1]


def test_the_first_sign_in_offers_a_passkey_and_the_second_does_not(cabinet: Cabinet) -> None:
    first = enter(cabinet.minister, onward="/ballots/")
    assert first["Location"] == f"{reverse('keys_offer')}?next=%2Fballots%2F"
    page = first.client.get(first["Location"]).text
    assert reverse("mfa_add_webauthn") in page
    assert 'href="/ballots/"' in page
    assert enter(cabinet.minister, onward="/ballots/")["Location"] == "/ballots/"


def test_demonstration_accounts_come_in_with_one_password(cabinet: Cabinet) -> None:
    Person.objects.filter(pk=cabinet.minister.pk).update(is_demo=True)
    assert enter(cabinet.minister)["Location"] == reverse("today")


@pytest.mark.parametrize("evil", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)"])
def test_later_leads_to_a_page_of_ours(cabinet: Cabinet, evil: str) -> None:
    client = enter(cabinet.minister).client
    page = client.get(reverse("keys_offer"), {"next": evil}).text
    assert evil not in page
    assert f'href="{reverse("today")}">Later' in page


def test_with_an_app_the_password_alone_opens_nothing(cabinet: Cabinet) -> None:
    secret = set_up_app(cabinet.minister)
    with time_machine.travel(time.time() + 60):
        entering = enter(cabinet.minister)
        assert entering["Location"] == reverse("mfa_authenticate")
        client = entering.client
        assert client.get(reverse("today"))["Location"].startswith(reverse("sign_in"))
        assert client.post(reverse("mfa_authenticate"), {"code": "000000"}).status_code == 422
        right = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert right["Location"] == reverse("today")
        assert client.get(reverse("today")).status_code == 200


def test_case_38_a_code_works_once(cabinet: Cabinet) -> None:
    secret = set_up_app(cabinet.minister)
    with time_machine.travel(time.time() + 60, tick=False):
        first, second = enter(cabinet.minister).client, enter(cabinet.minister).client
        code = code_of(secret)
        assert first.post(reverse("mfa_authenticate"), {"code": code}).status_code == 302
        assert second.post(reverse("mfa_authenticate"), {"code": code}).status_code == 422


def test_case_38_codes_are_not_guessed_for_long(cabinet: Cabinet, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed": "40/5m/ip,6/h/key"}
    secret = set_up_app(cabinet.minister)
    with time_machine.travel(time.time() + 60, tick=False):
        client = enter(cabinet.minister).client
        for guess in range(6):
            client.post(reverse("mfa_authenticate"), {"code": f"{guess:06}"})
        late = client.post(reverse("mfa_authenticate"), {"code": code_of(secret)})
        assert late.status_code == 422
        assert "too many failed attempts" in late.text


def test_a_recovery_code_stands_in_once(cabinet: Cabinet) -> None:
    set_up_app(cabinet.minister)
    codes = Authenticator.objects.get(user=cabinet.minister, type="recovery_codes").wrap().get_unused_codes()
    first, second = enter(cabinet.minister).client, enter(cabinet.minister).client
    assert first.post(reverse("mfa_authenticate"), {"code": codes[0]})["Location"] == reverse("today")
    assert second.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == 422


def test_recovery_codes_are_shown_once(cabinet: Cabinet) -> None:
    client = enter(cabinet.minister).client
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    codes = Authenticator.objects.get(user=cabinet.minister, type="recovery_codes").wrap().get_unused_codes()
    shown, again = (client.get(reverse("mfa_view_recovery_codes")).text for _ in range(2))
    assert [code in shown for code in codes] == [True] * 10
    assert [code in again for code in codes] == [False] * 10


def test_the_database_alone_makes_nobody_s_codes(cabinet: Cabinet) -> None:
    secret = set_up_app(cabinet.minister)
    kept = json.dumps([each.data for each in Authenticator.objects.all()])
    assert secret not in kept


@pytest.mark.django_db(transaction=True)
def test_what_is_added_and_removed_stands_in_the_journal(cabinet: Cabinet) -> None:
    set_up_app(cabinet.minister)
    client = fresh()
    client.force_login(cabinet.minister)
    client.post(reverse("mfa_deactivate_totp"))
    entries = Entry.objects.filter(stream=cabinet.minister.key).order_by("seq")
    told = [(entry.kind, entry.facts["factor"]) for entry in entries]
    assert sorted(told[:2]) == [("person.factor_added", "recovery_codes"), ("person.factor_added", "totp")]
    assert ("person.factor_removed", "totp") in told[2:]


def test_old_sessions_must_confirm_before_keys_change(cabinet: Cabinet) -> None:
    client = enter(cabinet.minister).client
    with time_machine.travel(time.time() + 16 * 60):
        asked = client.get(reverse("mfa_add_webauthn"))
        assert asked["Location"].startswith(reverse("account_reauthenticate"))
        assert client.post(asked["Location"], {"password": "wrong"}).status_code == 422
        again = client.post(asked["Location"], {"password": PASSWORD, "next": reverse("mfa_add_webauthn")})
        assert again["Location"] == reverse("mfa_add_webauthn")
        assert client.get(reverse("mfa_add_webauthn")).status_code == 200


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(("asked", "who"), [(["clerk"], "clerk"), (["holder"], "minister")])
def test_where_the_duty_or_role_asks_for_it_nothing_opens_before(
    cabinet: Cabinet, settings: Any, asked: list[str], who: str
) -> None:
    settings.SECOND_FACTOR_FOR = asked
    person = getattr(cabinet, who)
    entering = enter(person)
    client = entering.client
    assert entering["Location"].startswith(reverse("keys_offer"))
    for name in ("today", "ballot_list", "mfa_index", "my_sessions"):
        assert client.get(reverse(name))["Location"].startswith(reverse("keys_offer"))
    refused = client.get(reverse("ballot_list"), headers={"Accept": "application/json"})
    assert (refused.status_code, refused.json()["code"]) == (403, "second_factor_first")
    assert "Later" not in client.get(reverse("keys_offer")).text
    secret = client.get(reverse("mfa_activate_totp")).context["form"].secret
    client.post(reverse("mfa_activate_totp"), {"code": code_of(secret)})
    assert client.get(reverse("today")).status_code == 200
    kept = client.post(reverse("mfa_deactivate_totp"))
    assert kept.status_code == 422
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_whom_the_setting_does_not_name_is_asked_for_nothing(cabinet: Cabinet, settings: Any) -> None:
    settings.SECOND_FACTOR_FOR = ["clerk", "holder"]
    client = enter(cabinet.auditor).client
    assert client.get(reverse("today")).status_code == 200


PAGES = ("mfa_index", "keys_offer", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate")


@pytest.mark.parametrize("name", PAGES)
def test_pages_speak_the_reader_s_language(cabinet: Cabinet, name: str) -> None:
    client = fresh("vi")
    client.force_login(cabinet.minister)
    vietnamese = client.get(reverse(name)).text
    client.cookies["django_language"] = "en"
    english = client.get(reverse(name)).text
    title = re.compile(r"<h1[^>]*>(.*?)</h1>")
    assert title.findall(vietnamese) != title.findall(english)
    assert not re.search(r"\b(your|the|passkey of)\b", re.sub(r"<[^>]*>", " ", vietnamese))


@pytest.mark.parametrize(
    "credential", ["", "x", "[]", "{}", '{"id": 1}', '{"response": {"userHandle": "x"}}', "null", "1e999"]
)
def test_a_passkey_that_is_none_is_refused_in_words(cabinet: Cabinet, credential: str) -> None:
    client = fresh()
    client.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    refused = client.post(reverse("mfa_login_webauthn"), {"credential": credential}, follow=True)
    assert refused.status_code == 200
    assert "_auth_user_id" not in client.session
