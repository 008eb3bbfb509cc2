"""What holds for every vote, whatever the numbers: sums, order, one more voice, one less opponent."""

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from ballots.rules import Decision, Form, Line, Outcome, Tally, Vote, canonical, decide, digest, needed, tally
from meetings.rules import Presence, quorum
from people.procedure import Procedure, all_procedures, load

FORMS = st.sampled_from(Form)
PROCEDURES = st.sampled_from(all_procedures())
CHOICES: st.SearchStrategy[str | None] = st.sampled_from(["for", "against", "other", None])
# Adopted often enough for a property of what is adopted.
MOSTLY_FOR: st.SearchStrategy[str | None] = st.sampled_from(["for", "for", "for", "for", "against", None])
LETTERS: st.SearchStrategy[str | None] = st.sampled_from(["A", "B", "C", "other", None])
PLACES = st.sampled_from(["in_room", "remote"])


@st.composite
def votes_of(draw: st.DrawFn, choices: st.SearchStrategy[str | None] = CHOICES) -> list[Vote]:
    """The votes of a body of 1 to 40 seats, the first its tie breaker's."""
    given_choices = draw(st.lists(choices, min_size=1, max_size=40))
    kinds = ["prime_minister"] + ["minister"] * (len(given_choices) - 1)
    return [
        Vote(seat, kind, choice, draw(PLACES) if choice else None, delivered=draw(st.booleans()))
        for seat, (kind, choice) in enumerate(zip(kinds, given_choices, strict=True), start=1)
    ]


def _changed(votes: Sequence[Vote], seat: int, choice: str | None) -> list[Vote]:
    return [replace(vote, choice=choice) if vote.seat_order == seat else vote for vote in votes]


@given(votes_of(), PROCEDURES, FORMS)
def test_votes_silence_and_deemed_agreement_add_up_to_the_electorate(
    votes: list[Vote], procedure: Procedure, form: Form
) -> None:
    count, found = decide(votes, procedure, form)
    assert count.for_ + count.against + count.other == count.cast == count.cast_room + count.cast_remote
    assert count.cast + count.silent + count.deemed_for == count.electorate == found.base == len(votes)
    assert found.received == found.received_cast + found.received_deemed
    assert (found.received >= found.needed) is (found.decision is Decision.ADOPTED)


@given(votes_of(), PROCEDURES, FORMS, st.randoms(use_true_random=False))
def test_the_order_of_the_answers_changes_nothing(votes, procedure, form, chance) -> None:  # type: ignore[no-untyped-def]
    shuffled = votes.copy()
    chance.shuffle(shuffled)
    assert decide(shuffled, procedure, form) == decide(votes, procedure, form)


@given(votes_of(MOSTLY_FOR), PROCEDURES, FORMS, st.data())
def test_one_more_voice_in_favour_never_turns_adopted_into_anything_else(
    votes: list[Vote], procedure: Procedure, form: Form, data: st.DataObject
) -> None:
    assume(decide(votes, procedure, form)[1].adopted)
    changed = data.draw(st.sampled_from(votes))
    assert decide(_changed(votes, changed.seat_order, "for"), procedure, form)[1].adopted


@given(votes_of(), PROCEDURES, FORMS, st.data())
def test_one_more_voice_against_adopts_nothing_unless_it_makes_the_tie_that_the_prime_minister_breaks(
    votes: list[Vote], procedure: Procedure, form: Form, data: st.DataObject
) -> None:
    before = decide(votes, procedure, form)[1]
    assume(before.decision is Decision.NOT_ADOPTED)
    changed = data.draw(st.sampled_from(votes))
    after = decide(_changed(votes, changed.seat_order, "against"), procedure, form)[1]
    # The text's own oddity: 13-12-1 of 26 fails, and 13-13 with the Prime Minister in favour passes.
    if after.adopted:
        assert after.decision is Decision.ADOPTED_BY_TIE_BREAK
        assert after.tie_breaker_choice == "for"
        assert after.received == after.against == after.needed - 1


@given(votes_of(LETTERS), PROCEDURES, FORMS)
def test_at_most_one_alternative_passes_and_no_other_has_more_voices(
    votes: list[Vote], procedure: Procedure, form: Form
) -> None:
    count, found = decide(votes, procedure, form, "ABC")
    assert sum(n for _, n in count.by_choice) + count.other == count.cast
    assert (found.choice is not None) is found.adopted
    if found.choice:
        assert dict(count.by_choice)[found.choice] == max(n for _, n in count.by_choice) == found.received


@given(votes_of(), FORMS)
def test_the_prime_ministers_vote_weighs_more_only_in_a_tie(votes: list[Vote], form: Form) -> None:
    procedure = load("191-2026")
    found = decide(votes, procedure, form)[1]
    leaderless = [replace(vote, seat_kind="minister") for vote in votes]
    if found.rule == "majority_share":
        assert decide(leaderless, procedure, form)[1].decision == found.decision
    elif found.rule == "tie_breaker_kind":
        assert found.received == found.against
    else:  # silent members would decide: nobody's own vote is asked for
        assert found.decision is Decision.NEEDS_RULING


@given(votes_of(), FORMS)
def test_nobody_is_deemed_to_agree_without_evidence_of_delivery(votes: list[Vote], form: Form) -> None:
    procedure = load("191-2026")
    reached = sum(vote.choice is None and vote.delivered for vote in votes)
    count, found = decide(votes, procedure, form)
    assert count.deemed_for == found.received_deemed == (reached if form is Form.WRITTEN else 0)


@given(votes_of(), st.data())
def test_to_prove_one_more_delivery_never_takes_back_what_was_adopted(
    votes: list[Vote], data: st.DataObject
) -> None:
    procedure = load("191-2026")
    before = decide(votes, procedure, Form.WRITTEN)[1].adopted
    seat = data.draw(st.sampled_from(votes)).seat_order
    proven = [replace(vote, delivered=vote.delivered or vote.seat_order == seat) for vote in votes]
    assert decide(proven, procedure, Form.WRITTEN)[1].adopted or not before


@given(votes_of(), PROCEDURES, FORMS)
def test_what_the_journal_keeps_gives_back_the_count_and_the_outcome(
    votes: list[Vote], procedure: Procedure, form: Form
) -> None:
    count, found = decide(votes, procedure, form)
    assert Tally.from_facts(count.as_facts()) == count
    assert Outcome.from_facts(found.as_facts()) == found


@given(st.integers(1, 10**6), st.fractions(min_value=Fraction(1, 100), max_value=1))
def test_the_needed_number_is_the_smallest_that_exceeds_the_share(base: int, share: Fraction) -> None:
    assert (needed(share, base) - 1) * share.denominator <= base * share.numerator
    assert needed(share, base) * share.denominator > base * share.numerator


@given(st.lists(st.sampled_from(Presence), min_size=1, max_size=60), PROCEDURES)
def test_every_seat_is_somewhere_and_a_quorum_is_two_thirds_of_all_seats(
    places: list[Presence], procedure: Procedure
) -> None:
    found = quorum(dict(enumerate(places)), procedure)
    there = (found.in_room, found.remote, found.deputy, found.absent, found.expected, found.left)
    assert sum(there) == found.seats == len(places)
    assert found.reached is (3 * found.attending >= 2 * found.seats) is (found.missing == 0)


LINES = st.lists(
    st.builds(Line, question=st.integers(1, 99), choice=st.sampled_from("AB"), text=st.text()),
    unique_by=lambda line: line["question"],
)


@given(LINES, st.randoms(use_true_random=False), st.text())
def test_an_answer_has_one_digest_in_whatever_order_it_is_written(lines, chance, salt) -> None:  # type: ignore[no-untyped-def]
    shuffled: list[Line] = [
        {"text": line["text"], "question": line["question"], "choice": line["choice"]} for line in lines
    ]
    chance.shuffle(shuffled)
    assert canonical(shuffled) == canonical(lines)
    assert digest(salt, shuffled) == digest(salt, lines)


@given(votes_of())
def test_a_count_knows_nothing_of_who_gave_which_vote(votes: list[Vote]) -> None:
    renumbered = [replace(vote, seat_order=100 - vote.seat_order) for vote in votes]
    assert tally(renumbered) == tally(votes)
