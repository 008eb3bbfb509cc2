"""The ballot paper that members receive: facts into elements."""

from __future__ import annotations

from collections.abc import Iterator

from ballots.papers import heads, sentences
from ballots.papers.facts import BallotPaperFacts
from records.composition import said
from records.elements import Boxes, Closing, Document, Element, Heading, Paragraph, Recipients, Signer, Title

DOTS = "." * 60


def compose_ballot_paper(facts: BallotPaperFacts) -> Document:
    """The ballot paper; of a ballot that was not sent, a draft."""
    head = facts.head
    return heads.document(
        head,
        Title(f"Phiếu lấy ý kiến {sentences.members(head.body)}", head.title),
        _asked_of(facts),
        _questions(facts),
        _end(facts),
        on=head.opened_at,
        draft=head.opened_at is None,
        subject=f"Phiếu số {head.number}" if head.number else "Dự thảo phiếu",
    )


def _asked_of(facts: BallotPaperFacts) -> Iterator[Element]:
    head = facts.head
    yield said("Kính gửi", f"Các {sentences.members(head.body)}.")
    yield said("Cơ quan trình", f"{head.lead}.")
    yield said("Hạn trả lời", f"{heads.deadline(head)}.")
    yield said("Quy định áp dụng", f"{head.procedure}.")
    yield said("Thông qua khi", f"{heads.majority(facts.majority, head.body)}.")
    yield said("Không trả lời", f"{heads.silence(facts.silence)}.")
    if facts.papers:
        yield Paragraph("Hồ sơ kèm theo:", bold=True, keep_next=True)
        yield heads.dossier(facts.papers)


def _questions(facts: BallotPaperFacts) -> Iterator[Element]:
    alone = len(facts.questions) == 1
    yield Heading("Nội dung cần cho ý kiến" if alone else "Các nội dung cần cho ý kiến")
    for question in facts.questions:
        yield heads.asked(question, alone=alone)
        offered = heads.offered(question, f"Ý kiến khác: {DOTS}")
        yield Boxes(tuple((words, False) for _choice, words in offered))


def _end(facts: BallotPaperFacts) -> Iterator[Element]:
    members = sentences.members(facts.head.body)
    yield Closing(
        left=Recipients((f"Các {members}", "Lưu: VT, Hồ sơ")),
        right=Signer((members,), sealed=False),
    )
