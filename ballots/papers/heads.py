"""What the papers of a ballot have in common: their heads, dossier, questions, rules with their sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ballots.papers import sentences
from ballots.papers.facts import AskedFacts, HeadFacts, PaperFacts, RuleFacts
from ballots.rules import Choice
from records import composition
from records.composition import BLANK, DEMONSTRATION, DRAFT, NO_DAY, dated, demonstrating, marks
from records.elements import (
    Column,
    Document,
    Element,
    Letterhead,
    Listing,
    Note,
    Paragraph,
    Run,
    Table,
    Title,
)

RECALLED = "ĐÃ THU HỒI"
RECALLED_NOTE = "Phiếu này đã được thu hồi; ý kiến đã trả lời không được tính."
DOSSIER = (
    Column("TT", 12, "center"),
    Column("Tài liệu", 78),
    Column("Phiên bản", 24, "center"),
    Column("Mã băm SHA-256", 51),
)
SILENCES = {
    "deemed_for": (
        "thành viên không trả lời trong thời hạn được coi là đồng ý khi có căn cứ phiếu đã đến nơi, kết quả"
        " ghi riêng số này"
    ),
    "not_counted": "thành viên không trả lời trong thời hạn không được tính cho bên nào",
}
UNKNOWN_SILENCE = (
    "thành viên không trả lời không được tính cho bên nào; nếu cách tính làm thay đổi kết quả thì người có"
    " thẩm quyền quyết định"
)


def document(
    head: HeadFacts,
    title: Title,
    *body: Iterable[Element],
    on: datetime | None,
    draft: bool = False,
    named: str = "",
    subject: str = "",
    issuer: str = "",
    symbol: str = "",
) -> Document:
    """A paper of a ballot, of this day (None: not yet), under the ballot's own number or another symbol."""
    mark = RECALLED if head.recalled else DRAFT if draft else ""
    when = dated(head.place, sentences.day(on) if on else NO_DAY)
    demonstration = head.demonstration
    return composition.document(
        Letterhead(issuer or head.body, "", f"Số:{symbol or f' {number(head)}'}", when, mark),
        title,
        *body,
        named=named,
        subject=subject,
        watermark=RECALLED * head.recalled,
        mark=marks(DRAFT * draft, RECALLED * head.recalled, DEMONSTRATION * demonstration),
        notes=[
            *[Note("Đã thu hồi", RECALLED_NOTE)] * head.recalled,
            *demonstrating(demonstration=demonstration),
        ],
    )


def number(head: HeadFacts) -> str:
    """*12*, or room for it."""
    return BLANK if head.number is None else f"{head.number:02}"


def deadline(head: HeadFacts) -> str:
    """*trước 17 giờ 00, ngày …*."""
    return f"trước {sentences.at_moment(head.closes_at)}"


def offered(question: AskedFacts, other: str) -> list[tuple[str, str]]:
    """Each choice of a question with its words."""
    if question.alternatives:
        some = [(letter, sentences.alternative(letter, text)) for letter, text in question.alternatives]
    else:
        some = [(choice.value, sentences.CHOICES[choice]) for choice in (Choice.FOR, Choice.AGAINST)]
    return [*some, (Choice.OTHER.value, other)]


def asked(question: AskedFacts, *, alone: bool) -> Paragraph:
    """The text of a question, with its number where there are several."""
    lead = () if alone else (Run(f"{question.number}. ", bold=True),)
    return Paragraph((*lead, Run(question.text, bold=True)), keep_next=True)


def restated(question: AskedFacts, *, alone: bool) -> Iterator[Element]:
    """A question as a report repeats it, with its alternatives."""
    yield asked(question, alone=alone)
    if question.alternatives:
        yield Listing(tuple(sentences.alternative(*each) for each in question.alternatives))


def majority(rule: RuleFacts, body: str) -> str:
    """*quá nửa tổng số Thành viên Chính phủ đồng ý (theo …)*."""
    share = sentences.SHARES.get(rule.value, f"quá {rule.value}")
    told = sentences.source(rule.source, rule.mark)
    return f"{share} tổng số {sentences.members(body)} đồng ý ({told})"


def silence(rule: RuleFacts) -> str:
    """What it means to give no answer, and where that stands."""
    words = SILENCES.get(rule.value, UNKNOWN_SILENCE)
    return f"{words} ({sentences.source(rule.source, rule.mark)})"


def dossier(papers: tuple[PaperFacts, ...]) -> Table:
    """The papers in the versions that are voted on."""
    rows = tuple(
        (str(order), paper.title, str(paper.number), f"{paper.sha256[:16]}…")
        for order, paper in enumerate(papers, start=1)
    )
    return Table(DOSSIER, rows)
