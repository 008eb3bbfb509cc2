"""Who sees whose answer before closing: what a procedure allows, and to whom each choice shows it."""

from dataclasses import replace

import pytest

from ballots.rules import Visibility, check_visibility, seen_before_closing, visibilities
from core.refusals import Refusal
from people.procedure import all_procedures, load

NOBODY = {"secretariat": False, "chair": False, "member": False, "auditor": False}


@pytest.mark.parametrize("procedure", all_procedures(), ids=lambda each: each.key)
def test_where_the_text_is_silent_the_secretariat_chooses_and_hidden_is_offered_first(procedure) -> None:  # type: ignore[no-untyped-def]
    assert procedure.answers_visible.mark == "?"
    assert visibilities(procedure.answers_visible) == (
        Visibility.AFTER_CLOSE,
        Visibility.SECRETARIAT_AND_CHAIR,
        Visibility.OPEN,
    )
    for each in Visibility:
        check_visibility(each, procedure.answers_visible)


def test_where_the_text_says_it_nothing_else_can_be_chosen() -> None:
    rule = replace(load("191-2026").answers_visible, value="open", source="Điều 9", mark="R")
    assert visibilities(rule) == (Visibility.OPEN,)
    check_visibility("open", rule)
    with pytest.raises(Refusal) as no:
        check_visibility("after_close", rule)
    assert (no.value.code, no.value.facts["source"]) == ("visibility_not_allowed", "Điều 9")


def test_what_is_no_visibility_is_refused() -> None:
    with pytest.raises(Refusal):
        check_visibility("everybody", load("191-2026").answers_visible)


@pytest.mark.parametrize(
    ("visibility", "seeing"),
    [
        (Visibility.AFTER_CLOSE, set()),
        (Visibility.SECRETARIAT_AND_CHAIR, {"secretariat", "chair"}),
        (Visibility.OPEN, {"secretariat", "chair", "member", "auditor"}),
    ],
)
def test_to_whom_each_choice_shows_answers_as_they_come(visibility: Visibility, seeing: set[str]) -> None:
    assert {who for who in NOBODY if seen_before_closing(visibility, **NOBODY | {who: True})} == seeing
    assert not seen_before_closing(visibility, **NOBODY)
