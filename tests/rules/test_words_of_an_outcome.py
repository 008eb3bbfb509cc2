"""The arithmetic in words: equal sides, and everybody who stands on neither."""

from datetime import UTC, datetime

import pytest
from django.utils.translation import override

from ballots.rules import Form, Vote, decide
from ballots.wording import arithmetic_words
from meetings.papers.facts import BallotFacts, CountedFacts
from meetings.papers.sentences import reported
from people.procedure import load


def words(given: str, letters: str = "") -> str:
    """The sentence of a session vote in which seat 1, the Prime Minister, gave the first of these answers."""
    meaning = {"f": "for", "a": "against", "o": "other", "-": None}
    votes = [
        Vote(order, "prime_minister" if order == 1 else "minister", meaning.get(each, each), "in_room")
        for order, each in enumerate(given, start=1)
    ]
    tally, outcome = decide(votes, load("138-2016"), Form.SESSION, letters)
    with override("vi"):
        return arithmetic_words(tally.as_facts(), outcome.as_facts())


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("f" * 13 + "a" * 13 + "-", "Ngang phiếu 13 - 13, 1 không biểu quyết"),
        ("f" * 12 + "a" * 12 + "oo-", "Ngang phiếu 12 - 12, 2 ý kiến khác, 1 không biểu quyết"),
        ("o" + "-" * 26, "Không có ai đồng ý hoặc không đồng ý, 1 ý kiến khác, 26 không biểu quyết"),
    ],
)
def test_the_figures_of_the_sentence_add_up_to_all_seats(given: str, expected: str) -> None:
    assert words(given) == f"{expected}; không bên nào đạt quá nửa tổng số (cần 14)"


def test_of_equal_alternatives_both_numbers_are_said() -> None:
    assert words("A" * 13 + "B" * 13 + "-", "AB").startswith("Ngang phiếu 13 - 13, 1 không biểu quyết")
    assert words("-" * 27, "AB").startswith("Không ai chọn phương án nào, 27 không biểu quyết")


def test_minutes_count_whoever_is_deemed_to_agree_among_those_who_did_not_answer() -> None:
    votes = [
        Vote(
            order, "minister", "for" if order < 22 else "other" if order < 24 else None, None, delivered=True
        )
        for order in range(1, 28)
    ]
    tally, outcome = decide(votes, load("191-2026"), Form.WRITTEN)
    ballot = BallotFacts(
        "b", 5, "Quy hoạch", datetime(2026, 3, 2, 10, tzinfo=UTC), (CountedFacts(1, tally, outcome),)
    )
    told = reported(ballot, "Chính phủ")
    assert "Đồng ý 21/27; không đồng ý 0; ý kiến khác 2; không trả lời 4." in told
    assert "4 thành viên không trả lời được coi là đồng ý" in told
