"""The second count: by hand where it matters, and the same as the first wherever nobody has tampered."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ballots.rules import Form, Vote, decide
from ballots.rules.recount import Figures, Stored, differing, recount, wrongly_deemed
from people.procedure import Procedure, all_procedures, load

NOW, OLD, SAMPLE = load("191-2026"), load("138-2016"), load("provincial-sample")


def stored(
    choices: Sequence[str | None],
    procedure: Procedure = NOW,
    letters: str = "",
    deemed: bool | None = None,
    lost: Collection[int] = (),
) -> Stored:
    """The answers of seats 1, 2, …, the first the tie breaker's; the silent are deemed as the rule says.

    To the seats in `lost` delivery of the ballot is not proven.
    """
    deems = procedure.ballot_silence.value == "deemed_for" and not letters if deemed is None else deemed
    kind = procedure.tie_breaker_kind.value
    return Stored(
        seats={order: kind if order == 1 else "minister" for order in range(1, len(choices) + 1)},
        questions={1: list(letters)},
        lines={
            order: [{"question": 1, "choice": choice, "text": ""}]
            for order, choice in enumerate(choices, start=1)
            if choice
        },
        deemed=frozenset(
            o for o, choice in enumerate(choices, start=1) if deems and not choice and o not in lost
        ),
        delivered=frozenset(range(1, len(choices) + 1)) - frozenset(lost),
        rules=procedure.snapshot(),
    )


def counted(choices: Sequence[str | None], procedure: Procedure = NOW, letters: str = "") -> Figures:
    return recount(stored(choices, procedure, letters))[1]


def of(in_favour: int, against: int, other: int = 0, silent: int = 0) -> list[str | None]:
    return [*["for"] * in_favour, *["against"] * against, *["other"] * other, *[None] * silent]


@pytest.mark.parametrize(
    ("choices", "procedure", "decision"),
    [
        (of(14, 13), NOW, "adopted"),
        (of(13, 14), NOW, "not_adopted"),
        (of(12, 1, 0, 14), NOW, "adopted"),  # the silent agree
        (of(0, 14, 0, 13), NOW, "not_adopted"),
        (of(13, 13, 1), NOW, "adopted_by_tie_break"),
        (of(13, 13, 1)[::-1], NOW, "needs_ruling"),  # the Prime Minister has another opinion
        ([*of(0, 13), *of(13, 0, 1)], NOW, "not_adopted_by_tie_break"),
        (of(10, 10, 7), NOW, "needs_ruling"),
        (of(13, 13, 0, 1), OLD, "needs_ruling"),
        (of(14, 1, 0, 12), OLD, "adopted"),
        (
            of(13, 1, 0, 13),
            OLD,
            "needs_ruling",
        ),  # silence, of which nobody has read the meaning, would decide
        (of(1, 14, 0, 12), OLD, "not_adopted"),
        (of(13, 1, 0, 13), SAMPLE, "not_adopted"),
        (of(13, 13, 0, 1), SAMPLE, "needs_ruling"),
    ],
)
def test_what_the_regulation_says_of_27_seats(
    choices: list[str | None], procedure: Procedure, decision: str
) -> None:
    assert counted(choices, procedure)["decision"] == decision


def test_deemed_agreement_is_counted_apart_and_never_for_an_alternative() -> None:
    draft = counted(of(10, 3, 2, 12))
    assert (draft["for"], draft["deemed_for"], draft["silent"]) == (10, 12, 0)
    assert (draft["received"], draft["received_cast"], draft["received_deemed"]) == (22, 10, 12)
    letters = counted([*"AAAA", *"BBB", "other", None], letters="ABC")
    assert (letters["by_choice"], letters["other"]) == ([["A", 4], ["B", 3], ["C", 0]], 1)
    assert (letters["deemed_for"], letters["silent"], letters["needed"]) == (0, 1, 5)


def test_an_alternative_needs_more_than_half_of_all_seats_too() -> None:
    assert (counted([*"AAAABB", "other"], letters="AB")["choice"]) == "A"
    assert counted([*"AAABB", "other", "other"], letters="AB")["decision"] == "not_adopted"
    assert counted([*"AAABBB"], letters="AB")["choice"] == "A"  # a tie; the Prime Minister chose A
    assert counted([*"AABB", "other", "other"], letters="AB")["decision"] == "needs_ruling"


CHOICES = st.lists(st.sampled_from(["for", "against", "other", None]), min_size=1, max_size=40)
LETTERS = st.lists(st.sampled_from(["A", "B", "C", "other", None]), min_size=1, max_size=40)


def first(
    choices: Sequence[str | None], procedure: Procedure, letters: str, lost: Collection[int] = ()
) -> list[dict[str, Any]]:
    """What the first count announces."""
    kinds = [procedure.tie_breaker_kind.value, *["minister"] * (len(choices) - 1)]
    votes = [
        Vote(order, kinds[order - 1], choice, None, delivered=order not in lost)
        for order, choice in enumerate(choices, start=1)
    ]
    tally, outcome = decide(votes, procedure, Form.WRITTEN, letters)
    return [{"number": 1, "tally": tally.as_facts(), "outcome": outcome.as_facts()}]


@settings(max_examples=400)
@given(CHOICES, st.sampled_from(all_procedures()), st.sets(st.integers(1, 40)))
def test_both_counts_of_a_draft_agree_whomever_it_reached(
    choices: list[str | None], procedure: Procedure, lost: set[int]
) -> None:
    second = recount(stored(choices, procedure, lost=lost))
    assert differing(second, first(choices, procedure, "", lost)) == []
    assert wrongly_deemed(stored(choices, procedure, lost=lost)) == frozenset()


@settings(max_examples=400)
@given(LETTERS, st.sampled_from(all_procedures()))
def test_both_counts_of_alternatives_agree(choices: list[str | None], procedure: Procedure) -> None:
    assert differing(recount(stored(choices, procedure, "ABC")), first(choices, procedure, "ABC")) == []


def test_both_counts_agree_on_every_split_of_27_seats() -> None:
    seen = 0
    for in_favour in range(28):
        for against in range(28 - in_favour):
            for other in range(28 - in_favour - against):
                split = of(in_favour, against, other, 27 - in_favour - against - other)
                for procedure in (NOW, OLD):
                    assert differing(recount(stored(split, procedure)), first(split, procedure, "")) == []
                    seen += 1
    assert seen == 2 * 4_060


@given(CHOICES, st.data())
def test_a_figure_of_the_announced_result_that_was_changed_is_named(
    choices: list[str | None], data: st.DataObject
) -> None:
    announced = first(choices, NOW, "")
    part, name = data.draw(
        st.sampled_from(
            [("tally", "for"), ("tally", "against"), ("tally", "deemed_for"), ("outcome", "needed")]
        )
    )
    announced[0][part][name] += 1
    assert (1, name) in differing(recount(stored(choices)), announced)


def test_a_question_that_is_announced_and_was_not_asked_differs() -> None:
    announced = first(of(3, 2), NOW, "")
    assert differing({}, announced) == [(1, "question")]
    assert differing(recount(stored(of(3, 2))), []) == [(1, "question")]


def test_only_silent_seats_are_deemed_to_agree_and_only_where_the_rule_says_so() -> None:
    assert wrongly_deemed(stored(of(3, 0, 0, 2))) == frozenset()
    assert wrongly_deemed(stored(of(3, 0, 0, 2), OLD, deemed=True)) == {4, 5}
    assert wrongly_deemed(stored([*"AAA", None], letters="AB", deemed=True)) == {4}
    left_out = replace(stored(of(3, 0, 0, 2)), deemed=frozenset({4}))
    assert wrongly_deemed(left_out) == {5}
    unproven = replace(stored(of(3, 0, 0, 2)), delivered=frozenset({1, 2, 3, 4}))
    assert wrongly_deemed(unproven) == {5}
    answered = stored(of(3, 0, 0, 2))
    assert wrongly_deemed(
        Stored(answered.seats, answered.questions, answered.lines, frozenset({1, 9}), answered.rules)
    ) == {1, 9}
