"""Changing the language of a page in a real browser: what was typed stays, a password does not."""

from playwright.sync_api import Browser, expect

from tests.browser.conftest import SignIn
from tests.browser.site import Site


def test_the_account_of_a_refused_sign_in_stays_and_its_password_does_not(
    site: Site, browser: Browser
) -> None:
    page = browser.new_page(locale="vi")
    page.goto(f"{site.origin}/sign-in/")
    page.fill("input[name=username]", "bo-tai-chinh")
    page.fill("input[name=password]", "not this one")
    page.click("main form[method=post] button[type=submit]")
    expect(page.get_by_role("alert")).to_be_visible()
    page.get_by_role("button", name="English").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Information system")
    expect(page.locator("input[name=username]")).to_have_value("bo-tai-chinh")
    expect(page.locator("input[name=password]")).to_have_value("")
    assert page.evaluate("sessionStorage.getItem('typed')") is None
    page.close()


def test_what_is_typed_into_a_form_stays_also_where_it_was_refused_before(
    site: Site, sign_in: SignIn
) -> None:
    page = sign_in("tochuc", at="/people/new/")
    name = page.locator("main [name=label_vi]")
    name.fill("Vụ trưởng Vụ Pháp luật")
    page.locator("main form button.main").click()
    expect(page.get_by_role("alert").first).to_be_visible()
    name.fill("Vụ trưởng Vụ Pháp chế")
    page.locator("header .account summary").click()
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(name).to_have_value("Vụ trưởng Vụ Pháp chế")
