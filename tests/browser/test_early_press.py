"""A press that comes before the page's scripts: what asks first is never sent without its question."""

from playwright.sync_api import Route, expect

from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

SLOW = 30_000  # milliseconds, on a machine with other work
FIND = (
    "from ballots.models import Ballot; "
    "print(Ballot.objects.filter(form='written', status='open').order_by('closes_at')[0].pk)"
)


def test_closing_asks_even_when_it_is_pressed_before_the_scripts_have_come(
    site: Site, sign_in: SignIn
) -> None:
    """The demo's ballot that is past its deadline is closed by one act that cannot be taken back."""
    ballot = site.manage("shell", "-v", "0", "-c", FIND).strip().splitlines()[-1]
    clerk = sign_in("thuky1", at="/ballots/", size=DESK)
    held: list[Route] = []
    sent: list[str] = []
    clerk.route("**/js/app*.js", lambda route: held.append(route))
    clerk.on("request", lambda request: sent.append(request.method))
    clerk.goto(f"{site.origin}/ballots/{ballot}/", wait_until="commit")

    close = clerk.locator("button[formaction$='/close/']")
    expect(close).to_be_visible(timeout=SLOW)
    close.click(no_wait_after=True)
    expect(clerk.locator("dialog#confirm")).to_be_hidden()
    assert "POST" not in sent

    for route in held:
        route.continue_()
    expect(clerk.locator("dialog#confirm")).to_be_visible(timeout=SLOW)
    clerk.locator("dialog#confirm button[value=no]").click()
    assert "POST" not in sent
