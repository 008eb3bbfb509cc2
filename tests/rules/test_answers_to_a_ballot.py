"""When an answer is accepted, what an answer sheet must hold, and how its digest is made."""

import hashlib
import unicodedata
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest

from ballots.rules import (
    MOVES,
    Form,
    Line,
    Question,
    Status,
    canonical,
    check_cast,
    check_close,
    check_lines,
    check_move,
    digest,
    without_label,
)
from core.refusals import Refusal

DEADLINE = datetime(2026, 12, 4, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
BEFORE, AFTER = DEADLINE - SECOND, DEADLINE + SECOND


def line(question: int, choice: str, text: str = "") -> Line:
    return {"question": question, "choice": choice, "text": text}


@pytest.mark.parametrize(
    ("status", "closes_at", "now", "named", "stored"),
    [
        pytest.param(Status.OPEN, None, AFTER, 0, 0, id="the first answer in session"),
        pytest.param(Status.OPEN, DEADLINE, BEFORE, 0, 0, id="the first answer before the deadline"),
        pytest.param(Status.OPEN, DEADLINE, BEFORE, 3, 3, id="a change of the answer that was seen"),
    ],
)
def test_an_answer_is_accepted_while_the_vote_is_open(status, closes_at, now, named, stored) -> None:  # type: ignore[no-untyped-def]
    check_cast(status, closes_at, now, named, stored)


@pytest.mark.parametrize(
    ("status", "closes_at", "now", "named", "stored", "code", "facts"),
    [
        pytest.param(Status.DRAFT, DEADLINE, BEFORE, 0, 0, "ballot_not_open", {}, id="before it opens"),
        pytest.param(
            Status.CLOSED,
            DEADLINE,
            BEFORE,
            0,
            0,
            "ballot_closed",
            {"closed_at": BEFORE},
            id="after it closed",
        ),
        pytest.param(
            Status.OPEN,
            DEADLINE,
            DEADLINE,
            0,
            0,
            "ballot_deadline_passed",
            {"closes_at": DEADLINE},
            id="at the deadline",
        ),
        pytest.param(
            Status.OPEN,
            DEADLINE,
            AFTER,
            0,
            0,
            "ballot_deadline_passed",
            {"closes_at": DEADLINE},
            id="after the deadline, though nobody closed it",
        ),
        pytest.param(
            Status.OPEN, None, AFTER, 0, 1, "answer_changed", {"revision": 1}, id="a second first answer"
        ),
        pytest.param(
            Status.OPEN,
            None,
            AFTER,
            1,
            2,
            "answer_changed",
            {"revision": 2},
            id="a change of an older answer",
        ),
        pytest.param(
            Status.OPEN,
            None,
            AFTER,
            2,
            1,
            "answer_changed",
            {"revision": 1},
            id="a change of an answer that never was",
        ),
    ],
)
def test_an_answer_is_refused(status, closes_at, now, named, stored, code, facts) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refusal) as refused:
        check_cast(status, closes_at, now, named, stored, closed_at=BEFORE)
    assert (refused.value.code, refused.value.facts) == (code, facts)


PREPARED = (Status.DRAFT, Status.SUBMITTED, Status.APPROVED)
MOVED = {
    (Status.DRAFT, Status.SUBMITTED): "",
    (Status.SUBMITTED, Status.APPROVED): "",
    (Status.SUBMITTED, Status.DRAFT): "",
    (Status.APPROVED, Status.OPEN): "",
    (Status.APPROVED, Status.DRAFT): "",
    (Status.OPEN, Status.CLOSED): "",
    (Status.OPEN, Status.RECALLED): "",
    (Status.CLOSED, Status.REPORTED): "",
    (Status.CLOSED, Status.RECALLED): "",
    (Status.REPORTED, Status.DECIDED): "",
    (Status.DRAFT, Status.DRAFT): "ballot_not_submitted",
    (Status.DRAFT, Status.APPROVED): "ballot_not_submitted",
    (Status.DRAFT, Status.OPEN): "ballot_not_approved",
    (Status.SUBMITTED, Status.OPEN): "ballot_not_approved",
    (Status.SUBMITTED, Status.SUBMITTED): "ballot_already_submitted",
    (Status.APPROVED, Status.SUBMITTED): "ballot_already_submitted",
    (Status.APPROVED, Status.APPROVED): "ballot_already_approved",
    (Status.CLOSED, Status.DECIDED): "ballot_not_reported",
}
REFUSED = {
    **dict.fromkeys(PREPARED, "ballot_not_open"),
    Status.OPEN: "ballot_already_open",
    Status.CLOSED: "ballot_closed",
    Status.REPORTED: "ballot_reported",
    Status.DECIDED: "ballot_decided",
    Status.RECALLED: "ballot_recalled",
}


@pytest.mark.parametrize(("current", "target"), list(product(Status, Status)))
def test_a_ballot_is_prepared_sent_counted_reported_and_decided_or_recalled(
    current: Status, target: Status
) -> None:
    code = MOVED.get((current, target), REFUSED[current])
    assert (target in MOVES[current]) is (code == "")
    if not code:
        check_move(current, target)
        return
    with pytest.raises(Refusal) as refused:
        check_move(current, target, closed_at=DEADLINE)
    assert refused.value.code == code


def test_a_written_ballot_closes_at_its_deadline_or_when_everybody_has_answered() -> None:
    check_close(Status.OPEN, DEADLINE, DEADLINE, silent=9)
    check_close(Status.OPEN, DEADLINE, BEFORE, silent=0)
    check_close(Status.OPEN, None, BEFORE, silent=9)  # a session vote has no deadline
    with pytest.raises(Refusal) as refused:
        check_close(Status.OPEN, DEADLINE, BEFORE, silent=1)
    assert refused.value.code == "ballot_deadline_not_reached"
    assert refused.value.facts == {"closes_at": DEADLINE, "silent": 1}
    with pytest.raises(Refusal, match="ballot_closed"):
        check_close(Status.CLOSED, DEADLINE, AFTER, silent=1)


WRITTEN = [Question.on_draft(1, Form.WRITTEN), Question.on_alternatives(2, "AB", Form.WRITTEN)]
SESSION = [Question.on_draft(1, Form.SESSION)]


@pytest.mark.parametrize(
    ("lines", "questions"),
    [
        pytest.param([line(1, "for"), line(2, "B")], WRITTEN, id="every question is answered"),
        pytest.param([line(2, "A"), line(1, "against")], WRITTEN, id="in any order"),
        pytest.param(
            [line(1, "other", "Bổ sung Điều 5"), line(2, "other", "C")],
            WRITTEN,
            id="another opinion, written",
        ),
        pytest.param([line(1, "other")], SESSION, id="another opinion in session, to be spoken"),
    ],
)
def test_an_answer_sheet_answers_every_question(lines: list[Line], questions: list[Question]) -> None:
    check_lines(lines, questions)


@pytest.mark.parametrize(
    ("lines", "questions", "code", "facts"),
    [
        pytest.param(
            [line(1, "for")], WRITTEN, "question_unanswered", {"number": 2}, id="a question is left out"
        ),
        pytest.param([], SESSION, "question_unanswered", {"number": 1}, id="an empty sheet"),
        pytest.param(
            [line(1, "", "x")], SESSION, "question_unanswered", {"number": 1}, id="text and no choice"
        ),
        pytest.param([line(1, "A")], SESSION, "choice_unknown", {"number": 1}, id="a letter on a draft"),
        pytest.param(
            [line(1, "for"), line(2, "for")],
            WRITTEN,
            "choice_unknown",
            {"number": 2},
            id="for on alternatives",
        ),
        pytest.param(
            [line(1, "for"), line(2, "C")], WRITTEN, "choice_unknown", {"number": 2}, id="a letter too far"
        ),
        pytest.param(
            [line(1, "other", " \n"), line(2, "A")],
            WRITTEN,
            "other_needs_text",
            {"number": 1},
            id="another opinion of blanks",
        ),
        pytest.param(
            [line(1, "for"), line(1, "against")],
            SESSION,
            "answer_malformed",
            {},
            id="a question answered twice",
        ),
        pytest.param(
            [line(1, "for"), line(9, "for")],
            SESSION,
            "answer_malformed",
            {},
            id="a question that is not asked",
        ),
    ],
)
def test_an_answer_sheet_is_refused(lines, questions, code, facts) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refusal) as refused:
        check_lines(lines, questions)
    assert (refused.value.code, refused.value.facts) == (code, facts)


def test_an_answer_has_one_spelling() -> None:
    composed, decomposed = "Đồng ý về cơ bản", unicodedata.normalize("NFD", "Đồng ý về cơ bản")
    sheet = [line(2, "A"), line(1, "other", composed)]
    expected = (
        '[{"choice":"other","question":1,"text":"Đồng ý về cơ bản"},{"choice":"A","question":2,"text":""}]'
    )
    assert canonical(sheet) == expected.encode()
    assert canonical([line(1, "other", decomposed), line(2, "A")]) == canonical(sheet)


def test_the_digest_covers_the_salt_a_zero_byte_and_the_answer() -> None:
    sheet = [line(1, "for")]
    expected = hashlib.sha256(b'muoi\x00[{"choice":"for","question":1,"text":""}]').hexdigest()
    assert digest("muoi", sheet) == expected
    assert digest("muoi khac", sheet) != expected


@pytest.mark.parametrize(
    ("text", "behind"),
    [
        ("Phương án A: giữ nguyên", "giữ nguyên"),
        ("phương án a – giữ nguyên", "giữ nguyên"),
        ("Option A. As it is", "As it is"),
        ("Phương án A", ""),
        ("Phương án A1: giữ nguyên", "Phương án A1: giữ nguyên"),
        ("Phương án B: giữ nguyên", "Phương án B: giữ nguyên"),
        ("Giữ nguyên phương án A", "Giữ nguyên phương án A"),
    ],
)
def test_what_an_alternative_says_behind_its_own_label(text: str, behind: str) -> None:
    assert without_label("A", text) == behind
