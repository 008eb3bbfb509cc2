"""A paper is replaced while members answer: nothing typed is lost, the change is shown, one tap confirms."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from matters.papers import compose_submission
from records.layout import render
from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

SLOW = 30_000  # milliseconds, on a machine with other work
DOUBLE_TAP = 500  # a question that has just opened takes no answer yet
PHONE: ViewportSize = {"width": 390, "height": 844}
TYPING, ANSWERED = "bo-xay-dung", "bo-tai-chinh"  # the first has answered nothing
TYPED = "Đề nghị bổ sung quy định chuyển tiếp."
REASON = "Điều chỉnh kinh phí theo ý kiến của Bộ Tài chính."
FIND = """
from ballots.models import Ballot
found = Ballot.objects.get(title__contains="phân cấp, phân quyền")
print()
print(found.get_absolute_url(), found.matter.get_absolute_url(), found.number)
"""


@pytest.fixture(scope="module")
def places(site: Site) -> tuple[str, str, str]:
    """The ballot, its matter, its number."""
    ballot, matter, number = site.manage("shell", "-v", "0", "-c", FIND).split()[-3:]
    return ballot, matter, number


@pytest.fixture
def submissions(tmp_path: Path) -> tuple[Path, Path]:
    """Two versions of a submission that differ in one figure."""
    found = []
    for money in (120, 150):
        body = [f"Kinh phí thực hiện là {money} tỷ đồng.", "Nghị quyết có hiệu lực từ ngày ký."]
        paper = tmp_path / f"to-trinh-{money}.pdf"
        paper.write_bytes(render(compose_submission("Bộ Nội vụ", "Về phân cấp", "", date(2026, 11, 2), body)))
        found.append(paper)
    return found[0], found[1]


def test_a_paper_replaced_under_an_open_form(
    site: Site, sign_in: SignIn, places: tuple[str, str, str], submissions: tuple[Path, Path], tmp_path: Path
) -> None:
    ballot, matter, number = places
    clerk = sign_in("chanhvanphong", at=matter, size=DESK)
    _replace(clerk, matter, ballot, submissions[0])
    answered = sign_in(ANSWERED, at=ballot, size=PHONE)
    _confirm(answered)  # on the first replacement: from here on only one figure differs
    typing = sign_in(TYPING, at=ballot)
    typing.locator("#answer-form label.choice:has(input[value=other])").click()
    typing.locator("#answer-form textarea").fill(TYPED)
    expect(typing.locator("[data-section=papers]")).to_contain_text("bản 2")

    _replace(clerk, matter, ballot, submissions[1])

    # Whoever types is told at once, and keeps every word.
    expect(typing.locator("[data-section=changes]")).to_contain_text(REASON, timeout=SLOW)
    expect(typing.locator("[data-section=papers]")).to_contain_text("bản 3", timeout=SLOW)
    expect(typing.locator("#answer-form textarea")).to_have_value(TYPED)
    # What was written on the earlier papers is not counted as if it were about the new ones.
    typing.locator(".sendbar button[form=answer-form]").click()
    expect(typing.locator("#answer-sheet [role=alert]")).to_contain_text(
        "Tài liệu đã được thay thế", timeout=SLOW
    )
    expect(typing.locator("#answer-form textarea")).to_have_value(TYPED)
    expect(typing.locator("#answer-form input[value=other]")).to_be_checked()
    typing.locator(".sendbar button[form=answer-form]").click()
    expect(typing.locator(".sendbar")).to_have_attribute("data-state", "counted", timeout=SLOW)
    expect(typing.locator("#answer-sheet .said")).to_contain_text(TYPED)

    # Whoever has answered sees the one figure, and confirms with one tap on a phone.
    answered.locator("[data-section=changes] a").click()
    expect(answered.locator(".passage del")).to_contain_text("120", timeout=SLOW)
    expect(answered.locator(".passage ins")).to_contain_text("150")
    expect(answered.locator(".passage")).to_have_count(1)
    assert answered.evaluate("document.documentElement.scrollWidth <= innerWidth")
    _confirm(answered)
    expect(answered.locator("[data-section=turnout]")).to_contain_text("27/27", timeout=SLOW)

    # The board knows who has not confirmed: neither of these two.
    board = sign_in("thuky1", at=ballot, size=DESK)
    expect(board.locator("[data-section=progress]")).to_contain_text("25 ý kiến gửi theo tài liệu trước")

    # The receipt is taken along and verifies without any page.
    answered.goto(f"{site.origin}{ballot}receipt/")
    with answered.expect_download() as caught:
        answered.locator("a[href$='/receipt.json']").click()
    path = tmp_path / caught.value.suggested_filename
    caught.value.save_as(path)
    told = site.manage("verify_ballot", number, "--file", str(path), "--language", "en")
    receipt = json.loads(path.read_text())["receipt"]
    assert f"[RIGHT] Receipt {receipt}: this is the answer that counts (version 3)." in told
    assert told.endswith("This ballot verifies.\n")


def _replace(clerk: Page, matter: str, ballot: str, paper: Path) -> None:
    """The secretariat adds a newer version, compares it, and puts it before the members."""
    origin = re.match(r"https?://[^/]+", clerk.url)
    assert origin is not None
    clerk.goto(f"{origin[0]}{matter}")
    clerk.set_input_files("input[type=file]", paper)
    clerk.select_option("#id_replaces", index=1)
    with clerk.expect_navigation(timeout=SLOW):
        clerk.locator("main form[enctype] button.btn.main").click()
    expect(clerk.locator("main")).to_contain_text(
        "Phiếu lấy ý kiến số"
    )  # it still asks about the earlier one
    clerk.goto(f"{origin[0]}{ballot}")
    clerk.locator("[data-section=changes] a[href$='offered=1']").click()
    clerk.fill("#papers-reason", REASON)
    clerk.locator(".offered form button").click()
    clerk.wait_for_timeout(DOUBLE_TAP)
    with clerk.expect_navigation(timeout=SLOW):
        clerk.locator("dialog#confirm button[value=yes]").click()
    expect(clerk.locator("[data-section=changes]")).to_contain_text(REASON)


def _confirm(member: Page) -> None:
    """One tap, and the page says that it counts."""
    with member.expect_navigation(timeout=SLOW):
        member.locator("button[form=confirm-form]").click()
    expect(member.locator("#answer-sheet")).to_contain_text("Đã ghi nhận trả lời của đồng chí")
    expect(member.locator("button[form=confirm-form]")).to_have_count(0)
