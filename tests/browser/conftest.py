"""Real people in real browsers: the served site, Chromium, and one context per person."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.conf import settings
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from scripts.find_browser import find_browser, why_skipped
from tests.browser.site import Demos, Site

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
]
TABLET: ViewportSize = {"width": 1180, "height": 820}
DESK: ViewportSize = {"width": 1440, "height": 900}

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([^"]+)"')

SignIn = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Everything in this folder drives a browser; without one it is reported as skipped, with the command."""
    for item in items:
        if Path(str(item.fspath)).parent == Path(__file__).parent:
            item.add_marker(pytest.mark.browser)
            if find_browser() is None:
                item.add_marker(pytest.mark.skip(reason=why_skipped()))


@pytest.fixture(scope="module")
def site(demos: Demos) -> Iterator[Site]:
    """A demo cabinet of the module's own, served."""
    served = demos.copy()
    try:
        served.start()
        yield served
    finally:
        served.remove()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for the whole module."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        yield chromium
        chromium.close()


@pytest.fixture
def sign_in(site: Site, browser: Browser) -> Iterator[SignIn]:
    """`sign_in("thuky1")` gives that person's own browser at the today page, closed after the test."""
    contexts: list[BrowserContext] = []

    def enter(
        username: str, *, at: str = "/", size: ViewportSize | None = None, language: str = "vi"
    ) -> Page:
        context = browser.new_context(viewport=size or TABLET, locale=language, reduced_motion="reduce")
        contexts.append(context)
        context.add_cookies([{"name": "django_language", "value": language, "url": site.origin}])
        _come_in(context, site, username)
        page = context.new_page()
        page.goto(f"{site.origin}{at}")
        return page

    yield enter
    for context in contexts:
        context.close()


def _come_in(context: BrowserContext, site: Site, username: str) -> None:
    """Take a session of this person that nobody uses yet; without one send the form without drawing its page.

    `test_passkey` fills the form in.
    """
    if ready := site.sessions.get(username):
        name = settings.SESSION_COOKIE_NAME
        context.add_cookies([{"name": name, "value": ready.pop(), "url": site.origin}])
        return
    address = f"{site.origin}/sign-in/"
    token = TOKEN.search(context.request.get(address).text())
    assert token
    typed = {"csrfmiddlewaretoken": token[1], "username": username, "password": demo_password()}
    answer = context.request.post(address, form=typed, headers={"Origin": site.origin}, max_redirects=0)
    assert answer.status == 302, answer.text()


def demo_password() -> str:
    """The password of every demo account."""
    from ecabinet.demo import PASSWORD

    return PASSWORD
