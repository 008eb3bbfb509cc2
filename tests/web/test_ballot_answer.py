"""A member answers an opinion ballot: sheet, refusals with everything typed, receipt; and nobody else can."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from ballots.models import Answer, Ballot, Question
from ballots.services import close_ballot
from core.journal import verify
from core.time import at
from people.models import Person
from tests.cast import Cabinet

# Real commits: a refused cast rolls its own transaction back, and must not take the test's with it.
pytestmark = pytest.mark.django_db(transaction=True)

TYPED = "Đồng ý về nguyên tắc; đề nghị làm rõ <b>kinh phí</b>."
SHOWN = "Đồng ý về nguyên tắc; đề nghị làm rõ &lt;b&gt;kinh phí&lt;/b&gt;."
SHEET = 'id="answer-form"'


def browser(person: Person, language: str = "en") -> Client:
    """A client signed in as this person; English, so that the sentences are those of the source."""
    client = Client()
    client.force_login(person)
    client.cookies["django_language"] = language
    return client


def sheet(choice: str = "for", text: str = "", *, revision: int = 0, key: object = None) -> dict[str, Any]:
    """What the answer sheet of one question posts."""
    return {"choice_1": choice, "text_1": text, "revision": revision, "key": str(key or uuid4())}


def page(ballot: Ballot) -> str:
    return reverse("ballot", args=[ballot.pk])


def send(client: Client, ballot: Ballot, posted: dict[str, Any]) -> Any:
    """Post a sheet as the ballot's page sends it: with what it was asked on."""
    return client.post(reverse("answer_cast", args=[ballot.pk]), {"subject": ballot.subject} | posted)


def test_an_opinion_as_long_as_the_page_lets_somebody_type_is_counted_to_its_last_word(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    typed = ["Đề nghị làm rõ thêm"] * 499 + ["x" * 20]  # 499 × 20 + 20 characters with a line break as one
    assert len("\n".join(typed)) == 10_000
    sent = send(browser(cabinet.minister), open_ballot, sheet("other", "\r\n".join(typed)))
    assert sent.status_code == 303
    assert Answer.objects.get().lines[0]["text"] == "\n".join(typed)


def test_three_taps_to_a_counted_answer(cabinet: Cabinet, open_ballot: Ballot) -> None:
    member = browser(cabinet.minister)

    assert page(open_ballot) in member.get(reverse("today")).text
    assert SHEET in member.get(page(open_ballot)).text
    answered = send(member, open_ballot, sheet())

    assert answered.status_code == 303
    counted = member.get(answered.url).text
    answer = Answer.objects.get()
    assert "Your answer is counted" in counted
    assert answer.receipt in counted
    assert "data-counted" in counted
    assert SHEET not in counted


def test_what_was_kept_on_the_device_is_forgotten_only_right_after_counting(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    member = browser(cabinet.minister)

    counted = member.get(send(member, open_ballot, sheet()).url).text
    later = member.get(page(open_ballot)).text

    assert f'data-kept-clear="ballot:{open_ballot.pk}"' in counted
    assert "data-kept-clear" not in later


def test_an_answer_is_changed_until_the_deadline(cabinet: Cabinet, open_ballot: Ballot) -> None:
    member = browser(cabinet.minister)
    send(member, open_ballot, sheet("for"))

    form = member.get(page(open_ballot), {"edit": 1}).text
    changed = send(member, open_ballot, sheet("against", revision=1))

    assert 'name="revision" value="1"' in form
    assert re.search(r'value="for" checked', form)
    assert changed.status_code == 303
    assert Answer.objects.get(revision=2).lines[0]["choice"] == "against"


@pytest.mark.parametrize(
    ("posted", "sentence"),
    [
        (sheet("", TYPED), "Question 1 has no answer"),
        (sheet("perhaps", TYPED), "Question 1 does not offer that answer"),
        (sheet("other", "  \n "), "must be written down"),
        (sheet("other", "ý" * 10_001), "10000"),
        ({"choice_1": "for", "text_1": TYPED, "revision": "", "key": "x"}, "does not match the ballot"),
        ({"choice_1": "for", "text_1": TYPED, "revision": "-1"}, "does not match the ballot"),
        ({"choice_1": "for", "text_1": TYPED, "revision": "9"}, "was changed elsewhere"),
    ],
    ids=["no choice", "strange choice", "other unwritten", "too long", "malformed", "negative", "ahead"],
)
def test_a_refused_answer_is_shown_again_with_its_sentence(
    cabinet: Cabinet, open_ballot: Ballot, posted: dict[str, Any], sentence: str
) -> None:
    refused = send(browser(cabinet.minister), open_ballot, posted)

    assert refused.status_code in (409, 422)
    assert sentence in refused.text
    assert SHEET in refused.text
    if posted["text_1"] == TYPED:
        assert SHOWN in refused.text
    assert not Answer.objects.exists()


def test_typed_characters_that_cannot_be_stored_are_a_sentence(cabinet: Cabinet, open_ballot: Ballot) -> None:
    refused = send(browser(cabinet.minister), open_ballot, sheet("other", "nul\x00 here"))

    assert refused.status_code == 422
    assert not Answer.objects.exists()


def test_another_tablet_answered_meanwhile(cabinet: Cabinet, open_ballot: Ballot) -> None:
    member = browser(cabinet.minister)
    cabinet.answer(open_ballot, 3, "for")

    refused = send(member, open_ballot, sheet("other", TYPED))
    confirmed = send(member, open_ballot, sheet("other", TYPED, revision=1))

    assert refused.status_code == 409
    assert "Your stored answer" in refused.text
    assert SHOWN in refused.text
    assert 'name="revision" value="1"' in refused.text
    assert confirmed.status_code == 303
    assert [answer.lines[0]["choice"] for answer in Answer.objects.order_by("revision")] == ["for", "other"]


def test_the_same_key_is_counted_once_and_gets_the_same_receipt(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    member, posted = browser(cabinet.minister), sheet("for")

    first, again = send(member, open_ballot, posted), send(member, open_ballot, posted)

    assert first.url == again.url
    assert Answer.objects.count() == 1


def test_the_same_key_with_another_answer_is_shown_beside_the_stored_one(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    member, posted = browser(cabinet.minister), sheet("for")
    send(member, open_ballot, posted)

    refused = send(member, open_ballot, posted | {"choice_1": "against", "text_1": TYPED})

    assert refused.status_code == 409
    assert "has already sent another answer" in refused.text
    assert SHOWN in refused.text
    assert posted["key"] not in refused.text
    assert Answer.objects.count() == 1


@pytest.fixture
def after_the_deadline(open_ballot: Ballot) -> Iterator[None]:
    """The clock stands at the deadline of `open_ballot`; nobody has announced its closing."""
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at):
        yield


@pytest.mark.usefixtures("after_the_deadline")
def test_the_deadline_ends_a_ballot_that_nobody_has_closed(cabinet: Cabinet, open_ballot: Ballot) -> None:
    member = browser(cabinet.minister)

    shown = member.get(page(open_ballot), {"edit": 1}).text
    refused = send(member, open_ballot, sheet("other", TYPED))

    assert SHEET not in shown
    assert "the result is waiting to be announced" in shown
    assert refused.status_code == 409
    assert "The deadline passed at" in refused.text
    assert SHOWN in refused.text
    assert SHEET not in refused.text
    assert not Answer.objects.exists()


def test_a_closed_ballot_shows_what_was_typed_too_late(cabinet: Cabinet, open_ballot: Ballot) -> None:
    for order in cabinet.holders:
        cabinet.answer(open_ballot, order)
    close_ballot(actor=cabinet.clerk, ballot=open_ballot)

    refused = send(browser(cabinet.minister), open_ballot, sheet("other", TYPED, revision=1))

    assert refused.status_code == 409
    assert SHOWN in refused.text
    assert "it is not counted" in refused.text
    assert Answer.objects.count() == len(cabinet.holders)


NOT_ELECTORS = {
    "deputy": 404,
    "assistant": 403,
    "clerk": 403,
    "head": 403,
    "auditor": 403,
    "guest": 404,
    "operator": 404,
    "outsider": 404,
}


@pytest.mark.parametrize(("name", "status"), NOT_ELECTORS.items(), ids=NOT_ELECTORS)
def test_only_the_holder_of_a_seat_can_answer(
    cabinet: Cabinet, open_ballot: Ballot, name: str, status: int
) -> None:
    person = cabinet.characters()[name]
    assert person is not None
    client = browser(person)

    refused = send(client, open_ballot, sheet())
    shown = client.get(page(open_ballot))

    assert refused.status_code == status
    assert SHEET not in shown.text
    assert not Answer.objects.exists()


def test_nobody_answers_without_an_account(open_ballot: Ballot) -> None:
    assert send(Client(), open_ballot, sheet()).url.startswith(reverse("sign_in"))
    assert not Answer.objects.exists()


def test_a_draft_is_not_there_for_members(cabinet: Cabinet, draft_ballot: Ballot) -> None:
    member = browser(cabinet.minister)

    assert member.get(page(draft_ballot)).status_code == 404
    assert send(member, draft_ballot, sheet()).status_code == 404


def test_the_assistant_reads_and_is_told_who_answers(cabinet: Cabinet, open_ballot: Ballot) -> None:
    assistant = browser(cabinet.assistant)
    before = assistant.get(page(open_ballot)).text
    cabinet.answer(open_ballot, 3, "other", text=TYPED)
    after = assistant.get(page(open_ballot)).text

    assert "Only the member can answer it" in before
    assert "The member has not answered yet" in before
    assert "The member answered at" in after
    assert SHOWN not in after
    assert assistant.get(reverse("receipt", args=[open_ballot.pk])).status_code == 404


def test_the_receipt_says_what_was_stored(cabinet: Cabinet, open_ballot: Ballot) -> None:
    member = browser(cabinet.minister)
    cabinet.answer(open_ballot, 3, "for")
    cabinet.answer(open_ballot, 3, "other", text=TYPED, named=1)
    first, second = Answer.objects.order_by("revision")

    receipt = member.get(reverse("receipt", args=[open_ballot.pk])).text

    assert second.receipt in receipt
    assert second.digest in receipt
    assert first.receipt in receipt
    assert SHOWN in receipt
    assert not list(verify(open_ballot.stream))


def test_the_receipt_stays_after_closing(cabinet: Cabinet, open_ballot: Ballot) -> None:
    for order in cabinet.holders:
        cabinet.answer(open_ballot, order)
    close_ballot(actor=cabinet.clerk, ballot=open_ballot)

    assert browser(cabinet.minister).get(reverse("receipt", args=[open_ballot.pk])).status_code == 200


@pytest.mark.parametrize("name", ["second_minister", "clerk", "auditor", "outsider"])
def test_nobody_has_a_receipt_of_an_answer_that_is_not_his(
    cabinet: Cabinet, open_ballot: Ballot, name: str
) -> None:
    cabinet.answer(open_ballot, 3)

    assert browser(getattr(cabinet, name)).get(reverse("receipt", args=[open_ballot.pk])).status_code == 404


def test_a_question_with_alternatives(cabinet: Cabinet, open_ballot: Ballot) -> None:
    letters = [{"letter": "A", "text": "Năm năm"}, {"letter": "B", "text": "Ba năm"}]
    Question.objects.filter(ballot=open_ballot).update(alternatives=letters)
    member = browser(cabinet.minister)

    form = member.get(page(open_ballot)).text
    refused = send(member, open_ballot, sheet("for"))
    counted = member.get(send(member, open_ballot, sheet("B")).url).text

    assert "Năm năm" in form
    assert 'value="for"' not in form
    assert refused.status_code == 409
    assert "Ba năm" in counted


def test_an_alternative_that_names_its_own_letter_is_labelled_once(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    letters = [{"letter": "A", "text": "Phương án A: giữ nguyên"}, {"letter": "B", "text": "Phương án B"}]
    Question.objects.filter(ballot=open_ballot).update(alternatives=letters)
    member = browser(cabinet.minister)

    form = member.get(page(open_ballot)).text
    counted = member.get(send(member, open_ballot, sheet("A")).url).text

    assert "<small>giữ nguyên</small>" in form
    assert "Phương án" not in form
    assert "<span>giữ nguyên</span>" in counted


def test_markup_in_a_title_is_text(cabinet: Cabinet) -> None:
    ballot = cabinet.open_ballot(title="<script>alert(1)</script> & <i>nghiêng</i>")

    for person in (cabinet.minister, cabinet.clerk, cabinet.assistant):
        for path in (page(ballot), reverse("ballot_list"), reverse("today")):
            text = browser(person).get(path).text
            assert "<script>alert" not in text
            assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;i&gt;nghiêng&lt;/i&gt;" in text


def test_answering_is_an_act(cabinet: Cabinet, open_ballot: Ballot) -> None:
    assert browser(cabinet.minister).get(reverse("answer_cast", args=[open_ballot.pk])).status_code == 405


def test_a_deadline_below_a_minute_still_takes_answers(cabinet: Cabinet, open_ballot: Ballot) -> None:
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at - timedelta(seconds=1)):
        assert send(browser(cabinet.minister), open_ballot, sheet()).status_code == 303
