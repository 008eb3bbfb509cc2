"""A file that names its author: asked beside the file that was chosen, which need not be chosen again."""

from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import DESK, SignIn
from tests.web.test_makers_of_a_paper import AUTHOR, written

CLERK = "thuky1"
SLOW = 30_000  # milliseconds, on a machine with other work


def test_who_is_asked_about_the_author_keeps_the_file_and_stores_a_copy_without(sign_in: SignIn) -> None:
    page = sign_in(CLERK, at="/matters/", size=DESK)
    page.locator("main a[href^='/matters/']:not([href$='/new/'])").first.click()
    form = page.locator("#paper-form")
    form.locator("input[name=title]").fill("Báo cáo giải trình")
    chosen = FilePayload(name="giai-trinh.pdf", mimeType="application/pdf", buffer=written())
    form.locator("input[type=file]").set_input_files(chosen)
    form.locator("button.main").click()
    expect(form.locator("[role=alert]")).to_contain_text(AUTHOR, timeout=SLOW)
    expect(form.locator("[role=alert]")).to_be_focused()
    assert form.locator("input[type=file]").evaluate("field => field.files[0].name") == "giai-trinh.pdf"
    expect(form.locator("input[name=title]")).to_have_value("Báo cáo giải trình")
    expect(page.locator("main ul.papers")).not_to_contain_text("Báo cáo giải trình")

    form.locator("input[name=makers][value=remove]").check()
    form.locator("button.main").click()
    expect(page.locator("main ul.papers")).to_contain_text("Báo cáo giải trình", timeout=SLOW)
    expect(page.locator("#paper-form [role=alert]")).to_have_count(0)
