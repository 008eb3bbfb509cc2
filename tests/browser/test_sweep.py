"""The sweep on a tablet: a tap is saved at once, a lost network is said and made up for, no text is lost."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SignIn
from tests.browser.site import Site

FIND = "from meetings.models import Meeting; print(Meeting.objects.get(slug='law-2026-02').pk)"
SAID = "Đề nghị làm rõ nguồn kinh phí."


@pytest.fixture(scope="module")
def sheet(site: Site) -> str:
    """Where a member answers the programme of the session to come."""
    meeting = site.manage("shell", "-v", "0", "-c", FIND).strip().splitlines()[-1]
    return f"/meetings/{meeting}/sweep/"


def tap(page: Page, number: int, stance: str) -> None:
    page.locator(f'.line >> nth={number - 1} >> [data-stance="{stance}"]').click()


def test_a_member_answers_with_one_thumb_through_a_network_that_fails(sign_in: SignIn, sheet: str) -> None:
    tablet = sign_in("bo-xay-dung", at=sheet)
    first, second = tablet.locator(".line").nth(0), tablet.locator(".line").nth(1)
    tap(tablet, 1, "none")
    expect(first).to_have_attribute("data-state", "saved")

    tap(tablet, 2, "opinion")
    expect(second).to_have_attribute("data-state", "needs")
    second.locator("textarea").fill(SAID)
    expect(second).to_have_attribute("data-state", "unsaved")
    expect(second).to_have_attribute("data-state", "saved", timeout=10000)

    tablet.context.set_offline(True)
    tap(tablet, 1, "speak")
    expect(first).to_have_attribute("data-state", "retrying", timeout=10000)
    tablet.context.set_offline(False)
    expect(first).to_have_attribute("data-state", "saved", timeout=20000)

    other = sign_in("bo-xay-dung", at=sheet)
    expect(other.locator('.line >> nth=0 >> [data-stance="speak"]')).to_have_attribute("aria-pressed", "true")
    expect(other.locator(".line").nth(1).locator("textarea")).to_have_value(SAID)
