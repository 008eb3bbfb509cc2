"""When members are reminded, which outages weigh on a ballot, and when its deadline may be moved."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from ballots.rules import (
    Stretch,
    check_extension,
    check_reminder,
    reminder_is_due,
    unanswered,
    weighing,
)
from core.refusals import Refusal
from core.working_time import HANOI, viet_nam
from people.procedure import Procedure, load

OPENED = datetime(2026, 12, 1, 9, tzinfo=HANOI)  # a Tuesday
CLOSES = datetime(2026, 12, 4, 17, tzinfo=HANOI)
HOUR = timedelta(hours=1)
RULES = load("191-2026")


def due(now: datetime, reminded: datetime | None = None, opened: datetime = OPENED) -> bool:
    return reminder_is_due((24, 2), HOUR, opened_at=opened, closes_at=CLOSES, reminded_at=reminded, now=now)


# -- reminders ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "reminded", "expected"),
    [
        pytest.param(25 * HOUR, None, False, id="no point has come"),
        pytest.param(24 * HOUR, None, True, id="a day before"),
        pytest.param(3 * HOUR, 24 * HOUR, False, id="reminded a day before, and two hours have not come"),
        pytest.param(2 * HOUR, 24 * HOUR, True, id="two hours before"),
        pytest.param(HOUR, None, True, id="a clock that comes late reminds"),
        pytest.param(HOUR, 2 * HOUR, False, id="and only once"),
        pytest.param(HOUR / 2, HOUR, False, id="late for the last point, and once"),
        pytest.param(2 * HOUR, 2.5 * HOUR, False, id="by hand half an hour ago: not yet again"),
        pytest.param(1.5 * HOUR, 2.5 * HOUR, True, id="by hand an hour ago"),
        pytest.param(0 * HOUR, 24 * HOUR, False, id="the deadline has come"),
        pytest.param(-HOUR, None, False, id="the deadline has passed"),
    ],
)
def test_a_reminder_is_due_at_a_point_that_nobody_was_reminded_at(
    before: timedelta, reminded: timedelta | None, expected: bool
) -> None:
    assert due(CLOSES - before, CLOSES - reminded if reminded is not None else None) is expected


def test_a_point_before_the_opening_is_told_by_the_opening_itself() -> None:
    opened = CLOSES - 23 * HOUR
    assert not due(CLOSES - 22 * HOUR, opened=opened)
    assert due(CLOSES - 2 * HOUR, opened=opened)


def test_where_no_points_are_named_nobody_is_reminded_by_the_clock() -> None:
    assert not reminder_is_due(
        (), HOUR, opened_at=OPENED, closes_at=CLOSES, reminded_at=None, now=CLOSES - HOUR
    )


@pytest.mark.parametrize(
    ("before", "reminded", "silent", "code"),
    [
        (HOUR, None, 3, None),
        (HOUR, 2 * HOUR, 3, None),
        (HOUR, 1.9 * HOUR, 3, "reminded_already"),
        (HOUR, None, 0, "nobody_to_remind"),
        (0 * HOUR, None, 3, "reminder_too_late"),
    ],
)
def test_a_reminder_by_hand_is_in_time_for_somebody_and_not_too_often(
    before: timedelta, reminded: timedelta | None, silent: int, code: str | None
) -> None:
    reminded_at = CLOSES - reminded if reminded is not None else None
    assert code == refusal(
        lambda: check_reminder(
            RULES, closes_at=CLOSES, reminded_at=reminded_at, silent=silent, now=CLOSES - before
        )
    )


def test_the_points_and_the_pause_are_settings_of_this_system_and_say_so() -> None:
    for key in ("138-2016", "39-2022", "191-2026", "provincial-sample"):
        rules = load(key)
        assert rules.ballot_reminder_hours.value == (24, 2)
        assert rules.ballot_reminder_pause_minutes.value == 60
        assert not rules.ballot_reminder_hours.certain


def test_a_snapshot_from_before_these_rules_says_nothing_about_them() -> None:
    kept = RULES.snapshot()
    for name in ("ballot_reminder_hours", "ballot_reminder_pause_minutes", "ballot_outage_minutes"):
        del kept[name]
    old = Procedure.from_snapshot(kept)
    assert old.ballot_reminder_hours.value == ()
    assert old.ballot_reminder_pause_minutes.value is None
    assert old.ballot_outage_minutes.value is None


# -- outages ------------------------------------------------------------------------------------------------


def gap(began: datetime, minutes: int | None) -> Stretch:
    return began, began + timedelta(minutes=minutes) if minutes is not None else None


@pytest.mark.parametrize(
    ("stretch", "weighs"),
    [
        pytest.param(gap(OPENED + 5 * HOUR, 30), True, id="half an hour in the middle"),
        pytest.param(gap(OPENED + 5 * HOUR, 29), False, id="less than that"),
        pytest.param(gap(CLOSES - 1.5 * HOUR, 6), True, id="minutes within the last two hours"),
        pytest.param(gap(CLOSES - 2.05 * HOUR, 6), True, id="that reach into the last two hours"),
        pytest.param(gap(CLOSES - 2.1 * HOUR, 6), False, id="that end as they begin"),
        pytest.param(gap(OPENED - HOUR, 89), False, id="half an hour of which a minute lay before"),
        pytest.param(gap(OPENED - HOUR, 90), True, id="half an hour after the opening"),
        pytest.param(gap(CLOSES - HOUR, None), True, id="that goes on"),
        pytest.param(gap(CLOSES, 600), False, id="after the deadline"),
        pytest.param(gap(OPENED - 5 * HOUR, 60), False, id="before the opening"),
    ],
)
def test_an_outage_weighs_by_its_length_or_near_the_deadline(stretch: Stretch, weighs: bool) -> None:
    found = weighing([stretch], RULES, opened_at=OPENED, closes_at=CLOSES)
    assert found == ([stretch] if weighs else [])


def test_where_no_length_is_known_only_the_last_two_hours_weigh() -> None:
    rule = replace(RULES.ballot_outage_minutes, value=None)
    rules = replace(RULES, ballot_outage_minutes=rule)
    long, late = gap(OPENED + HOUR, 600), gap(CLOSES - HOUR, 6)
    assert weighing([long, late], rules, opened_at=OPENED, closes_at=CLOSES) == [late]


def test_an_extension_makes_up_for_what_lay_before_it() -> None:
    first, second, running = gap(OPENED, 60), gap(OPENED + 9 * HOUR, 60), gap(OPENED + 20 * HOUR, None)
    stretches = [first, second, running]
    assert unanswered(stretches, None) == stretches
    assert unanswered(stretches, OPENED + 2 * HOUR) == [second, running]
    assert unanswered(stretches, OPENED + 21 * HOUR) == [running]


# -- extension ----------------------------------------------------------------------------------------------

LATEST = datetime(2026, 12, 8, 17, tzinfo=HANOI)  # the fifth working day


@pytest.mark.parametrize(
    ("wanted", "reason", "now", "interrupted", "code"),
    [
        pytest.param(LATEST, "Bổ sung tài liệu", OPENED, False, None, id="to the last day"),
        pytest.param(LATEST + 24 * HOUR, "x", OPENED, False, "deadline_too_long", id="beyond it"),
        pytest.param(LATEST + 24 * HOUR, "x", OPENED, True, None, id="beyond it after an outage"),
        pytest.param(LATEST, "", OPENED, True, "extension_needs_reason", id="without a reason"),
        pytest.param(CLOSES, "x", OPENED, True, "extension_not_later", id="to the same moment"),
        pytest.param(CLOSES - HOUR, "x", OPENED, True, "extension_not_later", id="to an earlier one"),
        pytest.param(LATEST, "x", CLOSES, False, "extension_too_late", id="when it is over"),
        pytest.param(LATEST, "x", CLOSES, True, None, id="when it is over, after an outage"),
        pytest.param(LATEST, "x", LATEST, True, "extension_not_later", id="to a moment that has passed"),
    ],
)
def test_a_deadline_moves_with_a_reason_in_time_and_within_bounds(
    wanted: datetime, reason: str, now: datetime, interrupted: bool, code: str | None
) -> None:
    assert code == refusal(
        lambda: check_extension(
            OPENED, CLOSES, wanted, reason, RULES, viet_nam(), interrupted=interrupted, now=now
        )
    )


def test_where_no_longest_time_is_known_none_is_imposed() -> None:
    check_extension(
        OPENED,
        CLOSES,
        CLOSES + timedelta(days=60),
        "Bổ sung tài liệu",
        load("39-2022"),
        viet_nam(),
        interrupted=False,
        now=OPENED,
    )


def refusal(act: object) -> str | None:
    """The code with which an act is refused; None when it is not."""
    assert callable(act)
    try:
        act()
    except Refusal as no:
        return no.code
    return None
