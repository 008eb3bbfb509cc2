"""Members check themselves in, a deputy sits beside a remote minister, and a departure breaks the quorum."""

from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

SLOW = 30_000
DOUBLE_TAP = 500  # a question that has just opened takes no answer yet
PREPARE = """
from django.utils import timezone
from meetings.models import Meeting
from meetings.services import note_attendance, start_meeting, start_next_item
from people.models import Person
meeting = Meeting.objects.get(slug="law-2026-02")
meeting.starts_at = timezone.now()
meeting.save()
clerk = Person.objects.get(username="thuky1")
rows = meeting.attendances.select_related("seat").order_by("seat__order")
for row in rows:
    key = row.seat.key
    if key not in ("bo-xay-dung", "bo-y-te"):
        presence = "in_room" if row.seat.order < 20 else "absent"
        note_attendance(actor=clerk, meeting=meeting, seat=row.seat, presence=presence)
start_meeting(actor=clerk, meeting=meeting)
start_next_item(actor=clerk, meeting=meeting)
print(meeting.pk)
"""


def test_the_alarm_comes_with_the_departure_and_goes_with_the_return(site: Site, sign_in: SignIn) -> None:
    meeting = site.manage("shell", "-v", "0", "-c", PREPARE).strip().splitlines()[-1]
    room = f"/meetings/{meeting}/room/"
    console = sign_in("thuky1", at=f"/meetings/{meeting}/console/", size=DESK)
    chair, minister = sign_in("thu-tuong", at=room), sign_in("bo-xay-dung", at=room)
    health, deputy = sign_in("bo-y-te", at=room), sign_in("thutruong-y-te", at=room)

    _say(minister, "in_room")
    _say(health, "remote")
    _say(deputy, "deputy")
    expect(health.locator("#check-in-sheet")).to_contain_text("phát biểu tại phòng họp", timeout=SLOW)
    expect(health.locator("#check-in-sheet [value=deputy]")).to_have_count(0)

    # Two leave by themselves, the others until one too few is left.
    for page in (health, minister):
        page.locator("#check-in-change summary").click()
        page.locator("#check-in-sheet button[value=left]").click()
        page.wait_for_timeout(DOUBLE_TAP)
        page.locator("#confirm button[value=yes]").click()
    expect(minister.locator("#check-in-sheet button.main")).to_be_visible(timeout=SLOW)
    _leave_one_more(site)
    for page in (console, chair):
        expect(page.locator("[data-section=alarm] .error")).to_be_visible(timeout=SLOW)
    expect(minister.locator("[data-section=alarm] .error")).to_have_count(0)

    _say(minister, "in_room")
    for page in (console, chair):
        expect(page.locator("[data-section=alarm] .error")).to_have_count(0, timeout=SLOW)


def _say(page: Page, presence: str) -> None:
    page.locator(f"#check-in-sheet button[value={presence}]").click()
    expect(page.locator("#check-in-change")).to_be_visible(timeout=SLOW)


def _leave_one_more(site: Site) -> None:
    """As many as the quorum needs are left but one, by the secretariat."""
    site.manage("shell", "-v", "0", "-c", LEAVE)


LEAVE = """
from meetings.models import Meeting
from meetings.selectors import quorum_of
from meetings.services import note_attendance
from people.models import Person
meeting = Meeting.objects.get(slug="law-2026-02")
clerk = Person.objects.get(username="thuky1")
rows = meeting.attendances.select_related("seat").filter(presence="in_room", seat__order__gt=1)
for row in rows.order_by("-seat__order"):
    if not quorum_of(meeting).reached:
        break
    note_attendance(actor=clerk, meeting=meeting, seat=row.seat, presence="left")
"""
