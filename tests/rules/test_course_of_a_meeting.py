"""The course of a meeting: sent, started with a quorum, item by item, vote by vote, closed."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import product

import pytest

from core.refusals import Refusal
from meetings.rules import (
    ITEM_MOVES,
    MOVES,
    ItemStatus,
    MeetingStatus,
    Presence,
    check_agenda,
    check_close,
    check_item_end,
    check_item_running,
    check_item_start,
    check_move,
    check_open_to_change,
    check_running,
    check_send,
    check_start,
    check_vote_open,
    ends_at,
    quorum,
    starts_of_items,
)
from people.procedure import load

DRAFT, SENT, RUNNING, CLOSED, CANCELLED = MeetingStatus
WAITING, NOW, DONE, DEFERRED = ItemStatus
ENOUGH = quorum({1: Presence.IN_ROOM, 2: Presence.REMOTE, 3: Presence.ABSENT}, load("191-2026"))
TOO_FEW = quorum({1: Presence.IN_ROOM, 2: Presence.ABSENT, 3: Presence.ABSENT}, load("191-2026"))


def refusal(act: Callable[[], None]) -> str:
    """The code with which an act is refused; "" when it is not."""
    try:
        act()
    except Refusal as refused:
        return refused.code
    return ""


MOVED = {
    (DRAFT, SENT): "",
    (SENT, RUNNING): "",
    (RUNNING, CLOSED): "",
    (DRAFT, RUNNING): "meeting_not_sent",
    (DRAFT, CLOSED): "meeting_not_running",
    (DRAFT, DRAFT): "meeting_not_sent",
    (SENT, DRAFT): "meeting_already_sent",
    (SENT, SENT): "meeting_already_sent",
    (SENT, CLOSED): "meeting_not_running",
    (RUNNING, DRAFT): "meeting_already_running",
    (RUNNING, SENT): "meeting_already_running",
    (RUNNING, RUNNING): "meeting_already_running",
    (DRAFT, CANCELLED): "",
    (SENT, CANCELLED): "",
    (RUNNING, CANCELLED): "meeting_already_running",
    **{(CANCELLED, target): "meeting_cancelled" for target in MeetingStatus},
}


@pytest.mark.parametrize(("current", "target"), list(product(MeetingStatus, MeetingStatus)))
def test_a_meeting_goes_from_draft_to_sent_to_running_to_closed_or_is_cancelled_before(
    current: MeetingStatus, target: MeetingStatus
) -> None:
    assert refusal(lambda: check_move(current, target)) == MOVED.get((current, target), "meeting_closed")


def test_every_status_has_its_moves_and_the_last_has_none() -> None:
    assert set(MOVES) == set(MeetingStatus)
    assert set(ITEM_MOVES) == set(ItemStatus)
    assert not MOVES[CLOSED]
    assert not MOVES[CANCELLED]
    assert ITEM_MOVES[DONE] == ITEM_MOVES[DEFERRED] == {NOW}


@pytest.mark.parametrize(
    ("status", "found", "code"),
    [
        pytest.param(SENT, ENOUGH, "", id="sent, with a quorum"),
        pytest.param(SENT, TOO_FEW, "no_quorum", id="sent, without a quorum"),
        pytest.param(DRAFT, ENOUGH, "meeting_not_sent", id="nobody was invited"),
        pytest.param(RUNNING, ENOUGH, "meeting_already_running", id="it runs already"),
        pytest.param(CLOSED, ENOUGH, "meeting_closed", id="it is over"),
    ],
)
def test_a_meeting_starts_when_it_was_sent_and_has_a_quorum(status, found, code) -> None:  # type: ignore[no-untyped-def]
    assert refusal(lambda: check_start(status, found)) == code


@pytest.mark.parametrize(
    ("minutes", "available", "code", "facts"),
    [
        pytest.param([15, 20], 60, "", {}, id="the items fit"),
        pytest.param([15, 45], 60, "", {}, id="the items fit exactly"),
        pytest.param(
            [15, 46], 60, "agenda_too_long", {"minutes": 61, "available": 60}, id="one minute too many"
        ),
        pytest.param([15, 300], None, "", {}, id="no end was given"),
        pytest.param([15, 0], 60, "item_without_minutes", {"number": 2}, id="an item of no length"),
        pytest.param([], 60, "agenda_empty", {}, id="nothing to talk about"),
    ],
)
def test_an_agenda_is_sent_when_it_fits_the_time(
    minutes: list[int], available: int | None, code: str, facts: dict[str, int]
) -> None:
    if not code:
        check_agenda(minutes, available)
        check_send(DRAFT, minutes, available)
        return
    with pytest.raises(Refusal) as refused:
        check_send(DRAFT, minutes, available)
    assert (refused.value.code, refused.value.facts) == (code, facts)


def test_a_meeting_is_sent_once() -> None:
    assert refusal(lambda: check_send(SENT, [15])) == "meeting_already_sent"


def test_an_agenda_may_change_until_the_meeting_starts() -> None:
    codes = [refusal(lambda status=each: check_open_to_change(status)) for each in MeetingStatus]  # type: ignore[misc]
    assert codes == ["", "", "meeting_already_running", "meeting_closed", "meeting_cancelled"]


def test_acts_of_the_room_need_a_running_meeting() -> None:
    codes = [refusal(lambda status=each: check_running(status)) for each in MeetingStatus]  # type: ignore[misc]
    assert codes == ["meeting_not_running", "meeting_not_running", "", "meeting_closed", "meeting_cancelled"]


@pytest.mark.parametrize(
    ("status", "item", "running", "voting", "code"),
    [
        pytest.param(RUNNING, WAITING, None, False, "", id="the next item starts"),
        pytest.param(RUNNING, WAITING, 3, False, "item_running", id="another item runs"),
        pytest.param(RUNNING, WAITING, 3, True, "vote_running", id="a vote is open"),
        pytest.param(RUNNING, NOW, 3, False, "item_running", id="this item runs already"),
        pytest.param(RUNNING, DONE, None, False, "", id="this item is done and taken up again"),
        pytest.param(RUNNING, DEFERRED, None, False, "", id="this item was deferred and comes after all"),
        pytest.param(SENT, WAITING, None, False, "meeting_not_running", id="the meeting has not started"),
        pytest.param(CLOSED, WAITING, None, False, "meeting_closed", id="the meeting is over"),
    ],
)
def test_one_item_runs_at_a_time(status, item, running, voting, code) -> None:  # type: ignore[no-untyped-def]
    act = lambda: check_item_start(status, item, running_item=running, vote_open=voting)  # noqa: E731
    assert refusal(act) == code


@pytest.mark.parametrize(
    ("status", "item", "found", "voting", "code"),
    [
        pytest.param(RUNNING, NOW, ENOUGH, False, "", id="on the running item, with a quorum"),
        pytest.param(RUNNING, NOW, TOO_FEW, False, "no_quorum", id="members have left"),
        pytest.param(RUNNING, NOW, ENOUGH, True, "vote_running", id="another vote is open"),
        pytest.param(RUNNING, WAITING, ENOUGH, False, "item_not_running", id="the item has not started"),
        pytest.param(RUNNING, DONE, ENOUGH, False, "item_not_running", id="the item is done"),
        pytest.param(SENT, NOW, ENOUGH, False, "meeting_not_running", id="the meeting has not started"),
    ],
)
def test_a_vote_opens_on_the_running_item(status, item, found, voting, code) -> None:  # type: ignore[no-untyped-def]
    assert refusal(lambda: check_vote_open(status, item, found, vote_open=voting)) == code


def test_an_item_does_not_end_in_the_middle_of_its_vote() -> None:
    check_item_running(RUNNING, NOW)
    assert refusal(lambda: check_item_end(RUNNING, NOW, vote_open=False)) == ""
    assert refusal(lambda: check_item_end(RUNNING, NOW, vote_open=True)) == "vote_running"
    assert refusal(lambda: check_item_end(RUNNING, WAITING, vote_open=False)) == "item_not_running"


def test_a_meeting_closes_between_its_items() -> None:
    assert refusal(lambda: check_close(RUNNING, running_item=None, vote_open=False)) == ""
    assert refusal(lambda: check_close(RUNNING, running_item=2, vote_open=False)) == "item_running"
    assert refusal(lambda: check_close(RUNNING, running_item=2, vote_open=True)) == "vote_running"
    assert refusal(lambda: check_close(SENT, running_item=None, vote_open=False)) == "meeting_not_running"
    assert refusal(lambda: check_close(CLOSED, running_item=None, vote_open=False)) == "meeting_closed"


def test_the_minutes_of_the_items_make_the_timetable() -> None:
    start = datetime(2026, 12, 1, 1, 0, tzinfo=UTC)
    assert ends_at(start, [10, 25, 5]) == datetime(2026, 12, 1, 1, 40, tzinfo=UTC)
    assert starts_of_items(start, [10, 25, 5]) == (
        datetime(2026, 12, 1, 1, 0, tzinfo=UTC),
        datetime(2026, 12, 1, 1, 10, tzinfo=UTC),
        datetime(2026, 12, 1, 1, 35, tzinfo=UTC),
    )
    assert ends_at(start, []) == start
