"""An invitation in a real browser: the link is opened, a password is set, and its owner is in."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import TABLET
from tests.browser.site import Site

LINK = """
from people.accounts.invitations import invite
from people.models import Person
person = Person(username="{name}", label_vi="Vụ trưởng Vụ Pháp luật")
person.set_unusable_password()
person.save()
print(invite(actor=Person.objects.get(username="tochuc"), person=person))
"""


@pytest.mark.parametrize("by", ["password", "passkey"])
def test_a_link_brings_its_owner_in(site: Site, browser: Browser, by: str) -> None:
    """A browser says of a form where it comes from; what the page forbids it to say counts as foreign."""
    token = site.manage("shell", "-v", "0", "-c", LINK.format(name=f"moi-{by}")).strip().splitlines()[-1]
    page = browser.new_page(viewport=TABLET, locale="vi")
    page.goto(f"{site.origin}/invitation/{token}/")
    if by == "password":
        page.fill("[name=password1]", "ngắn")
        page.fill("[name=password2]", "ngắn")
        page.click("button[value=password]")
        expect(page.get_by_role("alert").first).to_be_visible()
        page.fill("[name=password1]", "một mật khẩu rất dài")
        page.fill("[name=password2]", "một mật khẩu rất dài")
    page.click(f"button[value={by}]")
    page.wait_for_url(f"{site.origin}/account/keys/{'offer' if by == 'password' else 'passkeys/new'}/**")
    page.context.clear_cookies()
    again = page.goto(f"{site.origin}/invitation/{token}/")
    assert again is not None
    assert again.status == 404  # it works once
    page.close()
