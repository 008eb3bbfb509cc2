"""What is still open before a meeting closes."""

import pytest

from core.refusals import Refusal
from meetings.rules.closing import Standing, check_open_points, open_points


def codes(standing: Standing) -> list[tuple[str, bool]]:
    return [(point.code, point.must) for point in open_points(standing)]


def test_a_meeting_whose_items_are_concluded_and_seats_noted_has_nothing_open() -> None:
    assert codes(Standing()) == []


def test_what_must_be_done_stands_before_what_should_be() -> None:
    standing = Standing(vote_open=True, running=2, not_taken=(3, 4), unconcluded=(2,), unnoted=1)
    assert codes(standing) == [
        ("vote_open", True),
        ("item_running", False),
        ("not_taken", False),
        ("unconcluded", False),
        ("unnoted", False),
    ]


def test_every_open_point_is_confirmed_by_its_name() -> None:
    points = open_points(Standing(not_taken=(3,), unnoted=2))
    check_open_points(points, ["unnoted", "not_taken"])
    with pytest.raises(Refusal) as refused:
        check_open_points(points, ["unnoted"])
    assert (refused.value.code, refused.value.facts) == ("closing_unconfirmed", {"count": 1})


def test_a_conclusion_that_is_written_and_not_released_is_named_and_may_stay_so() -> None:
    points = open_points(Standing(unreleased=(2,)))
    assert [(point.code, point.must, point.items) for point in points] == [("unreleased", False, (2,))]
    check_open_points(points, ["unreleased"])


def test_decisions_without_an_agency_or_a_due_date_are_named_by_their_items() -> None:
    points = open_points(Standing(unassigned=(1,), undated=(1, 3)))
    assert [(each.code, each.must, each.items) for each in points] == [
        ("unassigned", False, (1,)),
        ("undated", False, (1, 3)),
    ]


def test_no_confirmation_is_asked_for_what_must_be_done_first() -> None:
    check_open_points(open_points(Standing(vote_open=True)), [])
