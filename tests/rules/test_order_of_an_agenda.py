"""The order of an agenda: what a move makes of its lines, and where the arrows lead."""

import pytest

from core.refusals import Refusal
from meetings.rules import TOP, arrows, check_seen, moved, sections_of

A, B = "section:a", "section:b"
ONE, TWO, THREE, FOUR = "item:1", "item:2", "item:3", "item:4"
PLAIN = (ONE, TWO, THREE)
WHOLE = (ONE, A, TWO, THREE, B, FOUR)


@pytest.mark.parametrize(
    ("lines", "line", "after", "expected"),
    [
        pytest.param(PLAIN, THREE, TOP, (THREE, ONE, TWO), id="to the top"),
        pytest.param(PLAIN, ONE, THREE, (TWO, THREE, ONE), id="to the end"),
        pytest.param(PLAIN, TWO, ONE, PLAIN, id="to where it stands"),
        pytest.param(WHOLE, ONE, B, (A, TWO, THREE, B, ONE, FOUR), id="behind a heading: into its section"),
        pytest.param(WHOLE, FOUR, ONE, (ONE, FOUR, A, TWO, THREE, B), id="out of every section"),
        pytest.param(WHOLE, B, TOP, (ONE, B, FOUR, A, TWO, THREE), id="a section goes with its items"),
        pytest.param(WHOLE, A, B, (ONE, B, FOUR, A, TWO, THREE), id="behind the whole of another section"),
    ],
)
def test_a_move(lines: tuple[str, ...], line: str, after: str, expected: tuple[str, ...]) -> None:
    assert moved(lines, line, after) == expected


@pytest.mark.parametrize(
    ("line", "after"),
    [
        pytest.param("item:9", ONE, id="an item that is not there"),
        pytest.param(ONE, "item:9", id="behind an item that is not there"),
        pytest.param(ONE, "", id="behind nothing"),
        pytest.param(ONE, ONE, id="behind itself"),
        pytest.param(A, TWO, id="a section behind an item"),
        pytest.param(A, A, id="a section behind itself"),
    ],
)
def test_a_move_that_the_order_does_not_have_is_refused(line: str, after: str) -> None:
    with pytest.raises(Refusal) as no:
        moved(WHOLE, line, after)
    assert no.value.code == "agenda_reordered"


def test_an_item_belongs_to_the_heading_above_it() -> None:
    assert sections_of(WHOLE) == {ONE: "", TWO: A, THREE: A, FOUR: B}


def test_arrows_lead_one_line_up_and_down() -> None:
    assert arrows(WHOLE) == {
        ONE: ("", A),
        TWO: (ONE, THREE),
        THREE: (A, B),
        FOUR: (THREE, ""),
        A: ("", B),
        B: (TOP, ""),
    }
    assert arrows((A, ONE))[ONE] == (TOP, "")


@pytest.mark.parametrize("lines", [PLAIN, WHOLE])
def test_every_arrow_moves_by_one_line_and_the_opposite_one_brings_back(lines: tuple[str, ...]) -> None:
    for line, (up, down) in arrows(lines).items():
        if line.startswith("item:"):
            for after, back in ((up, 1), (down, 0)):
                if after:
                    there = moved(lines, line, after)
                    assert moved(there, line, arrows(there)[line][back]) == lines


def test_a_move_in_an_order_that_is_no_longer_the_order_is_refused() -> None:
    check_seen(3, 3)
    for seen in (2, 4):
        with pytest.raises(Refusal) as no:
            check_seen(seen, 3)
        assert no.value.code == "agenda_reordered"
