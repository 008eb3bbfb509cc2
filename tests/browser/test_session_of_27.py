"""One real session: 27 members, two clerks, the chair among the members, and a hall screen."""

import io
from collections import Counter
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

SLOW = 30_000  # milliseconds: thirty browsers share two cores
DOUBLE_TAP = 500  # a question that has just opened takes no answer yet, lest a double tap give it
CHAIR = "thu-tuong"
# Who votes otherwise than "for"; the third changes his mind before confirming.
AGAINST = {"bo-tai-chinh", "bo-cong-thuong", "bo-y-te"}
OTHER = {"bo-xay-dung", "bo-tu-phap"}


@pytest.fixture(scope="module")
def members() -> list[str]:
    """The accounts of the 27 seats, in protocol order."""
    from ecabinet.demo.government import rows

    return [line["key"] for line in rows("seats")]


def test_27_members_vote_and_every_screen_and_the_minutes_say_the_same(
    site: Site, sign_in: SignIn, members: list[str]
) -> None:
    meeting = site.manage("shell", "-v", "0", "-c", FIND).strip().splitlines()[-1]
    room, console = f"/meetings/{meeting}/room/", f"/meetings/{meeting}/console/"
    first, second = (sign_in(clerk, at=console, size=DESK) for clerk in ("thuky1", "thuky2"))
    screen = first.context.new_page()
    screen.goto(f"{site.origin}/meetings/{meeting}/screen/")
    tablets = {name: sign_in(name, at=room) for name in members}

    _everybody_is_in_the_room(first)
    _act(first, "/start/")
    _act(first, "/next/")
    _act(second, "/open-vote/", confirm=True)

    # A half-filled answer is never touched, whatever the others do.
    hesitant = tablets["bo-y-te"]
    _choose(hesitant, "other")
    early = members[:13]
    for name in early:
        _vote(tablets[name], _choice(name))
    expect(first.locator("[data-received]")).to_have_attribute("data-received", "13", timeout=SLOW)
    expect(hesitant.locator("#vote-card input[value=other]")).to_be_checked()

    # The server dies and comes back: nothing is lost and every open page catches up by itself.
    site.kill()
    site.start()
    for name in members[13:]:
        _vote(tablets[name], _choice(name))
    for page in (first, second, screen, *(tablets[name] for name in members if name != CHAIR)):
        expect(page.locator("[data-received]").first).to_have_attribute("data-received", "27", timeout=SLOW)
    for page in tablets.values():
        expect(page.locator("#vote-sheet .receipt")).to_be_visible(timeout=SLOW)

    _act(second, "/votes/", confirm=True)
    counts = Counter(_choice(name) for name in members)
    assert counts == {"for": 22, "against": 3, "other": 2}

    # Closed is not published: until then only console and chair see how it went.
    expect(screen.locator("body")).to_contain_text("Chờ Chủ tọa công bố kết quả", timeout=SLOW)
    expect(tablets["bo-xay-dung"].locator("body")).not_to_contain_text("22 trên 27")
    _act(second, "/publish/")
    for page in (first, second, screen, *tablets.values()):
        expect(page.locator("body")).to_contain_text("22 trên 27", timeout=SLOW)
        expect(page.locator("body")).to_contain_text("cần 14", timeout=SLOW)
    expect(screen.locator(".hemi > li")).to_have_count(27)
    expect(screen.locator(".hemi .v.for")).to_have_count(22)
    expect(screen.locator(".hemi .v.against")).to_have_count(3)
    expect(screen.locator(".hemi .v.other")).to_have_count(2)

    first.fill("#conclusion-text", "Giao Bộ Tư pháp hoàn thiện hồ sơ Dự án Luật.")
    with first.expect_navigation(timeout=SLOW):
        first.click("#conclusion button.btn:not([data-kept-drop])")
    expect(first.locator("#conclusion .tag")).to_be_visible(timeout=SLOW)
    _act(first, "/release/", confirm=True)
    expect(first.locator("#conclusion .tag.ok")).to_be_visible(timeout=SLOW)
    _close(first)
    expect(tablets["bo-xay-dung"].locator("body")).to_contain_text("Phiên họp đã kết thúc", timeout=SLOW)

    text = _minutes(first, site, meeting)
    assert "22/27" in text
    assert "không đồng ý: 3" in text
    assert "ý kiến khác: 2" in text
    assert "Giao Bộ Tư pháp hoàn thiện hồ sơ Dự án Luật." in text
    assert site.manage("verify_journal").strip() != ""


FIND = "from meetings.models import Meeting; print(Meeting.objects.get(slug='law-2026-02').pk)"


def _choice(name: str) -> str:
    return "against" if name in AGAINST else "other" if name in OTHER else "for"


def _everybody_is_in_the_room(console: Page) -> None:
    _act(console, "/attendance/all/", confirm=True)


def _act(console: Page, address: str, *, confirm: bool = False) -> None:
    """Press the console's button that posts to this address, and wait until the page has come back.

    A live push may show the effect before the page is back: only the navigation itself ends an act.
    """
    button = console.locator(f"button[form=acts][formaction*='{address}']").first
    expect(button).to_be_visible(timeout=SLOW)
    if confirm:
        button.click()
        console.wait_for_timeout(DOUBLE_TAP)
        button = console.locator("dialog#confirm button[value=yes]")
    with console.expect_navigation(timeout=SLOW):
        button.click()
    expect(console.locator(".flash .error")).to_have_count(0)


def _choose(tablet: Page, choice: str) -> None:
    label = tablet.locator(f"#vote-card label.choice:has(input[value={choice}])")
    expect(label).to_be_visible(timeout=SLOW)
    label.click()


def _vote(tablet: Page, choice: str) -> None:
    """Choose, confirm, and wait for the receipt."""
    _choose(tablet, choice)
    tablet.locator("#vote-card button.confirm").click()
    expect(tablet.locator("#vote-sheet .receipt")).to_be_visible(timeout=SLOW)


def _close(console: Page) -> None:
    """Close over what is still open, each point confirmed by its name."""
    with console.expect_navigation(timeout=SLOW):
        console.locator("a[href$='/closing/']").first.click()
    for point in console.locator("input[name=confirmed]").all():
        point.check()
    with console.expect_navigation(timeout=SLOW):
        console.locator("form[action$='/close/'] button.main").click()


def _minutes(tablet: Page, site: Site, meeting: str) -> str:
    answer = tablet.request.get(f"{site.origin}/meetings/{meeting}/minutes.pdf")
    assert answer.ok
    Path(site.folder / "minutes.pdf").write_bytes(answer.body())
    pages = PdfReader(io.BytesIO(answer.body())).pages
    return " ".join(" ".join(page.extract_text().split()) for page in pages)
