"""The invitation (Giấy mời) in the form of Decree 30/2020: to one person, or to all for the secretariat."""

from __future__ import annotations

from collections.abc import Iterator

from ballots.papers.sentences import day
from meetings.papers import inviting_words as words
from meetings.papers.paper_facts import InvitationFacts
from records import composition, stamped
from records.composition import BLANK, DEMONSTRATION, dated, demonstrating, marks, said
from records.elements import (
    Closing,
    Document,
    Element,
    Letterhead,
    Listing,
    Note,
    Paragraph,
    Recipients,
    Run,
    Signer,
    Title,
)
from records.kinds import Stamp
from records.wording import initials

KIND, CANCELLED = "Giấy mời", "ĐÃ HỦY"
DEMONSTRATION_NOTE = "Giấy mời này lập từ dữ liệu trình diễn, không phải văn bản chính thức."
# Who signs for the Government's office; elsewhere the head of the office.
SIGNERS = {"Chính phủ": "Bộ trưởng, Chủ nhiệm"}


def compose_invitation(facts: InvitationFacts, stamp: Stamp | None = None) -> Document:
    """The invitation; of a cancelled meeting marked so on every page."""
    office, cancelled = f"Văn phòng {facts.body}", CANCELLED if facts.cancelled else ""
    on = dated(facts.body_place, day(facts.renewed_at or facts.sent_at))
    head = Letterhead(office, "", f"Số:{BLANK}/GM-{initials(office)}", on, cancelled)
    notes = [Note("Phiên họp đã hủy", f"Lý do: {facts.cancelled}")] if cancelled else []
    notes += demonstrating(demonstration=facts.demonstration, note=DEMONSTRATION_NOTE)
    document = composition.document(
        head,
        Title(KIND, facts.title),
        _invited(facts, office),
        _items(facts),
        _end(facts),
        named=f"{KIND} {facts.title}",
        subject=KIND,
        mark=marks(cancelled, DEMONSTRATION if facts.demonstration else ""),
        notes=notes,
    )
    return stamped.onto(document, stamp)


def _invited(facts: InvitationFacts, office: str) -> Iterator[Element]:
    if len(facts.addressees) == 1:
        yield Paragraph((Run(f"{office} trân trọng kính mời: "), Run(facts.addressees[0], bold=True)))
    else:
        yield Paragraph(f"{office} trân trọng kính mời:", keep_next=True)
        yield Listing(facts.addressees)
    yield from (said(label, text) for label, text in words.lines(facts))


def _items(facts: InvitationFacts) -> Iterator[Element]:
    if facts.items:
        label = "Nội dung" if facts.whole else "Nội dung mời dự"
        yield Paragraph(f"{label}:", bold=True, keep_next=True)
        yield from (Paragraph(words.item(item)) for item in facts.items)


def _end(facts: InvitationFacts) -> Iterator[Element]:
    yield Paragraph("Các vấn đề cần lưu ý:", bold=True, keep_next=True)
    yield Listing(tuple(words.remarks(facts)))
    yield Closing(
        left=Recipients(("Như trên", "Lưu: VT, TH")),
        right=Signer((SIGNERS.get(facts.body, "Chánh Văn phòng"),)),
    )
