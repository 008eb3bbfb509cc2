"""Races with real threads and real commits: one answer per seat, and no answer after the closing."""

import random
import time
from collections.abc import Callable, Sequence
from functools import partial
from uuid import UUID, uuid4

import pytest

from ballots.models import Answer, Ballot
from ballots.rules import Line, subject_digest
from ballots.selectors import content_offered, papers_offered
from ballots.services import Receipt, cast_answers, close_ballot, rebind_papers
from core.journal import entries, problems
from core.refusals import Refusal
from meetings.models import Meeting
from meetings.services import cast_vote, close_vote
from people.models import Person
from tests.cast import Cabinet, make_cabinet, make_government
from tests.services.crowd import at_once

pytestmark = pytest.mark.django_db(transaction=True)

CHOICES = ("for", "against", "other")
Cast = Callable[[str, int, UUID], Receipt]


def in_session(cabinet: Cabinet) -> tuple[Ballot, Cast]:
    """A session vote, and how the minister votes in it."""
    meeting = cabinet.running_meeting()
    ballot = cabinet.open_vote(meeting)
    return ballot, partial(_vote, cabinet.minister, meeting, ballot)


def in_writing(cabinet: Cabinet) -> tuple[Ballot, Cast]:
    """An opinion ballot, and how the minister answers it."""
    ballot = cabinet.open_ballot()
    return ballot, partial(_answer, cabinet.minister, ballot)


@pytest.mark.parametrize("asked", [in_session, in_writing])
def test_of_fifty_first_casts_one_is_stored_and_the_others_are_shown_it(
    asked: Callable[[Cabinet], tuple[Ballot, Cast]],
) -> None:
    ballot, cast = asked(make_cabinet())
    results = at_once([partial(cast, CHOICES[n % 3], 0, uuid4()) for n in range(50)])
    counted = [result for result in results if isinstance(result, Receipt)]
    refused = [result for result in results if isinstance(result, Refusal)]
    answer = Answer.objects.get(ballot=ballot)
    assert [receipt.revision for receipt in counted] == [1]
    assert counted[0].lines == answer.lines
    assert [(no.code, no.facts) for no in refused] == [("answer_changed", {"revision": 1})] * 49
    assert entries(ballot.stream).filter(kind="answer.cast").count() == 1
    assert list(problems()) == []


@pytest.mark.parametrize("asked", [in_session, in_writing])
def test_the_same_key_sent_twenty_times_at_once_is_one_answer_with_one_receipt(
    asked: Callable[[Cabinet], tuple[Ballot, Cast]],
) -> None:
    ballot, cast = asked(make_cabinet())
    key = uuid4()
    results = at_once([partial(cast, "for", 0, key)] * 20)
    assert results == [results[0]] * 20
    assert isinstance(results[0], Receipt)
    assert Answer.objects.filter(ballot=ballot).count() == 1


def test_of_two_changes_that_replace_the_same_revision_one_is_stored() -> None:
    ballot, cast = in_writing(make_cabinet())
    cast("for", 0, uuid4())
    results = at_once([partial(cast, choice, 1, uuid4()) for choice in CHOICES])
    refused = [result.facts for result in results if isinstance(result, Refusal)]
    assert refused == [{"revision": 2}] * 2
    assert list(ballot.answers.order_by("revision").values_list("revision", flat=True)) == [1, 2]


def test_a_vote_that_races_the_closing_is_before_it_or_refused_a_thousand_times() -> None:
    government = make_government()
    meeting = government.running_meeting(remote=[3, 13, 20, 21], absent=[25])
    voters = [person for order, person in government.holders.items() if order != 25][:25]
    dice = random.Random(27)
    accepted = refused = 0
    latest = 0.15  # seconds until the closing at most; found anew each round, for machines of any speed
    for _ in range(40):
        ballot = government.open_vote(meeting)
        casts = [
            partial(_later, dice.uniform(0, 0.05), partial(_vote, voter, meeting, ballot, "for", 0, uuid4()))
            for voter in voters
        ]
        closing = partial(
            _later,
            dice.uniform(0, latest),
            partial(close_vote, actor=government.clerk, meeting=meeting, ballot=ballot, publish=True),
        )
        *results, closed = at_once([*casts, closing])
        assert isinstance(closed, Ballot)
        before, after = _told_apart(ballot, results, "vote.closed")
        accepted, refused = accepted + before, refused + after
        latest *= 1.3 if before < after else 1 / 1.3
    assert accepted + refused == 1000
    # The race was one: it went both ways often.
    assert min(accepted, refused) > 100
    assert list(problems()) == []


def test_a_change_that_races_the_closing_of_an_opinion_ballot_is_before_it_or_refused() -> None:
    cabinet = make_cabinet()
    dice = random.Random(191)
    for _ in range(15):
        ballot = cabinet.open_ballot()
        for order in cabinet.holders:
            cabinet.answer(ballot, order)
        changes = [
            partial(_later, dice.uniform(0, 0.02), partial(_answer, person, ballot, "against", 1, uuid4()))
            for person in cabinet.holders.values()
        ]
        closing = partial(
            _later, dice.uniform(0, 0.03), partial(close_ballot, actor=cabinet.clerk, ballot=ballot)
        )
        *results, closed = at_once([*changes, closing])
        assert isinstance(closed, Ballot)
        before, after = _told_apart(ballot, results, "ballot.closed")
        assert before + after == 5
        assert _count(ballot, "against") == before
    assert list(problems()) == []


def test_two_clerks_who_close_at_once_close_once() -> None:
    cabinet = make_cabinet()
    meeting = cabinet.running_meeting()
    ballot = cabinet.open_vote(meeting)
    clerks = [cabinet.clerk, cabinet.second_clerk] * 5
    results = at_once([partial(close_vote, actor=c, meeting=meeting, ballot=ballot) for c in clerks])
    assert {result.pk for result in results if isinstance(result, Ballot)} == {ballot.pk}
    assert entries(meeting.stream).filter(kind="vote.closed").count() == 1


def test_the_journal_has_no_gap_after_acts_at_once_in_one_stream() -> None:
    government = make_government()
    meeting = government.running_meeting()
    ballot = government.open_vote(meeting)
    begun = entries(meeting.stream).count()
    at_once([partial(_vote, p, meeting, ballot, "for", 0, uuid4()) for p in government.holders.values()])
    seqs = list(entries(meeting.stream).values_list("seq", flat=True))
    assert seqs == list(range(1, begun + 28))
    assert list(problems()) == []


def _vote(person: Person, meeting: Meeting, ballot: Ballot, choice: str, named: int, key: UUID) -> Receipt:
    return cast_vote(actor=person, meeting=meeting, ballot=ballot, choice=choice, named=named, key=key)


def _answer(person: Person, ballot: Ballot, choice: str, named: int, key: UUID) -> Receipt:
    line = Line(question=1, choice=choice, text="Ý kiến" if choice == "other" else "")
    return cast_answers(actor=person, ballot=ballot, lines=[line], named=named, key=key, seen=ballot.subject)


def _later(seconds: float, act: Callable[[], Receipt | Ballot]) -> Receipt | Ballot:
    time.sleep(seconds)
    return act()


def _told_apart(ballot: Ballot, results: Sequence[object], kind: str) -> tuple[int, int]:
    """How many casts were accepted and how many refused; each is in order with the closing entry."""
    closing = entries(ballot.stream).get(kind=kind, subject=ballot.key)
    receipts = [result for result in results if isinstance(result, Receipt)]
    refusals = [result for result in results if isinstance(result, Refusal)]
    covered = {digest for _seat, digest in closing.facts["answers"]}
    assert [no.code for no in refusals] == ["ballot_closed"] * len(refusals)
    assert all(receipt.seq < closing.seq and receipt.at <= closing.at for receipt in receipts)
    assert {receipt.digest for receipt in receipts} <= covered
    afterwards = entries(ballot.stream).filter(subject=ballot.key, seq__gt=closing.seq)
    assert {entry.kind for entry in afterwards} <= {"vote.published"}
    return len(receipts), len(refusals)


def _count(ballot: Ballot, choice: str) -> int:
    ballot.refresh_from_db()
    assert ballot.result is not None
    count: int = ballot.result["questions"][0]["tally"][choice]
    return count


def test_an_answer_that_races_the_replacement_of_a_paper_is_before_it_or_refused() -> None:
    cabinet = make_cabinet()
    told = [0, 0]
    for _ in range(20):
        draft = cabinet.draft_ballot()
        paper = cabinet.paper(draft.matter)
        ballot = cabinet.send(draft)
        cabinet.paper(draft.matter, replaces=paper.document)
        offered = subject_digest(content_offered(ballot, papers_offered(ballot)))
        replace = partial(rebind_papers, actor=cabinet.head, ballot=ballot, reason="Sửa.", offered=offered)
        casts = [partial(_answer, holder, ballot, "for", 0, uuid4()) for holder in cabinet.holders.values()]
        acts: list[Callable[[], Receipt | Ballot]] = [*casts]
        acts.append(partial(_later, random.uniform(0, 0.03), replace))
        results = at_once(acts)
        [replaced] = entries(ballot.stream).filter(kind="ballot.papers_replaced")
        refused = [result.code for result in results if isinstance(result, Refusal)]
        assert refused == ["papers_replaced_since"] * len(refused)
        counted = list(ballot.answers.all())
        assert len(counted) + len(refused) == len(casts)
        assert {(answer.subject, answer.seq < replaced.seq) for answer in counted} <= {(ballot.subject, True)}
        told = [told[0] + len(counted), told[1] + len(refused)]
    assert list(problems()) == []
    assert min(told) > 0  # both happen
