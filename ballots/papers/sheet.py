"""The answer sheet of one seat, as its answer is stored: facts into elements."""

from __future__ import annotations

from collections.abc import Iterator

from ballots.papers import heads, sentences
from ballots.papers.facts import CastFacts, SheetFacts
from records.composition import said
from records.elements import Boxes, Document, Element, Heading, Paragraph, SmallPrint, Title

EARLIER_PAPERS = "Trả lời trên tài liệu trước khi thay thế; thành viên chưa xác nhận lại với tài liệu mới."


def compose_sheet(facts: SheetFacts) -> Document:
    """What the seat was asked and gave, and by what that is checked; of a silent one, that it was silent."""
    head, cast = facts.head, facts.cast
    return heads.document(
        head,
        Title("Phiếu trả lời ý kiến", head.title),
        _answered(facts),
        *((_answers(facts, cast), _check(facts, cast)) if cast else ()),
        on=cast.at if cast else head.closes_at,
        named=f"Phiếu trả lời ý kiến của {facts.office}",
        subject=f"Phiếu số {head.number}",
    )


def _answered(facts: SheetFacts) -> Iterator[Element]:
    head, cast = facts.head, facts.cast
    yield said("Thành viên", f"{facts.office}.")
    yield said("Cơ quan trình", f"{head.lead}.")
    yield said("Hạn trả lời", f"{heads.deadline(head)}.")
    if cast:
        times = f", trả lời lần {cast.revision}" if cast.revision > 1 else ""
        yield said("Trả lời lúc", f"{sentences.at_moment(cast.at)}.")
        yield said("Biên nhận", f"số {cast.receipt}{times}.")
    else:
        yield said("Trả lời", f"{_silence(facts)}.")


def _silence(facts: SheetFacts) -> str:
    told = "không trả lời trong thời hạn"
    if facts.deemed and facts.silence:
        why = sentences.source(facts.silence.source, facts.silence.mark)
        return f"{told}; được coi là đồng ý ({why})"
    return told


def _answers(facts: SheetFacts, cast: CastFacts) -> Iterator[Element]:
    given = {each.number: each for each in cast.given}
    yield Heading("Nội dung trả lời")
    for question in facts.questions:
        answer = given.get(question.number)
        chosen = answer.choice if answer else None
        yield heads.asked(question, alone=len(facts.questions) == 1)
        offered = heads.offered(question, "Ý kiến khác")
        yield Boxes(tuple((words, choice == chosen) for choice, words in offered))
        if answer and answer.text:
            yield said("Ý kiến bằng văn bản", answer.text, italic=True)


def _check(facts: SheetFacts, cast: CastFacts) -> Iterator[Element]:
    for receipt, at in facts.earlier:
        told = f"Thay cho lần trả lời {sentences.at_moment(at)}, biên nhận số {receipt}."
        yield Paragraph(told, italic=True)
    if cast.earlier_papers:
        yield Paragraph(EARLIER_PAPERS, italic=True)
    content = f" Mã băm nội dung lấy ý kiến: {cast.content}." if cast.content else ""
    yield SmallPrint(
        f"Trả lời trên Hệ thống e-Cabinet, mục nhật ký số {cast.seq}. Mã băm SHA-256 của nội dung trả lời:"
        f" {cast.digest}. Nhật ký chỉ giữ mã băm này; nội dung trả lời thay đổi thì mã băm thay đổi.{content}"
    )
