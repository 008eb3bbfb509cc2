"""Between the draft and its sending stand four eyes: one submits, another approves what was submitted."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from ballots.models import Ballot
from ballots.services import (
    approve_ballot,
    open_ballot,
    return_ballot,
    submit_ballot,
    withdraw_ballot,
)
from core.journal import problems
from core.time import HANOI, at, now
from people.models import Duty
from tests.cast import Cabinet, person
from tests.services.saying import kinds, newest, not_allowed, refused

TUESDAY = datetime(2026, 12, 1, 9, 0, tzinfo=HANOI)

pytestmark = pytest.mark.django_db


@pytest.fixture
def submitted(cabinet: Cabinet, draft_ballot: Ballot) -> Ballot:
    return submit_ballot(actor=cabinet.clerk, ballot=draft_ballot, note="Kính trình")


def test_a_ballot_is_submitted_with_a_note_approved_and_sent(cabinet: Cabinet, draft_ballot: Ballot) -> None:
    paper = [{"title": "Tờ trình", "number": 1, "sha256": cabinet.paper(draft_ballot.matter).sha256}]
    submitted = submit_ballot(actor=cabinet.clerk, ballot=draft_ballot, note="Kính trình")
    assert (submitted.status, newest(submitted.stream).facts) == (
        "submitted",
        {"note": "Kính trình", "papers": paper},
    )
    approved = approve_ballot(actor=cabinet.head, ballot=submitted, opinion=" Đồng ý  gửi ")
    assert (approved.status, newest(approved.stream).facts) == (
        "approved",
        {"opinion": "Đồng ý gửi", "papers": paper, "opens_at": None},
    )
    sent = open_ballot(actor=cabinet.clerk, ballot=approved)
    assert (sent.status, sent.number) == ("open", 1)
    assert kinds(sent.stream) == ["ballot.composed", "ballot.submitted", "ballot.approved", "ballot.opened"]
    assert list(problems()) == []


@pytest.mark.parametrize("note", ["", " \u200b\n"])
def test_it_is_not_submitted_without_a_note(cabinet: Cabinet, draft_ballot: Ballot, note: str) -> None:
    with refused("submission_needs_note"):
        submit_ballot(actor=cabinet.clerk, ballot=draft_ballot, note=note)


def test_nobody_approves_what_he_submitted_himself(cabinet: Cabinet, draft_ballot: Ballot) -> None:
    own = submit_ballot(actor=cabinet.head, ballot=draft_ballot, note="Kính trình")
    with refused("approval_needs_another"):
        approve_ballot(actor=cabinet.head, ballot=own)
    another = person("second-head", duty=Duty.HEAD)
    assert approve_ballot(actor=another, ballot=own).status == "approved"


def test_a_clerk_neither_approves_nor_returns(cabinet: Cabinet, submitted: Ballot) -> None:
    for somebody in (cabinet.clerk, cabinet.second_clerk, cabinet.chair, cabinet.auditor):
        with not_allowed("may_approve_ballot"):
            approve_ballot(actor=somebody, ballot=submitted)
        with not_allowed("may_approve_ballot"):
            return_ballot(actor=somebody, ballot=submitted, reason="Sai")


def test_what_is_not_approved_is_not_sent(cabinet: Cabinet, draft_ballot: Ballot) -> None:
    with refused("ballot_not_approved"):
        open_ballot(actor=cabinet.clerk, ballot=draft_ballot)
    waiting = submit_ballot(actor=cabinet.clerk, ballot=draft_ballot, note="Kính trình")
    with refused("ballot_not_approved"):
        open_ballot(actor=cabinet.head, ballot=waiting)


def test_it_is_returned_with_a_reason_and_may_be_submitted_again(cabinet: Cabinet, submitted: Ballot) -> None:
    with refused("return_needs_reason"):
        return_ballot(actor=cabinet.head, ballot=submitted, reason=" ")
    draft = return_ballot(actor=cabinet.head, ballot=submitted, reason="Thiếu tờ trình")
    assert (draft.status, newest(draft.stream).facts) == ("draft", {"reason": "Thiếu tờ trình"})
    assert submit_ballot(actor=cabinet.second_clerk, ballot=draft, note="Đã bổ sung").status == "submitted"


def back(cabinet: Cabinet, ballot: Ballot) -> Ballot:
    return withdraw_ballot(actor=cabinet.clerk, ballot=ballot)


def sent_back(cabinet: Cabinet, ballot: Ballot) -> Ballot:
    return return_ballot(actor=cabinet.head, ballot=ballot, reason="Xem lại")


@pytest.mark.parametrize("take", [back, sent_back])
def test_an_approval_ends_when_the_ballot_becomes_a_draft_again(
    cabinet: Cabinet, submitted: Ballot, take: Callable[[Cabinet, Ballot], Ballot]
) -> None:
    opens_at = now() + timedelta(minutes=1)
    draft = take(cabinet, approve_ballot(actor=cabinet.head, ballot=submitted, opens_at=opens_at))
    assert (draft.status, draft.opens_at) == ("draft", None)
    with refused("ballot_not_approved"):
        open_ballot(actor=cabinet.clerk, ballot=draft)


def test_a_paper_that_came_after_the_submission_is_not_approved_with_it(
    cabinet: Cabinet, submitted: Ballot
) -> None:
    """Whoever approves has seen what was submitted, and perhaps not what came since."""
    cabinet.paper(submitted.matter, "Tờ trình bổ sung")
    with refused("papers_changed_since_submission"):
        approve_ballot(actor=cabinet.head, ballot=submitted)
    again = withdraw_ballot(actor=cabinet.clerk, ballot=submitted)
    assert cabinet.approve(again).status == "approved"


def test_a_paper_that_came_after_the_approval_must_be_approved_too(
    cabinet: Cabinet, submitted: Ballot
) -> None:
    approved = approve_ballot(actor=cabinet.head, ballot=submitted)
    cabinet.paper(approved.matter, "Tờ trình bổ sung")
    with refused("papers_changed_since_approval"):
        open_ballot(actor=cabinet.clerk, ballot=approved)
    assert cabinet.send(withdraw_ballot(actor=cabinet.clerk, ballot=approved)).status == "open"


def test_a_time_of_sending_lies_ahead_and_leaves_the_members_their_days(cabinet: Cabinet) -> None:
    with at(TUESDAY):
        closes_at = TUESDAY + timedelta(days=3)
        draft = cabinet.draft_ballot(closes_at=closes_at)
        waiting = submit_ballot(actor=cabinet.clerk, ballot=draft, note="Kính trình")
        with refused("opening_in_the_past", opens_at=TUESDAY):
            approve_ballot(actor=cabinet.head, ballot=waiting, opens_at=TUESDAY)
        with refused("deadline_too_short"):
            approve_ballot(actor=cabinet.head, ballot=waiting, opens_at=TUESDAY + timedelta(days=2))
        opens_at = TUESDAY + timedelta(hours=20)
        approved = approve_ballot(actor=cabinet.head, ballot=waiting, opens_at=opens_at)
    assert approved.opens_at == opens_at
