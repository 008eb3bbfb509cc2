"""The vote card keeps up with the room, also while an older answer is still on its way."""

from playwright.sync_api import APIResponse, Route, expect

from tests.browser.conftest import SignIn
from tests.browser.site import Site
from tests.browser.test_session_of_27 import FIND, SLOW

SOON = 4_000  # milliseconds: well before the next heartbeat would mend it
ACT = """
from meetings import services
from meetings.models import Meeting
from people.models import Person
meeting, clerk = Meeting.objects.get(slug="law-2026-02"), Person.objects.get(username="thuky1")
"""
BEGIN = """
services.note_attendance_of_all(actor=clerk, meeting=meeting)
services.start_meeting(actor=clerk, meeting=meeting)
"""
VOTE = """
item = services.start_next_item(actor=clerk, meeting=meeting)
services.open_vote_on_item(actor=clerk, meeting=meeting, item=item)
"""


def test_a_change_during_a_fetch_is_fetched_after_it(site: Site, sign_in: SignIn) -> None:
    meeting = site.manage("shell", "-v", "0", "-c", FIND).strip().splitlines()[-1]
    page = sign_in("bo-y-te", at=f"/meetings/{meeting}/room/")
    late: list[tuple[Route, APIResponse]] = []

    def hold_the_first(route: Route) -> None:
        if late:
            route.continue_()
        else:
            late.append((route, route.fetch()))

    page.route("**/vote-card/", hold_the_first)
    with page.expect_request("**/vote-card/", timeout=SLOW):
        site.manage("shell", "-v", "0", "-c", ACT + BEGIN)
    while not late:
        page.wait_for_timeout(50)
    site.manage("shell", "-v", "0", "-c", ACT + VOTE)
    expect(page.locator("[data-section] [data-personal*=':open:']")).to_have_count(1, timeout=SLOW)
    expect(page.locator("#vote-card label.choice")).to_have_count(0)
    [(route, answer)] = late
    route.fulfill(response=answer)
    expect(page.locator("#vote-card label.choice")).to_have_count(3, timeout=SOON)
