"""Two clerks build one agenda: dragged, moved by keys, counted while typing, and nothing typed is lost."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

MADE = """
from datetime import timedelta
from core.time import now
from matters.models import Matter
from meetings import services
from people.models import Body, Person, Seat
from people.procedure import load
clerk, body = Person.objects.get(username="thuky1"), Body.objects.get(key="chinh-phu")
meeting = services.schedule_meeting(
    actor=clerk, body=body, kind="thematic", title="Phiên họp chuyên đề", place="Phòng họp A",
    starts_at=(now() + timedelta(days=9)).replace(hour=1, minute=0, second=0), minutes_planned=60,
    chair=Seat.objects.get(body=body, chair_rank=1), procedure=load("191-2026"),
)
section = services.add_section(actor=clerk, meeting=meeting, title="Báo cáo")
for matter in Matter.objects.order_by("pk")[:5]:
    services.add_item(actor=clerk, meeting=meeting, matter=matter, minutes=10)
print()
print(meeting.get_absolute_url())
"""


@pytest.fixture(scope="module")
def address(site: Site) -> str:
    """A meeting in preparation: one section, five items of ten minutes, from eight o'clock."""
    return site.manage("shell", "-v", "0", "-c", MADE).split()[-1]


def items(page: Page) -> Locator:
    return page.locator("[data-order-lines] > [data-line^='item:']")


def keys(page: Page) -> list[str]:
    return [str(line.get_attribute("data-line")) for line in items(page).all()]


def handle(page: Page, number: int) -> Locator:
    return items(page).nth(number - 1).locator("[data-drag]")


def drag(page: Page, number: int, onto: int) -> None:
    """Take the handle of an item and let go below the middle of another one."""
    source, target = handle(page, number).bounding_box(), items(page).nth(onto - 1).bounding_box()
    assert source
    assert target
    x = source["x"] + source["width"] / 2
    page.mouse.move(x, source["y"] + source["height"] / 2)
    page.mouse.down()
    page.mouse.move(x, target["y"] + target["height"] * 0.8, steps=6)
    page.wait_for_timeout(200)
    page.mouse.up()


def settled(page: Page) -> None:
    expect(page.locator("#agenda-panel[aria-busy]")).to_have_count(0)


def test_two_clerks_move_items_and_type_minutes_and_nothing_is_lost(sign_in: SignIn, address: str) -> None:
    first, second = sign_in("thuky1", at=address, size=DESK), sign_in("thuky2", at=address, size=DESK)
    one, two, three, four, five = keys(first)

    drag(first, 1, onto=3)
    settled(first)
    assert keys(first) == [two, three, one, four, five]
    first.reload()
    assert keys(first) == [two, three, one, four, five]

    minutes = items(first).locator("[data-minutes]")
    minutes.nth(0).fill("965")
    expect(first.locator("[data-end]")).to_have_text("00:45 hôm sau")
    minutes.nth(0).fill("25")
    expect(items(first).nth(1).locator("[data-start]")).to_have_text("08:25")
    expect(first.locator("[data-sum]")).to_have_text("65")
    expect(first.locator("[data-end]")).to_have_text("09:05")
    expect(first.locator("[data-over-plan]")).to_contain_text("5")

    moved = handle(first, 5)
    moved.focus()
    for _step in range(2):
        first.keyboard.press("Alt+ArrowUp")
    expect(handle(first, 3)).to_be_focused()
    settled(first)
    assert keys(first) == [two, three, five, one, four]
    expect(first.locator("[data-say=polite]")).to_contain_text("Nay là nội dung 3, bắt đầu lúc")
    expect(minutes.nth(0)).to_have_value("25")

    # The second clerk's page shows the order of before.
    assert keys(second) == [one, two, three, four, five]
    second.locator(f"[data-line='{four}'] [data-minutes]").fill("7")
    handle(second, 1).focus()
    second.keyboard.press("Alt+ArrowDown")
    expect(second.locator("#flash .error")).to_contain_text("vừa được người khác thay đổi")
    assert keys(second) == [two, three, five, one, four]
    expect(second.locator(f"[data-line='{four}'] [data-minutes]")).to_have_value("7")

    for page in (second, first):
        page.locator(f"[data-line='{four}'] [data-minutes]").press("Enter")
        page.wait_for_url("**/?saved=1*")
    second.goto(second.url.split("?")[0])
    saved = [field.input_value() for field in items(second).locator("[data-minutes]").all()]
    assert saved == ["25", "10", "10", "10", "7"]
