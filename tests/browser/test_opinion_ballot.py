"""An opinion ballot from composing to counting, in real browsers; on a phone it takes three taps."""

import re

import pytest
from playwright.sync_api import Locator, Page, ViewportSize, expect

from core.live.hub import REUSE
from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

SLOW = 30_000  # milliseconds, on a machine with other work
DOUBLE_TAP = 500  # a question that has just opened takes no answer yet
PHONE: ViewportSize = {"width": 390, "height": 844}
WAITING, ASSISTANT, OTHER = "bo-xay-dung", "troly-xay-dung", "bo-tai-chinh"  # the first has answered nothing
HEAD = "chanhvanphong"
NEARLY, DUE = "phân cấp, phân quyền", "môi trường điện tử"  # all but one have answered; due in an hour
COUNTED = "Đã ghi nhận trả lời của đồng chí"
TYPED = "Đề nghị bổ sung quy định chuyển tiếp.\nĐề nghị làm rõ <nguồn kinh phí>."
PATHS = """
from ballots.models import Ballot
print()
for part in {parts}:
    print(Ballot.objects.get(title__contains=part).get_absolute_url())
"""
# The deadline goes by while the sheet stands open.
GOES_BY = """
from datetime import timedelta
from ballots.models import Ballot
from core.time import now
Ballot.objects.filter(pk="{key}").update(closes_at=now() - timedelta(seconds=1))
"""


@pytest.fixture(scope="module")
def paths(site: Site) -> dict[str, str]:
    """The addresses of the demo's ballots, by a part of their titles."""
    parts = (NEARLY, DUE)
    told = site.manage("shell", "-v", "0", "-c", PATHS.format(parts=parts)).split()[-len(parts) :]
    return dict(zip(parts, told, strict=True))


def test_a_member_answers_and_changes_the_answer(sign_in: SignIn, paths: dict[str, str]) -> None:
    member = sign_in(WAITING, at=paths[NEARLY])
    board = sign_in("thuky1", at=paths[NEARLY], size=DESK)
    expect(_answered(board)).to_have_text("26")

    member.locator(".sendbar button[form=answer-form]").click()
    unanswered = member.locator("#answer-form [data-unanswered]")
    expect(unanswered).to_contain_text("chưa cho ý kiến vấn đề số 1")
    expect(unanswered).to_be_focused()
    _choose(member, "for")
    expect(unanswered).to_be_hidden()
    _send(member)
    first = _receipt(member)
    assert first.split("-")[1] == "1"
    expect(_answered(board)).to_have_text("27", timeout=SLOW)

    member.reload()
    expect(member.locator("#answer-sheet")).to_contain_text(COUNTED)
    assert _receipt(member) == first

    member.locator(".sendbar a[href*=edit]").click()
    expect(member.locator("#answer-form input[value=for]")).to_be_checked()
    expect(member.locator("#answer-sheet")).to_contain_text(first)  # it counts until the change is sent
    _choose(member, "against")
    _send(member)
    expect(member.locator("#answer-sheet .given")).to_contain_text("Không đồng ý")
    second = _receipt(member)
    assert second.split("-")[1] == "2"
    expect(board.locator("[data-section=progress]")).to_contain_text("1 thành viên đã sửa", timeout=SLOW)
    expect(_answered(board)).to_have_text("27")

    member.locator("#answer-sheet a[href$='/receipt/']").click()
    expect(member.locator(".receiptnumber")).to_have_text(second)
    expect(member.locator("main")).to_contain_text(first)


def test_what_was_wrong_with_an_answer_is_no_longer_said_once_it_is_mended(
    sign_in: SignIn, paths: dict[str, str]
) -> None:
    member = sign_in(WAITING, at=paths[DUE])
    _choose(member, "other")
    member.locator(".sendbar button[form=answer-form]").click()
    error = member.locator("#answer-form .q .error:not([data-unanswered])")
    expect(error).to_contain_text("phải ghi nội dung")

    member.locator("#answer-form textarea").first.press_sequentially("  ")
    expect(error).to_be_visible()
    member.locator("#answer-form textarea").first.press_sequentially("Đề nghị làm rõ")
    expect(error).to_have_count(0)
    expect(member.locator("#answer-form .q.bad")).to_have_count(0)


def test_what_was_typed_stays_when_the_deadline_goes_by(
    site: Site, sign_in: SignIn, paths: dict[str, str]
) -> None:
    follows = sign_in(WAITING, at=paths[DUE])
    cut_off = sign_in(WAITING, size=PHONE)  # the same member's phone, to which no news comes
    cut_off.route_web_socket("**/ws/**", lambda socket: socket.close())
    cut_off.route("**/live/**", lambda route: route.abort())
    cut_off.goto(f"{site.origin}{paths[DUE]}")
    for page in (follows, cut_off):
        _choose(page, "other")
        page.locator("#answer-form textarea").fill(TYPED)

    site.manage("shell", "-v", "0", "-c", GOES_BY.format(key=paths[DUE].split("/")[2]))

    # The deadline was moved behind the journal's back, so for a second a drawing of before still greets.
    follows.wait_for_timeout(REUSE * 1000 + 100)
    follows.evaluate("dispatchEvent(new Event('online'))")  # as after sleep: the page asks what it missed
    # Whoever follows is told, and offered nothing that cannot be done any more.
    expect(follows.locator("[data-section=state]")).to_contain_text("Đã hết hạn lúc", timeout=SLOW)
    expect(follows.locator("#answer-form textarea")).to_have_value(TYPED)
    expect(follows.locator(".sendbar button[form=answer-form]")).to_be_hidden()

    # Whoever sends nevertheless is refused in a sentence, with the text in front of the eyes.
    cut_off.locator(".sendbar button[form=answer-form]").click()
    explained = cut_off.locator("#answer-sheet [role=alert]")
    expect(explained).to_contain_text("Đã hết hạn trả lời lúc", timeout=SLOW)
    expect(explained).to_contain_text("vẫn còn trên trang này")
    expect(explained).to_be_in_viewport()
    sheet = cut_off.locator("#answer-sheet")
    expect(sheet.locator("blockquote:visible")).to_have_text(TYPED)
    expect(sheet).not_to_contain_text(COUNTED)
    expect(sheet.locator("form")).to_have_count(0)

    cut_off.reload()  # and on this device it stays after that, too
    # A draft that the server had taken before may stand above it.
    whole = cut_off.locator("#answer-sheet blockquote:visible").filter(has_text="<nguồn kinh phí>")
    expect(whole.first).to_be_visible()
    expect(cut_off.locator("#answer-sheet")).to_contain_text("Đã hết hạn")


def test_a_clerk_composes_a_ballot_the_head_approves_it_and_the_answers_come_in(sign_in: SignIn) -> None:
    clerk = sign_in("thuky1", at="/ballots/new/", size=DESK)
    clerk.select_option("#id_matter", index=1)
    clerk.fill("#id_question_1", "Thông qua dự thảo tại phiên này.")
    clerk.fill("#id_title", "Phiếu soạn trong trình duyệt")
    clerk.locator("main form button.btn.main").click()
    expect(clerk.locator("h1")).to_contain_text("Phiếu soạn trong trình duyệt", timeout=SLOW)

    clerk.fill("#submit-note", "Kính trình lãnh đạo Văn phòng duyệt.")
    _keep(clerk)
    path = "/" + clerk.url.split("?")[0].split("/", 3)[3]
    head = sign_in(HEAD, at=path, size=DESK)
    expect(head.locator(".word")).to_contain_text("Kính trình lãnh đạo Văn phòng duyệt.")
    _keep(head)
    expect(head.locator(".moves [aria-current=step]")).to_have_text("Đã duyệt", timeout=SLOW)

    clerk.goto(clerk.url.split("?")[0])
    clerk.locator("button[formaction$='/open/']").click()
    clerk.wait_for_timeout(DOUBLE_TAP)
    clerk.locator("dialog#confirm button[value=yes]").click()
    expect(_answered(clerk)).to_have_text("0", timeout=SLOW)

    member = sign_in(OTHER, at=path)
    _choose(member, "for")
    _send(member)
    expect(_answered(clerk)).to_have_text("1", timeout=SLOW)

    assistant = sign_in(ASSISTANT, at=path)
    expect(assistant.locator("#answer-sheet")).to_contain_text("Thông qua dự thảo tại phiên này.")
    # The assistant prepares an answer, and finds nothing that casts one.
    expect(assistant.locator("form[action$='/answer/'], [formaction$='/answer/']")).to_have_count(0)
    expect(assistant.locator("[data-section=turnout]")).to_contain_text("1/27")


def test_three_taps_on_a_phone_from_today_to_a_counted_answer(sign_in: SignIn) -> None:
    phone = sign_in(WAITING, size=PHONE)

    phone.locator("ol.rows a", has_text="Luật Tần số vô tuyến điện").click()
    expect(phone.locator("#answer-form")).to_be_visible()
    phone.locator("#answer-form label.choice:has(input[value=for])").click()
    button = phone.locator(".sendbar button[form=answer-form]")
    expect(button).to_be_in_viewport(ratio=1)
    button.click()

    expect(phone.locator("#answer-sheet")).to_contain_text(COUNTED, timeout=SLOW)
    expect(phone.locator(".sendbar [data-sendstate=counted]")).to_have_class(re.compile("won"))
    expect(phone.locator(".sendbar [data-sendstate=counted]")).to_contain_text(_receipt(phone))


def _answered(board: Page) -> Locator:
    """The figure of those who have answered, on the board."""
    return board.locator("[data-section=progress] [data-count=answered] b")


def _choose(member: Page, choice: str) -> None:
    member.locator(f"#answer-form label.choice:has(input[value={choice}])").click()


def _send(member: Page) -> None:
    """Send the sheet, and wait until it is counted."""
    member.locator(".sendbar button[form=answer-form]").click()
    expect(member.locator(".sendbar")).to_have_attribute("data-state", "counted", timeout=SLOW)
    expect(member.locator("#answer-sheet")).to_contain_text(COUNTED)


def _receipt(member: Page) -> str:
    found = re.search(r"\d{4,}-\d+-[0-9A-F]{8}", member.locator("#answer-sheet dl.facts.flat").inner_text())
    assert found is not None
    return found.group()


def test_two_clerks_change_a_draft_and_the_second_keeps_the_text_by_keeping_it_again(sign_in: SignIn) -> None:
    """What the device kept never brings the old version back behind the clerk's back."""
    first = sign_in("thuky1", at="/ballots/new/", size=DESK)
    first.select_option("#id_matter", index=1)
    first.fill("#id_question_1", "Thông qua dự thảo?")
    first.fill("#id_title", "Phiếu hai người sửa")
    _keep(first)
    path = "/" + first.url.split("?")[0].split("/", 3)[3]
    second = sign_in("thuky2", at=f"{path}edit/", size=DESK)
    second.fill("#id_question_1", "Thông qua dự thảo lần 3?")
    second.wait_for_timeout(400)  # kept on the device

    first.goto(first.url.split("?")[0] + "edit/")
    first.fill("#id_title", "Phiếu của người thứ nhất")
    _keep(first)
    _keep(second)
    expect(second.locator(".errors")).to_contain_text("Có người khác đã sửa dự thảo", timeout=SLOW)
    expect(second.locator("#id_question_1")).to_have_value("Thông qua dự thảo lần 3?")
    _keep(second)
    expect(second.locator(".asked")).to_contain_text("Thông qua dự thảo lần 3?", timeout=SLOW)


def _keep(clerk: Page) -> None:
    with clerk.expect_navigation(timeout=SLOW):
        clerk.locator("main form button.btn.main").click()
