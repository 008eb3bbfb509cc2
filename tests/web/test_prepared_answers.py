"""The staff prepare, the member adopts with one tap and confirms; and an assistant casts by no address."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse

from ballots.models import Adoption, Answer, AnswerDraft, Ballot, PreparedAnswer, PreparedPaper
from core.time import at
from tests.cast import PDF, Cabinet
from tests.policies.test_matrix import route_names
from tests.web.test_ballot_answer import SHEET, SHOWN, TYPED, browser, page, send, sheet

# Real commits: a refusal rolls its own transaction back, and must not take the test's with it.
pytestmark = pytest.mark.django_db(transaction=True)

OTHERS = ("second_minister", "deputy", "clerk", "head", "auditor", "guest", "operator", "outsider")


def typed(choice: str = "other", text: str = TYPED, **more: Any) -> dict[str, Any]:
    """What the assistant's sheet posts."""
    return {"choice_1": choice, "text_1": text, "revision": 0, "base": 0, **more}


def pdf(name: str = "tham-muu.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def act(client: Any, name: str, ballot: Ballot, *more: object, **posted: Any) -> Any:
    return client.post(reverse(name, args=[ballot.pk, *more]), posted)


def adopt(client: Any, ballot: Ballot, **posted: Any) -> Any:
    number = PreparedAnswer.objects.latest("number").number
    return act(client, "prepared_adopt", ballot, number, **posted)


def test_the_assistant_prepares_with_a_paper_and_submits(cabinet: Cabinet, open_ballot: Ballot) -> None:
    assistant = browser(cabinet.assistant)
    assert 'id="prepare-form"' in assistant.get(page(open_ballot)).text

    with_paper = act(assistant, "prepared_paper_add", open_ballot, **typed(file=pdf()))
    form = assistant.get(with_paper.url).text
    submitted = act(assistant, "prepared_submit", open_ballot, **typed())
    shown = assistant.get(submitted.url).text

    assert "tham-muu.pdf" in form
    assert SHOWN in form  # what was typed already is not lost by adding a paper
    assert "Submitted to: Minister of Construction" in shown
    assert SHOWN in shown
    assert 'id="prepare-form"' not in shown
    assert not Answer.objects.exists()


def test_the_member_sees_who_prepared_what_and_when(cabinet: Cabinet, open_ballot: Ballot) -> None:
    paper = cabinet.prepared_paper(open_ballot, "Ý kiến tham mưu.pdf")
    cabinet.prepare(open_ballot, "other", TYPED)
    member = browser(cabinet.minister)

    for path in (reverse("today"), reverse("ballot_list")):
        assert "Prepared by your staff" in member.get(path).text
    shown = member.get(page(open_ballot)).text
    assert "Assistant" in shown or "Trợ lý Bộ trưởng" in shown
    assert SHOWN in shown
    address = reverse("prepared_paper", args=[open_ballot.pk, paper.pk])
    assert address in shown
    read = member.get(address)
    assert read["Content-Type"] == "application/pdf"
    assert b"".join(read).startswith(b"%PDF-")
    assert read["Cache-Control"] == "private, no-store"


def test_one_tap_adopts_then_the_usual_sending_counts_it(cabinet: Cabinet, open_ballot: Ballot) -> None:
    prepared = cabinet.prepare(open_ballot, "other", TYPED)
    member = browser(cabinet.minister)

    taken = adopt(member, open_ballot, **sheet("", ""))
    form = member.get(taken.url).text
    assert not Answer.objects.exists()
    assert re.search(r'value="other" checked', form)
    assert SHOWN in form
    assert "Taken over from what" in form

    counted = member.get(send(member, open_ballot, sheet("other", TYPED) | {"base": "1"}).url).text
    assert "Your answer is counted" in counted
    assert (Adoption.objects.get().prepared, Adoption.objects.get().edited) == (prepared, False)
    receipt = member.get(reverse("receipt", args=[open_ballot.pk])).text
    assert "Taken over from what your staff prepared" in receipt
    assert "then edited" not in receipt


def test_what_the_member_was_typing_is_put_aside_and_not_lost(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot, "for", "Của trợ lý")
    member = browser(cabinet.minister)
    form = member.get(adopt(member, open_ballot, **sheet("against", "Đang nhập dở")).url).text
    assert "Đang nhập dở" in form
    assert "put aside" in form


def test_an_adopted_answer_may_be_edited_and_the_receipt_says_so(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.prepare(open_ballot, "other", TYPED)
    member = browser(cabinet.minister)
    adopt(member, open_ballot)
    send(member, open_ballot, sheet("against", "") | {"base": "1"})
    assert "then edited" in member.get(reverse("receipt", args=[open_ballot.pk])).text


def test_adopting_what_was_taken_back_is_refused_in_a_sentence(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot)
    act(browser(cabinet.assistant), "prepared_take_back", open_ballot)
    member = browser(cabinet.minister)
    refused = member.post(reverse("prepared_adopt", args=[open_ballot.pk, 1]), sheet(), follow=True)
    assert "taken this prepared answer back" in refused.text
    assert not AnswerDraft.objects.filter(author=cabinet.minister).exists()


def test_taken_back_it_is_in_the_form_again_and_not_before_the_member(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.prepare(open_ballot, "other", TYPED)
    assistant = browser(cabinet.assistant)
    form = assistant.get(act(assistant, "prepared_take_back", open_ballot).url).text
    assert 'id="prepare-form"' in form
    assert SHOWN in form
    assert SHOWN not in browser(cabinet.minister).get(page(open_ballot)).text


@pytest.mark.parametrize("name", OTHERS)
def test_nobody_but_the_people_of_the_seat_sees_anything_of_it(
    cabinet: Cabinet, open_ballot: Ballot, name: str
) -> None:
    paper = cabinet.prepared_paper(open_ballot, "Ý kiến tham mưu.pdf")
    cabinet.prepare(open_ballot, "other", TYPED)
    client = browser(getattr(cabinet, name))
    live = [f"{reverse('live_poll', args=['ballot', open_ballot.pk])}?view={v}" for v in ("ballot", "board")]
    for path in (page(open_ballot), reverse("ballot_list"), reverse("today"), *live):
        text = client.get(path).text
        assert SHOWN not in text
        assert "tham mưu" not in text
    assert client.get(reverse("prepared_paper", args=[open_ballot.pk, paper.pk])).status_code == 404


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        ({}, "No file was chosen"),
        ({"file": pdf(content=b"<html>")}, "is not a PDF file"),
        ({"file": pdf(content=b"")}, "is empty"),
    ],
    ids=["none", "not a PDF", "empty"],
)
def test_a_paper_that_is_refused_loses_nothing_that_was_typed(
    cabinet: Cabinet, open_ballot: Ballot, posted: dict[str, Any], sentence: str
) -> None:
    refused = act(browser(cabinet.assistant), "prepared_paper_add", open_ballot, **typed(**posted))
    assert refused.status_code == 422
    assert sentence in refused.text
    assert SHOWN in refused.text
    assert not PreparedPaper.objects.exists()


def test_an_empty_proposal_is_refused_and_shown_again(cabinet: Cabinet, open_ballot: Ballot) -> None:
    refused = act(browser(cabinet.assistant), "prepared_submit", open_ballot, **typed("", "  "))
    assert refused.status_code == 409
    assert "there is nothing to submit" in refused.text
    assert 'id="prepare-form"' in refused.text


def test_a_paper_taken_off_is_not_submitted(cabinet: Cabinet, open_ballot: Ballot) -> None:
    paper = cabinet.prepared_paper(open_ballot)
    assistant = browser(cabinet.assistant)
    off = act(assistant, "prepared_paper_remove", open_ballot, paper.pk, **typed())
    form = assistant.get(off.url).text
    assert paper.name not in form
    assert SHOWN in form
    assert not cabinet.prepare(open_ballot).papers.exists()


def test_after_the_deadline_it_can_be_read_and_not_changed(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.prepare(open_ballot, "other", TYPED)
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at):
        shown = browser(cabinet.assistant).get(page(open_ballot)).text
    assert SHOWN in shown
    assert "Take back" not in shown
    assert 'id="prepare-form"' not in shown


def test_the_board_shows_that_something_is_prepared_and_nothing_of_it(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    cabinet.prepared_paper(open_ballot, "Ý kiến tham mưu.pdf")
    cabinet.prepare(open_ballot, "other", TYPED)
    board = browser(cabinet.clerk).get(page(open_ballot)).text
    assert re.search(r'data-count="prepared">.*?<b[^>]*>1</b>', board)
    history = browser(cabinet.clerk).get(reverse("ballot_history", args=[open_ballot.pk])).text
    assert "submitted a prepared answer" in history
    assert SHOWN not in board + history
    # How far the staff are is not told to the other members.
    members = browser(cabinet.second_minister).get(reverse("ballot_history", args=[open_ballot.pk])).text
    assert "prepared answer" not in members


def test_an_assistant_casts_by_no_address(cabinet: Cabinet, open_ballot: Ballot) -> None:
    """Whatever there is under this ballot is tried with a whole answer sheet."""
    prepared, paper = cabinet.prepare(open_ballot), cabinet.prepared_paper(open_ballot)
    assistant = browser(cabinet.assistant)
    arguments: dict[str, list[object]] = {
        "prepared_adopt": [open_ballot.pk, prepared.number],
        "prepared_paper": [open_ballot.pk, paper.pk],
        "prepared_paper_remove": [open_ballot.pk, paper.pk],
        "draft_restore": [open_ballot.pk, 0],
    }
    names = {
        n for n in route_names(get_resolver()) if n.startswith(("answer", "ballot", "draft", "prepared"))
    }
    assert {"answer_cast", "answer_draft", "prepared_submit"} <= names
    arguments["answer_sheet"] = [open_ballot.pk, 3]
    arguments["answer_sheet_as"] = [open_ballot.pk, 3, "docx"]
    arguments["ballot_take_up"] = [uuid4(), open_ballot.pk]
    for name in ("ballot_paper_as", "ballot_resolution"):
        arguments[name] = [open_ballot.pk, "docx"]
    bare = {"ballot_list", "ballot_new", "ballot_csv", "ballot_xlsx"}
    for name in sorted(names):
        address = reverse(name, args=[] if name in bare else arguments.get(name, [open_ballot.pk]))
        assistant.post(address, sheet("for") | {"base": "0"})
    assert not Answer.objects.exists()
    assert SHEET not in assistant.get(page(open_ballot)).text


def test_the_lists_take_the_same_queries_with_one_and_with_thirty(
    cabinet: Cabinet,
) -> None:
    member = browser(cabinet.minister)
    counts = []
    for more in (1, 29):
        for _ in range(more):
            cabinet.prepare(cabinet.open_ballot())
        member.get(reverse("ballot_list"))
        with CaptureQueriesContext(connection) as asked:
            member.get(reverse("ballot_list"))
        counts.append(len(asked))
    assert counts[0] == counts[1]
