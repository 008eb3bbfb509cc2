"""What the papers of a ballot have in common: letterhead, lines, dossier, rules with their sources."""

from __future__ import annotations

from collections.abc import Iterator

from ballots.papers import sentences
from ballots.papers.facts import AskedFacts, HeadFacts, PaperFacts, RuleFacts
from records.elements import Column, Element, Letterhead, Note, Paragraph, Run, Table

DRAFT = "DỰ THẢO"
RECALLED = "ĐÃ THU HỒI"
DEMONSTRATION = "Dữ liệu trình diễn"
DEMONSTRATION_NOTE = "Văn bản này lập từ dữ liệu trình diễn, không phải văn bản chính thức."
RECALLED_NOTE = "Phiếu này đã được thu hồi; ý kiến đã trả lời không được tính."
# Room for what is written in by hand or by the register; spaces that are not closed up.
BLANK = "\u00a0" * 8
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


def marks(head: HeadFacts, *, draft: bool) -> str:
    """What stands in the top margin of every page."""
    some = [DRAFT] * draft + [RECALLED] * head.recalled + [DEMONSTRATION] * head.demonstration
    return " · ".join(some)


def letterhead(head: HeadFacts, issuer: str, number: str, date: str, *, draft: bool) -> Iterator[Element]:
    """The head of page one; `date` is empty where the document has none yet."""
    stamp = RECALLED if head.recalled else DRAFT if draft else ""
    when = date or f"ngày{BLANK}tháng{BLANK}năm{BLANK}"
    yield Letterhead(
        issuer, number=number, place_and_date=f"{head.place}, {when}" if head.place else "", mark=stamp
    )


def notes(head: HeadFacts) -> Iterator[Element]:
    """Remarks that are not part of the official text."""
    if head.recalled:
        yield Note("Đã thu hồi", RECALLED_NOTE)
    if head.demonstration:
        yield Note(DEMONSTRATION, DEMONSTRATION_NOTE)


def said(label: str, text: str) -> Paragraph:
    """*Hạn trả lời: …*."""
    return Paragraph((Run(f"{label}: ", bold=True), Run(text)))


def number(head: HeadFacts) -> str:
    """*12*, or room for it."""
    return BLANK if head.number is None else f"{head.number:02}"


def deadline(head: HeadFacts) -> str:
    """*trước 17 giờ 00, ngày …*."""
    return f"trước {sentences.at_moment(head.closes_at)}"


def asked(question: AskedFacts, *, alone: bool) -> Paragraph:
    """The text of a question, with its number where there are several."""
    lead = () if alone else (Run(f"{question.number}. ", bold=True),)
    return Paragraph((*lead, Run(question.text, bold=True)), keep_next=True)


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
