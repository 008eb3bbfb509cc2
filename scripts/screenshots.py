"""Takes the README's pictures anew from a served demo cabinet: `make screenshots`."""

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from ecabinet.demo import PASSWORD
from scripts.find_browser import find_browser, why_skipped
from tests.browser.conftest import ARGUMENTS, DESK, TABLET
from tests.browser.site import Site

PICTURES = Path(__file__).resolve().parent.parent / "docs" / "pictures"
FIND = "from meetings.models import Meeting; print(Meeting.objects.get(slug='law-2026-02').pk)"
VOTERS = ["ptt-thuong-truc", "bo-quoc-phong", "bo-cong-an", "bo-noi-vu", "bo-tai-chinh"]


def main() -> None:
    """Serve the demo, hold the beginning of a session, and photograph it."""
    if find_browser() is None:
        sys.exit(why_skipped())
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Site(Path(folder))
        browser = playwright.chromium.launch(executable_path=find_browser(), args=ARGUMENTS)
        try:
            site.manage("migrate", "--verbosity", "0")
            site.manage("load_demo")
            site.start()
            _photograph(site, browser.new_context)
        finally:
            browser.close()
            site.remove()


def _photograph(site: Site, new_context: object) -> None:
    meeting = site.manage("shell", "-v", "0", "-c", FIND).strip().splitlines()[-1]
    room, console = f"/meetings/{meeting}/room/", f"/meetings/{meeting}/console/"
    clerk = _sign_in(site, new_context, "thuky1", console, DESK)
    _act(clerk, "/attendance/all/", confirm=True)
    for address in ("/start/", "/next/"):
        _act(clerk, address)
    _act(clerk, "/open-vote/", confirm=True)
    for name in VOTERS:
        _vote(_sign_in(site, new_context, name, room, TABLET))
    tablet = _sign_in(site, new_context, "bo-xay-dung", room, TABLET)
    tablet.click("#vote-card label.choice:has(input[value=for])")
    tablet.mouse.move(300, 600)
    tablet.wait_for_timeout(500)
    tablet.screenshot(path=PICTURES / "room.png")
    clerk.wait_for_timeout(500)
    clerk.screenshot(path=PICTURES / "console.png")


def _sign_in(site: Site, new_context: object, name: str, at: str, size: object) -> Page:
    context = new_context(viewport=size, locale="vi", reduced_motion="reduce")  # type: ignore[operator]
    page: Page = context.new_page()
    page.goto(f"{site.origin}/sign-in/?next={at}")
    page.fill("input[name=username]", name)
    page.fill("input[name=password]", PASSWORD)
    page.click("main form[method=post] button[type=submit]")
    page.wait_for_url(f"{site.origin}{at}")
    return page


def _act(page: Page, address: str, *, confirm: bool = False) -> None:
    page.locator(f"button[form=acts][formaction*='{address}']").first.click()
    if confirm:
        page.wait_for_timeout(500)
        page.click("dialog#confirm button[value=yes]")
    page.wait_for_timeout(800)


def _vote(page: Page) -> None:
    page.click("#vote-card label.choice:has(input[value=for])")
    page.click("#vote-card button.confirm")
    page.wait_for_selector("#vote-sheet .receipt")


if __name__ == "__main__":
    main()
