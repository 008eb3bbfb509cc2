"""A passkey in a real browser: made at the first sign-in, used to sign in and to confirm, removed."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import TABLET, demo_password
from tests.browser.site import Site

NAME = "bo-xay-dung"
# A vote that is open, and a session of a member who signed in five hours ago.
VOTE = """
import json, time
from importlib import import_module
from django.conf import settings
from bench.house import holders_of, prepared_meeting, voting
from ecabinet.rehearsal.stage import sign_in
from people.models import Body
body = Body.objects.get(key="chinh-phu")
meeting = prepared_meeting(body, 1)
ballot = voting(meeting)
session = import_module(settings.SESSION_ENGINE).SessionStore(sign_in(holders_of(body)[9]))
session["opened"] = time.time() - 5 * 3600
session.save()
print(json.dumps(dict(meeting=str(meeting.pk), ballot=str(ballot.pk), session=session.session_key)))
"""
COUNTED = """
from ballots.models import Answer
print(Answer.objects.get(elector__ballot="{ballot}").lines[0]["choice"])
"""


@pytest.fixture
def tablet(site: Site, browser: Browser) -> Iterator[Page]:
    """A tablet whose maker gave it an authenticator that knows its owner."""
    site.origin = f"http://localhost:{site.port}"  # browsers give no passkeys to a bare address
    context = browser.new_context(viewport=TABLET, locale="vi", reduced_motion="reduce")
    page = context.new_page()
    chromium = context.new_cdp_session(page)
    chromium.send("WebAuthn.enable")
    chromium.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )
    yield page
    context.close()


def enter(page: Page, site: Site) -> None:
    page.goto(f"{site.origin}/sign-in/")
    page.fill("input[name=username]", NAME)
    page.fill("input[name=password]", demo_password())
    page.click("main form:not([data-passkey]) button[type=submit]")
    page.wait_for_url(f"{site.origin}/")


def test_a_passkey_is_made_and_signs_in_without_a_password(site: Site, tablet: Page) -> None:
    said: list[str] = []
    tablet.on("console", lambda message: said.append(message.text))
    enter(tablet, site)
    tablet.goto(f"{site.origin}/account/keys/passkeys/new/")
    tablet.click("form[data-passkey][data-ready] button")
    tablet.wait_for_url(f"{site.origin}/account/keys/codes/")
    expect(tablet.locator(".codes li")).to_have_count(10)

    # The password alone opens nothing any more, the passkey alone does.
    tablet.goto(f"{site.origin}/account/keys/")
    expect(tablet.locator(".places li")).to_have_count(1)
    tablet.context.clear_cookies()
    tablet.goto(f"{site.origin}/sign-in/?next=/ballots/")
    tablet.click("form[data-passkey][data-ready] button")
    tablet.wait_for_url(f"{site.origin}/ballots/")

    # As the second step after the password.
    tablet.context.clear_cookies()
    tablet.goto(f"{site.origin}/sign-in/")
    tablet.fill("input[name=username]", NAME)
    tablet.fill("input[name=password]", demo_password())
    tablet.click("main form:not([data-passkey]) button[type=submit]")
    tablet.wait_for_url(f"{site.origin}/sign-in/second/")
    tablet.click("form[data-passkey][data-ready] button")
    tablet.wait_for_url(f"{site.origin}/")

    # To confirm, and to be removed.
    tablet.goto(f"{site.origin}/account/confirm/passkey/?next=/account/keys/")
    tablet.click("form[data-passkey][data-ready] button")
    tablet.wait_for_url(f"{site.origin}/account/keys/")
    tablet.click(".places a")
    tablet.click("main form button")
    tablet.wait_for_url(f"{site.origin}/account/keys/")
    expect(tablet.locator(".places li")).to_have_count(0)
    assert [line for line in said if "Content Security Policy" in line or "TrustedHTML" in line] == []


def test_a_vote_after_hours_asks_who_is_there_and_keeps_the_choice(site: Site, tablet: Page) -> None:
    facts = json.loads(site.manage("shell", "-v", "0", "-c", VOTE).strip().splitlines()[-1])
    session = str(facts["session"])
    tablet.context.add_cookies([{"name": "session", "value": session, "url": site.origin}])
    tablet.goto(f"{site.origin}/meetings/{facts['meeting']}/room/")
    tablet.locator("#vote-card label.choice:has(input[value=against])").click()
    tablet.locator("#vote-card button.confirm").click()
    password = tablet.locator("input[name=confirm_password]")
    password.fill("something else")
    tablet.click("form:has(input[name=confirm_password]) button")
    expect(tablet.locator(".errors")).to_be_visible()
    tablet.fill("input[name=confirm_password]", demo_password())
    tablet.click("form:has(input[name=confirm_password]) button")
    tablet.wait_for_url(f"**/meetings/{facts['meeting']}/room/")
    expect(tablet.locator("#vote-card [data-counted], #vote-card[data-counted]").first).to_be_visible()
    counted = site.manage("shell", "-v", "0", "-c", COUNTED.format(ballot=facts["ballot"]))
    assert counted.strip().splitlines()[-1] == "against"


def test_the_picture_for_the_app_is_seen(site: Site, tablet: Page) -> None:
    tablet.goto(f"{site.origin}/sign-in/")
    tablet.fill("input[name=username]", "bo-tai-chinh")
    tablet.fill("input[name=password]", demo_password())
    tablet.click("main form:not([data-passkey]) button[type=submit]")
    tablet.wait_for_url(f"{site.origin}/")
    tablet.goto(f"{site.origin}/account/keys/app/")
    assert tablet.locator("img.qr").evaluate("picture => picture.naturalWidth") > 100


def test_a_device_that_gives_no_passkey_says_so_and_nothing_is_sent(site: Site, tablet: Page) -> None:
    tablet.goto(f"{site.origin}/sign-in/")
    tablet.fill("input[name=username]", "bo-tai-chinh")
    tablet.click("form[data-passkey][data-ready] button")
    expect(tablet.locator("[data-passkey-trouble]")).to_be_visible(timeout=20_000)
    assert tablet.url == f"{site.origin}/sign-in/"
    assert tablet.input_value("input[name=username]") == "bo-tai-chinh"
