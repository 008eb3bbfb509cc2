"""Staff prepare and the member adopts with one tap; a member on several tablets loses nothing."""

import re
import time
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site
from tests.cast import PDF

SLOW = 30_000  # milliseconds, on a machine with other work
MEMBER, ASSISTANT = "bo-xay-dung", "troly-xay-dung"
NEARLY, DUE, NEW = "phân cấp, phân quyền", "môi trường điện tử", "Tần số vô tuyến điện"
ON_TABLETS = {"bo-tai-chinh": 2, "bo-tu-phap": 3, "bo-y-te": 2}  # who answers on how many at once
STORED = """
from ballots.models import Answer
found = Answer.objects.filter(ballot="{key}", person__username__in=["bo-tai-chinh", "bo-tu-phap", "bo-y-te"])
kept = {{}}
for each in found.order_by("person__username", "revision").select_related("person"):
    kept.setdefault(each.person.username, []).append(str(each.revision))
print()
for who, revisions in kept.items():
    print(who + ":" + ",".join(revisions))
"""
COUNTED = "Đã ghi nhận trả lời của đồng chí"
OPINION = "Đề nghị làm rõ <nguồn kinh phí>."
PATHS = """
from ballots.models import Ballot
print()
for part in {parts}:
    print(Ballot.objects.get(title__contains=part).get_absolute_url())
"""


@pytest.fixture(scope="module")
def paths(site: Site) -> dict[str, str]:
    """The addresses of the demo's ballots, by a part of their titles."""
    parts = (NEARLY, DUE, NEW)
    told = site.manage("shell", "-v", "0", "-c", PATHS.format(parts=parts)).split()[-len(parts) :]
    return dict(zip(parts, told, strict=True))


def test_the_staff_prepare_the_member_adopts_with_one_tap_and_it_is_counted(
    sign_in: SignIn, paths: dict[str, str], tmp_path: Path
) -> None:
    board = sign_in("thuky1", at=paths[NEARLY], size=DESK)
    expect(_count(board, "prepared")).to_have_text("0")
    assistant = sign_in(ASSISTANT, at=paths[NEARLY], size=DESK)
    member = sign_in(MEMBER, at=paths[NEARLY])
    expect(member.locator(".prepared")).to_have_count(0)

    assistant.locator("label.choice:has(input[value=other])").click()
    assistant.locator("#prepare-form textarea").fill(OPINION)
    _saved(assistant)
    paper = tmp_path / "tham-muu.pdf"
    paper.write_bytes(PDF)
    assistant.locator("#prepared-file").set_input_files(paper)
    assistant.locator("button[formaction$='/prepared/papers/']").click()
    expect(assistant.locator("#prepared-papers .papers")).to_contain_text("tham-muu.pdf", timeout=SLOW)
    expect(assistant.locator("#prepare-form textarea")).to_have_value(OPINION)
    assistant.locator("#prepare-form button.main").click()
    expect(assistant.locator("#prepared-title")).to_contain_text("Đã trình", timeout=SLOW)
    expect(_count(board, "prepared")).to_have_text("1", timeout=SLOW)
    expect(_count(board, "answered")).to_have_text("26")

    member.reload()
    expect(member.locator(".prepared")).to_contain_text(OPINION)
    expect(member.locator(".prepared")).to_contain_text("tham-muu.pdf")
    member.locator("button[formaction*='/adopt/']").click()
    expect(member.locator("#answer-form textarea")).to_have_value(OPINION, timeout=SLOW)
    expect(member.locator("#answer-form input[value=other]")).to_be_checked()
    expect(member.locator("#answer-sheet")).not_to_contain_text(COUNTED)
    member.locator(".sendbar button[form=answer-form]").click()
    expect(member.locator("#answer-sheet")).to_contain_text(COUNTED, timeout=SLOW)
    expect(_count(board, "answered")).to_have_text("27", timeout=SLOW)

    member.locator("#answer-sheet a[href$='/receipt/']").click()
    expect(member.locator("main")).to_contain_text("Lấy từ ý kiến trợ lý chuẩn bị")


def test_a_draft_on_one_tablet_appears_on_the_other(sign_in: SignIn, paths: dict[str, str]) -> None:
    first = sign_in(MEMBER, at=paths[DUE])
    first.locator("label.choice:has(input[value=for])").click()
    first.locator("#answer-form textarea").fill("Nhập trên máy thứ nhất.")
    _saved(first)

    second = sign_in(MEMBER, at=paths[DUE])
    expect(second.locator("#answer-form textarea")).to_have_value("Nhập trên máy thứ nhất.")
    expect(second.locator("#answer-form input[value=for]")).to_be_checked()
    second.locator("#answer-form textarea").fill("Sửa trên máy thứ hai.")
    _saved(second, 2)

    # The first one wakes up and shows what is newer; nothing was put aside, for it was gone on with.
    first.evaluate("dispatchEvent(new Event('online'))")
    expect(first.locator("#answer-form textarea")).to_have_value("Sửa trên máy thứ hai.", timeout=SLOW)
    expect(first.locator(".aside")).to_have_count(0)


def test_two_tablets_at_once_lose_nothing_and_the_newer_wins_in_sight(
    sign_in: SignIn, paths: dict[str, str]
) -> None:
    first, second = sign_in(MEMBER, at=paths[NEW]), sign_in(MEMBER, at=paths[NEW])
    first.locator("#answer-form textarea").fill("Máy thứ nhất.")
    _saved(first)
    second.locator("#answer-form textarea").fill("Máy thứ hai.")
    _saved(second, 2)
    expect(second.locator("#answer-form textarea")).to_have_value("Máy thứ hai.")
    second.locator(".aside summary").click()
    expect(second.locator(".aside blockquote")).to_have_text("Máy thứ nhất.")
    second.locator(".aside button").click()
    expect(second.locator("#answer-form textarea")).to_have_value("Máy thứ nhất.", timeout=SLOW)
    expect(second.locator(".aside blockquote")).to_have_text("Máy thứ hai.")


def test_members_who_press_on_several_tablets_at_once_are_counted_once_each_and_lose_nothing(
    site: Site, sign_in: SignIn, paths: dict[str, str]
) -> None:
    board = sign_in("thuky1", at=paths[NEW], size=DESK)
    before = int(_count(board, "answered").inner_text())
    tablets = {who: [sign_in(who, at=paths[NEW]) for _ in range(many)] for who, many in ON_TABLETS.items()}
    for who, several in tablets.items():
        for number, tablet in enumerate(several, start=1):
            tablet.locator("label.choice:has(input[value=other])").click()
            tablet.locator("#answer-form textarea").fill(f"{who}, máy {number}.")
    _send_at_once([tablet for several in tablets.values() for tablet in several])

    # One is counted for each seat. The others are shown that one, have their own text still, and may send it.
    for who, several in tablets.items():
        late = _later_ones(several)
        for counted, tablet in enumerate(late, start=1):
            typed = tablet.locator("#answer-form textarea").input_value()
            assert typed == f"{who}, máy {several.index(tablet) + 1}."
            expect(tablet.locator("#answer-sheet .card .said blockquote").first).to_have_text(
                re.compile(f"^{who}, máy")
            )
            tablet.locator(".sendbar button[form=answer-form]").click()
            if counted == 1:
                expect(tablet.locator("#answer-sheet")).to_contain_text(COUNTED, timeout=SLOW)
            else:  # what the other has just replaced is shown first
                expect(tablet.locator("#answer-sheet .card .said blockquote").first).to_have_text(
                    f"{who}, máy {several.index(late[0]) + 1}.", timeout=SLOW
                )

    expect(_count(board, "answered")).to_have_text(str(before + len(tablets)), timeout=SLOW)
    for several in tablets.values():
        for tablet in several:
            tablet.goto(f"{site.origin}{paths[NEW]}")
        receipts = {tablet.locator("#answer-sheet dd.n").first.inner_text() for tablet in several}
        assert len(receipts) == 1
        assert receipts.pop().split("-")[1] == "2"
    stored = site.manage("shell", "-v", "0", "-c", STORED.format(key=paths[NEW].split("/")[2]))
    assert stored.split()[-len(ON_TABLETS) :] == [f"{who}:1,2" for who in sorted(ON_TABLETS)]
    site.manage("verify_journal")


def _send_at_once(tablets: list[Page]) -> None:
    """Press the button on all of them at the same moment, and wait for what each is told."""
    press = """moment => setTimeout(
        () => document.querySelector(".sendbar button[form=answer-form]").click(), moment - Date.now()
    )"""
    moment = time.time() * 1000 + 1500
    for tablet in tablets:
        tablet.evaluate(press, moment)
    for tablet in tablets:
        told = tablet.locator("#answer-sheet .wontitle, #answer-sheet .note.error[role=alert]")
        expect(told.first).to_be_visible(timeout=SLOW)


def _later_ones(tablets: list[Page]) -> list[Page]:
    """Those of one member's tablets whose answer was not the one that is counted."""
    late = [tablet for tablet in tablets if not tablet.locator("#answer-sheet .wontitle").count()]
    assert len(late) == len(tablets) - 1
    return late


def test_without_a_network_the_device_keeps_it_and_saves_it_when_the_network_is_back(
    sign_in: SignIn, paths: dict[str, str]
) -> None:
    member = sign_in(MEMBER, at=paths[DUE])
    before = int(member.locator("#draft-state").get_attribute("data-version") or 0)
    member.route("**/draft/", lambda route: route.abort())
    member.locator("#answer-form textarea").fill("Không có mạng.")
    expect(member.locator("[data-draft-unsaved]")).to_be_visible(timeout=SLOW)
    member.reload()
    expect(member.locator("#answer-form textarea")).to_have_value("Không có mạng.")

    member.unroute("**/draft/")
    member.evaluate("dispatchEvent(new Event('online'))")
    _saved(member, before + 1)
    expect(member.locator("[data-draft-unsaved]")).to_be_hidden()
    other = sign_in(MEMBER, at=paths[DUE])
    expect(other.locator("#answer-form textarea")).to_have_value("Không có mạng.")


def _saved(page: Page, version: int = 1) -> None:
    """Wait until the server says that it keeps this version, and this device no longer does."""
    expect(page.locator("#draft-state")).to_have_attribute("data-version", str(version), timeout=SLOW)
    expect(page.locator("#draft-state [data-draft-saved]")).to_contain_text("Đã lưu nháp")
    page.wait_for_function(
        "() => !Object.keys(localStorage).some((key) => key.startsWith('kept:'))", timeout=SLOW
    )


def _count(board: Page, name: str) -> Locator:
    return board.locator(f"[data-section=progress] [data-count={name}] b")
