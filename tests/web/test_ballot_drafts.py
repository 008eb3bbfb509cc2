"""A draft saves itself, is there on the next device, and is nobody else's to read."""

import re
from typing import Any

import pytest
from django.urls import reverse

from ballots.models import Answer, AnswerDraft, Ballot
from core.time import at
from tests.cast import Cabinet
from tests.web.test_ballot_answer import SHEET, SHOWN, TYPED, browser, page, send, sheet

# Real commits: a refused draft rolls its own transaction back, and must not take the test's with it.
pytestmark = pytest.mark.django_db(transaction=True)

SCRIPT = {"X-Fragment": "draft-state"}
WATCHERS = ("second_minister", "deputy", "assistant", "clerk", "head", "auditor", "operator", "outsider")


def keep(
    client: Any, ballot: Ballot, text: str = TYPED, choice: str = "for", *, script: bool = True, **more: Any
) -> Any:
    """What the page posts while somebody types."""
    posted = {"choice_1": choice, "text_1": text, "revision": 0, "base": 0, **more}
    return client.post(reverse("answer_draft", args=[ballot.pk]), posted, headers=SCRIPT if script else {})


def base(text: str) -> str:
    """The version from which the sheet on a page goes on."""
    found = re.search(r'name="base" value="(\d+)"', text)
    assert found is not None
    return found[1]


def test_what_was_typed_on_one_tablet_is_on_the_other(cabinet: Cabinet, open_ballot: Ballot) -> None:
    kept = keep(browser(cabinet.minister), open_ballot)
    other = browser(cabinet.minister).get(page(open_ballot)).text

    assert kept.status_code == 200
    assert 'data-version="1"' in kept.text
    assert "Draft saved at" in kept.text
    assert SHOWN in other
    assert re.search(r'value="for" checked', other)
    assert base(other) == "1"
    assert not Answer.objects.exists()


def test_without_scripts_a_button_keeps_it(cabinet: Cabinet, open_ballot: Ballot) -> None:
    member = browser(cabinet.minister)
    kept = keep(member, open_ballot, script=False)
    assert kept.status_code == 303
    assert SHOWN in member.get(kept.url).text


def test_nobody_else_reads_a_draft(cabinet: Cabinet, open_ballot: Ballot) -> None:
    keep(browser(cabinet.minister), open_ballot)
    live = [f"{reverse('live_poll', args=['ballot', open_ballot.pk])}?view={v}" for v in ("ballot", "board")]
    for name in WATCHERS:
        client = browser(getattr(cabinet, name))
        for path in (
            page(open_ballot),
            f"{page(open_ballot)}?edit=1",
            reverse("answer_draft", args=[open_ballot.pk]),
            reverse("ballot_list"),
            reverse("today"),
            *live,
        ):
            text = client.get(path).text
            assert SHOWN not in text, (name, path)
            assert "Draft saved" not in text, (name, path)


def test_the_assistants_draft_is_not_the_members_to_read(cabinet: Cabinet, open_ballot: Ballot) -> None:
    keep(browser(cabinet.assistant), open_ballot)
    assert SHOWN in browser(cabinet.assistant).get(page(open_ballot)).text
    assert SHOWN not in browser(cabinet.minister).get(page(open_ballot)).text


def test_the_newer_text_wins_and_the_other_is_shown_beside_it_to_be_taken_back(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    keep(browser(cabinet.minister), open_ballot, "Trên máy thứ nhất", device="1")
    second: Any = browser(cabinet.minister)
    told = keep(second, open_ballot, "Trên máy thứ hai", device="2").text

    assert "Typed before and put aside" in told
    assert "Trên máy thứ nhất" in told
    taken = second.post(reverse("draft_restore", args=[open_ballot.pk, 0]))
    now_there = second.get(taken.url).text
    assert re.search(r"<textarea[^>]*>\s*Trên máy thứ nhất", now_there)
    assert "Trên máy thứ hai" in now_there


def test_a_counted_answer_leaves_no_draft(cabinet: Cabinet, open_ballot: Ballot) -> None:
    member = browser(cabinet.minister)
    keep(member, open_ballot)
    send(member, open_ballot, sheet("for", TYPED) | {"base": "1"})
    assert not AnswerDraft.objects.exists()
    assert "Draft saved" not in member.get(page(open_ballot), {"edit": 1}).text


def test_a_change_that_was_begun_and_not_sent_is_pointed_out(cabinet: Cabinet, open_ballot: Ballot) -> None:
    member = browser(cabinet.minister)
    send(member, open_ballot, sheet("for"))
    keep(member, open_ballot, "Sửa dở", revision=1)

    shown = member.get(page(open_ballot)).text
    assert "You began to change it" in shown
    assert SHEET not in shown
    assert "Sửa dở" in member.get(page(open_ballot), {"edit": 1}).text
    assert [answer.revision for answer in Answer.objects.all()] == [1]


def test_a_draft_that_comes_after_the_answer_is_told_so(cabinet: Cabinet, open_ballot: Ballot) -> None:
    cabinet.answer(open_ballot, 3)
    refused = keep(browser(cabinet.minister), open_ballot)
    assert refused.status_code == 409
    assert "was changed elsewhere" in refused.text
    assert not AnswerDraft.objects.exists()


def test_past_the_deadline_the_draft_is_shown_and_said_not_to_count(
    cabinet: Cabinet, open_ballot: Ballot
) -> None:
    member = browser(cabinet.minister)
    keep(member, open_ballot)
    assert open_ballot.closes_at is not None
    with at(open_ballot.closes_at):
        late = keep(member, open_ballot, "Trễ", base=1)
        shown = member.get(page(open_ballot)).text
    assert late.status_code == 409
    assert "Your draft; it was not sent and is not counted" in shown
    assert SHOWN in shown
    assert SHEET not in shown


def test_a_discarded_draft_is_gone_on_every_device(cabinet: Cabinet, open_ballot: Ballot) -> None:
    member: Any = browser(cabinet.minister)
    keep(member, open_ballot)
    away = member.post(reverse("draft_discard", args=[open_ballot.pk]))
    shown = member.get(away.url).text
    assert SHOWN not in shown
    assert f'data-kept-clear="ballot:{open_ballot.pk}"' in shown
    assert not AnswerDraft.objects.exists()


@pytest.mark.parametrize(
    "posted",
    [{"base": "-1"}, {"base": "x"}, {"revision": ""}, {"text_1": "ý" * 10_001}, {"text_1": "nul\x00"}],
    ids=["base", "no number", "revision", "too long", "nul"],
)
def test_what_no_page_of_ours_sends_is_not_kept(
    cabinet: Cabinet, open_ballot: Ballot, posted: dict[str, str]
) -> None:
    sent = {"choice_1": "for", "text_1": "x", "revision": "0", "base": "0", **posted}
    refused = browser(cabinet.minister).post(
        reverse("answer_draft", args=[open_ballot.pk]), sent, headers=SCRIPT
    )
    assert refused.status_code == 422
    assert not AnswerDraft.objects.exists()
