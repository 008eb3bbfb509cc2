"""The cast itself: what the builders promise."""

import pytest
from django.core.files.storage import default_storage

from core.models import Entry
from meetings.rules import Presence
from meetings.selectors import quorum_of
from tests.cast import Cabinet, make_government


def test_a_running_meeting_is_at_its_first_item(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(remote=[4, 5])
    cabinet.note(meeting, cabinet.minister_seat, Presence.DEPUTY)
    quorum = quorum_of(meeting)
    assert (quorum.in_room, quorum.remote, quorum.absent, quorum.deputy) == (2, 2, 0, 1)
    assert [item.status for item in meeting.items.order_by("order")] == ["running", "waiting"]


def test_votes_and_answers_are_counted(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting()
    vote = cabinet.open_vote(meeting)
    assert cabinet.vote(meeting, vote, 3).revision == 1
    ballot = cabinet.open_ballot()
    assert cabinet.answer(ballot, 3, "other", text="Ý kiến khác").revision == 1
    assert default_storage.exists(cabinet.paper(ballot.matter, restricted=True).path)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("turn", ["first", "second"])
def test_the_journal_is_emptied_after_a_test_with_real_commits(turn: str) -> None:
    assert Entry.objects.count() == 0
    make_government().running_meeting()
    assert Entry.objects.count() > 27
