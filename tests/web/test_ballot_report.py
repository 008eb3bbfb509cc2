"""After the closing: the agency replies, the secretariat issues the report, the chair and members read it."""

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ballots.models import Ballot, OpinionReply
from ballots.rules import Asked, Line, Reply
from ballots.services import cast_answers, close_ballot, issue_report, keep_dissent, keep_replies
from core.time import at, now
from matters.models import Document
from people.models import Person
from tests.cast import Cabinet
from tests.records.reading import text_of
from tests.records.tagged import words_of
from tests.services.test_report import OPINION, closed
from tests.web.test_ballot_answer import browser, page
from tests.web.test_ballot_secrecy import VISITS

# Real commits: a refused act rolls its own transaction back, and must not take the test's with it.
pytestmark = pytest.mark.django_db(transaction=True)

TYPED = "Đã bổ sung <b>mục III</b>."
SHOWN = "Đã bổ sung &lt;b&gt;mục III&lt;/b&gt;."
FINANCE, BANK = 4, 5


@pytest.fixture
def ballot(cabinet: Cabinet) -> Ballot:
    """Closed, on a matter of the Ministry of Construction; Finance and the Bank wrote opinions."""
    return closed(cabinet, "fffoo")


def replies(ballot: Ballot) -> str:
    return reverse("opinion_replies", args=[ballot.pk])


def report(ballot: Ballot) -> str:
    return reverse("ballot_report", args=[ballot.pk])


def sent(
    stance: str = "accepted", text: str = TYPED, *, seat: int = FINANCE, named: int = 0
) -> dict[str, Any]:
    key = f"{seat}_1"
    return {f"stance_{key}": stance, f"text_{key}": text, f"named_{key}": named}


def pdf(person: Person, name: str, *arguments: object) -> Any:
    return browser(person).get(reverse(name, args=arguments))


# -- the agency's replies -----------------------------------------------------------------------------------


def test_a_deputy_finds_the_opinions_on_today_and_replies_to_them(cabinet: Cabinet, ballot: Ballot) -> None:
    deputy = browser(cabinet.deputy)
    today = deputy.get(reverse("today")).text
    assert replies(ballot) in today
    assert "2 without a reply" in today
    assert OPINION in deputy.get(replies(ballot)).text
    answered = deputy.post(replies(ballot), sent(), follow=True)
    assert SHOWN in answered.text
    assert "1 reply is kept." in answered.text
    assert "1 opinion has no reply yet" in answered.text
    assert OpinionReply.objects.get().text == TYPED
    deputy.post(replies(ballot), sent(seat=BANK))
    assert replies(ballot) not in deputy.get(reverse("today")).text


def test_an_agency_sees_of_the_ballot_only_what_it_replies_to(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    cabinet.answer(ballot, 1, "against")
    cabinet.answer(ballot, 4, "other", text=OPINION)
    deputy = browser(cabinet.deputy)
    assert deputy.get(replies(ballot)).status_code == 404
    assert ballot.closes_at is not None
    with at(ballot.closes_at):
        close_ballot(actor=cabinet.clerk, ballot=ballot)
    shown = deputy.get(replies(ballot)).text
    assert "Minister of Finance" in shown
    assert "Prime Minister" not in shown.partition("<main")[2]  # whose choice was a bare one
    for name in ("ballot", "ballot_report", "report_pdf", "ballot_paper", "ballot_history"):
        assert deputy.get(reverse(name, args=[ballot.pk])).status_code == 404


@pytest.mark.parametrize(
    ("posted", "status", "words"),
    [
        (sent("", TYPED), 409, "accepted or explained"),
        (sent("explained", " "), 409, "must be written down"),
        (sent("accepted", TYPED, named=7), 409, "Somebody else has replied"),
    ],
)
def test_a_refused_reply_stays_on_the_page(
    cabinet: Cabinet, ballot: Ballot, posted: dict[str, Any], status: int, words: str
) -> None:
    posted = posted | sent("explained", "Giữ nguyên.", seat=BANK)
    answer = browser(cabinet.deputy).post(replies(ballot), posted)
    assert answer.status_code == status
    assert words in answer.text
    assert "Giữ nguyên." in answer.text
    assert posted[f"text_{FINANCE}_1"] == " " or SHOWN in answer.text
    assert not OpinionReply.objects.exists()


def test_two_who_reply_at_once_see_each_other_and_neither_is_lost(cabinet: Cabinet, ballot: Ballot) -> None:
    browser(cabinet.deputy).post(replies(ballot), sent(text="Của Thứ trưởng"))
    clerk = browser(cabinet.clerk)
    met = clerk.post(replies(ballot), sent(text="Của thư ký"))
    assert met.status_code == 409
    assert "Của Thứ trưởng" in met.text
    assert "Của thư ký" in met.text
    assert f'name="named_{FINANCE}_1" value="1"' in met.text
    clerk.post(replies(ballot), sent(text="Của thư ký", named=1))
    assert [(r.revision, r.text) for r in OpinionReply.objects.order_by("revision")] == [
        (1, "Của Thứ trưởng"),
        (2, "Của thư ký"),
    ]


def test_after_the_report_a_reply_is_refused_and_still_on_the_page(cabinet: Cabinet, ballot: Ballot) -> None:
    issue_report(actor=cabinet.clerk, ballot=ballot)
    answer = browser(cabinet.deputy).post(replies(ballot), sent())
    assert answer.status_code == 409
    assert "has been reported" in answer.text
    assert SHOWN in answer.text
    assert "Keep the replies" not in browser(cabinet.deputy).get(replies(ballot)).text


def test_what_no_page_of_ours_sends_is_refused(cabinet: Cabinet, ballot: Ballot) -> None:
    answer = browser(cabinet.deputy).post(replies(ballot), sent() | {f"named_{FINANCE}_1": "x"})
    assert answer.status_code == 422
    assert SHOWN in answer.text


def test_opinions_are_replied_to_question_by_question(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot(questions=(Asked("Một?"), Asked("Hai?"), Asked("Ba?")))
    for order, texts in ((1, ("Ý một", "", "Ý ba")), (2, ("", "", "Ý ba nữa"))):
        lines = [Line(question=n, choice="for", text=text) for n, text in enumerate(texts, start=1)]
        cast_answers(actor=cabinet.holders[order], ballot=ballot, lines=lines, named=0, key=uuid4())
    assert ballot.closes_at is not None
    with at(ballot.closes_at):
        close_ballot(actor=cabinet.clerk, ballot=ballot)
    deputy = browser(cabinet.deputy)
    first = deputy.get(replies(ballot)).text
    assert "Ý một" in first
    assert "Ý ba" not in first
    assert "Question 2" not in first  # nobody wrote on it
    assert "Ý ba nữa" in deputy.get(f"{replies(ballot)}?question=3").text
    posted = {"stance_1_3": "accepted", "text_1_3": "", "named_1_3": 0, "stance_2_3": "", "text_2_3": ""}
    kept = deputy.post(f"{replies(ballot)}?question=3", posted)
    assert kept["Location"].endswith("?question=3&kept=1")
    assert [(r.question, r.elector.order) for r in OpinionReply.objects.all()] == [(3, 1)]


# -- the report ---------------------------------------------------------------------------------------------


def test_the_board_leads_to_the_report_and_says_what_it_still_lacks(cabinet: Cabinet, ballot: Ballot) -> None:
    clerk = browser(cabinet.clerk)
    board = clerk.get(page(ballot)).text
    assert report(ballot) in board
    assert "2 opinions in writing wait for a reply" in board
    waiting = clerk.get(report(ballot)).text
    assert "2 of 2 opinions in writing have no reply" in waiting
    assert reverse("report_issue", args=[ballot.pk]) in waiting
    assert ballot.title in clerk.get(reverse("today")).text


def test_the_issued_report_reaches_the_chair_and_the_members(cabinet: Cabinet, ballot: Ballot) -> None:
    keep_replies(actor=cabinet.deputy, ballot=ballot, replies=[Reply(FINANCE, 1, "explained", TYPED)])
    for reader in (cabinet.chair, cabinet.minister, cabinet.assistant):
        assert browser(reader).get(report(ballot)).status_code == 404
    issued = browser(cabinet.clerk).post(reverse("report_issue", args=[ballot.pk]), follow=True)
    assert "The report is issued" in issued.text
    assert page(ballot) in browser(cabinet.chair).get(reverse("today")).text
    assert page(ballot) not in browser(cabinet.minister).get(reverse("today")).text
    for reader in (cabinet.chair, cabinet.minister):
        assert report(ballot) in browser(reader).get(page(ballot)).text
    act = reverse("ballot_rule", args=[ballot.pk])
    assert act in browser(cabinet.chair).get(report(ballot)).text
    assert act not in browser(cabinet.minister).get(report(ballot)).text
    for reader in (cabinet.chair, cabinet.minister):
        shown = browser(reader).get(report(ballot)).text
        assert "Adopted" in shown
        assert OPINION in shown
        assert SHOWN in shown
        assert "This ballot: 1 ballot × 5 members = 5 papers." in shown
    assert browser(cabinet.assistant).get(report(ballot)).status_code == 404


def test_a_dissent_stands_on_the_page_before_the_report_is_issued_and_after(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    keep_dissent(actor=cabinet.second_minister, ballot=ballot, text="Bảo lưu <b>ý kiến</b>.")
    for issued in (False, True):
        shown = browser(cabinet.clerk).get(report(ballot)).text
        assert ("Issue the report" in shown) is not issued
        kept = shown.partition('id="h-dissents"')[2].partition("</section>")[0]
        assert "Minister of Finance" in kept
        assert "Bảo lưu &lt;b&gt;ý kiến&lt;/b&gt;." in kept
        issue_report(actor=cabinet.clerk, ballot=ballot)


def test_a_count_that_differs_is_told_and_nothing_is_issued(cabinet: Cabinet, ballot: Ballot) -> None:
    result: Any = ballot.result
    result["questions"][0]["tally"]["for"] = 5
    Ballot.objects.filter(pk=ballot.pk).update(result=result)
    answer = browser(cabinet.clerk).post(
        reverse("report_issue", args=[ballot.pk]), {"back": report(ballot)}, follow=True
    )
    assert "does not find the announced result" in answer.text
    ballot.refresh_from_db()
    assert ballot.status == "closed"


def test_the_draft_of_the_report_says_so_and_the_report_is_always_the_same(
    cabinet: Cabinet, ballot: Ballot
) -> None:
    draft = pdf(cabinet.clerk, "report_pdf", ballot.pk)
    assert draft["Content-Type"] == "application/pdf"
    assert "DỰ THẢO" in text_of(draft.content)
    issue_report(actor=cabinet.clerk, ballot=ballot)
    copies = {pdf(reader, "report_pdf", ballot.pk).content for reader in (cabinet.chair, cabinet.auditor)}
    assert len(copies) == 1
    assert "DỰ THẢO" not in text_of(copies.pop())


# -- ballot paper and answer sheet --------------------------------------------------------------------------


def test_the_ballot_paper_is_previewed_and_names_only_papers_that_its_reader_may_read(
    cabinet: Cabinet,
) -> None:
    draft = cabinet.draft_ballot()
    cabinet.paper(draft.matter, "Tờ trình chung")
    cabinet.paper(draft.matter, "Phụ lục riêng", restricted=True)
    assert Document.objects.filter(matter=draft.matter).count() == 2
    assert "DỰ THẢO" in text_of(pdf(cabinet.clerk, "ballot_paper", draft.pk).content)
    ballot = cabinet.send(draft)
    for reader, reads in ((cabinet.minister, True), (cabinet.clerk, True), (cabinet.assistant, False)):
        text = text_of(pdf(reader, "ballot_paper", ballot.pk).content)
        assert "Tờ trình chung" in text
        assert ("Phụ lục riêng" in text) is reads


def seen(reader: Person, address: str) -> tuple[int, object]:
    """What comes back, byte for byte; of an ordinary page without what differs at every visit."""
    answer = browser(reader).get(address)
    stored = answer["Content-Type"] == "application/pdf"
    return answer.status_code, answer.content if stored else VISITS.sub("", answer.text)


def test_no_paper_tells_before_the_closing_how_anybody_answered(cabinet: Cabinet) -> None:
    ballot, moment = cabinet.open_ballot(), now()

    def told(choice: str) -> dict[str, tuple[int, object]]:
        readers = {
            name: getattr(cabinet, name) for name in ("clerk", "head", "auditor", "assistant", "chair")
        }
        with at(moment), transaction.atomic():
            for order in (2, 3, 4, 5):
                cabinet.answer(ballot, order, choice, text=OPINION if choice == "other" else "")
            addresses = [
                reverse(n, args=[ballot.pk]) for n in ("ballot_paper", "report_pdf", "opinion_replies")
            ]
            addresses += [reverse("answer_sheet", args=[ballot.pk, order]) for order in range(1, 7)]
            found = {f"{name} {each}": seen(r, each) for name, r in readers.items() for each in addresses}
            transaction.set_rollback(True)
        return found

    assert told("for") == told("against") == told("other")


def test_a_member_reads_the_own_sheet_and_after_the_closing_the_desks_read_all(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot()
    cabinet.answer(ballot, 3, "other", text=OPINION)
    own = pdf(cabinet.minister, "answer_sheet", ballot.pk, 3)
    assert OPINION in text_of(own.content)
    assert pdf(cabinet.minister, "answer_sheet", ballot.pk, 4).status_code == 404
    assert pdf(cabinet.chair, "answer_sheet", ballot.pk, 1).status_code == 404  # nothing answered yet
    assert pdf(cabinet.clerk, "answer_sheet", ballot.pk, 3).status_code == 404
    assert ballot.closes_at is not None
    with at(ballot.closes_at + timedelta(minutes=1)):
        close_ballot(actor=cabinet.clerk, ballot=ballot)
    for desk in (cabinet.clerk, cabinet.auditor):
        assert OPINION in text_of(pdf(desk, "answer_sheet", ballot.pk, 3).content)
        assert "không trả lời trong thời hạn" in text_of(pdf(desk, "answer_sheet", ballot.pk, 4).content)
        assert pdf(desk, "answer_sheet", ballot.pk, 9).status_code == 404
    assert pdf(cabinet.second_minister, "answer_sheet", ballot.pk, 3).status_code == 404


def test_who_may_edit_finds_each_paper_as_docx_beside_it(cabinet: Cabinet, ballot: Ballot) -> None:
    desk = links(cabinet.clerk, report(ballot), ".docx")
    assert len(desk) == len(links(cabinet.clerk, report(ballot), ".json")) == 2
    told = [" ".join(words_of(browser(cabinet.clerk).get(each).content)) for each in desk]
    assert [said for said in told if "BÁO CÁO" in said] == [said for said in told if OPINION in said] != []
    # A member has the report only when it is issued; his own sheet at once, and nobody else's.
    assert links(cabinet.minister, reverse("ballot", args=[ballot.pk]), ".docx") == [
        reverse("answer_sheet_as", args=[ballot.pk, 3, "docx"])
    ]
    assert [browser(each).get(desk[0]).status_code for each in (cabinet.minister, cabinet.guest)] == [404] * 2


def links(person: Person, where: str, ending: str) -> list[str]:
    """Where this page leads to a file of this kind."""
    return re.findall(rf'href="([^"]+{re.escape(ending)})"', browser(person).get(where).content.decode())


# -- cost ---------------------------------------------------------------------------------------------------

MOST = 12


def queries(person: Person, where: str) -> int:
    client = browser(person)
    assert client.get(where).status_code == 200
    with CaptureQueriesContext(connection) as asked:
        client.get(where)
    return len(asked)


def test_pages_after_the_closing_cost_the_same_for_one_opinion_as_for_all(cabinet: Cabinet) -> None:
    one, many = closed(cabinet, "fffof"), closed(cabinet, "ooooo")
    for ballot in (one, many):
        sent_back = [Reply(FINANCE, 1, "accepted", "Một")]
        keep_replies(actor=cabinet.deputy, ballot=ballot, replies=sent_back)
    for person, where in ((cabinet.deputy, replies), (cabinet.clerk, replies), (cabinet.clerk, report)):
        assert queries(person, where(one)) == queries(person, where(many)) <= MOST
    for ballot in (one, many):
        issue_report(actor=cabinet.clerk, ballot=ballot)
    for person in (cabinet.chair, cabinet.minister, cabinet.clerk):
        assert queries(person, report(one)) == queries(person, report(many)) <= MOST


def test_today_costs_the_same_for_one_ballot_as_for_five(cabinet: Cabinet) -> None:
    closed(cabinet, "fffof")
    issue_report(actor=cabinet.clerk, ballot=closed(cabinet, "ffffo"))
    people = (cabinet.chair, cabinet.minister, cabinet.deputy, cabinet.clerk)
    before = [queries(person, reverse("today")) for person in people]
    for _ in range(4):
        closed(cabinet, "fffoo")
        issue_report(actor=cabinet.clerk, ballot=closed(cabinet, "ffffo"))
    assert [queries(person, reverse("today")) for person in people] == before
