"""From the closing to the chair, in real browsers: the agency replies, the report is issued and read."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

SLOW = 30_000  # milliseconds, on a machine with other work
DOUBLE_TAP = 500  # a question that has just opened takes no answer yet
LEAD, CLERK, CHAIR = "bo-tai-chinh", "thuky1", "thu-tuong"  # the first submitted the ballot that is counted
TITLE = "xe ô tô công"
REPLY = "Đã làm rõ <nguồn kinh phí> tại mục III Tờ trình."


def test_an_opinion_is_replied_to_and_the_report_reaches_the_chair(site: Site, sign_in: SignIn) -> None:
    agency = sign_in(LEAD)
    agency.locator("ol.rows a[href$='/replies/']", has_text=TITLE).click()
    opinion = agency.locator("ol.replied > li").first
    office = opinion.locator("b").first.inner_text()
    opinion.locator("textarea").fill(REPLY)
    opinion.locator(".seg label:has(input[value=accepted])").click()
    agency.wait_for_timeout(400)  # kept on the device

    agency.reload()
    expect(opinion.locator("textarea")).to_have_value(REPLY)
    expect(opinion.locator("input[value=accepted]")).to_be_checked()
    expect(agency.locator("[data-kept-note]")).to_be_visible()
    agency.locator("form.replies button.btn.main").click()
    expect(agency.locator(".flash")).to_contain_text("Đã lưu 1 tiếp thu, giải trình", timeout=SLOW)
    expect(agency.locator("[data-kept-note]")).to_be_hidden()
    expect(agency.locator("form.replies")).to_contain_text("Còn 9 ý kiến chưa có tiếp thu, giải trình")

    path = agency.url.split("?")[0].removeprefix(site.origin).removesuffix("replies/")
    clerk = sign_in(CLERK, at=path, size=DESK)
    clerk.locator("[data-section=steps] a.btn.main").click()
    expect(clerk.locator("aside")).to_contain_text("9 trong 10 ý kiến bằng văn bản chưa có tiếp thu")
    clerk.locator("aside button.btn.main").click()
    clerk.wait_for_timeout(DOUBLE_TAP)
    clerk.locator("dialog#confirm button[value=yes]").click()
    expect(clerk.locator("aside")).to_contain_text("cho cùng kết quả", timeout=SLOW)

    chair = sign_in(CHAIR)
    chair.locator("#h-rule ~ ol a", has_text=TITLE).click()
    chair.locator("#dossier a[href$='/report/']").click()
    replied = chair.locator("ol.replied > li", has_text=office).first
    expect(replied).to_contain_text(REPLY)
    expect(replied).to_contain_text("Tiếp thu")
    report = chair.request.get(f"{site.origin}{path}report.pdf")
    assert (report.status, report.headers["content-type"]) == (200, "application/pdf")
    assert report.body()[:5] == b"%PDF-"

    agency.goto(f"{site.origin}{path}replies/")
    expect(agency.locator("main")).to_contain_text("Báo cáo đã phát hành")
    expect(agency.locator("form.replies button.btn.main")).to_have_count(0)
