"""Cases 38 to 40: guessing is counted per source and account, locks no minister out, and tells nothing."""

import re
import time
from typing import Any

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from ecabinet.demo import PASSWORD as DEMO
from people.models import Person
from tests.cast import PASSWORD, Cabinet

HOME, ELSEWHERE = "203.0.113.7", "198.51.100.9"


def browser(address: str = HOME) -> Client:
    client = Client(REMOTE_ADDR=address)
    client.cookies["django_language"] = "en"
    return client


def enter(client: Client, username: str, password: str = PASSWORD) -> Any:
    return client.post(reverse("sign_in"), {"username": username, "password": password})


def guess(client: Client, username: str, times: int) -> list[int]:
    return [enter(client, username, f"wrong-{number}").status_code for number in range(times)]


def locked(answer: Any) -> bool:
    return answer.status_code == 422 and "too many failed attempts" in answer.text


def test_case_38_one_source_gets_five_guesses_at_an_account_and_then_waits(cabinet: Cabinet) -> None:
    name = cabinet.minister.username
    with time_machine.travel(time.time(), tick=False) as clock:
        attacker = browser(ELSEWHERE)
        assert guess(attacker, name, 5) == [422] * 5
        assert locked(enter(attacker, name)), "even the right password is not looked at"
        clock.shift(301)
        assert enter(attacker, name).status_code == 302


def test_case_38_spraying_many_accounts_from_one_source_ends(cabinet: Cabinet) -> None:
    attacker = browser(ELSEWHERE)
    for number in range(40):
        enter(attacker, f"account-{number}", "Summer-2026!")
    assert locked(enter(attacker, cabinet.minister.username))
    assert enter(browser(HOME), cabinet.minister.username).status_code == 302


def test_case_39_guesses_from_elsewhere_do_not_lock_a_minister_out(cabinet: Cabinet) -> None:
    name = cabinet.minister.username
    guess(browser(ELSEWHERE), name, 12)
    assert enter(browser(HOME), name).status_code == 302


def test_case_39_a_known_browser_comes_in_however_many_guess_from_everywhere(cabinet: Cabinet) -> None:
    name = cabinet.minister.username
    tablet = browser(HOME)
    enter(tablet, name)
    tablet.post(reverse("sign_out"))
    for number in range(70):  # more than an account gets in an hour, from as many sources
        enter(browser(f"198.51.100.{number}"), name, "wrong")
    assert locked(enter(browser("192.0.2.1"), name)), "a browser that nobody knows waits"
    assert enter(tablet, name).status_code == 302


def test_case_39_the_passkey_s_way_in_is_not_counted_with_passwords(cabinet: Cabinet) -> None:
    name = cabinet.minister.username
    attacker = browser(ELSEWHERE)
    guess(attacker, name, 8)
    assert locked(enter(attacker, name))
    options = attacker.get(reverse("mfa_login_webauthn"), headers={"Accept": "application/json"})
    assert options.status_code == 200
    assert options.json()["request_options"]["publicKey"]["userVerification"] == "required"


def test_a_known_browser_is_known_for_one_person_and_one_password(cabinet: Cabinet) -> None:
    name = cabinet.minister.username
    tablet = browser(HOME)
    enter(tablet, cabinet.second_minister.username)
    tablet.post(reverse("sign_out"))
    for number in range(70):
        enter(browser(f"198.51.100.{number}"), name, "wrong")
    assert locked(enter(tablet, name)), "the browser of somebody else"


@pytest.mark.parametrize("planted", ["x", "a:b:c", "{}", "é", "A" * 9000])
def test_a_made_up_cookie_is_no_known_browser(cabinet: Cabinet, planted: str) -> None:
    client = browser()
    client.cookies["device"] = planted
    assert enter(client, cabinet.minister.username).status_code == 302


def test_a_room_of_ministers_signs_in_at_once_from_one_address(government: Cabinet) -> None:
    answers = [enter(browser(), person.username, DEMO).status_code for person in government.holders.values()]
    assert answers == [302] * 27


def page_of(answer: Any, typed: str) -> str:
    """What a refusal says, without the tokens of this visit and what was typed."""
    text = re.sub(r'value="[^"]*"|content="[^"]*"', "", answer.text)
    return str(text.replace(typed, "…"))


def test_case_40_unknown_closed_and_open_accounts_get_the_same_answer(cabinet: Cabinet) -> None:
    Person.objects.filter(pk=cabinet.deputy.pk).update(is_active=False)
    Authenticator.objects.create(user=cabinet.minister, type="totp", data={"secret": "x"})
    tried = [
        (cabinet.minister.username, "wrong"),
        (cabinet.second_minister.username, "wrong"),
        (cabinet.deputy.username, "wrong"),
        (cabinet.deputy.username, PASSWORD),
        ("nobody-of-that-name", "wrong"),
    ]
    answers = [(enter(browser(), name, password), name) for name, password in tried]
    assert {answer.status_code for answer, _name in answers} == {422}
    assert len({page_of(answer, name) for answer, name in answers}) == 1
    assert len({tuple(sorted(answer.cookies)) for answer, _name in answers}) == 1


def test_case_40_a_password_is_hashed_once_whether_or_not_there_is_an_account(
    cabinet: Cabinet, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted: list[str] = []
    encode = MD5PasswordHasher.encode

    def counting(self: Any, password: str, salt: str) -> str:
        counted.append(password)
        return encode(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counting)
    Person.objects.filter(pk=cabinet.deputy.pk).update(is_active=False)
    Person.objects.filter(pk=cabinet.guest.pk).update(password="!no-password-at-all")
    hashed = {}
    for name in (cabinet.minister.username, cabinet.deputy.username, cabinet.guest.username, "nobody"):
        counted.clear()
        enter(browser(), name, "wrong")
        hashed[name] = len(counted)
    assert set(hashed.values()) == {1}


def test_the_source_is_what_our_own_proxy_says_and_nothing_that_a_client_sends(
    cabinet: Cabinet, settings: Any
) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    proxy, name = "10.0.0.1", cabinet.minister.username
    for number in range(6):  # a client that writes another address each time
        client = Client(REMOTE_ADDR=proxy, headers={"X-Forwarded-For": f"192.0.2.{number}, {ELSEWHERE}"})
        client.cookies["django_language"] = "en"
        last = enter(client, name, "wrong" if number < 5 else PASSWORD)
    assert locked(last)
    other = Client(REMOTE_ADDR=proxy, headers={"X-Forwarded-For": HOME})
    assert enter(other, name).status_code == 302


def test_counts_of_several_processes_must_be_shared(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "ecabinet.E006" not in {each.id for each in run_checks()}
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    settings.REDIS_URL = "redis://127.0.0.1:6379/0"
    assert "ecabinet.E006" in {each.id for each in run_checks()}


def test_who_sends_the_form_too_often_is_told_when_to_come_again(cabinet: Cabinet, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login": "1/m/ip"}
    name = cabinet.minister.username
    assert enter(browser(), name).status_code == 302
    late = enter(browser(), name)
    assert (late.status_code, late["Retry-After"]) == (429, "300")
    assert "Too many attempts" in late.text
