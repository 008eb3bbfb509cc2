"""Members check themselves in; deputies attend for them; the quorum follows every change."""

from datetime import timedelta
from uuid import uuid4

import pytest

from core.time import at
from meetings.models import Meeting
from meetings.rules import Presence
from meetings.selectors import quorum_of
from meetings.services import cast_vote, check_in, close_meeting, note_attendance
from people.models import Person
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused


def say(meeting: Meeting, person: Person, presence: str) -> tuple[str, str | None]:
    """What a person says of himself, and where the seat is then, with its deputy."""
    row = check_in(actor=person, meeting=meeting, presence=presence)
    return row.presence, row.deputy.label_vi if row.deputy else None


def test_a_member_checks_in_shortly_before_the_meeting(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    opens_at = sent_meeting.starts_at - timedelta(minutes=120)
    with at(opens_at - timedelta(seconds=1)), refused("check_in_early", opens_at=opens_at):
        say(sent_meeting, cabinet.minister, "in_room")
    with at(opens_at):
        assert say(sent_meeting, cabinet.minister, "in_room") == ("in_room", None)
    facts = newest(sent_meeting.stream).facts
    assert (facts["seat"], facts["own"], facts["corrected"]) == (3, True, False)


def test_saying_it_again_changes_nothing(cabinet: Cabinet, running_meeting: Meeting) -> None:
    before = kinds(running_meeting.stream)
    assert say(running_meeting, cabinet.minister, "in_room") == ("in_room", None)
    assert kinds(running_meeting.stream) == before


def test_a_member_leaves_comes_back_and_goes_on_remotely(cabinet: Cabinet, running_meeting: Meeting) -> None:
    said = [say(running_meeting, cabinet.minister, each)[0] for each in ("left", "in_room", "remote")]
    assert said == ["left", "in_room", "remote"]


def test_whoever_never_came_cannot_leave(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(absent=[3])
    with refused("not_checked_in"):
        say(meeting, cabinet.minister, "left")
    for presence in ("absent", "expected", "deputy"):
        with refused("not_checked_in"):
            say(meeting, cabinet.minister, presence)


def test_the_deputy_checks_in_as_the_deputy_and_the_minister_votes_remotely(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(absent=[3])
    assert say(meeting, cabinet.deputy, "deputy") == ("deputy", "Thứ trưởng Bộ Xây dựng")
    assert quorum_of(meeting).attending == 4
    assert say(meeting, cabinet.minister, "remote") == ("remote", "Thứ trưởng Bộ Xây dựng")
    assert quorum_of(meeting).attending == 5
    ballot = cabinet.open_vote(meeting)
    assert cabinet.vote(meeting, ballot, 3).revision == 1
    with not_allowed("may_vote_in_meeting"):
        cast_vote(actor=cabinet.deputy, meeting=meeting, ballot=ballot, choice="for", named=1, key=uuid4())
    assert say(meeting, cabinet.minister, "left") == ("deputy", "Thứ trưởng Bộ Xây dựng")
    assert say(meeting, cabinet.deputy, "left") == ("left", None)


def test_the_deputy_who_goes_leaves_the_minister_connected(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(remote=[3])
    assert say(meeting, cabinet.deputy, "deputy") == ("remote", "Thứ trưởng Bộ Xây dựng")
    assert say(meeting, cabinet.deputy, "left") == ("remote", None)


def test_no_deputy_beside_a_minister_who_sits_there(cabinet: Cabinet, running_meeting: Meeting) -> None:
    with refused("member_in_room"):
        say(running_meeting, cabinet.deputy, "deputy")
    with refused("not_checked_in"):
        say(running_meeting, cabinet.deputy, "remote")


def test_only_for_one_s_own_seat(cabinet: Cabinet, running_meeting: Meeting) -> None:
    for person in (cabinet.assistant, cabinet.clerk, cabinet.guest, cabinet.auditor, cabinet.outsider):
        with not_allowed("may_check_in"):
            say(running_meeting, person, "in_room")


def test_nothing_is_said_after_closing(cabinet: Cabinet, running_meeting: Meeting) -> None:
    closed = close_meeting(actor=cabinet.clerk, meeting=running_meeting)
    with refused("meeting_closed"):
        say(closed, cabinet.minister, "left")


def test_the_console_corrects_and_the_journal_says_that_it_is_a_correction(
    cabinet: Cabinet, running_meeting: Meeting
) -> None:
    say(running_meeting, cabinet.minister, "remote")
    cabinet.note(running_meeting, cabinet.minister_seat, Presence.ABSENT)
    facts = newest(running_meeting.stream).facts
    assert (facts["presence"], facts["own"], facts["corrected"]) == ("absent", False, True)


@pytest.mark.parametrize(("consented", "kept"), [(True, True), (False, False), (None, None)])
def test_consent_is_kept_of_an_absence_only(
    cabinet: Cabinet, sent_meeting: Meeting, consented: bool | None, kept: bool | None
) -> None:
    def note(presence: str) -> bool | None:
        row = note_attendance(
            actor=cabinet.clerk,
            meeting=sent_meeting,
            seat=cabinet.minister_seat,
            presence=presence,
            consented=consented,
        )
        return row.consented

    assert (note("absent"), note("in_room"), note("left")) == (kept, None, kept)


def test_a_departure_that_breaks_the_quorum_is_told_and_so_is_its_return(cabinet: Cabinet) -> None:
    meeting = cabinet.running_meeting(absent=[5])
    before = len(kinds(meeting.stream))
    for presence in ("left", "remote"):
        say(meeting, cabinet.minister, presence)
    assert kinds(meeting.stream)[before:] == [
        "attendance.noted",
        "quorum.lost",
        "attendance.noted",
        "quorum.restored",
    ]
    lost = newest(meeting.stream, "quorum.lost").facts
    assert lost == {"attending": 3, "seats": 5, "needed": 4, "by": "Bộ trưởng Bộ Xây dựng", "seat": 3}
    say(meeting, cabinet.minister, "left")
    with refused("no_quorum"):
        cabinet.open_vote(meeting)


def test_before_the_start_no_quorum_is_lost(cabinet: Cabinet, sent_meeting: Meeting) -> None:
    for presence in (Presence.IN_ROOM, Presence.EXPECTED):
        for seat in cabinet.seats:
            cabinet.note(sent_meeting, seat, presence)
    assert set(kinds(sent_meeting.stream)) & {"quorum.lost", "quorum.restored"} == set()
