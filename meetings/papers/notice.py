"""The notice of conclusions (Thông báo kết luận) of the Office: what the chair released, by item."""

from __future__ import annotations

from collections.abc import Iterator

from meetings.papers import sentences
from meetings.papers.paper_facts import NoticeFacts
from records import stamped
from records.composition import demonstrating, document
from records.elements import Closing, Document, Element, Heading, Listing, Paragraph, SmallPrint, Title
from records.kinds import Stamp
from records.wording import within

KIND = "Thông báo"


def compose_notice(facts: NoticeFacts, stamp: Stamp) -> Document:
    """The notice; the head of the office signs."""
    about = f"Ý kiến kết luận của {facts.chair} tại {within(facts.session)}"
    return document(
        stamped.letterhead(stamp, facts.office, f"TB-{facts.symbol}", place=facts.place),
        Title(KIND, about),
        _concluded(facts),
        _end(facts, stamp),
        named=f"{KIND} {within(about)}",
        subject=facts.session,
        mark=stamped.margin(stamp, demonstration=facts.demonstration),
        notes=demonstrating(demonstration=facts.demonstration),
    )


def _concluded(facts: NoticeFacts) -> Iterator[Element]:
    yield Paragraph(
        sentences.chaired(facts.held_on, facts.held_at, facts.chair, within(facts.session))
        + f" Sau khi nghe báo cáo của các cơ quan và ý kiến của các đại biểu dự họp, {facts.chair} đã kết"
        " luận như sau:"
    )
    for item in facts.items:
        yield Heading(f"{item.order}. {item.title}")
        if item.conclusion:
            yield Paragraph(item.conclusion)
        if item.decisions:
            yield Listing(tuple(map(sentences.task, item.decisions)))


def _end(facts: NoticeFacts, stamp: Stamp) -> Iterator[Element]:
    yield Paragraph(f"{facts.end}./.")
    yield Closing(
        left=stamped.recipients(stamp, *facts.recipients), right=stamped.signer(stamp, facts.signer)
    )
    yield SmallPrint(sentences.written_from(facts.seq))
