"""An absence in real browsers: asked for on a telephone, consented to by the Prime Minister, seen by all."""

from playwright.sync_api import expect

from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

PHONE = {"width": 390, "height": 844}
FIND = (
    "from meetings.models import Meeting; print(Meeting.objects.get(slug='law-2026-02').get_absolute_url())"
)
REASON = "Điều trị <nội trú> tại bệnh viện."


def test_an_absence_is_asked_for_and_consented_to(site: Site, sign_in: SignIn) -> None:
    path = site.manage("shell", "-v", "0", "-c", FIND).strip().splitlines()[-1]
    minister = sign_in("bo-xay-dung", at=path, size=PHONE)
    minister.locator("details.offer", has_text="Xin vắng mặt").locator("summary").click()
    form = minister.locator("details.offer[open] form")
    form.locator("textarea").fill(REASON)
    minister.wait_for_timeout(400)  # kept on the device
    minister.reload()
    minister.locator("details.offer", has_text="Xin vắng mặt").locator("summary").click()
    expect(form.locator("textarea")).to_have_value(REASON)
    form.get_by_role("button", name="Gửi trả lời").click()
    expect(minister.locator("#reply")).to_contain_text("Chờ ý kiến đồng ý")
    assert minister.evaluate("document.documentElement.scrollWidth <= innerWidth")

    chair = sign_in("thu-tuong")
    request = chair.locator(".absences li", has_text=REASON)
    expect(request).to_contain_text("Bộ trưởng Bộ Xây dựng")
    request.get_by_role("button", name="Đồng ý cho vắng").click()
    expect(chair.locator(".absences li", has_text=REASON)).to_have_count(0)

    minister.goto(f"{site.origin}{path}")
    expect(minister.locator("#reply")).to_contain_text("Đã được đồng ý")
    minister.locator("details.offer", has_text="Cử người dự thay").locator("summary").click()
    expect(minister.locator("details.offer[open] textarea")).to_have_value("")

    other = sign_in("bo-tai-chinh", at=path)
    expect(other.locator("#reply")).to_be_visible()
    expect(other.get_by_text(REASON)).to_have_count(0)
    clerk = sign_in("thuky1", at=f"{path}replies/", size=DESK)
    expect(clerk.locator("table.told tr", has_text="Bộ trưởng Bộ Xây dựng")).to_contain_text(REASON)
