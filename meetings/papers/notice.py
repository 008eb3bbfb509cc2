"""The notice of conclusions (Thông báo kết luận) of the Office: what the chair released, by item."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from meetings.papers import sentences
from meetings.papers.facts import DecisionFacts
from records import stamped
from records.elements import Closing, Document, Element, Heading, Listing, Paragraph, SmallPrint, Title
from records.kinds import Stamp

KIND = "Thông báo"


@dataclass(frozen=True, slots=True)
class ConcludedItem:
    """An item with what was released on it."""

    order: int
    title: str
    conclusion: str
    decisions: tuple[DecisionFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A whole notice; `apart` counts items that are left out because not every recipient may read of them."""

    body: str
    place: str
    office: str
    symbol: str
    signer: str
    end: str
    recipients: tuple[str, ...]
    session: str
    held_at: str
    held_on: datetime
    chair: str
    items: tuple[ConcludedItem, ...]
    seq: int
    apart: int = 0
    demonstration: bool = False


def compose_notice(facts: NoticeFacts, stamp: Stamp) -> Document:
    """The notice; the head of the office signs."""
    session = f"{facts.session[:1].lower()}{facts.session[1:]}"
    about = f"Ý kiến kết luận của {facts.chair} tại {session}"
    return Document(
        title=f"{KIND} {about[:1].lower()}{about[1:]}",
        author=facts.office,
        subject=facts.session,
        mark=stamped.margin(stamp, demonstration=facts.demonstration),
        elements=(
            stamped.letterhead(stamp, facts.office, f"TB-{facts.symbol}", place=facts.place),
            Title(KIND, about),
            *stamped.remarks(demonstration=facts.demonstration),
            Paragraph(_opening(facts, session)),
            *_items(facts),
            Paragraph(f"{facts.end}./."),
            Closing(
                left=stamped.recipients(stamp, *facts.recipients),
                right=stamped.signer(stamp, facts.signer),
            ),
            SmallPrint(f"Lập từ nhật ký của cuộc họp đến mục số {facts.seq}."),
        ),
    )


def _opening(facts: NoticeFacts, session: str) -> str:
    day = sentences.day(facts.held_on)
    where = f", tại {facts.held_at}" if facts.held_at else ""
    return (
        f"{day[:1].upper()}{day[1:]}{where}, {facts.chair} đã chủ trì {session}. Sau khi nghe báo cáo của các"
        f" cơ quan và ý kiến của các đại biểu dự họp, {facts.chair} đã kết luận như sau:"
    )


def _items(facts: NoticeFacts) -> Iterator[Element]:
    for item in facts.items:
        yield Heading(f"{item.order}. {item.title}")
        if item.conclusion:
            yield Paragraph(item.conclusion)
        if item.decisions:
            yield Listing(tuple(map(sentences.task, item.decisions)))
