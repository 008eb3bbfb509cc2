"""Papers of an open ballot on the pages: replaced, compared, confirmed, and a dissent after the result."""

import re
from collections import OrderedDict
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from ballots.live import ROOM, enter
from ballots.models import Answer, Ballot, Dissent
from ballots.services import close_ballot
from core.time import at
from matters import comparisons
from matters.models import Version
from matters.papers import compose_submission
from people.models import Person
from records.layout import render
from tests.cast import Cabinet
from tests.services.test_bound_papers import offered, past, rebind
from tests.web.test_ballot_answer import browser, page, send, sheet

REASON = "Sửa số liệu ở mục II."
MONEY = "Kinh phí thực hiện là {} tỷ đồng. Bộ Tài chính bố trí vốn hằng năm."


def submission(money: int) -> bytes:
    """A real paper that says how much it costs."""
    body = ["Sự cần thiết ban hành. Phạm vi điều chỉnh.", MONEY.format(money), "Hiệu lực từ ngày ký."]
    return render(compose_submission("Bộ Xây dựng", "Về nhà ở xã hội", "", date(2026, 11, 2), body))


@pytest.fixture
def asked(cabinet: Cabinet) -> Ballot:
    """An open ballot about one paper of 120 thousand million."""
    draft = cabinet.draft_ballot()
    cabinet.paper(draft.matter, content=submission(120))
    return cabinet.send(draft)


def newer(cabinet: Cabinet, ballot: Ballot, money: int = 150) -> Version:
    """The next version, in the dossier only."""
    document = ballot.matter.documents.get(title="Tờ trình")
    return cabinet.paper(ballot.matter, replaces=document, content=submission(money))


def replaced(cabinet: Cabinet, ballot: Ballot) -> Ballot:
    """The same before the members."""
    newer(cabinet, ballot)
    return rebind(cabinet, ballot, REASON)


def text_of(html: str) -> str:
    """What a page says, without its markup."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def field(html: str, name: str) -> str:
    """The value of a hidden field."""
    found = re.search(rf'name="{name}" value="([^"]*)"', html)
    assert found is not None, name
    return found[1]


def changes(ballot: Ballot) -> str:
    return reverse("ballot_changes", args=[ballot.pk])


# -- a newer version that is not before the members ---------------------------------------------------------


def test_members_read_the_version_that_is_voted_on_and_are_told_of_a_newer_one(
    cabinet: Cabinet, asked: Ballot
) -> None:
    first, second = Version.objects.get(), newer(cabinet, asked)
    html = browser(cabinet.minister).get(page(asked)).text
    listed = re.findall(r'<ul class="papers".*?</ul>', html, re.DOTALL)[0]
    assert re.findall(r'href="(/papers/[^"]+)"', listed) == [
        first.get_absolute_url(),
        second.get_absolute_url(),
    ]
    assert "Submission, version 1" in text_of(listed)
    assert (
        "The dossier has version 2, which is not put before the members: this ballot asks about version 1."
        in (text_of(listed))
    )
    assert "Papers were replaced" not in html


def test_the_dossier_says_which_version_an_open_ballot_asks_about(cabinet: Cabinet, asked: Ballot) -> None:
    address = asked.matter.get_absolute_url()
    for person in (cabinet.minister, cabinet.assistant, cabinet.clerk):
        assert "asks about version" not in browser(person).get(address).text
    first = Version.objects.get()
    newer(cabinet, asked)
    for person in (cabinet.minister, cabinet.assistant, cabinet.clerk):
        html = browser(person).get(address).text
        assert f"Opinion ballot No. {asked.number} asks about version 1 of this paper." in text_of(html)
        assert first.get_absolute_url() in html
    with at(past(asked)):
        close_ballot(actor=cabinet.clerk, ballot=asked)
    assert "asks about version" not in browser(cabinet.minister).get(address).text


def test_a_draft_shows_the_dossier_as_it_is(cabinet: Cabinet) -> None:
    draft = cabinet.draft_ballot()
    cabinet.paper(draft.matter)
    html = browser(cabinet.clerk).get(page(draft)).text
    assert "Submission, version 1" in text_of(html)
    assert "before the members" not in html


# -- the desk puts it before them ---------------------------------------------------------------------------


def test_the_head_compares_and_puts_it_before_the_members(cabinet: Cabinet, asked: Ballot) -> None:
    clerk = browser(cabinet.head)
    assert "Newer papers in the dossier" not in clerk.get(page(asked)).text
    newer(cabinet, asked)
    board = clerk.get(page(asked)).text
    assert "members have version 1, the dossier has version 2" in text_of(board)
    compared = clerk.get(f"{changes(asked)}?offered=1").text
    assert "What would change for the members" in compared
    assert "<del>" in compared
    posted = {"offered": field(compared, "offered"), "reason": REASON}
    answer = clerk.post(reverse("papers_replace", args=[asked.pk]), posted)
    assert (answer.status_code, answer["Location"]) == (302, f"{page(asked)}?done=papers")
    board = clerk.get(page(asked)).text
    assert f"{REASON}" in text_of(board)
    assert "Newer papers in the dossier" not in board


def test_a_refused_replacement_keeps_the_reason_that_was_typed(cabinet: Cabinet, asked: Ballot) -> None:
    newer(cabinet, asked)
    posted = {"offered": offered(asked), "reason": REASON}
    newer(cabinet, asked, 160)
    answer = browser(cabinet.head).post(reverse("papers_replace", args=[asked.pk]), posted)
    assert answer.status_code == 422
    assert "The dossier has changed again since this page was shown" in answer.text
    assert f"{REASON}</textarea>" in answer.text
    assert asked.bindings.count() == 1


@pytest.mark.parametrize("name", ["clerk", "auditor"])
def test_a_clerk_and_an_auditor_see_newer_papers_and_put_nothing_before_anybody(
    cabinet: Cabinet, asked: Ballot, name: str
) -> None:
    newer(cabinet, asked)
    reader = browser(getattr(cabinet, name))
    assert "Newer papers in the dossier" in reader.get(page(asked)).text
    html = reader.get(f"{changes(asked)}?offered=1").text
    assert "The head of the secretariat puts them before the members" in html
    assert reverse("papers_replace", args=[asked.pk]) not in html


# -- the member ---------------------------------------------------------------------------------------------


def test_the_member_sees_what_changed_word_by_word(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    ballot = replaced(cabinet, asked)
    html = browser(cabinet.minister).get(changes(ballot)).text
    assert re.findall(r"<del>.*?</del>", html)[-1] == (
        '<del><span class="sr">removed: </span>120<span class="sr"> end of what was removed</span></del>'
    )
    passage = text_of(re.findall(r'<p class="passage">.*?</p>', html, re.DOTALL)[0])
    assert (
        "Kinh phí thực hiện là removed: 120 end of what was removed added: 150 end of what was added tỷ đồng."
        in (passage)
    )
    assert REASON in html
    assert [Version.objects.get(number=n).get_absolute_url() in html for n in (1, 2)] == [True, True]


@pytest.mark.parametrize(("name", "query"), [("minister", ""), ("clerk", "?offered=1")])
def test_what_somebody_else_has_compared_just_now_is_offered_again(
    cabinet: Cabinet, asked: Ballot, monkeypatch: pytest.MonkeyPatch, name: str, query: str
) -> None:
    monkeypatch.setattr(comparisons, "_kept", OrderedDict())
    cabinet.answer(asked, 3)
    if query:
        newer(cabinet, asked)
    else:
        replaced(cabinet, asked)
    client = browser(getattr(cabinet, name))
    with comparisons._one_at_a_time:
        busy = client.get(changes(asked) + query).text
    again = f'<a href="{changes(asked)}{query}">Load again in a moment</a>'
    assert again in busy
    assert "<ins>" not in busy.partition("</section>")[0].partition('id="paper-1"')[2]
    later = client.get(changes(asked) + query).text
    assert again not in later
    assert "added: 150" in text_of(later)


def test_one_tap_confirms_and_the_page_says_counted(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3, "other", text="Đề nghị làm rõ.")
    ballot, member = replaced(cabinet, asked), browser(cabinet.minister)
    html = member.get(page(ballot)).text
    assert "It was given on papers that were replaced since." in text_of(html)
    posted = {name: field(html, name) for name in ("revision", "key", "subject")}
    for _ in range(2):  # pressed twice
        answer = member.post(reverse("answer_confirm", args=[ballot.pk]), posted)
        assert (answer.status_code, answer["Location"]) == (303, f"{page(ballot)}?counted=2")
    assert Answer.objects.filter(elector__order=3).count() == 2
    html = member.get(page(ballot)).text
    assert "confirm-form" not in html
    assert "Đề nghị làm rõ." in html


def test_the_way_to_confirm_stands_below_what_changed_too(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    ballot = replaced(cabinet, asked)
    confirm = reverse("answer_confirm", args=[ballot.pk])
    assert confirm in browser(cabinet.minister).get(changes(ballot)).text
    for person in (cabinet.second_minister, cabinet.assistant, cabinet.clerk, cabinet.auditor):
        assert confirm not in browser(person).get(changes(ballot)).text
    with at(past(ballot)):
        assert confirm not in browser(cabinet.minister).get(changes(ballot)).text


def test_changes_are_told_since_the_members_own_answer(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    replaced(cabinet, asked)
    newer(cabinet, asked, 180)
    ballot = rebind(cabinet, asked, "Lần hai.")
    mine, other = (
        browser(person).get(changes(ballot)).text for person in (cabinet.minister, cabinet.second_minister)
    )
    assert "version 1 replaced by version 3" in text_of(mine)
    assert REASON in mine
    assert "version 2 replaced by version 3" in text_of(other)
    assert REASON not in other


def test_papers_replaced_under_an_open_form_keep_what_was_typed(cabinet: Cabinet, asked: Ballot) -> None:
    member = browser(cabinet.minister)
    subject = field(member.get(page(asked)).text, "subject")
    ballot = replaced(cabinet, asked)
    typed = "Đề nghị bổ sung <kinh phí>."
    answer = send(member, ballot, sheet("other", typed) | {"subject": subject})
    assert answer.status_code == 409
    assert "Papers were replaced while you were answering" in answer.text
    assert "Đề nghị bổ sung &lt;kinh phí&gt;.</textarea>" in answer.text
    assert changes(ballot) in answer.text
    assert not Answer.objects.exists()
    # the page that came back asks about the new papers: sending again counts
    again = sheet("other", typed) | {"subject": field(answer.text, "subject")}
    assert send(member, ballot, again).status_code == 303
    assert Answer.objects.get().subject == ballot.subject


@pytest.mark.parametrize("unsaid", [{}, {"subject": ""}], ids=["without the field", "with an empty one"])
def test_an_answer_that_does_not_say_on_which_papers_is_shown_again_and_not_counted(
    cabinet: Cabinet, asked: Ballot, unsaid: dict[str, str]
) -> None:
    member, posted = browser(cabinet.minister), sheet("other", "Đề nghị bổ sung <kinh phí>.")
    answer = member.post(reverse("answer_cast", args=[asked.pk]), posted | unsaid)
    assert answer.status_code == 409
    assert "Your answer did not say on which papers it was given" in answer.text
    assert "Đề nghị bổ sung &lt;kinh phí&gt;.</textarea>" in answer.text
    assert not Answer.objects.exists()
    again = posted | {"subject": field(answer.text, "subject"), "key": field(answer.text, "key")}
    assert send(member, asked, again).status_code == 303
    assert Answer.objects.get().subject == asked.subject


def test_papers_replaced_again_under_a_confirmation_are_shown_first(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    member = browser(cabinet.minister)
    html = member.get(page(replaced(cabinet, asked))).text
    posted = {name: field(html, name) for name in ("revision", "key", "subject")}
    newer(cabinet, asked, 180)
    ballot = rebind(cabinet, asked, "Lần hai.")
    answer = member.post(reverse("answer_confirm", args=[ballot.pk]), posted)
    assert answer.status_code == 409
    assert "Papers were replaced while you were answering" in answer.text
    assert Answer.objects.count() == 1
    assert member.post(reverse("answer_confirm", args=[ballot.pk]), {"revision": "x"}).status_code == 409


def test_an_assistant_hears_of_no_restricted_paper(cabinet: Cabinet) -> None:
    draft = cabinet.draft_ballot()
    secret = cabinet.paper(draft.matter, "Phụ lục hạn chế", restricted=True, content=submission(1))
    ballot = cabinet.send(draft)
    cabinet.paper(draft.matter, replaces=secret.document, restricted=True, content=submission(2))
    ballot = rebind(cabinet, ballot, REASON)
    assistant, member = browser(cabinet.assistant), browser(cabinet.minister)
    for address in (
        page(ballot),
        changes(ballot),
        reverse("live_poll", args=["ballot", ballot.pk]) + "?view=ballot",
    ):
        assert "Phụ lục hạn chế" in member.get(address).text, address
        assert "Phụ lục hạn chế" not in assistant.get(address).text, address
    assert "No paper that you may read has changed." in assistant.get(changes(ballot)).text


def test_nothing_was_replaced_nothing_is_compared(cabinet: Cabinet, asked: Ballot) -> None:
    assert browser(cabinet.minister).get(changes(asked)).status_code == 404


@translation.override("en")
def test_a_push_tells_everybody_and_the_board_counts_the_unconfirmed(cabinet: Cabinet, asked: Ballot) -> None:
    for order in (2, 3):
        cabinet.answer(asked, order)
    member, clerk = (
        enter(person, str(asked.pk), view, "en")
        for person, view in ((cabinet.minister, "ballot"), (cabinet.clerk, "board"))
    )
    assert ROOM.render(ROOM.look(str(asked.pk)), member)["changes"].strip() == ""
    replaced(cabinet, asked)
    drawn, board = (ROOM.render(ROOM.look(str(asked.pk)), audience) for audience in (member, clerk))
    assert "Tờ trình: version 1 replaced by version 2" in text_of(drawn["changes"])
    assert "Submission, version 2" in text_of(drawn["papers"])
    assert "2 answers were given on earlier papers and are not confirmed." in text_of(board["progress"])
    assert board["seats"].count("on earlier papers") == 2
    assert "on earlier papers" not in drawn["changes"] + drawn["papers"]  # who has answered is the desk's


def test_the_result_names_who_did_not_confirm(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    ballot = replaced(cabinet, asked)
    cabinet.answer(ballot, 4)
    with at(past(ballot)):
        close_ballot(actor=cabinet.clerk, ballot=ballot)
    text = text_of(browser(cabinet.minister).get(page(ballot)).text)
    assert (
        "1 answer was given on papers that were replaced afterwards, and was not confirmed. "
        "It is counted: Construction" in text
    )
    assert text.count("For, on earlier papers") == 1


def test_comparing_asks_as_much_for_many_papers_as_for_one(
    cabinet: Cabinet, django_assert_num_queries: Any, django_assert_max_num_queries: Any
) -> None:
    counts = []
    for many in (1, 6):
        draft = cabinet.draft_ballot()
        papers = [cabinet.paper(draft.matter, f"Tài liệu {n}") for n in range(many)]
        ballot = cabinet.send(draft)
        for paper in papers:
            cabinet.paper(draft.matter, replaces=paper.document)
        ballot = rebind(cabinet, ballot, REASON)
        client = browser(cabinet.minister)
        for address in (page(ballot), changes(ballot)):
            client.get(address)
            with django_assert_max_num_queries(60) as asked_for:
                client.get(address)
            counts.append(len(asked_for))
    assert counts[:2] == counts[2:]


# -- dissent ------------------------------------------------------------------------------------------------


@pytest.fixture
def closed(cabinet: Cabinet, asked: Ballot) -> Ballot:
    with at(past(asked)):
        return close_ballot(actor=cabinet.clerk, ballot=asked)


def dissent(who: Person, ballot: Ballot, text: str) -> Any:
    return browser(who).post(reverse("dissent_keep", args=[ballot.pk]), {"text": text})


def test_a_member_keeps_a_dissent_and_everybody_asked_reads_it(cabinet: Cabinet, closed: Ballot) -> None:
    words = "Không tán thành <phần kinh phí>."
    assert reverse("dissent_keep", args=[closed.pk]) in browser(cabinet.minister).get(page(closed)).text
    answer = dissent(cabinet.minister, closed, words)
    assert (answer.status_code, answer["Location"]) == (302, f"{page(closed)}?done=dissent")
    for person in (
        cabinet.minister,
        cabinet.second_minister,
        cabinet.assistant,
        cabinet.clerk,
        cabinet.auditor,
    ):
        html = browser(person).get(page(closed)).text
        assert "Dissents kept on record" in html
        assert "Không tán thành &lt;phần kinh phí&gt;." in html
    assert reverse("dissent_keep", args=[closed.pk]) not in browser(cabinet.minister).get(page(closed)).text


def test_a_refused_dissent_comes_back_with_every_word(cabinet: Cabinet, closed: Ballot) -> None:
    answer = dissent(cabinet.minister, closed, "x" * 10_001)
    assert answer.status_code == 409
    assert "The dissent has 10001 characters; at most 10000 are kept on record." in answer.text
    assert "x" * 10_001 in answer.text
    assert not Dissent.objects.exists()


def test_before_the_result_nobody_is_asked_for_a_dissent(cabinet: Cabinet, asked: Ballot) -> None:
    assert reverse("dissent_keep", args=[asked.pk]) not in browser(cabinet.minister).get(page(asked)).text
    assert dissent(cabinet.minister, asked, "Không.").status_code == 409


# -- the receipt --------------------------------------------------------------------------------------------


def test_the_receipt_shows_what_was_voted_on_and_can_be_taken_along(cabinet: Cabinet, asked: Ballot) -> None:
    cabinet.answer(asked, 3)
    cabinet.answer(asked, 3, "against", named=1)
    member = browser(cabinet.minister)
    html = member.get(reverse("receipt", args=[asked.pk])).text
    assert asked.subject in html
    address = reverse("receipt_file", args=[asked.pk])
    newest, first = member.get(address), member.get(address, {"revision": 1})
    assert [each.json()["revision"] for each in (newest, first)] == [2, 1]
    assert newest["Content-Type"] == "application/json; charset=utf-8"
    assert "no-store" in newest["Cache-Control"]
    assert member.get(address, {"revision": 3}).status_code == 404
    assert browser(cabinet.second_minister).get(address).status_code == 404
    assert Client().get(address).status_code == 302
