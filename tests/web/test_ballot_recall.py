"""Recalling a ballot that is out: nothing counts any more, nothing is lost, its replacement points back."""

from datetime import datetime, timedelta
from functools import partial
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import escape

from ballots.models import Answer, Ballot
from ballots.rules import Asked, Line
from ballots.services import cast_answers, close_ballot, compose_ballot, open_ballot, recall_ballot
from core.journal import entries, problems
from core.refusals import NotAllowed, Refusal
from core.time import HANOI, at
from people.models import Person
from people.procedure import load
from tests.cast import Cabinet
from tests.web.test_ballot_answer import browser, page
from tests.web.test_ballot_desk import form

MOMENT = datetime(2026, 11, 18, 9, 30, tzinfo=HANOI)  # a Wednesday
WHY = "Gửi nhầm <b>dự thảo</b> lần 2"


@pytest.fixture
def recalled(cabinet: Cabinet) -> Ballot:
    """A ballot that two members had answered."""
    with at(MOMENT):
        ballot = cabinet.open_ballot()
        cabinet.answer(ballot, 1)
        cabinet.answer(ballot, 2, "against")
        return recall_ballot(actor=cabinet.head, ballot=ballot, reason=WHY)


def refusal(act: object) -> str:
    """The code with which an act is refused."""
    assert callable(act)
    with pytest.raises(Refusal) as no:
        act()
    return no.value.code


# -- the act ------------------------------------------------------------------------------------------------


def test_answers_stay_in_the_journal_and_are_named_by_the_recall(cabinet: Cabinet, recalled: Ballot) -> None:
    entry = entries(recalled.stream).get(kind="ballot.recalled")
    answers = list(Answer.objects.filter(ballot=recalled).order_by("seq"))
    assert (recalled.status, recalled.recall_reason, recalled.recalled_at) == ("recalled", WHY, MOMENT)
    assert entry.actor == cabinet.head.key
    assert entry.facts == {"reason": WHY, "answers": [[1, answers[0].digest], [2, answers[1].digest]]}
    assert len(answers) == 2
    assert list(problems()) == []


def test_nothing_more_happens_to_a_recalled_ballot(cabinet: Cabinet, recalled: Ballot) -> None:
    lines = [Line(question=1, choice="for", text="")]
    acts = [
        lambda: cast_answers(actor=cabinet.minister, ballot=recalled, lines=lines, named=0, key=uuid4()),
        lambda: close_ballot(actor=cabinet.clerk, ballot=recalled),
        lambda: open_ballot(actor=cabinet.clerk, ballot=recalled),
    ]
    assert [refusal(act) for act in acts] == ["ballot_recalled"] * 3


def test_recalling_it_again_changes_nothing(cabinet: Cabinet, recalled: Ballot) -> None:
    again = recall_ballot(actor=cabinet.head, ballot=recalled, reason="Lý do khác")
    assert again.recall_reason == WHY
    assert entries(recalled.stream).filter(kind="ballot.recalled").count() == 1


def test_only_what_is_out_is_recalled_and_only_with_a_reason(cabinet: Cabinet, draft_ballot: Ballot) -> None:
    opened = cabinet.open_ballot()
    tried = [(draft_ballot, WHY), (opened, ""), (opened, " \u200b\n")]
    codes = [
        refusal(partial(recall_ballot, actor=cabinet.head, ballot=ballot, reason=reason))
        for ballot, reason in tried
    ]
    assert codes == ["ballot_not_open", "recall_needs_reason", "recall_needs_reason"]


def test_a_counted_ballot_is_recalled_until_it_is_reported_and_its_result_is_shown_no_more(
    cabinet: Cabinet,
) -> None:
    closed = cabinet.open_ballot()
    for order in cabinet.holders:
        cabinet.answer(closed, order)
    close_ballot(actor=cabinet.clerk, ballot=closed)
    before = browser(cabinet.minister).get(page(closed)).text
    recalled = recall_ballot(actor=cabinet.head, ballot=closed, reason=WHY)
    after = browser(cabinet.minister).get(page(closed)).text
    assert recalled.status == "recalled"
    assert "5 of 5 Government members agree" in before
    assert "5 of 5" not in after
    assert escape(WHY) in after
    assert list(problems()) == []


def test_a_ballot_past_its_deadline_is_recalled_while_its_result_is_not_announced(cabinet: Cabinet) -> None:
    opened = cabinet.open_ballot()
    assert opened.closes_at is not None
    with at(opened.closes_at + timedelta(hours=1)):
        assert recall_ballot(actor=cabinet.head, ballot=opened, reason=WHY).status == "recalled"


@pytest.mark.parametrize("name", ["clerk", "minister", "chair", "assistant", "auditor", "operator"])
def test_only_the_head_of_the_secretariat_recalls(cabinet: Cabinet, open_ballot: Ballot, name: str) -> None:
    with pytest.raises(NotAllowed):
        recall_ballot(actor=getattr(cabinet, name), ballot=open_ballot, reason=WHY)


def test_the_table_itself_asks_for_a_reason(cabinet: Cabinet, open_ballot: Ballot) -> None:
    with pytest.raises(IntegrityError, match="recalled_ballot_has_reason"), transaction.atomic():
        Ballot.objects.filter(pk=open_ballot.pk).update(status="recalled")


def test_the_one_that_replaces_it_points_back(cabinet: Cabinet, recalled: Ballot) -> None:
    with at(MOMENT):
        made = browser(cabinet.clerk).post(
            reverse("ballot_new"), form(cabinet, replaces=str(recalled.pk), title="Gửi lại")
        )
        shown = browser(cabinet.clerk).get(reverse("ballot_new"), {"from": str(recalled.pk)}).text
        old, new = (browser(cabinet.clerk).get(where).text for where in (page(recalled), made["Location"]))
    replacement = Ballot.objects.get(title="Gửi lại")
    assert replacement.replaces == recalled
    assert entries(replacement.stream).get().facts["replaces"] == str(recalled.pk)
    assert f'name="replaces" value="{recalled.pk}"' in shown
    assert page(replacement) in old
    assert page(recalled) in new


def test_members_find_the_replacement_once_it_is_sent(cabinet: Cabinet, recalled: Ballot) -> None:
    with at(MOMENT):
        browser(cabinet.clerk).post(
            reverse("ballot_new"), form(cabinet, replaces=str(recalled.pk), title="Gửi lại")
        )
        draft = Ballot.objects.get(title="Gửi lại")
        before = browser(cabinet.minister).get(page(recalled)).text
        sent = cabinet.send(draft)
        after, new = (browser(cabinet.minister).get(page(each)).text for each in (recalled, sent))
        receipt = browser(cabinet.holders[2]).get(reverse("receipt", args=[recalled.pk])).text
    assert "Gửi lại" not in before
    assert page(sent) in after
    assert page(recalled) in new
    assert "answers given to it do not count" in receipt


def test_verification_knows_what_was_recalled(cabinet: Cabinet, recalled: Ballot) -> None:
    def said(**changed: object) -> list[str]:
        kept = Ballot.objects.filter(pk=recalled.pk).values(*changed).get()
        Ballot.objects.filter(pk=recalled.pk).update(**changed)
        found = [problem.what.split(": ", 1)[-1] for problem in problems()]
        Ballot.objects.filter(pk=recalled.pk).update(**kept)
        return found

    assert said(recall_reason=WHY) == []
    assert said(recall_reason="Lý do khác") == ["its reason is not the one with which it was recalled"]
    [reopened] = said(status="open")
    assert reopened.endswith("is open, but the journal recalls it 1 times")


def test_no_ballot_takes_the_place_of_one_that_counts(cabinet: Cabinet, open_ballot: Ballot) -> None:
    code = refusal(
        lambda: compose_ballot(
            actor=cabinet.clerk,
            body=cabinet.body,
            matter=open_ballot.matter,
            title="Gửi lại",
            questions=[Asked("Thông qua?")],
            procedure=load("191-2026"),
            closes_at=MOMENT,
            replaces=open_ballot,
        )
    )
    assert code == "ballot_not_recalled"


# -- the pages ----------------------------------------------------------------------------------------------


def test_whoever_had_it_reads_the_reason_and_no_result(cabinet: Cabinet, recalled: Ballot) -> None:
    people: list[Person] = [cabinet.minister, cabinet.holders[1], cabinet.assistant, cabinet.clerk]
    with at(MOMENT):
        texts = [browser(person).get(page(recalled)).text for person in people]
        lists = [browser(person).get(reverse("ballot_list"), {"show": "recalled"}).text for person in people]
        today = browser(cabinet.minister).get("/").text
    for text in texts:
        assert "The ballot was recalled at" in text
        assert "Gửi nhầm &lt;b&gt;dự thảo&lt;/b&gt; lần 2" in text
        assert "members agree" not in text
        assert 'id="answer-form"' not in text
    assert all(page(recalled) in text for text in lists)
    assert page(recalled) not in today


def test_whoever_never_had_it_is_not_told(cabinet: Cabinet, recalled: Ballot) -> None:
    for person in (cabinet.outsider, cabinet.guest, cabinet.operator):
        assert browser(person).get(page(recalled)).status_code == 404


def test_the_head_recalls_from_the_board_and_a_clerk_sees_no_such_button(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    recall = reverse("ballot_recall", args=[open_ballot.pk])
    assert recall in browser(cabinet.head).get(page(open_ballot)).text
    assert recall not in browser(cabinet.clerk).get(page(open_ballot)).text
    client = browser(cabinet.head)
    refused = client.post(recall, {"reason": " "})
    assert (refused.status_code, "Write the reason." in refused.text) == (422, True)
    done = client.post(recall, {"reason": WHY})
    text = client.get(done["Location"]).text
    assert "The ballot is recalled" in text
    assert recall not in text
