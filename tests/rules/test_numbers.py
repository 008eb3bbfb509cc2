"""The figures of a session."""

from datetime import UTC, datetime, timedelta

from meetings.rules.numbers import (
    ItemTime,
    Papers,
    QuorumPoint,
    Spoken,
    block_share,
    papers_saved,
    spoken,
    time_taken,
    total_saved,
    trace,
)

START = datetime(2026, 12, 3, 1, 0, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_pauses_are_no_time_of_an_item_however_they_overlap_it() -> None:
    assert time_taken(at(0), at(30)) == 1800
    assert time_taken(at(0), at(30), [(at(10), at(20))]) == 1200
    assert time_taken(at(0), at(30), [(at(-10), at(10)), (at(25), at(60))]) == 900
    assert time_taken(at(0), at(30), [(at(40), at(50))]) == 1800


def test_an_item_in_the_block_saves_its_whole_budget_and_a_long_one_costs() -> None:
    items = [
        ItemTime(1, "Một", budget=15, seconds=600),
        ItemTime(2, "Hai", budget=10, seconds=900),
        ItemTime(3, "Ba", budget=20, seconds=0, in_block=True),
    ]
    assert [item.saved for item in items] == [300, -300, 1200]
    assert total_saved(items) == 1200
    assert block_share(items) == (1, 3)


def test_143_ballots_of_27_members_are_3861_papers() -> None:
    assert papers_saved([27] * 143) == (Papers(143, 27),)
    assert Papers(143, 27).papers == 3861
    assert papers_saved([27, 25, 27]) == (Papers(2, 27), Papers(1, 25))


def test_turns_of_a_speaker_are_added_up_the_longest_first() -> None:
    turns = [("Bộ Tài chính", 120), ("Bộ Tư pháp", 200), ("Bộ Tài chính", 90)]
    assert spoken(turns) == (Spoken("Bộ Tài chính", 210, 2), Spoken("Bộ Tư pháp", 200, 1))


def test_the_trace_has_a_point_where_the_number_changes() -> None:
    points = [
        QuorumPoint(at(m), n, 27, seq) for m, n, seq in [(0, 25, 1), (5, 25, 2), (9, 24, 3), (9, 23, 4)]
    ]
    assert [(point.attending, point.seq) for point in trace(points)] == [(25, 1), (23, 4)]
