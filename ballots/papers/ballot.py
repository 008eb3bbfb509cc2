"""The ballot paper that members receive, and the answer sheet of one seat: facts into elements."""

from __future__ import annotations

from collections.abc import Iterator

from ballots.papers import heads, sentences
from ballots.papers.facts import AskedFacts, BallotPaperFacts, Given, HeadFacts, SheetFacts
from ballots.rules import Choice
from records.elements import (
    Boxes,
    Closing,
    Document,
    Element,
    Heading,
    Paragraph,
    Recipients,
    Run,
    Signer,
    SmallPrint,
    Title,
)

DOTS = "." * 60


def compose_ballot_paper(facts: BallotPaperFacts) -> Document:
    """The ballot paper; of a ballot that was not sent, a draft."""
    head = facts.head
    return Document(
        title=f"{_kind(head)}: {head.title}",
        author=head.body,
        subject=f"Phiếu số {head.number}" if head.number else "Dự thảo phiếu",
        mark=heads.marks(head, draft=head.opened_at is None),
        elements=(*_head(facts), *_questions(facts), *_end(facts)),
    )


def _kind(head: HeadFacts) -> str:
    return f"Phiếu lấy ý kiến {sentences.members(head.body)}"


def _head(facts: BallotPaperFacts) -> Iterator[Element]:
    head = facts.head
    opened = head.opened_at
    date = sentences.day(opened) if opened else ""
    yield from heads.letterhead(head, head.body, f"Số: {heads.number(head)}", date, draft=opened is None)
    yield Title(_kind(head), head.title)
    yield from heads.notes(head)
    yield heads.said("Kính gửi", f"Các {sentences.members(head.body)}.")
    yield heads.said("Cơ quan trình", f"{head.lead}.")
    yield heads.said("Hạn trả lời", f"{heads.deadline(head)}.")
    yield heads.said("Quy định áp dụng", f"{head.procedure}.")
    yield heads.said("Thông qua khi", f"{heads.majority(facts.majority, head.body)}.")
    yield heads.said("Không trả lời", f"{heads.silence(facts.silence)}.")
    if facts.papers:
        yield Paragraph("Hồ sơ kèm theo:", bold=True, keep_next=True)
        yield heads.dossier(facts.papers)


def _questions(facts: BallotPaperFacts) -> Iterator[Element]:
    alone = len(facts.questions) == 1
    yield Heading("Nội dung cần cho ý kiến" if alone else "Các nội dung cần cho ý kiến")
    for question in facts.questions:
        yield heads.asked(question, alone=alone)
        yield Boxes(tuple((words, False) for _choice, words in _offered(question, f"Ý kiến khác: {DOTS}")))


def _offered(question: AskedFacts, other: str) -> list[tuple[str, str]]:
    """Each choice with its words."""
    if question.alternatives:
        offered = [(letter, f"Phương án {letter}: {text}") for letter, text in question.alternatives]
    else:
        agreement = (Choice.FOR, Choice.AGAINST)
        offered = [(choice.value, sentences.CHOICES[choice]) for choice in agreement]
    return [*offered, (Choice.OTHER.value, other)]


def _end(facts: BallotPaperFacts) -> Iterator[Element]:
    yield Closing(
        left=Recipients((f"Các {sentences.members(facts.head.body)}", "Lưu: VT, Hồ sơ")),
        right=Signer((sentences.members(facts.head.body),)),
    )


# -- the answer sheet of one seat ---------------------------------------------------------------------------


def compose_sheet(facts: SheetFacts) -> Document:
    """The answer sheet of one seat, as its answer is stored."""
    head = facts.head
    return Document(
        title=f"Phiếu trả lời ý kiến của {facts.office}",
        author=head.body,
        subject=f"Phiếu số {head.number}",
        mark=heads.marks(head, draft=False),
        elements=(*_sheet_head(facts), *_answers(facts), *_check(facts)),
    )


def _sheet_head(facts: SheetFacts) -> Iterator[Element]:
    head, cast = facts.head, facts.cast
    date = sentences.day(cast.at if cast else head.closes_at)
    yield from heads.letterhead(head, head.body, f"Số: {heads.number(head)}", date, draft=False)
    yield Title("Phiếu trả lời ý kiến", head.title)
    yield from heads.notes(head)
    yield heads.said("Thành viên", f"{facts.office}.")
    yield heads.said("Cơ quan trình", f"{head.lead}.")
    yield heads.said("Hạn trả lời", f"{heads.deadline(head)}.")
    if cast:
        yield heads.said("Trả lời lúc", f"{sentences.at_moment(cast.at)}.")
        times = f", trả lời lần {cast.revision}" if cast.revision > 1 else ""
        yield heads.said("Biên nhận", f"số {cast.receipt}{times}.")
    else:
        yield heads.said("Trả lời", f"{_silence(facts)}.")


def _silence(facts: SheetFacts) -> str:
    if facts.deemed and facts.silence:
        told = sentences.source(facts.silence.source, facts.silence.mark)
        return f"không trả lời trong thời hạn; được coi là đồng ý ({told})"
    return "không trả lời trong thời hạn"


def _answers(facts: SheetFacts) -> Iterator[Element]:
    if facts.cast is None:
        return
    given = {each.number: each for each in facts.cast.given}
    alone = len(facts.questions) == 1
    yield Heading("Nội dung trả lời")
    for question in facts.questions:
        yield heads.asked(question, alone=alone)
        yield from _answer(question, given.get(question.number))


def _answer(question: AskedFacts, given: Given | None) -> Iterator[Element]:
    offered = _offered(question, "Ý kiến khác")
    yield Boxes(tuple((words, given is not None and choice == given.choice) for choice, words in offered))
    if given and given.text:
        yield Paragraph((Run("Ý kiến bằng văn bản: ", italic=True), Run(given.text)))


def _check(facts: SheetFacts) -> Iterator[Element]:
    cast = facts.cast
    if cast is None:
        return
    for receipt, at in facts.earlier:
        yield Paragraph(
            f"Thay cho lần trả lời {sentences.at_moment(at)}, biên nhận số {receipt}.", italic=True
        )
    if cast.earlier_papers:
        yield Paragraph(
            "Trả lời trên tài liệu trước khi thay thế; thành viên chưa xác nhận lại với tài liệu mới.",
            italic=True,
        )
    content = f" Mã băm nội dung lấy ý kiến: {cast.content}." if cast.content else ""
    yield SmallPrint(
        f"Trả lời trên Hệ thống e-Cabinet, mục nhật ký số {cast.seq}. Mã băm SHA-256 của nội dung trả lời:"
        f" {cast.digest}. Nhật ký chỉ giữ mã băm này; nội dung trả lời thay đổi thì mã băm thay đổi.{content}"
    )
