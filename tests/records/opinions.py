"""Facts of opinion ballots of the 27 seats, as the services would gather them, without a database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from ballots.papers.facts import (
    AskedFacts,
    BallotPaperFacts,
    CastFacts,
    CountFacts,
    Given,
    HeadFacts,
    OpinionFacts,
    PaperFacts,
    ReportFacts,
    RuleFacts,
    SavingFacts,
    SeatFacts,
    SheetFacts,
)
from ballots.rules import Form, Vote, decide
from people.procedure import Procedure, load
from tests.records.sessions import OFFICES

OPENED = datetime(2026, 11, 18, 2, 0, tzinfo=UTC)  # 09:00 in Ha Noi
CLOSES = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TITLE = "Dự thảo Nghị định quy định thí điểm khoán kinh phí sử dụng xe ô tô công"
DRAFT = AskedFacts(1, "Thông qua dự thảo Nghị định.")
LETTERED = AskedFacts(
    2, "Thời điểm có hiệu lực của Nghị định.", (("A", "Từ ngày 01 tháng 01 năm 2027"), ("B", "Từ ngày ký"))
)
PAPERS = (
    PaperFacts("Tờ trình Chính phủ", 2, "0f1e2d3c4b5a69788796a5b4c3d2e1f00f1e2d3c4b5a69788796a5b4c3d2e1f0"),
    PaperFacts("Dự thảo Nghị định", 1, "aa" * 32),
)
OPINION = "Đồng ý về nguyên tắc; đề nghị cơ quan chủ trì làm rõ nguồn kinh phí thực hiện tại Tờ trình."


def head(**changes: Any) -> HeadFacts:
    facts: dict[str, Any] = {
        "title": TITLE,
        "body": "Chính phủ",
        "place": "Hà Nội",
        "lead": "Bộ Tài chính",
        "procedure": "Quy chế làm việc của Chính phủ (Nghị định 191/2026/NĐ-CP)",
        "closes_at": CLOSES,
        "number": 12,
        "opened_at": OPENED,
    }
    return HeadFacts(**facts | changes)


def rule(procedure: Procedure, name: str) -> RuleFacts:
    facts: Any = procedure.snapshot()[name]
    return RuleFacts(facts["value"], facts["source"], facts["mark"])


def paper(
    questions: Sequence[AskedFacts] = (DRAFT,), procedure: str = "191-2026", **changes: Any
) -> BallotPaperFacts:
    rules = load(procedure)
    return BallotPaperFacts(
        head(**changes),
        tuple(questions),
        PAPERS,
        rule(rules, "majority_share"),
        rule(rules, "ballot_silence"),
    )


def sheet(
    given: Sequence[Given] = (Given(1, "other", OPINION),),
    questions: Sequence[AskedFacts] = (DRAFT,),
    **changes: Any,
) -> SheetFacts:
    cast = CastFacts(OPENED + timedelta(hours=5), "0007-2-1A2B3C4D", 2, 7, "1a2b3c4d" * 8, tuple(given))
    facts: dict[str, Any] = {
        "head": head(),
        "questions": tuple(questions),
        "office": OFFICES[15],
        "cast": cast,
        "earlier": (("0005-1-9F8E7D6C", OPENED + timedelta(hours=1)),),
        "silence": rule(load("191-2026"), "ballot_silence"),
    }
    return SheetFacts(**facts | changes)


def report(
    choices: Mapping[int, Sequence[str | None]],
    questions: Sequence[AskedFacts] = (DRAFT,),
    opinions: Sequence[OpinionFacts] = (),
    procedure: str = "191-2026",
    **changes: Any,
) -> ReportFacts:
    """A report in which `choices` are those of all seats by question; None where a seat was silent."""
    rules = load(procedure)
    deems = rules.ballot_silence.value == "deemed_for"
    counts = []
    for asked in questions:
        votes = [
            Vote(order, "prime_minister" if order == 1 else "minister", choice, None, delivered=True)
            for order, choice in enumerate(choices[asked.number], start=1)
        ]
        letters = [letter for letter, _text in asked.alternatives]
        counts.append(CountFacts(asked, *decide(votes, rules, Form.WRITTEN, letters)))
    facts: dict[str, Any] = {
        "head": head(procedure=rules.title_vi),
        "closed_at": CLOSES + timedelta(minutes=6),
        "reported_at": CLOSES + timedelta(hours=23),
        "reported_by": "Chuyên viên Vụ Tổng hợp",
        "tie_breaker": "prime_minister",
        "silence": rule(rules, "ballot_silence"),
        "counts": tuple(counts),
        "seats": tuple(_seat(order, choices, deems) for order in range(1, len(OFFICES) + 1)),
        "opinions": tuple(opinions),
        "papers": PAPERS,
        "extensions": (),
        "saving": SavingFacts(2026, 143, 143 * 27),
        "seq": 31,
        "hash": "5e" * 32,
    }
    return ReportFacts(**facts | changes)


def _seat(order: int, choices: Mapping[int, Sequence[str | None]], deems: bool) -> SeatFacts:
    given = [(number, choice) for number, some in choices.items() if (choice := some[order - 1])]
    if not given:
        return SeatFacts(order, OFFICES[order - 1], deemed=deems)
    at = OPENED + timedelta(minutes=37 * order)
    return SeatFacts(order, OFFICES[order - 1], at, f"{order:04}-1-AABBCCDD", tuple(given))


def split(in_favour: int, against: int = 0, other: int = 0) -> list[str | None]:
    """The choices of the 27 seats; the rest are silent."""
    given = ["for"] * in_favour + ["against"] * against + ["other"] * other
    return [*given, *[None] * (len(OFFICES) - len(given))]


def opinion(
    order: int, text: str = OPINION, stance: str = "", reply: str = "", question: int = 1
) -> OpinionFacts:
    return OpinionFacts(order, OFFICES[order - 1], question, "other", text, stance, reply)
