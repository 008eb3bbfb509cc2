"""How long a session will take: each item reckoned from what was said of it, with the reason."""

import pytest

from meetings.rules.forecast import ItemToCome, Why, forecast


@pytest.mark.parametrize(
    ("item", "minutes", "why"),
    [
        pytest.param(ItemToCome(1, 15, 27, 20, 0, 0, in_block=True), 1, Why.BLOCK, id="in the block"),
        pytest.param(
            ItemToCome(1, 15, 27, 14, 0, 0), 5, Why.SHORT, id="more than half agree, nobody objects"
        ),
        pytest.param(ItemToCome(1, 15, 26, 13, 0, 0), 15, Why.PLAN, id="only half have said so"),
        pytest.param(ItemToCome(1, 3, 27, 27, 0, 0), 3, Why.SHORT, id="planned shorter than short"),
        pytest.param(ItemToCome(1, 15, 27, 26, 1, 0), 15, Why.PLAN, id="one has an opinion in writing"),
        pytest.param(ItemToCome(1, 15, 27, 20, 0, 3), 15, Why.PLAN, id="three speakers fit into the plan"),
        pytest.param(ItemToCome(1, 15, 27, 20, 0, 5), 20, Why.SPEAKERS, id="five speakers take longer"),
    ],
)
def test_an_item_takes_what_was_said_of_it(item: ItemToCome, minutes: int, why: Why) -> None:
    reckoned = forecast([item], 3).items[0]
    assert (reckoned.minutes, reckoned.why) == (minutes, why)


def test_the_session_is_the_sum_and_says_what_it_saves() -> None:
    whole = forecast([ItemToCome(1, 15, 27, 27, 0, 0, in_block=True), ItemToCome(2, 20, 27, 0, 0, 6)], 4)
    assert (whole.planned, whole.minutes, whole.saved) == (35, 30, 5)


def test_where_the_procedure_says_nothing_of_speakers_the_assumption_of_the_system_counts() -> None:
    assert forecast([ItemToCome(1, 5, 27, 0, 0, 2)], None).minutes == 11
