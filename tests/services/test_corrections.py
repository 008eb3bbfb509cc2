"""Who pressed the wrong button says so after the vote: it is kept beside the result, which stands."""

import pytest
from django.db import DatabaseError, transaction

from ballots.models import Ballot
from meetings.models import Meeting, VoteCorrection
from meetings.papers import gather, tell
from meetings.services import close_vote, note_correction, publish_vote
from tests.cast import Cabinet
from tests.services.saying import newest, not_allowed, refused

WORDS = "Tôi bấm nhầm, ý kiến của tôi là đồng ý."


@pytest.fixture
def closed(cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot) -> Ballot:
    """A vote that the minister disagreed to, closed and not published."""
    cabinet.vote(running_meeting, open_vote, 3, "against")
    return close_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=open_vote)


def test_a_correction_is_kept_and_the_result_stands(
    cabinet: Cabinet, running_meeting: Meeting, closed: Ballot
) -> None:
    before = closed.result
    note_correction(
        actor=cabinet.minister,
        meeting=running_meeting,
        ballot=closed,
        seat=cabinet.minister_seat,
        text=f"  {WORDS} ",
    )
    closed.refresh_from_db()
    assert closed.result == before
    said = newest(running_meeting.stream)
    assert (said.kind, said.facts["office"], said.facts["text"]) == (
        "vote.correction_noted",
        "Bộ trưởng Bộ Xây dựng",
        WORDS,
    )


def test_a_clerk_writes_it_down_and_nobody_speaks_for_another(
    cabinet: Cabinet, running_meeting: Meeting, closed: Ballot
) -> None:
    for somebody in (cabinet.second_minister, cabinet.assistant, cabinet.deputy, cabinet.auditor):
        with not_allowed("may_note_correction"):
            note_correction(
                actor=somebody,
                meeting=running_meeting,
                ballot=closed,
                seat=cabinet.minister_seat,
                text=WORDS,
            )
    note_correction(
        actor=cabinet.clerk, meeting=running_meeting, ballot=closed, seat=cabinet.minister_seat, text=WORDS
    )
    assert VoteCorrection.objects.get().noted_by == cabinet.clerk


def test_what_can_still_be_changed_is_not_corrected(
    cabinet: Cabinet, running_meeting: Meeting, open_vote: Ballot
) -> None:
    with refused("correction_too_early"):
        note_correction(
            actor=cabinet.minister,
            meeting=running_meeting,
            ballot=open_vote,
            seat=cabinet.minister_seat,
            text=WORDS,
        )


def test_nothing_said_is_nothing_kept_and_what_was_said_stays(
    cabinet: Cabinet, running_meeting: Meeting, closed: Ballot
) -> None:
    with refused("correction_empty"):
        note_correction(
            actor=cabinet.minister,
            meeting=running_meeting,
            ballot=closed,
            seat=cabinet.minister_seat,
            text=" ",
        )
    note_correction(
        actor=cabinet.clerk, meeting=running_meeting, ballot=closed, seat=cabinet.minister_seat, text=WORDS
    )
    with pytest.raises(DatabaseError), transaction.atomic():
        VoteCorrection.objects.update(text="Khác")


def test_the_minutes_tell_it_beside_the_result(
    cabinet: Cabinet, running_meeting: Meeting, closed: Ballot
) -> None:
    note_correction(
        actor=cabinet.clerk, meeting=running_meeting, ballot=closed, seat=cabinet.minister_seat, text=WORDS
    )
    assert WORDS not in " ".join(each.text for each in tell(gather(running_meeting)))
    publish_vote(actor=cabinet.clerk, meeting=running_meeting, ballot=closed)
    told = " ".join(each.text for each in tell(gather(running_meeting)))
    assert f"(Bộ trưởng Bộ Xây dựng: {WORDS}); kết quả không thay đổi." in told
