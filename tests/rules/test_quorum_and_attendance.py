"""Who attends, who votes, and whether enough members are there: 2/3 of all of them."""

from dataclasses import replace

import pytest

from core.refusals import Refusal
from meetings.rules import (
    MeetingStatus,
    Presence,
    Quorum,
    check_presence,
    check_quorum,
    check_voter,
    may_vote_from,
    quorum,
)
from people.procedure import load

NOW = load("191-2026")


def room(**there: int) -> dict[int, Presence]:
    """So many seats in each place."""
    places = [Presence[name.upper()] for name, count in there.items() for _ in range(count)]
    return dict(enumerate(places, start=1))


def test_eighteen_of_27_members_are_a_quorum() -> None:
    found = quorum(room(in_room=18, absent=9), NOW)
    assert (found.seats, found.attending, found.needed, found.reached, found.missing) == (27, 18, 18, True, 0)


def test_seventeen_of_27_members_are_no_quorum() -> None:
    found = quorum(room(in_room=17, absent=10), NOW)
    assert (found.attending, found.needed, found.reached, found.missing) == (17, 18, False, 1)


# Two thirds, rounded up by hand: the smallest whole number of members that is not fewer.
BY_HAND = [
    1,
    2,
    2,
    3,
    4,
    4,
    5,
    6,
    6,
    7,
    8,
    8,
    9,
    10,
    10,
    11,
    12,
    12,
    13,
    14,
    14,
    15,
    16,
    16,
    17,
    18,
    18,
    19,
    20,
    20,
]


@pytest.mark.parametrize(("seats", "needed"), list(enumerate(BY_HAND, start=1)))
def test_two_thirds_of_all_members_are_needed(seats: int, needed: int) -> None:
    assert quorum(room(in_room=needed, absent=seats - needed), NOW).reached
    assert not quorum(room(in_room=needed - 1, absent=seats - needed + 1), NOW).reached
    assert quorum(room(absent=seats), NOW).needed == needed


def test_a_body_without_seats_has_no_quorum() -> None:
    assert not quorum({}, NOW).reached


def test_a_remote_member_attends_and_a_deputy_does_not() -> None:
    found = quorum(room(in_room=14, remote=4, deputy=6, absent=1, expected=1, left=1), NOW)
    assert (found.attending, found.reached) == (18, True)
    assert (found.in_room, found.remote, found.deputy, found.absent, found.expected, found.left) == (
        14,
        4,
        6,
        1,
        1,
        1,
    )
    assert found.source == "Nghị định 191/2026/NĐ-CP"


def test_a_procedure_may_count_deputies_and_leave_out_the_remote() -> None:
    other = replace(
        NOW,
        quorum_counts_remote=replace(NOW.quorum_counts_remote, value=False),
        quorum_counts_deputy=replace(NOW.quorum_counts_deputy, value=True),
    )
    assert quorum(room(in_room=10, remote=4, deputy=7), other).attending == 17


def test_the_quorum_is_written_down_whole() -> None:
    found = quorum(room(in_room=18, absent=9), NOW)
    assert Quorum(**found.as_facts()) == found  # type: ignore[arg-type]


def test_without_a_quorum_nothing_goes_on_and_the_arithmetic_says_why() -> None:
    with pytest.raises(Refusal) as refused:
        check_quorum(quorum(room(in_room=15, remote=1, absent=11), NOW))
    assert refused.value.code == "no_quorum"
    assert refused.value.facts == {
        "attending": 16,
        "seats": 27,
        "needed": 18,
        "missing": 2,
        "source": "Nghị định 191/2026/NĐ-CP",
        "source_en": "Decree 191/2026/NĐ-CP",
    }


@pytest.mark.parametrize("presence", Presence)
def test_a_member_votes_in_the_room_or_by_remote_connection_only(presence: Presence) -> None:
    votes = presence in {"in_room", "remote"}
    assert may_vote_from(presence) is votes
    if votes:
        check_voter(presence, NOW, office="Bộ trưởng Bộ Y tế")
        return
    with pytest.raises(Refusal) as refused:
        check_voter(presence, NOW, office="Bộ trưởng Bộ Y tế")
    assert refused.value.code == ("deputy_may_not_vote" if presence == "deputy" else "seat_absent")
    assert refused.value.facts["office"] == "Bộ trưởng Bộ Y tế"


@pytest.mark.parametrize("kind", ["minister", "head_of_agency"])
def test_a_minister_or_head_of_agency_may_send_a_named_deputy(kind: str) -> None:
    check_presence(MeetingStatus.SENT, Presence.DEPUTY, kind, NOW, office="X", deputy="Thứ trưởng")
    with pytest.raises(Refusal) as refused:
        check_presence(MeetingStatus.SENT, Presence.DEPUTY, kind, NOW, office="X", deputy="")
    assert (refused.value.code, refused.value.facts) == ("deputy_unnamed", {"office": "X"})


@pytest.mark.parametrize("kind", ["prime_minister", "deputy_prime_minister"])
def test_the_prime_minister_and_his_deputies_send_nobody(kind: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_presence(MeetingStatus.RUNNING, Presence.DEPUTY, kind, NOW, office="X", deputy="Y")
    assert refused.value.code == "deputy_not_allowed"


@pytest.mark.parametrize(
    ("status", "code"),
    [(MeetingStatus.DRAFT, "meeting_not_sent"), (MeetingStatus.CLOSED, "meeting_closed")],
)
def test_attendance_is_noted_from_the_invitation_to_the_end(status: MeetingStatus, code: str) -> None:
    with pytest.raises(Refusal) as refused:
        check_presence(status, Presence.IN_ROOM, "minister", NOW, office="X", deputy=None)
    assert refused.value.code == code
