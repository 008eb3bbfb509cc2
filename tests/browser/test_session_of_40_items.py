"""A session of forty items from its plan to the issued minutes; people touch what people touch."""

import io

from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from tests.browser.conftest import DESK, SignIn
from tests.browser.dull import CONCLUSION, DEFERRED, ITEMS, VOTED
from tests.browser.site import Site

SLOW = 30_000  # milliseconds: the machine has other work
DOUBLE_TAP = 500  # a question that has just opened takes no answer yet, lest a double tap give it
TITLE = "Phiên họp Chính phủ chuyên đề 40 nội dung"
MINISTER = "bo-xay-dung"


def test_forty_items_from_the_invitation_to_the_issued_minutes(site: Site, sign_in: SignIn) -> None:
    desk = sign_in("thuky1", at="/meetings/new/?kind=thematic", size=DESK)
    meeting = plan(desk)
    home = f"/meetings/{meeting}/"
    dull(site, "fill_the_agenda", meeting)
    send(desk, site.origin + home)

    tablet = sign_in(MINISTER, at=home)
    answer(tablet)
    dull(site, "say_what_members_say", meeting, MINISTER)
    announce_the_block(desk, f"{site.origin}{home}positions/")
    pull_out(tablet, f"{site.origin}{home}room/")

    desk.goto(f"{site.origin}{home}console/")
    act(desk, "/attendance/all/", confirm=True)
    act(desk, "/start/")
    act(desk, "/block/vote/", confirm=True)
    vote(tablet)
    dull(site, "cast_the_other_votes", meeting, MINISTER)
    expect(desk.locator("[data-received='27']")).to_be_visible(timeout=SLOW)
    act(desk, "/close/", confirm=True)
    act(desk, "/publish/")
    act(desk, "/block/settle/")
    act(desk, "/next/")
    act(desk, "/open-vote/", confirm=True)
    vote(tablet)
    dull(site, "cast_the_other_votes", meeting, MINISTER)
    act(desk, "/votes/", confirm=True)
    act(desk, "/publish/")
    dull(site, "run_the_rest", meeting)
    close(desk, site.origin + home)

    write_and_circulate(desk, f"{site.origin}{home}minutes/")
    propose(tablet, f"{site.origin}{home}minutes/")
    accept(desk)
    dull(site, "let_the_window_pass", meeting)
    head = sign_in("chanhvanphong", at=f"{home}minutes/", size=DESK)
    act(head, "/approve/", confirm=True, form="approve")

    told = " ".join(minutes_of(tablet, site.origin + home))
    said = [f"{number}. " for number in range(1, ITEMS + 1)]
    assert [heading for heading in said if heading not in told] == []
    assert all(CONCLUSION.format(number) in told for number in VOTED)
    assert "Tại Trụ sở Chính phủ, số 1 Hoàng Hoa Thám" in told
    assert "Thiếu báo cáo thẩm định." in told
    assert CONCLUSION.format(DEFERRED) not in told
    assert "27/27 phiếu đồng ý" in told
    assert "DỰ THẢO" not in told
    desk.goto(f"{site.origin}{home}minutes/")
    expect(desk.locator("textarea[id^=text-]")).to_have_count(0)
    assert site.manage("verify_journal").strip() != ""


def dull(site: Site, act: str, *arguments: str) -> None:
    """Something that nobody wants to watch."""
    said = ", ".join(repr(each) for each in arguments)
    site.manage("shell", "-v", "0", "-c", f"from tests.browser.dull import do; do({act!r}, {said})")


def act(page: Page, address: str, *, confirm: bool = False, form: str = "acts") -> None:
    """Press the button that posts to this address, and wait until the page has come back."""
    named = f"button[form={form}]" if form != "acts" else f"button[form=acts][formaction*='{address}']"
    press(page, page.locator(named).first, confirm=confirm)
    expect(page.locator(".flash .error")).to_have_count(0)


def press(page: Page, button: Locator, *, confirm: bool = False) -> None:
    """Press it, answer what it asks, and wait for the page that comes."""
    expect(button).to_be_visible(timeout=SLOW)
    if confirm:
        button.click()
        page.wait_for_timeout(DOUBLE_TAP)
        button = page.locator("dialog#confirm button[value=yes]")
    with page.expect_navigation(timeout=SLOW):
        button.click()


# -- before -------------------------------------------------------------------------------------------------


def plan(desk: Page) -> str:
    """A thematic session from its template, on a day that nobody has; returns its key."""
    desk.fill("[name=title]", TITLE)
    desk.fill("[name=day]", "2027-03-10")
    desk.fill("[name=minutes_planned]", "480")
    press(desk, desk.locator("main form.form button.main"))
    expect(desk.locator("h1")).to_have_text(TITLE, timeout=SLOW)
    desk.locator("#id_new_matter").select_option(index=1)
    press(desk, desk.locator("form[action$='/items/'] button:not([name])").last)
    return desk.url.split("/meetings/")[1].split("/")[0]


def send(desk: Page, address: str) -> None:
    """One item is moved up by its arrow, and the programme is sent."""
    desk.goto(address)
    expect(desk.locator("li[data-line^='item:']")).to_have_count(ITEMS)
    second = desk.locator("li[data-line^='item:'] .titled").nth(1).inner_text()
    desk.locator("button[id^='up-']:not([disabled])").first.click()
    expect(desk.locator("li[data-line^='item:'] .titled").first).to_have_text(second, timeout=SLOW)
    act(desk, "/send/", confirm=True)
    expect(desk.locator(".flash .success")).to_be_visible()


def answer(tablet: Page) -> None:
    """I shall attend; and nothing against any of it."""
    press(tablet, tablet.locator("button[name=said][value=attend]"))
    with tablet.expect_navigation(timeout=SLOW):
        tablet.locator("a[href$='/sweep/']").first.click()
    expect(tablet.locator(".line")).to_have_count(ITEMS)
    press(tablet, tablet.locator("#rest button"), confirm=True)
    expect(tablet.locator(".line[data-state=saved]")).to_have_count(ITEMS)


def announce_the_block(desk: Page, address: str) -> None:
    """What nobody objects to is proposed for adoption together."""
    desk.goto(address)
    expect(desk.locator("input[name=item]:checked")).to_have_count(16)
    press(desk, desk.locator("form[action$='/block/'] button.main"), confirm=True)
    expect(desk.locator(".flash .success")).to_be_visible()


def pull_out(tablet: Page, room: str) -> None:
    """The last item of the block is to be talked about after all."""
    tablet.goto(room)
    pulls = tablet.locator("button[formaction*='/pull/']")
    expect(pulls).to_have_count(16, timeout=SLOW)
    press(tablet, pulls.last)
    expect(pulls).to_have_count(15, timeout=SLOW)


# -- during -------------------------------------------------------------------------------------------------


def vote(tablet: Page) -> None:
    """Choose, confirm, and wait for the receipt."""
    label = tablet.locator("#vote-card label.choice:has(input[value=for])")
    expect(label).to_be_visible(timeout=SLOW)
    label.click()
    tablet.locator("#vote-card button.confirm").click()
    expect(tablet.locator("#vote-sheet .receipt")).to_be_visible(timeout=SLOW)


def close(desk: Page, home: str) -> None:
    """Close over what is still open, each point confirmed by its name."""
    desk.goto(f"{home}closing/")
    for point in desk.locator("input[name=confirmed]").all():
        point.check()
    press(desk, desk.locator("form[action$='/close/'] button.main"))


# -- after --------------------------------------------------------------------------------------------------


def write_and_circulate(desk: Page, address: str) -> None:
    """A sentence is written anew and saved by itself; the attendees get the text."""
    desk.goto(address)
    place = desk.locator("form[data-sentence]:has(input[value=place]) textarea")
    place.fill("Tại Trụ sở Chính phủ, số 1 Hoàng Hoa Thám")
    expect(desk.locator("#line-place a[href*='/minutes/sentence/']")).to_be_visible(timeout=SLOW)
    press(desk, desk.locator("form[action$='/minutes/circulate/'] button.main"))
    expect(desk.locator(".flash .success")).to_be_visible()


def propose(tablet: Page, address: str) -> None:
    """A member proposes a correction."""
    tablet.goto(address)
    tablet.fill("#propose-text", "Đề nghị ghi rõ số nhà.")
    press(tablet, tablet.locator("form[action*='/minutes/correct/'] button.main"))
    expect(tablet.locator("section[aria-labelledby=mine]")).to_contain_text("Đề nghị ghi rõ số nhà.")


def accept(desk: Page) -> None:
    """The clerk accepts it."""
    desk.reload()
    press(desk, desk.locator("form.answer button[value=accept]"))
    expect(desk.locator("form.answer")).to_have_count(0)


def minutes_of(page: Page, home: str) -> list[str]:
    """The words of every page of the issued minutes."""
    reply = page.request.get(f"{home}minutes.pdf")
    assert reply.ok
    return [" ".join(each.extract_text().split()) for each in PdfReader(io.BytesIO(reply.body())).pages]
