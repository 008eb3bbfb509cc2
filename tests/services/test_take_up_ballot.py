"""Opinion ballots closed without a majority or with objections are proposed for the next agenda, once."""

from datetime import timedelta

import pytest

from ballots.models import Ballot
from ballots.services import close_ballot, keep_dissent
from core.journal import entries
from core.refusals import NotAllowed, Refusal
from core.time import now
from meetings import services
from meetings.forward import put_forward
from meetings.models import Meeting
from tests.cast import Cabinet


def closed(cabinet: Cabinet, *against: int, other: int = 0) -> Ballot:
    """A ballot on which these seats disagree, one may be of another opinion, and the others agree."""
    ballot = cabinet.open_ballot()
    for order in cabinet.holders:
        choice = "against" if order in against else "other" if order == other else "for"
        cabinet.answer(ballot, order, choice, text="Cần làm rõ." if choice == "other" else "")
    return close_ballot(actor=cabinet.clerk, ballot=ballot)


def proposed(meeting: Meeting) -> list[tuple[Ballot, str, int, int]]:
    return [(each.ballot, each.ground, each.objections, each.dissents) for each in put_forward(meeting)]


def test_without_a_majority_with_objections_or_a_dissent_it_is_proposed_and_as_what_it_is(
    cabinet: Cabinet,
) -> None:
    lost, disputed = closed(cabinet, 3, 4, 5), closed(cabinet, 3, other=4)
    _agreed, dissenting = closed(cabinet), closed(cabinet)
    keep_dissent(actor=cabinet.minister, ballot=dissenting, text="Bảo lưu.")
    meeting = cabinet.draft_meeting(starts_at=now() + timedelta(days=9))
    assert proposed(meeting) == [
        (lost, "no_majority", 3, 0),
        (disputed, "objections", 2, 0),
        (dissenting, "objections", 0, 1),
    ]


def test_once_an_agenda_has_taken_it_up_it_is_proposed_nowhere_and_twice_changes_nothing(
    cabinet: Cabinet,
) -> None:
    ballot = closed(cabinet, 3, 4, 5)
    meeting, later = (cabinet.draft_meeting(starts_at=now() + timedelta(days=days)) for days in (9, 20))
    item = services.take_up_ballot(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
    assert services.take_up_ballot(actor=cabinet.clerk, meeting=meeting, ballot=ballot) == item
    assert (proposed(meeting), proposed(later)) == ([], [])
    with pytest.raises(Refusal, match=r"^ballot_not_put_forward$"):
        services.take_up_ballot(actor=cabinet.clerk, meeting=later, ballot=ballot)
    told = entries(meeting.stream).get(kind="agenda.ballot_taken_up").facts
    assert (told["order"], told["number"], told["ground"]) == (item.order, ballot.number, "no_majority")
    with pytest.raises(NotAllowed):
        services.take_up_ballot(actor=cabinet.minister, meeting=later, ballot=ballot)


def test_what_was_adopted_with_objections_is_proposed_to_the_session_that_follows_and_no_other(
    cabinet: Cabinet,
) -> None:
    lost, disputed = closed(cabinet, 3, 4, 5), closed(cabinet, 3)
    later = cabinet.draft_meeting(starts_at=now() + timedelta(days=20))
    assert [row[0] for row in proposed(later)] == [lost, disputed]
    cabinet.running_meeting()
    assert [row[0] for row in proposed(later)] == [lost]


def test_what_was_asked_again_by_another_ballot_is_not_proposed(cabinet: Cabinet) -> None:
    lost = closed(cabinet, 3, 4, 5)
    cabinet.draft_ballot(matter=lost.matter)
    assert proposed(cabinet.draft_meeting(starts_at=now() + timedelta(days=9))) == []
