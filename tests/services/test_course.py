"""The course of a running session: suspended, reordered, an urgent item, put off, sent back, undone."""

from datetime import date, datetime, timedelta

import pytest

from core.time import at, now, today
from meetings.models import AgendaItem, Meeting
from meetings.rules.order import stays_in_section
from meetings.scene import Reading, read
from meetings.services import (
    add_urgent_item,
    close_meeting,
    close_vote,
    conclude_item,
    defer_item,
    direct_revision,
    end_item,
    move_waiting_item,
    pause_meeting,
    publish_vote,
    resume_meeting,
    start_item,
    start_next_item,
    undo_last_act,
)
from tests.cast import Cabinet
from tests.services.saying import kinds, newest, not_allowed, refused

MINUTE = timedelta(minutes=1)


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    """A session of four items, at its first."""
    return cabinet.running_meeting(items=4)


def item(meeting: Meeting, order: int) -> AgendaItem:
    """The item of this number now."""
    return meeting.items.get(order=order)


def pause(cabinet: Cabinet, meeting: Meeting, reason: str = "Giải lao") -> Meeting:
    """The clerk suspends the session."""
    return pause_meeting(actor=cabinet.clerk, meeting=meeting, reason=reason)


# -- suspended ---------------------------------------------------------------------------------------------


def test_while_it_is_suspended_nothing_begins(cabinet: Cabinet, meeting: Meeting) -> None:
    pause(cabinet, meeting)
    facts = newest(meeting.stream, "meeting.paused").facts
    assert facts == {"reason": "Giải lao", "item": str(item(meeting, 1).pk)}
    with refused("meeting_paused"):
        cabinet.open_vote(meeting)
    with refused("meeting_paused"):
        start_next_item(actor=cabinet.clerk, meeting=meeting)
    with refused("meeting_paused"):
        end_item(actor=cabinet.clerk, meeting=meeting, item=item(meeting, 1))
    with refused("meeting_paused"):
        pause(cabinet, meeting)
    conclude_item(actor=cabinet.clerk, meeting=meeting, item=item(meeting, 1), text="Thông qua.")
    resume_meeting(actor=cabinet.chair, meeting=meeting)
    assert start_next_item(actor=cabinet.clerk, meeting=meeting) == item(meeting, 2)


def test_the_clock_of_the_item_stands_meanwhile(cabinet: Cabinet, meeting: Meeting) -> None:
    begun = item(meeting, 1).started_at
    assert begun is not None
    with at(begun + 5 * MINUTE):
        pause(cabinet, meeting)
        scene = read(Reading(Meeting.objects.get(pk=meeting.pk)))
        assert scene.current is not None
        assert scene.current.spent_at(scene.meeting.paused_at) == 5 * 60
    with at(begun + 25 * MINUTE):
        resume_meeting(actor=cabinet.clerk, meeting=meeting)
        scene = read(Reading(Meeting.objects.get(pk=meeting.pk)))
        assert scene.current is not None
        assert scene.current.clock_since == begun + 20 * MINUTE
        # 15 minutes of each of four items, and 20 of the pause.
        assert scene.ends_at == begun + 80 * MINUTE
    assert newest(meeting.stream).facts == {"seconds": 20 * 60, "reason": "Giải lao"}


def test_a_pause_between_two_items_moves_the_end(cabinet: Cabinet, meeting: Meeting) -> None:
    begun = now()
    end_item(actor=cabinet.clerk, meeting=meeting, item=item(meeting, 1))
    with at(begun + MINUTE):
        pause(cabinet, meeting)
    with at(begun + 31 * MINUTE):
        resume_meeting(actor=cabinet.clerk, meeting=meeting)
        assert read(Reading(Meeting.objects.get(pk=meeting.pk))).ends_at == begun + 76 * MINUTE


def test_it_is_not_suspended_in_a_vote_nor_without_a_reason(cabinet: Cabinet, meeting: Meeting) -> None:
    with refused("pause_without_reason"):
        pause(cabinet, meeting, "  ")
    with refused("meeting_not_paused"):
        resume_meeting(actor=cabinet.clerk, meeting=meeting)
    cabinet.open_vote(meeting)
    with refused("vote_running"):
        pause(cabinet, meeting)


def test_a_suspended_session_can_be_closed(cabinet: Cabinet, meeting: Meeting) -> None:
    pause(cabinet, meeting)
    closed = close_meeting(actor=cabinet.clerk, meeting=meeting)
    assert (closed.status, closed.paused_at) == ("closed", None)


# -- the order of what is left -------------------------------------------------------------------------------


def test_what_is_left_changes_its_order_and_what_was_called_does_not(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    def move(order: int, *, later: bool) -> None:
        move_waiting_item(actor=cabinet.clerk, meeting=meeting, item=item(meeting, order), later=later)

    keys = [each.pk for each in meeting.items.order_by("order")]
    move(4, later=False)
    move(3, later=False)
    move(2, later=False)  # the first that waits: it stays
    assert [each.pk for each in meeting.items.order_by("order")] == [keys[0], keys[3], keys[1], keys[2]]
    assert kinds(meeting.stream).count("agenda.item_moved") == 2
    with refused("item_called"):
        move(1, later=True)


def test_an_item_that_passes_another_joins_its_section_and_the_other_stays_in_its_own(
    cabinet: Cabinet, meeting: Meeting
) -> None:
    first, second = (meeting.sections.create(order=order, title=f"Phần {order}") for order in (1, 2))
    meeting.items.filter(order__lte=2).update(section=first)
    meeting.items.filter(order__gte=3).update(section=second)
    move_waiting_item(actor=cabinet.clerk, meeting=meeting, item=item(meeting, 2), later=True)
    assert [each.section for each in meeting.items.order_by("order")] == [first, second, second, second]


@pytest.mark.parametrize(("between", "stays"), [([], True), (["a", "a"], True), (["a", "b"], False)])
def test_what_makes_way_stays_in_its_section_unless_it_would_be_cut_off(
    between: list[str], stays: bool
) -> None:
    assert stays_in_section("a", between) is stays


def test_an_urgent_item_comes_next_or_last(cabinet: Cabinet, meeting: Meeting) -> None:
    def add(title: str, *, at_once: bool) -> AgendaItem:
        return add_urgent_item(
            actor=cabinet.clerk,
            meeting=meeting,
            matter=cabinet.matter(title),
            minutes=10,
            at_once=at_once,
        )

    assert (add("Khẩn", at_once=True).order, add("Cuối", at_once=False).order) == (2, 6)
    assert newest(meeting.stream).kind == "item.urgent"
    following = start_next_item(actor=cabinet.clerk, meeting=meeting)
    assert following is not None
    assert (following.matter.title, following.urgent) == ("Khẩn", True)
    with refused("matter_on_agenda"):
        add_urgent_item(actor=cabinet.clerk, meeting=meeting, matter=following.matter, minutes=5)


# -- put off, sent back, taken up again ----------------------------------------------------------------------


def test_an_item_is_deferred_with_reason_and_day(cabinet: Cabinet, meeting: Meeting) -> None:
    day = today() + timedelta(days=30)
    for order in (1, 3):
        defer_item(
            actor=cabinet.clerk,
            meeting=meeting,
            item=item(meeting, order),
            reason="Cần bổ sung số liệu",
            resubmit_on=day,
        )
    facts = newest(meeting.stream).facts
    assert (facts["order"], facts["reason"], facts["day"]) == (3, "Cần bổ sung số liệu", day.isoformat())
    assert [each.status for each in meeting.items.order_by("order")] == [
        "deferred",
        "waiting",
        "deferred",
        "waiting",
    ]
    assert start_next_item(actor=cabinet.clerk, meeting=meeting) == item(meeting, 2)
    assert close_meeting(actor=cabinet.clerk, meeting=meeting).status == "closed"
    assert newest(meeting.stream).facts == {"not_taken": 1}


@pytest.mark.parametrize(
    ("reason", "day", "code"),
    [("", None, "direction_empty"), ("Thiếu", date(2020, 1, 1), "resubmission_past")],
)
def test_a_deferral_needs_a_reason_and_a_day_to_come(
    cabinet: Cabinet, meeting: Meeting, reason: str, day: date | None, code: str
) -> None:
    with refused(code):
        defer_item(
            actor=cabinet.clerk, meeting=meeting, item=item(meeting, 2), reason=reason, resubmit_on=day
        )


def test_a_draft_that_was_not_adopted_is_sent_back_with_a_day(cabinet: Cabinet, meeting: Meeting) -> None:
    first, day = item(meeting, 1), today() + timedelta(days=14)

    def direct() -> AgendaItem:
        return direct_revision(
            actor=cabinet.chair, meeting=meeting, item=first, text="Rà soát Điều 5", resubmit_on=day
        )

    with refused("vote_not_closed"):
        direct()
    ballot = cabinet.open_vote(meeting)
    cabinet.vote(meeting, ballot, 1, "against")
    with refused("vote_not_closed"):
        direct()
    close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
    with refused("vote_not_closed"):
        direct()
    publish_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
    assert (direct().direction, direct().resubmit_on) == ("Rà soát Điều 5", day)
    assert newest(meeting.stream).facts["text"] == "Rà soát Điều 5"


def test_an_adopted_draft_is_not_sent_back(cabinet: Cabinet, meeting: Meeting) -> None:
    ballot = cabinet.open_vote(meeting)
    for order in (1, 2, 3):
        cabinet.vote(meeting, ballot, order)
    close_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
    publish_vote(actor=cabinet.clerk, meeting=meeting, ballot=ballot)
    with refused("item_adopted"):
        direct_revision(
            actor=cabinet.clerk, meeting=meeting, item=item(meeting, 1), text="Rà soát", resubmit_on=None
        )


def test_an_item_is_taken_up_again_and_its_time_goes_on(cabinet: Cabinet, meeting: Meeting) -> None:
    begun: datetime = now()
    with at(begun + 4 * MINUTE):
        end_item(actor=cabinet.clerk, meeting=meeting, item=item(meeting, 1))
    with at(begun + 10 * MINUTE):
        again = start_item(actor=cabinet.clerk, meeting=meeting, item=item(meeting, 1))
    assert again.taken_seconds in range(235, 246)
    assert newest(meeting.stream).facts["again"]["status"] == "done"
    assert kinds(meeting.stream).count("item.started") == 2


# -- undone --------------------------------------------------------------------------------------------------


def undo(cabinet: Cabinet, meeting: Meeting) -> list[str]:
    """The clerk undoes the last act; the states of the items afterwards."""
    undo_last_act(actor=cabinet.clerk, meeting=meeting)
    return [each.status for each in meeting.items.order_by("order")]


def test_calling_the_next_item_is_undone_as_one_act(cabinet: Cabinet, meeting: Meeting) -> None:
    start_next_item(actor=cabinet.clerk, meeting=meeting)
    assert undo(cabinet, meeting) == ["running", "waiting", "waiting", "waiting"]
    assert item(meeting, 2).started_at is None
    assert kinds(meeting.stream)[-3:] == ["item.ended", "item.started", "act.undone"]
    with refused("nothing_to_undo"):
        undo(cabinet, meeting)


def test_ending_an_item_is_undone(cabinet: Cabinet, meeting: Meeting) -> None:
    end_item(actor=cabinet.clerk, meeting=meeting, item=item(meeting, 1))
    assert undo(cabinet, meeting) == ["running", "waiting", "waiting", "waiting"]


def test_taking_up_again_is_undone_to_where_the_item_was(cabinet: Cabinet, meeting: Meeting) -> None:
    defer_item(actor=cabinet.clerk, meeting=meeting, item=item(meeting, 1), reason="Thiếu số liệu")
    before = item(meeting, 1)
    start_item(actor=cabinet.clerk, meeting=meeting, item=before)
    assert undo(cabinet, meeting)[0] == "deferred"
    after = item(meeting, 1)
    assert (after.direction, after.started_at, after.ended_at) == (
        "Thiếu số liệu",
        before.started_at,
        before.ended_at,
    )


def test_after_a_minute_it_is_not_undone(cabinet: Cabinet, meeting: Meeting) -> None:
    start_next_item(actor=cabinet.clerk, meeting=meeting)
    with at(now() + timedelta(seconds=61)), refused("undo_too_late"):
        undo(cabinet, meeting)


def test_what_something_was_built_on_is_not_undone(cabinet: Cabinet, meeting: Meeting) -> None:
    start_next_item(actor=cabinet.clerk, meeting=meeting)
    cabinet.open_vote(meeting)
    with refused("nothing_to_undo"):
        undo(cabinet, meeting)


def test_members_do_none_of_this(cabinet: Cabinet, meeting: Meeting) -> None:
    with not_allowed("may_run_meeting"):
        pause_meeting(actor=cabinet.minister, meeting=meeting, reason="Giải lao")
    with not_allowed("may_run_meeting"):
        defer_item(actor=cabinet.minister, meeting=meeting, item=item(meeting, 2), reason="Thiếu")
    with not_allowed("may_run_meeting"):
        undo_last_act(actor=cabinet.minister, meeting=meeting)
