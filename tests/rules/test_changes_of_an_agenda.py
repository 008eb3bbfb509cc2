"""What has changed in an agenda since it was seen."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.rules.changes import SeenAgenda, SeenItem, What, differences


def agenda(*items: str | tuple[str, int]) -> tuple[SeenItem, ...]:
    """Items by key, of ten minutes unless told otherwise."""
    found: list[SeenItem] = []
    begins = 0
    for order, each in enumerate(items, start=1):
        key, minutes = each if isinstance(each, tuple) else (each, 10)
        found.append(SeenItem(key, key.upper(), order, begins, minutes, "Bộ"))
        begins += minutes
    return tuple(found)


def told(
    before: tuple[SeenItem, ...], now: tuple[SeenItem, ...], *, whole: bool = True
) -> list[tuple[str, str]]:
    return [(each.what.value, each.key) for each in differences(before, now, whole=whole)]


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(agenda("a", "b"), agenda("a", "b"), [], id="nothing"),
        pytest.param(agenda("a"), agenda("a", "b"), [("added", "b")], id="an item put on at the end"),
        pytest.param(
            agenda("a", "b"), agenda("n", "a", "b"), [("added", "n"), ("time", "a"), ("time", "b")],
            id="an item put on before others: they begin later and did not move",
        ),
        pytest.param(agenda("a", "b"), agenda("a"), [("removed", "b")], id="an item taken off"),
        pytest.param(
            agenda("a", "b", "c"), agenda("c", "a", "b"),
            [("moved", "c"), ("time", "c"), ("time", "a"), ("time", "b")], id="one item moved, not two",
        ),
        pytest.param(
            agenda("a", "b"), agenda(("a", 20), "b"), [("minutes", "a"), ("time", "b")], id="longer",
        ),
    ],
)  # fmt: skip
def test_what_is_told(
    before: tuple[SeenItem, ...], now: tuple[SeenItem, ...], expected: list[tuple[str, str]]
) -> None:
    assert told(before, now) == expected


def test_whoever_sees_single_items_is_told_neither_of_what_is_gone_nor_of_the_order() -> None:
    assert told(agenda("a", "b", "c"), agenda("c", "a"), whole=False) == [("time", "c"), ("time", "a")]


def test_an_agenda_survives_its_json() -> None:
    seen = SeenAgenda("2026-12-10T01:00:00+00:00", "Phòng họp A", agenda("a", "b"))
    assert SeenAgenda.from_facts(seen.as_facts()) == seen


@given(st.lists(st.sampled_from("abcdefgh"), unique=True), st.lists(st.sampled_from("abcdefgh"), unique=True))
def test_taking_the_moved_ones_out_leaves_the_old_order(before: list[str], now: list[str]) -> None:
    found = differences(agenda(*before), agenda(*now))
    moved = {each.key for each in found if each.what is What.MOVED}
    assert {each.key for each in found if each.what is What.ADDED} == set(now) - set(before)
    assert {each.key for each in found if each.what is What.REMOVED} == set(before) - set(now)
    stayed = [key for key in before if key in now and key not in moved]
    assert [key for key in now if key in stayed] == stayed
