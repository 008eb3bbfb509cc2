"""The tablets fail in mid-vote: one clerk keys in the hands, another confirms, hall and member see it."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

SLOW = 30_000
DOUBLE_TAP = 500  # a question that has just opened takes no answer yet
PREPARE = """
from django.utils import timezone
from meetings.models import Meeting
from meetings.services import note_attendance_of_all, open_vote_on_item, start_meeting, start_next_item
from people.models import Person
meeting = Meeting.objects.get(slug="law-2026-02")
meeting.starts_at = timezone.now()
meeting.save()
clerk = Person.objects.get(username="thuky1")
note_attendance_of_all(actor=clerk, meeting=meeting)
start_meeting(actor=clerk, meeting=meeting)
open_vote_on_item(actor=clerk, meeting=meeting, item=start_next_item(actor=clerk, meeting=meeting))
print(meeting.pk)
"""


def test_two_clerks_count_hands_and_everybody_sees_how_it_was_counted(site: Site, sign_in: SignIn) -> None:
    meeting = site.manage("shell", "-v", "0", "-c", PREPARE).strip().splitlines()[-1]
    console = f"/meetings/{meeting}/console/"
    first = sign_in("thuky1", at=console, size=DESK)
    second = sign_in("thuky2", at=console, size=DESK)
    hall = sign_in("chanhvanphong", at=f"/meetings/{meeting}/screen/", size=DESK)
    member = sign_in("bo-xay-dung", at=f"/meetings/{meeting}/room/")
    expect(member.locator("#vote-sheet .choices")).to_be_visible(timeout=SLOW)

    first.keyboard.press("i")
    first.locator("#beside button.main").click(timeout=SLOW)
    expect(hall.locator("[data-section=stage]")).to_contain_text("Biểu quyết giơ tay", timeout=SLOW)
    expect(member.locator("#vote-sheet .choices")).to_have_count(0, timeout=SLOW)

    first.locator("[data-key=s]").click(timeout=SLOW)
    _key_in(first)
    first.locator("[name=said_for]").fill("24")
    first.locator("[name=done]").click()
    expect(first.locator(".errors")).to_contain_text("đồng ý nhập 25, đếm 24", timeout=SLOW)
    first.locator("[name=said_for]").fill("25")
    first.locator("[name=done]").click()
    expect(first.locator("main")).to_contain_text("Đồng chí là người nhập bảng này", timeout=SLOW)

    second.locator("[data-key=s]").click(timeout=SLOW)
    expect(second.locator(".sums")).to_contain_text("25", timeout=SLOW)
    expect(hall.locator("[data-section=stage]")).not_to_contain_text("25")
    second.locator(".signing .btn.main").click()
    expect(member.locator("#vote-sheet .receipt")).to_contain_text("Không đồng ý", timeout=SLOW)

    second.locator("[data-key=c]").click(timeout=SLOW)
    second.wait_for_timeout(DOUBLE_TAP)
    second.locator("#confirm button[value=yes]").click()
    stage = hall.locator("[data-section=stage] .outcome")
    expect(stage).to_contain_text("25 trên 27", timeout=SLOW)
    expect(stage).to_contain_text("Biểu quyết giơ tay")


def _key_in(page: Page) -> None:
    """All in favour, then the exceptions by their numbers: the Minister of Construction and the last seat."""
    page.locator("[data-fill=for]").click(timeout=SLOW)
    page.keyboard.type("16k")
    page.keyboard.type("27y")
    for name, count in (("against", "1"), ("other", "1")):
        page.locator(f"[name=said_{name}]").fill(count)
    expect(page.locator("[data-sum=said_for]")).to_have_text("25")
