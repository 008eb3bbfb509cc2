"""Every page of the demo for everybody who opens it: axe finds nothing, nothing overflows, no complaint."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from playwright.sync_api import Browser, ConsoleMessage

from tests.browser.site import Site

AXE = (Path(__file__).resolve().parents[1] / "vendor" / "axe" / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# A list scrolls under the sticky row of shortcuts: a link half covered by it is not too small to touch.
FIND = """async (tags) => {
  document.querySelector(".tabbar")?.style.setProperty("position", "static");
  await document.fonts.ready;
  const found = await axe.run(document, {runOnly: {type: "tag", values: tags}, resultTypes: ["violations"]});
  return found.violations.flatMap((rule) => rule.nodes.map(
    (node) => `${rule.id}: ${node.html.slice(0, 200)} ${node.failureSummary}`));
}"""
OVERFLOW = """() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const wide = [...document.querySelectorAll("body *")].filter(
    (each) => each.getBoundingClientRect().right > root.clientWidth + 1);
  const seen = wide.slice(0, 5).map((each) => each.outerHTML.slice(0, 120));
  return [`${root.scrollWidth} > ${root.clientWidth}`, ...seen];
}"""
HEIGHTS = {390: 844, 820: 1180, 1180: 820, 1440: 900}
MEMBER, WAITING, CHAIR = "bo-tai-chinh", "bo-xay-dung", "thu-tuong"
CLERK, GUEST, AUDITOR, OPERATOR, ASSISTANT = "thuky1", "khach", "kiemtoan", "vanhanh", "troly-xay-dung"
HEAD, ADMINISTRATOR, NOBODY = "chanhvanphong", "tochuc", ""

# What stands where; with a draft, which the demo has not, sessions of those in WHO, and the page of an
# address that leads nowhere.
PREPARE = """
import json
from datetime import date, timedelta
from django.conf import settings
from django.test import Client
from ballots.models import Ballot
from ballots.rules import Asked, subject_digest
from ballots.selectors import content_offered, papers_offered
from ballots.services import compose_ballot, rebind_papers
from ecabinet.demo.submissions import demo_submission
from matters.services import add_paper
from meetings.models import Meeting
from uuid import uuid4
from people.administration.acts import suspend_person
from people.models import Person
from records.layout import render
ENDS = {"công": "unadopted", "doanh": "adopted", "liệu": "past", "nước": "open26", "điện": "open3"}
written = {ENDS.get(b.title.split()[-1], "due"): b for b in Ballot.objects.filter(form="written")}
last = written["open3"]
written["draft"] = compose_ballot(
    actor=Person.objects.get(username="thuky1"), body=last.body, matter=last.matter, title=last.title,
    questions=[Asked("Thông qua dự thảo."), Asked("Chọn một phương án.", ("Từ 01/01/2027", "Từ 01/07/2027"))],
    procedure=last.procedure, closes_at=last.closes_at + timedelta(days=1),
)
due = written["due"]
add_paper(
    actor=written["draft"].composed_by, matter=due.matter, name="moi.pdf",
    replaces=due.matter.documents.first(),
    content=render(demo_submission(due.matter.title, due.matter.lead.name_vi, date(2026, 1, 2))),
)
rebind_papers(
    actor=Person.objects.get(username="chanhvanphong"), ballot=due, reason="Sửa ngày của Tờ trình.",
    offered=subject_digest(content_offered(due, papers_offered(due))),
)
keys = {name: str(each.pk) for name, each in written.items()}
keys |= {each.slug: str(each.pk) for each in Meeting.objects.all()}
keys["matter"] = str(Meeting.objects.get(slug="law-2026-02").items.get(order=1).matter_id)
guest = Person.objects.get(username="khach")
keys["person"], keys["proposal"] = str(guest.pk), str(uuid4())
keys["seat"] = str(last.body.seats.get(order=1).pk)
suspend_person(
    actor=Person.objects.get(username="tochuc"), key=keys["proposal"], person=guest, reason="Mất máy",
)
sessions, missing = {}, {}
for name in WHO:
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Person.objects.get(username=name))
    sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
for language in ("vi", "en"):
    client.cookies["django_language"] = language
    missing[language] = client.get(f"/ballots/{keys['matter']}/").content.decode()
print()
cookie = settings.SESSION_COOKIE_NAME
print(json.dumps({"keys": keys, "cookie": cookie, "sessions": sessions, "missing": missing}))
"""
BEGIN = """
from meetings import services
from meetings.models import Meeting
from people.models import Person
clerk, meeting = Person.objects.get(username="thuky1"), Meeting.objects.get(slug="law-2026-02")
services.note_attendance_of_all(actor=clerk, meeting=meeting)
meeting = services.start_meeting(actor=clerk, meeting=meeting)
item = services.start_next_item(actor=clerk, meeting=meeting)
services.open_vote_on_item(actor=clerk, meeting=meeting, item=item)
"""


Look = tuple[int, str, str]  # width, theme, language


@dataclass(frozen=True)
class Visit:
    """One page as one person sees it."""

    name: str
    who: str
    path: str
    looks: tuple[Look, ...]
    status: int = 200


# Pages rotate through these: every width, theme and language is used, and each page is seen at least twice.
# Two looks in one language turn and darken the page that is open, as a tablet in the evening does.
TABLET: tuple[Look, ...] = ((390, "light", "vi"), (820, "dark", "vi"))
TURNED: tuple[Look, ...] = ((1180, "dark", "en"), (390, "light", "en"))
THIRD: tuple[Look, ...] = ((820, "light", "vi"), (1180, "dark", "vi"))
FOURTH: tuple[Look, ...] = ((390, "dark", "en"), (1180, "light", "en"))
DESK: tuple[Look, ...] = ((1440, "light", "vi"), (390, "dark", "en"))
SMALL: tuple[Look, ...] = ((1180, "dark", "vi"), (390, "light", "vi"))
EVENING: tuple[Look, ...] = ((1440, "dark", "en"), (1180, "light", "vi"))
SWITCHED: tuple[Look, ...] = ((1180, "light", "en"), (390, "dark", "en"))

BEFORE = [
    Visit("sign-in", NOBODY, "/sign-in/", EVENING),
    Visit("today of a member", WAITING, "/", TABLET),
    Visit("today of an assistant", ASSISTANT, "/", FOURTH),
    Visit("today of a clerk", CLERK, "/", SMALL),
    Visit("today of the operator", OPERATOR, "/", DESK),
    Visit("meetings of a member", MEMBER, "/meetings/", TURNED),
    Visit("meetings of a clerk", CLERK, "/meetings/?show=past", SWITCHED),
    Visit("calendar by month", CLERK, "/meetings/calendar/", SMALL),
    Visit("calendar by week", CHAIR, "/meetings/calendar/?view=week", TURNED),
    Visit("calendar as a list", CLERK, "/meetings/calendar/?view=list", EVENING),
    Visit("rooms", CLERK, "/meetings/rooms/", SWITCHED),
    Visit("programme of a member", MEMBER, "/meetings/{law-2026-02}/", THIRD),
    Visit("programme of a guest", GUEST, "/meetings/{law-2026-02}/", FOURTH),
    Visit("programme of an auditor", AUDITOR, "/meetings/{first-2019}/", EVENING),
    Visit("agenda editor", CLERK, "/meetings/{law-2022}/", EVENING),
    Visit("schedule form", CLERK, "/meetings/new/", SWITCHED),
    Visit("console before the start", CLERK, "/meetings/{law-2026-02}/console/", SMALL),
    Visit("room before the start", MEMBER, "/meetings/{law-2026-02}/room/", TABLET),
    Visit("chair before the start", CHAIR, "/meetings/{law-2026-02}/room/", THIRD),
    Visit("screen before the start", CLERK, "/meetings/{law-2026-02}/screen/", DESK),
    Visit("ballots of a member", WAITING, "/ballots/", TABLET),
    Visit("ballots of a clerk", CLERK, "/ballots/", EVENING),
    Visit("ballot to answer", WAITING, "/ballots/{open26}/", (*TABLET, *TURNED)),
    Visit("ballot answered", MEMBER, "/ballots/{open26}/", FOURTH),
    Visit("ballot to change", MEMBER, "/ballots/{open26}/?edit=1", THIRD),
    Visit("ballot closed", MEMBER, "/ballots/{adopted}/", TABLET),
    Visit("ballot past its deadline", WAITING, "/ballots/{past}/", TURNED),
    Visit("ballot of an assistant", ASSISTANT, "/ballots/{open26}/", TABLET),
    Visit("ballot whose paper was replaced", CHAIR, "/ballots/{due}/", FOURTH),
    Visit("what changed in a paper", CHAIR, "/ballots/{due}/changes/", (*TABLET, *TURNED)),
    Visit("board of a ballot whose paper was replaced", CLERK, "/ballots/{due}/", EVENING),
    Visit("receipt", MEMBER, "/ballots/{open26}/receipt/", TURNED),
    Visit("board, open", CLERK, "/ballots/{open3}/", SMALL),
    Visit("board, past", CLERK, "/ballots/{past}/", SWITCHED),
    Visit("board, closed", AUDITOR, "/ballots/{unadopted}/", EVENING),
    Visit("board, draft", CLERK, "/ballots/{draft}/", DESK),
    Visit("replies of the agency", MEMBER, "/ballots/{unadopted}/replies/", (*TABLET, *TURNED)),
    Visit("report not issued", CLERK, "/ballots/{unadopted}/report/", SMALL),
    Visit("report of a member", MEMBER, "/ballots/{adopted}/report/", FOURTH),
    Visit("report of the chair", CHAIR, "/ballots/{adopted}/report/", TABLET),
    Visit("board, past, of the head", HEAD, "/ballots/{past}/", TURNED),
    Visit("extension of a deadline", HEAD, "/ballots/{past}/extend/", (*SMALL, *TURNED)),
    Visit("compose", CLERK, "/ballots/new/", SMALL),
    Visit("matters of a member", MEMBER, "/matters/", TABLET),
    Visit("new matter", CLERK, "/matters/new/", SWITCHED),
    Visit("dossier of a member", MEMBER, "/matters/{matter}/", THIRD),
    Visit("dossier of a clerk", CLERK, "/matters/{matter}/", SMALL),
    Visit("today of an administrator", ADMINISTRATOR, "/", SMALL),
    Visit("persons", ADMINISTRATOR, "/people/?q=bo", DESK),
    Visit("person", ADMINISTRATOR, "/people/{person}/", EVENING),
    Visit("appoint", ADMINISTRATOR, "/people/{person}/appoint/", SWITCHED),
    Visit("bodies and seats", ADMINISTRATOR, "/people/bodies/", SMALL),
    Visit("seat", AUDITOR, "/people/seats/{seat}/", DESK),
    Visit("persons from a file", ADMINISTRATOR, "/people/import/persons/", SMALL),
    Visit("proposals", AUDITOR, "/people/proposals/", EVENING),
    Visit("proposal to confirm", HEAD, "/people/proposals/{proposal}/", (*SMALL, *TURNED)),
    Visit("not open", MEMBER, "/meetings/new/", TABLET, 403),
    Visit("no such page", MEMBER, "/ballots/{matter}/", TABLET, 404),
]
RUNNING = [
    Visit("room with a vote", MEMBER, "/meetings/{law-2026-02}/room/", TURNED),
    Visit("chair with a vote", CHAIR, "/meetings/{law-2026-02}/room/", TURNED),
    Visit("room of a guest", GUEST, "/meetings/{law-2026-02}/room/", FOURTH),
    Visit("console with a vote", CLERK, "/meetings/{law-2026-02}/console/", EVENING),
    Visit("screen with a vote", CLERK, "/meetings/{law-2026-02}/screen/", DESK),
]


@dataclass(frozen=True)
class Demo:
    """The keys of meetings, ballots and one matter by name, sessions, and the page of no page."""

    keys: dict[str, str]
    cookie: str
    sessions: dict[str, str]
    missing: dict[str, str]


class Reader:
    """A signed-in person whose browser is turned, darkened and taught languages between pages."""

    def __init__(self, site: Site, browser: Browser, demo: Demo, who: str) -> None:
        self.site = site
        self.context = browser.new_context(reduced_motion="reduce")
        self.complaints: list[str] = []
        self.state = ("", "", "")
        if who:
            self.keep(demo.cookie, demo.sessions[who])
        self.page = self.context.new_page()
        self.page.on("console", self._heard)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def keep(self, name: str, value: str) -> None:
        """Put a cookie into this browser."""
        self.context.add_cookies([{"name": name, "value": value, "url": self.site.origin}])

    def answer_with(self, path: str, html: str, *, status: int) -> None:
        """Give this page in the server's stead."""
        self.page.route(
            f"{self.site.origin}{path}",
            lambda route: route.fulfill(status=status, content_type="text/html; charset=utf-8", body=html),
        )

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def open(self, page: str, path: str, look: Look, *, status: int = 200) -> None:
        """Open a page, or turn the one that is open; dark is the device's wish, at a desk the person's."""
        width, theme, language = look
        desk = width == 1440
        self.page.set_viewport_size({"width": width, "height": HEIGHTS[width]})
        self.page.emulate_media(color_scheme="dark" if theme == "dark" and not desk else "light")
        state = (page, language, theme if desk else "auto")
        if self.state == state:
            return
        self.state = state
        self.keep("django_language", language)
        self.keep("theme", state[2])
        self.page.goto("about:blank")  # lest the page that is left complains here
        self.complaints.clear()
        answer = self.page.goto(f"{self.site.origin}{path}")
        assert answer is not None
        assert answer.status == status
        assert self.page.locator("html").get_attribute("lang") == language
        self.page.evaluate(AXE)


Readers = Callable[[str], Reader]


@pytest.fixture(scope="module")
def readers(site: Site, browser: Browser, demo: Demo) -> Iterator[Readers]:
    """Everybody's browser, opened when first asked for."""
    opened: dict[str, Reader] = {}

    def of(who: str) -> Reader:
        if who not in opened:
            opened[who] = Reader(site, browser, demo, who)
        return opened[who]

    yield of
    for reader in opened.values():
        reader.context.close()


@pytest.fixture(scope="module")
def demo(site: Site) -> Demo:
    """What stands where in this site's demo."""
    who = sorted({visit.who for visit in (*BEFORE, *RUNNING)} - {NOBODY})
    told = site.manage("shell", "-v", "0", "-c", f"WHO = {who}\n{PREPARE}").strip().splitlines()[-1]
    return Demo(**json.loads(told))


@pytest.fixture(scope="module")
def running(site: Site, demo: Demo) -> None:
    """The session of today runs and its first item is put to the vote."""
    site.manage("shell", "-v", "0", "-c", BEGIN)


def looks(visits: list[Visit]) -> list[Any]:
    """One test for each page, width, theme and language; on PostgreSQL, where it looks the same, once."""
    every = slice(1) if settings.DATABASE_URL else slice(None)
    return [
        pytest.param(visit, look, id=f"{visit.name}-{look[0]}-{look[1]}-{look[2]}")
        for visit in visits
        for look in visit.looks[every]
    ]


def complaints(reader: Reader) -> list[str]:
    """What axe, the page's width and the console have to say."""
    wide: list[str] = reader.page.evaluate(OVERFLOW)
    found: list[str] = reader.page.evaluate(FIND, TAGS)
    return [*found, *wide, *reader.complaints]


@pytest.mark.parametrize(("visit", "look"), looks(BEFORE))
def test_a_page(readers: Readers, demo: Demo, visit: Visit, look: Look) -> None:
    _look_at(readers(visit.who), demo, visit, look)


@pytest.mark.usefixtures("running")
@pytest.mark.parametrize(("visit", "look"), looks(RUNNING))
def test_a_page_in_session(readers: Readers, demo: Demo, visit: Visit, look: Look) -> None:
    _look_at(readers(visit.who), demo, visit, look)


def test_every_width_theme_and_language_is_used() -> None:
    used = {look for visit in BEFORE for look in visit.looks}
    assert {width for width, _, _ in used} == set(HEIGHTS)
    assert {(theme, language) for _, theme, language in used} == {
        (theme, language) for theme in ("light", "dark") for language in ("vi", "en")
    }
    assert all(len(visit.looks) >= 2 for visit in (*BEFORE, *RUNNING))


def _look_at(reader: Reader, demo: Demo, visit: Visit, look: Look) -> None:
    path = visit.path.format(**demo.keys)
    if visit.status == 404:
        reader.answer_with(path, demo.missing[look[2]], status=404)
    reader.open(visit.name, path, look, status=visit.status)
    found = complaints(reader)
    if visit.status >= 400:  # the browser itself notes that the page came with such a status
        found = [each for each in found if f"status of {visit.status}" not in each]
    assert found == []
