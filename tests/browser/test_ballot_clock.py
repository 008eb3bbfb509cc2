"""Time as people see it: an extension reaches an open sheet, a reminder is one press, the clock announces."""

from datetime import UTC, datetime, timedelta

from playwright.sync_api import Page, expect

from core.time import local
from core.working_time import viet_nam
from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

SLOW = 30_000  # milliseconds, on a machine with other work
WAITING, HEAD = "bo-xay-dung", "chanhvanphong"
WHY = "Bổ sung báo cáo thẩm định <lần 2>"
TYPED = "Đề nghị làm rõ nguồn kinh phí."
FIND = """
from ballots.models import Ballot
print()
print(Ballot.objects.get(title__contains="môi trường điện tử").get_absolute_url())
"""
# How long ago the demonstration's reminder was depends on when it was loaded.
LONG_AGO = """
from datetime import timedelta
from ballots.models import Ballot
from core.time import now
Ballot.objects.filter(pk="{key}").update(reminded_at=now() - timedelta(hours=2))
"""
# The deadline has come; the clock has not come by yet.
COME = """
from datetime import UTC, datetime, timedelta
from ballots.models import Ballot
from core.time import now
come = now() - timedelta(seconds=1)
Ballot.objects.filter(pk="{key}").update(closes_at=come, extended_from=come - timedelta(hours=1))
"""


def test_an_extension_reaches_an_open_sheet_and_the_clock_announces_the_end(
    site: Site, sign_in: SignIn
) -> None:
    path = site.manage("shell", "-v", "0", "-c", FIND).split()[-1]
    key = path.split("/")[2]
    member = sign_in(WAITING, at=path)
    member.locator("#answer-form label.choice:has(input[value=other])").first.click()
    member.locator("#answer-form textarea").fill(TYPED)

    # The head gives more time; whoever sits at the sheet reads until when and why, and keeps what was typed.
    head = sign_in(HEAD, at=path, size=DESK)
    head.get_by_role("link", name="Gia hạn trả lời").click()
    later = viet_nam().add_working_days(local(datetime.now(UTC) + timedelta(hours=1)).date(), 1)
    head.fill("input[name=deadline_day]", later.isoformat())
    head.get_by_role("button", name="Gia hạn trả lời").click()
    expect(head.locator(".error").last).to_contain_text("Đề nghị ghi lý do")
    expect(head.locator("input[name=deadline_day]")).to_have_value(later.isoformat())
    head.fill("textarea[name=reason]", WHY)
    head.get_by_role("button", name="Gia hạn trả lời").click()
    expect(head.locator("main")).to_contain_text(WHY)
    expect(member.locator("[data-section=state]")).to_contain_text(WHY, timeout=SLOW)
    expect(member.locator("[data-section=deadline]")).to_contain_text(f"{later:%d/%m}")
    expect(member.locator("#answer-form textarea")).to_have_value(TYPED)

    # Reminded once; less than an hour later: not yet again, and the page says from when.
    site.manage("shell", "-v", "0", "-c", LONG_AGO.format(key=key))
    _remind(head)
    expect(head.locator("body")).to_contain_text("Đã nhắc 8 thành viên", timeout=SLOW)
    _remind(head)
    expect(head.locator("body")).to_contain_text("trong vòng 60 phút không nhắc lại", timeout=SLOW)

    site.manage("shell", "-v", "0", "-c", COME.format(key=key))
    site.manage("clock", "--once")
    expect(member.locator("[data-section=state]")).to_contain_text("đã đóng", timeout=SLOW)
    expect(member.locator("[data-section=result] h2")).to_be_visible()
    expect(member.locator("#answer-form textarea")).to_have_value(TYPED)
    expect(head.locator("[data-section=result] h2")).to_be_visible(timeout=SLOW)


def _remind(head: Page) -> None:
    head.locator("button[formaction$='/remind/']").click()
    head.wait_for_timeout(500)  # a question that has just opened takes no answer yet
    head.locator("dialog[open] [data-ask-yes]").click()
