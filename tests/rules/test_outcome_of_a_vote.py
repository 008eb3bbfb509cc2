"""What a vote of the Government decides: every count of 27 members, and the sentences of the regulations."""

from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from ballots.rules import Decision, Form, Outcome, Reason, Tally, Vote, decide, outcome, tally
from people.procedure import Procedure, load

MEMBERS = 27
MORE_THAN_HALF = 14  # of 27, counted by hand

NOW = load("191-2026")  # silence on a written ballot is agreement
OLD = load("138-2016")  # nobody has read what silence means
SAMPLE = load("provincial-sample")  # silence is not counted


def counts(total: int) -> Iterator[tuple[int, int, int, int]]:
    """Every way in which so many members split into for, against, other and silent."""
    for in_favour in range(total + 1):
        for against in range(total + 1 - in_favour):
            for other in range(total + 1 - in_favour - against):
                yield in_favour, against, other, total - in_favour - against - other


def own_votes(in_favour: int, against: int, other: int, silent: int) -> list[str | None]:
    """What the Prime Minister can have voted in such a count."""
    given = {"for": in_favour, "against": against, "other": other, None: silent}
    return [choice for choice, count in given.items() if count]


def cast(
    in_favour: int, against: int, other: int, silent: int, premier: str | None, kind: str = "prime_minister"
) -> list[Vote]:
    """Such a count as votes, the Prime Minister's first."""
    left = ["for"] * in_favour + ["against"] * against + ["other"] * other + [None] * silent
    left.remove(premier)
    kinds = [kind, *["minister"] * len(left)]
    return [
        Vote(seat, kind, choice, choice and "in_room", delivered=True)
        for seat, (kind, choice) in enumerate(zip(kinds, [premier, *left], strict=True), start=1)
    ]


def lost(votes: list[Vote], *seats: int) -> list[Vote]:
    """The same votes where nothing proves that the ballot reached these seats."""
    return [replace(vote, delivered=vote.seat_order not in seats) for vote in votes]


def silent_seats(votes: list[Vote]) -> list[int]:
    """The seats that gave no answer."""
    return [vote.seat_order for vote in votes if vote.choice is None]


def simple(in_favour: int, against: int, other: int, missing: int, premier: str | None) -> str:
    """The regulation once more, written from its sentences and not from the code: one line per sentence."""
    voted = in_favour + against + other
    if in_favour in range(14, 28):
        return "adopted/majority"
    if in_favour > against or in_favour < against:
        return "not_adopted/no_majority"
    if voted < 27 or missing > 0:
        return "needs_ruling/tie_votes_missing"
    if (in_favour, against, other) != (13, 13, 1):  # the only equal count of 27 that one voice completes
        return "needs_ruling/tie_below_majority"
    return {
        "for": "adopted_by_tie_break/tie_broken",
        "against": "not_adopted_by_tie_break/tie_broken",
        "other": "needs_ruling/tie_breaker_other",
        None: "needs_ruling/tie_breaker_silent",
    }[premier]


def written_where_silence_agrees(
    in_favour: int, against: int, other: int, silent: int, premier: str | None
) -> str:
    """A written ballot under 191/2026: whoever was silent agreed, yet only a vote given breaks a tie."""
    return simple(in_favour + silent, against, other, 0, premier)


def written_where_nobody_knows(
    in_favour: int, against: int, other: int, silent: int, premier: str | None
) -> str:
    """A written ballot where no one has read what silence means: both readings must decide alike."""
    ignored = simple(in_favour, against, other, silent, premier)
    agreed = simple(in_favour + silent, against, other, 0, premier)
    return ignored if ignored.split("/")[0] == agreed.split("/")[0] else "needs_ruling/silence_would_decide"


def said(found: Outcome) -> str:
    return f"{found.decision}/{found.reason}"


@pytest.mark.parametrize(
    ("procedure", "form", "table"),
    [
        pytest.param(NOW, Form.SESSION, simple, id="in session under 191/2026"),
        pytest.param(OLD, Form.SESSION, simple, id="in session under 138/2016"),
        pytest.param(NOW, Form.WRITTEN, written_where_silence_agrees, id="by ballot where silence agrees"),
        pytest.param(OLD, Form.WRITTEN, written_where_nobody_knows, id="by ballot where silence is not read"),
    ],
)
def test_every_count_of_27_members_decides_as_the_table_says(
    procedure: Procedure, form: Form, table: Callable[[int, int, int, int, str | None], str]
) -> None:
    seen = 0
    for count in counts(MEMBERS):
        for premier in own_votes(*count):
            found = decide(cast(*count, premier), procedure, form)[1]
            assert said(found) == table(*count, premier), (count, premier)
            seen += 1
    assert seen == 14_616  # 4,060 counts, each with every vote that the Prime Minister can have given


def test_silence_that_is_not_counted_decides_as_in_session() -> None:
    for count in counts(MEMBERS):
        for premier in own_votes(*count):
            votes = cast(*count, premier, kind="committee_chair")
            found = decide(votes, SAMPLE, Form.WRITTEN)[1]
            assert said(found) == simple(*count, premier), (count, premier)


def decided(count: tuple[int, int, int, int], premier: str | None, form: Form = Form.SESSION) -> Outcome:
    return decide(cast(*count, premier), NOW, form)[1]


def test_a_decision_needs_more_than_half_of_all_members_not_of_those_present() -> None:
    found = decided((13, 5, 0, 9), "for")
    assert (found.decision, found.base, found.needed, found.received) == (Decision.NOT_ADOPTED, 27, 14, 13)
    assert (found.rule, found.share, found.base_rule) == ("majority_share", "1/2", "all_seats")


def test_fourteen_of_27_adopt() -> None:
    found = decided((14, 13, 0, 0), "against")
    assert (found.decision, found.needed, found.received) == (Decision.ADOPTED, MORE_THAN_HALF, 14)
    assert found.source == "Khoản 3 Điều 3 Nghị định 191/2026/NĐ-CP"
    assert found.mark == "R2"


def test_exactly_half_is_not_more_than_half() -> None:
    found = decide(cast(13, 12, 1, 0, "for"), NOW, Form.SESSION)[1]
    assert (found.base, found.needed, found.decision) == (26, 14, Decision.NOT_ADOPTED)


@pytest.mark.parametrize(
    ("premier", "decision"),
    [
        pytest.param("for", Decision.ADOPTED_BY_TIE_BREAK, id="the Prime Minister voted for"),
        pytest.param("against", Decision.NOT_ADOPTED_BY_TIE_BREAK, id="the Prime Minister voted against"),
    ],
)
def test_a_tie_with_every_member_voting_goes_to_the_prime_ministers_own_vote(
    premier: str, decision: Decision
) -> None:
    found = decide(cast(13, 13, 0, 0, premier), NOW, Form.SESSION)[1]
    assert (found.decision, found.reason, found.base) == (decision, Reason.TIE_BROKEN, 26)
    assert (found.rule, found.tie_breaker, found.tie_breaker_choice) == (
        "tie_breaker_kind",
        "prime_minister",
        premier,
    )


def test_a_deputy_in_the_chair_does_not_break_the_tie() -> None:
    votes = cast(13, 13, 0, 0, "for", kind="deputy_prime_minister")
    assert said(decide(votes, NOW, Form.SESSION)[1]) == "needs_ruling/tie_breaker_silent"


def test_thirteen_to_thirteen_with_one_absent_needs_the_chairs_ruling() -> None:
    assert said(decided((13, 13, 0, 1), "for")) == "needs_ruling/tie_votes_missing"


def test_equal_numbers_that_one_voice_more_would_not_make_a_majority_need_the_chairs_ruling() -> None:
    assert said(decided((12, 12, 3, 0), "for")) == "needs_ruling/tie_below_majority"


def test_a_prime_minister_with_another_opinion_breaks_no_tie() -> None:
    assert said(decided((13, 13, 1, 0), "other")) == "needs_ruling/tie_breaker_other"


def test_the_silent_of_a_written_ballot_are_deemed_to_agree_and_shown_apart() -> None:
    found, count = decided((10, 3, 1, 13), "for", Form.WRITTEN), tally(cast(10, 3, 1, 13, "for"))
    assert (found.received, found.received_cast, found.received_deemed) == (23, 10, 13)
    assert (found.decision, found.silent, count.silent) == (Decision.ADOPTED, 0, 13)


def test_a_prime_ministers_silence_is_agreement_but_not_the_vote_that_breaks_a_tie() -> None:
    found = decide(cast(12, 13, 0, 1, None), NOW, Form.WRITTEN)[1]
    assert (said(found), found.received_deemed) == ("needs_ruling/tie_breaker_silent", 1)


def test_silence_in_session_agrees_to_nothing() -> None:
    found = decided((10, 3, 1, 13), "for")
    assert (found.decision, found.received_deemed, found.silent) == (Decision.NOT_ADOPTED, 0, 13)


def test_where_silence_is_not_read_it_may_not_decide() -> None:
    found = decide(cast(13, 4, 0, 10, "for"), OLD, Form.WRITTEN)[1]
    assert said(found) == "needs_ruling/silence_would_decide"
    assert (found.rule, found.mark) == ("ballot_silence", "?")


def test_nobody_is_deemed_to_agree_in_session() -> None:
    deemed = [Vote(1, "prime_minister", None, None, deemed=True)]
    with pytest.raises(ValueError, match="deems nobody"):
        outcome(tally(deemed), NOW, None, form=Form.SESSION)


def test_a_silent_member_whom_the_ballot_did_not_reach_is_not_deemed_to_agree() -> None:
    votes = cast(14, 3, 1, 9, "for")
    reached = silent_seats(votes)[1:]
    count, found = decide(lost(votes, silent_seats(votes)[0]), NOW, Form.WRITTEN)
    assert (count.deemed_for, count.silent) == (len(reached), 1)
    assert (said(found), found.received, found.silent) == ("adopted/majority", 22, 1)


def test_where_members_whom_it_did_not_reach_would_decide_the_chair_rules() -> None:
    votes = cast(10, 9, 3, 5, "for")
    found = decide(lost(votes, *silent_seats(votes)[:2]), NOW, Form.WRITTEN)[1]
    assert (found.received, found.needed, found.silent) == (13, 14, 2)
    assert said(found) == "needs_ruling/undelivered_would_decide"
    assert (found.rule, found.mark) == ("ballot_silence", "R2")


def test_a_tie_that_only_some_of_them_would_make_needs_the_chairs_ruling_too() -> None:
    votes = cast(11, 12, 2, 2, "for")
    found = decide(lost(votes, *silent_seats(votes)), NOW, Form.WRITTEN)[1]
    assert said(found) == "needs_ruling/undelivered_would_decide"


def test_where_nothing_would_change_with_them_the_majority_decides() -> None:
    votes = cast(5, 20, 0, 2, "for")
    found = decide(lost(votes, *silent_seats(votes)), NOW, Form.WRITTEN)[1]
    assert (said(found), found.received_deemed) == ("not_adopted/no_majority", 0)


def test_proven_delivery_makes_no_vote_in_session_nor_where_silence_is_not_read() -> None:
    for procedure, form in ((NOW, Form.SESSION), (OLD, Form.WRITTEN), (SAMPLE, Form.WRITTEN)):
        assert decide(cast(10, 3, 1, 13, "for"), procedure, form)[0].deemed_for == 0


def test_a_vote_that_was_cast_is_not_deemed() -> None:
    with pytest.raises(ValueError, match="not deemed"):
        Vote(1, "minister", "for", "in_room", deemed=True)


# -- alternatives -------------------------------------------------------------------------------------------


def among(
    letters: str, premier: str | None, form: Form = Form.SESSION, procedure: Procedure = NOW
) -> Outcome:
    """A vote on alternatives A, B and C: one letter per member, "-" silent, "o" another opinion."""
    meaning = {"-": None, "o": "other"}
    given = [meaning.get(letter, letter) for letter in letters]
    given.remove(premier)
    votes = [Vote(seat, "minister", choice, None) for seat, choice in enumerate(given, start=2)]
    return decide([Vote(1, "prime_minister", premier, None), *votes], procedure, form, "ABC")[1]


@pytest.mark.parametrize(
    ("letters", "premier", "expected", "choice"),
    [
        pytest.param("AAAABBC", "B", "adopted/majority", "A", id="four of seven choose A"),
        pytest.param("AAABBCC", "A", "not_adopted/no_majority", None, id="the most is not more than half"),
        pytest.param("AAABBB", "B", "adopted_by_tie_break/tie_broken", "B", id="equal, the PM chose B"),
        pytest.param(
            "AAABBBo", "other", "needs_ruling/tie_breaker_other", None, id="equal, the PM chose neither"
        ),
        pytest.param("AAABBB-", "A", "needs_ruling/tie_votes_missing", None, id="equal with one silent"),
        pytest.param("AABBCC", "A", "needs_ruling/tie_below_majority", None, id="three equal thirds"),
        pytest.param("-------", None, "needs_ruling/tie_votes_missing", None, id="nobody chose"),
    ],
)
def test_an_alternative_passes_with_more_than_half_of_all_members(
    letters: str, premier: str | None, expected: str, choice: str | None
) -> None:
    found = among(letters, premier)
    assert (said(found), found.choice) == (expected, choice)


def test_silence_agrees_to_no_alternative_and_may_not_decide_between_them() -> None:
    assert said(among("AAABB--", "A", Form.WRITTEN)) == "needs_ruling/silence_would_decide"
    assert said(among("AAAAB--", "A", Form.WRITTEN)) == "adopted/majority"
    assert said(among("AABBoo-", "A", Form.WRITTEN, SAMPLE)) == "needs_ruling/tie_votes_missing"


# -- what is kept -------------------------------------------------------------------------------------------


def test_the_count_tells_the_room_from_the_remote_and_names_its_zeros() -> None:
    votes = [
        Vote(1, "prime_minister", "for", "in_room"),
        Vote(2, "minister", "for", "remote"),
        Vote(3, "minister", "other", "remote"),
        Vote(4, "minister", None, "in_room"),
    ]
    assert tally(votes).as_facts() == {
        "electorate": 4,
        "for": 2,
        "against": 0,
        "other": 1,
        "silent": 1,
        "deemed_for": 0,
        "cast": 3,
        "for_room": 1,
        "for_remote": 1,
        "against_room": 0,
        "against_remote": 0,
        "other_room": 0,
        "other_remote": 1,
        "cast_room": 1,
        "cast_remote": 2,
        "by_choice": [],
    }
    assert tally(votes[:0], "AB").as_facts()["by_choice"] == [["A", 0], ["B", 0]]


def test_a_count_and_an_outcome_come_back_from_the_journal_as_they_were() -> None:
    votes = cast(13, 13, 0, 1, "for")
    count, found = decide(votes, NOW, Form.SESSION)
    assert Tally.from_facts(count.as_facts()) == count
    assert Outcome.from_facts(found.as_facts()) == found
    assert type(found.as_facts()["decision"]) is str


def test_a_seat_is_counted_once() -> None:
    with pytest.raises(ValueError, match="once"):
        tally([Vote(1, "minister", "for", None), Vote(1, "minister", "for", None)])


@pytest.mark.parametrize(("choice", "alternatives"), [("yes", ""), ("A", ""), ("for", "AB"), ("C", "AB")])
def test_a_choice_that_the_question_does_not_have_is_not_counted(choice: str, alternatives: str) -> None:
    with pytest.raises(ValueError, match="no such choice"):
        tally([Vote(1, "minister", choice, None)], alternatives)
