"""Which counted ballots are proposed for the next agenda."""

import pytest

from ballots.rules import Decision, Ruling
from meetings.rules.forward import Ground, ground_of


@pytest.mark.parametrize(
    ("ruling", "decision", "objections", "dissents", "ground"),
    [
        ("", Decision.NOT_ADOPTED, 3, 0, Ground.NO_MAJORITY),
        ("", Decision.NOT_ADOPTED_BY_TIE_BREAK, 3, 0, Ground.NO_MAJORITY),
        ("", Decision.NEEDS_RULING, 0, 0, Ground.NO_MAJORITY),
        ("", Decision.ADOPTED, 0, 0, None),
        ("", Decision.ADOPTED, 1, 0, Ground.OBJECTIONS),
        ("", Decision.ADOPTED_BY_TIE_BREAK, 0, 1, Ground.OBJECTIONS),
        (Ruling.NEXT_SESSION, Decision.ADOPTED, 0, 0, Ground.RULED),
        (Ruling.SIGN, Decision.ADOPTED, 2, 1, None),
        (Ruling.SEND_BACK, Decision.NOT_ADOPTED, 5, 0, None),
    ],
)
def test_what_has_no_majority_or_objections_is_proposed_until_the_chair_has_decided(
    ruling: str, decision: Decision, objections: int, dissents: int, ground: Ground | None
) -> None:
    found = ground_of(
        ruling=ruling, decisions=[Decision.ADOPTED, decision], objections=objections, dissents=dissents
    )
    assert found == ground
