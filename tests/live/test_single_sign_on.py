"""A government's single sign-on against a real provider process: accounts that exist come in, nobody else.

Case 43: an answer without the state, nonce, audience or signature of this very sign-in is refused.
"""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.test import Client

from tests.browser.site import Demos, Site, _free_port

NAME = "bo-xay-dung"
PROVIDER = Path(__file__).with_name("sso_provider.py")
SUSPEND = "from people.models import Person; Person.objects.filter(username='{name}').update(is_active=False)"


class House:
    """The site, and the provider at which it signs people in."""

    def __init__(self, site: Site, provider: str) -> None:
        self.site, self.provider = site, provider

    def tell(self, fault: str = "", **claims: object) -> None:
        """Whom the provider signs in next, and what is wrong with its answer."""
        wished = {"claims": {"preferred_username": NAME, **claims}, "fault": fault}
        httpx.post(f"{self.provider}/control", json=wished).raise_for_status()

    def browser(self) -> httpx.Client:
        """Somebody's browser; it follows nothing by itself."""
        return httpx.Client(base_url=self.site.origin, cookies={"django_language": "en"}, timeout=30)

    def answer(self, browser: httpx.Client, query: str = "") -> str:
        """Go to the provider; the address to which it sends the browser back."""
        leaving = browser.get(f"/sign-in/sso/{query}")
        assert leaving.status_code == 302
        return str(httpx.get(leaving.headers["Location"]).headers["Location"])


@pytest.fixture(scope="module")
def house(demos: Demos) -> Iterator[House]:
    """A served demo cabinet with a single sign-on."""
    port, site = _free_port(), demos.copy()
    issuer = f"http://127.0.0.1:{port}"
    settings = {
        "SSO_ISSUER": issuer,
        "SSO_CLIENT_SECRET": "a-secret-of-the-client",
        "SSO_NAME": "Dịch vụ công",
    }
    site.environment.update(settings)
    provider = subprocess.Popen([sys.executable, str(PROVIDER), str(port)])
    try:
        site.manage("migrate", "--verbosity", "0")
        site.start()
        for _ in range(100):
            try:
                httpx.get(f"{issuer}/keys")
                break
            except httpx.ConnectError:
                time.sleep(0.1)
        yield House(site, issuer)
    finally:
        provider.kill()
        provider.wait(10)
        site.remove()


def is_in(browser: httpx.Client) -> bool:
    """Whether this browser is signed in."""
    return browser.get("/account/sessions/").status_code == 200


def test_the_account_that_the_claim_names_comes_in_and_goes_on(house: House) -> None:
    house.tell()
    with house.browser() as browser:
        assert "Dịch vụ công" in browser.get("/sign-in/").text
        entered = browser.get(house.answer(browser, "?next=/ballots/"))
        assert (entered.status_code, entered.headers["Location"]) == (302, "/ballots/")
        assert is_in(browser)


@pytest.mark.parametrize(
    ("fault", "claims"),
    [
        ("", {"nonce": "of another sign-in"}),
        ("no nonce", {}),
        ("", {"aud": "another house"}),
        ("", {"iss": "http://127.0.0.1:1"}),
        ("", {"exp": 1}),
        ("signed by another", {}),
        ("unsigned", {}),
        ("", {"preferred_username": "nobody-of-that-name"}),
        ("", {"preferred_username": ""}),
        ("", {"preferred_username": None}),
        ("", {"preferred_username": ["bo-xay-dung"]}),
        ("", {"preferred_username": NAME.upper()}),
    ],
    ids=str,
)
def test_case_43_what_is_not_for_this_sign_in_is_refused(
    house: House, fault: str, claims: dict[str, object]
) -> None:
    house.tell(fault, **claims)
    with house.browser() as browser:
        refused = browser.get(house.answer(browser))
        assert refused.status_code == 403
        assert "Nobody was signed in" in refused.text
        assert not is_in(browser)


def test_case_43_an_answer_for_another_browser_signs_nobody_in(house: House) -> None:
    house.tell()
    with house.browser() as attacker, house.browser() as victim:
        planted = house.answer(attacker)
        assert victim.get(planted).status_code == 403
        assert not is_in(victim)


def test_case_43_an_answer_works_once_and_only_with_its_state(house: House) -> None:
    house.tell()
    with house.browser() as browser:
        back = house.answer(browser)
        without, _state = back.split("&state=")
        assert browser.get(without).status_code == 403
        assert not is_in(browser)
        back = house.answer(browser)
        assert browser.get(back).status_code == 302
    with house.browser() as other:
        assert other.get(back).status_code == 403


@pytest.mark.parametrize(
    "query",
    ["?process=connect", "?scope=admin&auth_params=nonce%3Dmine", "?next=https://elsewhere.example/"],
)
def test_the_address_changes_nothing_of_what_is_asked(house: House, query: str) -> None:
    house.tell()
    with house.browser() as browser:
        asked = browser.get(f"/sign-in/sso/{query}").headers["Location"]
        sent = parse_qs(urlsplit(asked).query)
        assert sorted(sent["scope"][0].split()) == ["openid", "profile"]  # the library keeps no order
        assert sent["nonce"] != ["mine"]
        assert sent["code_challenge_method"] == ["S256"]
        entered = browser.get(str(httpx.get(asked).headers["Location"]))
        assert entered.headers["Location"] == "/"


def test_a_suspended_account_is_refused_like_an_unknown_one(house: House) -> None:
    house.site.manage("shell", "-c", SUSPEND.format(name="bo-tai-chinh"))
    pages = []
    for name in ("bo-tai-chinh", "nobody-of-that-name"):
        house.tell(preferred_username=name)
        with house.browser() as browser:
            refused = browser.get(house.answer(browser))
            pages.append((refused.status_code, len(refused.text)))
    assert pages[0] == pages[1]


def test_a_house_without_one_has_no_such_page(db: None) -> None:
    assert "/sign-in/sso/" not in Client().get("/sign-in/").text
    assert Client().get("/sign-in/sso/").status_code == 404
