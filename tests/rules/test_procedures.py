"""The dated regulations: which is in force when, what each says, how surely, and what is not known."""

import json
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from core.refusals import Refusal
from people.parameters import MARKS, Parameter
from people.procedure import Procedure, all_procedures, in_force, load

EVERY = pytest.mark.parametrize("procedure", all_procedures(), ids=lambda each: each.key)


@pytest.mark.parametrize(
    ("day", "key"),
    [
        pytest.param(date(2016, 10, 1), "138-2016", id="decree 138/2016 from its first day"),
        pytest.param(date(2022, 6, 17), "138-2016", id="decree 138/2016 to the day before 39/2022"),
        pytest.param(date(2022, 6, 18), "39-2022", id="decree 39/2022 from its first day"),
        pytest.param(date(2026, 5, 28), "39-2022", id="decree 39/2022 to the day before 191/2026"),
        pytest.param(date(2026, 5, 29), "191-2026", id="decree 191/2026 from its first day"),
        pytest.param(date(2040, 1, 1), "191-2026", id="decree 191/2026 until another replaces it"),
    ],
)
def test_the_day_of_the_session_chooses_the_regulation(day: date, key: str) -> None:
    assert in_force(day).key == key


def test_before_the_first_known_regulation_none_is_in_force() -> None:
    with pytest.raises(Refusal) as refused:
        in_force(date(2016, 9, 30))
    assert (refused.value.code, refused.value.facts) == ("no_procedure_in_force", {"on": date(2016, 9, 30)})


@pytest.mark.parametrize("key", ["195-1954", "../191-2026", ""])
def test_a_regulation_without_a_file_is_unknown(key: str) -> None:
    with pytest.raises(Refusal) as refused:
        load(key)
    assert (refused.value.code, refused.value.facts) == ("procedure_unknown", {"key": key})


@EVERY
def test_every_rule_names_its_source_in_both_languages_and_how_surely_it_was_read(
    procedure: Procedure,
) -> None:
    assert len(procedure.parameters()) == 32
    for name, rule in procedure.parameters():
        assert rule.source, name
        assert rule.source_en, name
        assert rule.mark in MARKS, name
        assert rule.certain is (rule.mark != "?")


@EVERY
def test_a_rule_that_nobody_has_read_is_marked_as_unsure(procedure: Procedure) -> None:
    for name, rule in procedure.parameters():
        if rule.value in (None, "unknown"):
            assert rule.mark == "?", name


@EVERY
def test_a_snapshot_survives_the_journal_unchanged(procedure: Procedure) -> None:
    kept = json.loads(json.dumps(procedure.snapshot()))
    assert Procedure.from_snapshot(kept) == procedure


@pytest.mark.parametrize("key", ["138-2016", "39-2022", "191-2026"])
def test_the_government_needs_two_thirds_to_meet_and_more_than_half_to_decide(key: str) -> None:
    procedure = load(key)
    assert procedure.quorum_share.value == Fraction(2, 3)
    assert (procedure.majority_share.value, procedure.majority_base.value) == (Fraction(1, 2), "all_seats")
    assert procedure.tie_breaker_kind.value == "prime_minister"
    assert procedure.deputy_votes.value is False
    assert procedure.absence_consent_by.value == "prime_minister"


def test_decree_191_of_2026_gives_two_to_five_working_days_and_takes_silence_for_agreement() -> None:
    procedure = load("191-2026")
    assert (procedure.ballot_min_working_days.value, procedure.ballot_max_working_days.value) == (2, 5)
    assert (procedure.ballot_silence.value, procedure.ballot_silence.mark) == ("deemed_for", "R2")


@pytest.mark.parametrize("key", ["138-2016", "39-2022"])
def test_the_ballot_deadlines_and_silence_of_the_older_decrees_are_not_known(key: str) -> None:
    procedure = load(key)
    assert procedure.ballot_min_working_days.value is None
    assert procedure.ballot_max_working_days.value is None
    assert procedure.ballot_silence.value == "unknown"


def test_no_article_of_decree_191_after_the_fifth_is_quoted() -> None:
    for name, rule in load("191-2026").parameters():
        if "191/2026" in rule.source:
            assert "Điều" not in rule.source or "Điều 3 " in rule.source, name


def test_a_sample_states_nothing_as_certain_and_no_day_chooses_it() -> None:
    sample = load("provincial-sample")
    assert sample.in_force_from is None
    assert {rule.mark for _, rule in sample.parameters()} == {"?"}


def _changed(name: str, **change: object) -> dict[str, object]:
    facts = load("191-2026").snapshot()
    rule = facts[name]
    assert isinstance(rule, dict)
    return facts | {name: rule | change}


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param(_changed("quorum_share", value="3/2"), id="more than all seats"),
        pytest.param(_changed("quorum_share", value=0.66), id="a rounded share"),
        pytest.param(_changed("ballot_silence", value="for"), id="an unknown effect of silence"),
        pytest.param(_changed("majority_base", value="present"), id="a base the engine does not count"),
        pytest.param(_changed("deputy_votes", value="no"), id="a word for yes or no"),
        pytest.param(_changed("ballot_min_working_days", value=0), id="no days"),
        pytest.param(_changed("ballot_min_working_days", value=True), id="a flag for a number"),
        pytest.param(_changed("deputy_for_kinds", value="minister"), id="one word for a list"),
        pytest.param(_changed("quorum_share", mark="sure"), id="an unknown mark"),
        pytest.param(_changed("quorum_share", source=""), id="no source"),
        pytest.param(load("191-2026").snapshot() | {"quorum_share": "2/3"}, id="a value without a source"),
        pytest.param(load("191-2026").snapshot() | {"qourum": "2/3"}, id="a misspelt rule"),
    ],
)
def test_a_file_that_says_something_else_is_not_read(facts: dict[str, object]) -> None:
    with pytest.raises((ValueError, TypeError)):
        Procedure.from_snapshot(facts)


def test_a_file_that_leaves_a_rule_out_is_not_read() -> None:
    facts = load("191-2026").snapshot()
    del facts["ballot_silence"]
    with pytest.raises(KeyError, match="ballot_silence"):
        Procedure.from_snapshot(facts)


def test_a_snapshot_keeps_the_rule_it_ran_under_when_the_file_changes() -> None:
    ran_under = replace(load("191-2026"), quorum_share=Parameter(Fraction(3, 4), "đã sửa", "R", "amended"))
    assert Procedure.from_snapshot(ran_under.snapshot()).quorum_share.value == Fraction(3, 4)


def test_a_snapshot_from_before_positions_shows_them_to_nobody_but_the_secretariat_and_the_chair() -> None:
    facts = load("39-2022").snapshot()
    del facts["positions_visible"]
    kept = Procedure.from_snapshot(facts).positions_visible
    assert (kept.value, kept.mark) == ("unknown", "?")
