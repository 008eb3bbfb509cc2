"""Pages on paper: one family of letters on each, fields as plain words, a report with all its seats."""

from io import BytesIO

from playwright.sync_api import Page
from pypdf import PdfReader

from tests.browser.conftest import DESK, SignIn
from tests.browser.site import Site

SCREEN = ("BeVietnam", "Figures")
ADDRESSES = """
from ballots.models import Ballot
from meetings.models import Meeting
first, law = (Meeting.objects.get(slug=slug).get_absolute_url() for slug in ("first-2019", "law-2026-02"))
reported = Ballot.objects.filter(status="reported").first().get_absolute_url()
print("\\n".join((f"{first}minutes/", f"{reported}report/", law)))
"""


def printed(page: Page) -> PdfReader:
    return PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))


def families(paper: PdfReader) -> set[str]:
    """The families of all fonts, by their names without subset and style."""
    found: set[str] = set()
    for page in paper.pages:
        resources = page["/Resources"].get_object()
        fonts = resources.get("/Font", {})  # type: ignore[union-attr]  # a dictionary
        names = (str(each.get_object().get("/BaseFont", "")) for each in fonts.values())
        found |= {name.partition("+")[2].partition("-")[0] for name in names if name}
    return found


def of_the_screen(paper: PdfReader) -> set[str]:
    """The families that only screens show; which one stands on paper is the machine's."""
    return {name for name in families(paper) if name.startswith(SCREEN) or "Mono" in name}


def words(paper: PdfReader) -> str:
    return " ".join(" ".join(page.extract_text() for page in paper.pages).split())


def test_minutes_report_and_agenda_are_printed_in_one_family(site: Site, sign_in: SignIn) -> None:
    minutes, report, agenda = site.manage("shell", "-v", "0", "-c", ADDRESSES).split()
    clerk = sign_in("thuky1", size=DESK)
    papers = {}
    for address in (minutes, report, agenda):
        clerk.goto(f"{site.origin}{address}")
        papers[address] = printed(clerk)
        assert of_the_screen(papers[address]) == set(), address
        clerk.emulate_media(media="screen")
        assert of_the_screen(printed(clerk)) != set()  # where they are, they are found
        clerk.emulate_media(media="print")
    told = words(papers[report])
    assert "Ý kiến của 27 thành viên" in told
    assert told.count("Đồng ý") > 20  # the seats, which the page folds away
    assert "Kéo nội dung bằng tay nắm" not in words(papers[agenda])
