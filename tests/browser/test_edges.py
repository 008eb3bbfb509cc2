"""Pages keep to themselves: no request leaves for another host, no text becomes a page behind our backs."""

import pytest
from playwright.sync_api import Page, Request

from tests.browser.conftest import SignIn
from tests.browser.site import Site

PEOPLE = {
    "thuky1": ["/", "/meetings/", "/ballots/", "/matters/", "/records/verify/", "/account/calendar/"],
    "bo-tai-chinh": ["/", "/meetings/", "/ballots/", "/account/mail/"],
    "thu-tuong": ["/", "/meetings/"],
    "vanhanh": ["/"],
}


def followed(page: Page, site: Site) -> list[str]:
    """What the pages of a list lead to: one of each kind of address."""
    addresses = page.eval_on_selector_all("main a[href^='/']", "all => all.map(each => each.pathname)")
    kinds = {"/".join(each.split("/")[:2] + each.split("/")[3:]): each for each in addresses}
    return [each for each in kinds.values() if not each.endswith((".ics", ".csv", ".xlsx"))][:12]


@pytest.mark.parametrize("who", PEOPLE)
def test_no_page_asks_another_host_and_none_breaks_the_policy(sign_in: SignIn, site: Site, who: str) -> None:
    page = sign_in(who)
    asked: list[str] = []
    complaints: list[str] = []
    sockets: list[str] = []

    def heard(request: Request) -> None:
        asked.append(request.url)

    page.context.on("request", heard)
    page.on("websocket", lambda socket: sockets.append(socket.url))
    page.on("console", lambda each: complaints.append(each.text) if each.type == "error" else None)
    seen: set[str] = set()
    for start in PEOPLE[who]:
        page.goto(f"{site.origin}{start}")
        for path in [path for path in followed(page, site) if path not in seen]:
            seen.add(path)
            if path.endswith(".pdf") or "/papers/" in path:
                continue
            page.goto(f"{site.origin}{path}")
    ours = (site.origin, site.origin.replace("http", "ws"), "data:", "about:", "blob:")
    assert len(asked) > 10
    assert [each for each in (*asked, *sockets) if not each.startswith(ours)] == []
    assert [each for each in complaints if "Content Security Policy" in each or "Trusted" in each] == []


def test_a_87_no_script_turns_text_into_a_page_but_the_one_function(sign_in: SignIn, site: Site) -> None:
    page = sign_in("thuky1")
    tried = """(act) => { try { act(); return "went through"; } catch (error) { return error.name; } }"""
    acts = {
        "innerHTML": "() => { document.body.innerHTML = '<img src=x onerror=alert(1)>' }",
        "parser": "() => new DOMParser().parseFromString('<p>', 'text/html')",
        "another policy": "() => trustedTypes.createPolicy('other', {createHTML: (text) => text})",
        "the same policy again": "() => trustedTypes.createPolicy('ecabinet', {createHTML: (text) => text})",
        "script": "() => { document.createElement('script').src = '/static/js/app.js' }",
    }
    found = {name: page.evaluate(f"({tried})({act})") for name, act in acts.items()}
    assert found == dict.fromkeys(acts, "TypeError")


def test_a_87_what_stands_in_a_page_as_an_event_handler_does_not_run(sign_in: SignIn, site: Site) -> None:
    page = sign_in("thuky1")
    page.evaluate(
        """async () => {
          const { replaceInside } = await import("/static/js/page.js");
          const main = document.querySelector("main");
          replaceInside(main, `<img src="/static/no-such.png" onerror="document.title = 'ran'">
            <script>document.title = 'ran'</script><a href="javascript:document.title='ran'">on</a>`);
          main.querySelector("a").click();
        }"""
    )
    assert page.locator("main a").count() == 1
    page.wait_for_timeout(500)
    assert page.title() != "ran"
