"""The invitation (Giấy mời) in the form of Decree 30/2020: to one person, or to all for the secretariat."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from meetings.papers import sentences
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
from records.wording import initials

KIND = "Giấy mời"
CANCELLED, DEMONSTRATION = "ĐÃ HỦY", "Dữ liệu trình diễn"
DEMONSTRATION_NOTE = "Giấy mời này lập từ dữ liệu trình diễn, không phải văn bản chính thức."
# Room for a number that is written in by hand or by the register; spaces that are not closed up.
BLANK = "\u00a0" * 8
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
FORMS = {
    "in_person": "họp trực tiếp",
    "hybrid": "họp trực tiếp kết hợp trực tuyến",
    "online": "họp trực tuyến",
}
# Who signs for the Government's office; elsewhere the head of the office.
SIGNERS = {"Chính phủ": "Bộ trưởng, Chủ nhiệm"}


@dataclass(frozen=True, slots=True)
class ItemLine:
    """An item as it is announced."""

    order: int
    title: str
    presenter: str
    starts_at: datetime


@dataclass(frozen=True, slots=True)
class InvitationFacts:
    """What an invitation says; all moments are those of a clock in Ha Noi."""

    body: str
    body_place: str
    title: str
    addressees: tuple[str, ...]
    starts_at: datetime
    ends_at: datetime
    form: str
    place: str
    link: str
    chair: str
    contact: str
    items: tuple[ItemLine, ...]
    whole: bool  # False: a guest, who is told of the own items only
    sent_at: datetime
    renewed_at: datetime | None
    consent_of: str  # whose consent an absence needs; empty for guests
    consent_rule: str
    cancelled: str  # why it is not held; empty while it is
    demonstration: bool


def compose_invitation(facts: InvitationFacts) -> Document:
    """The invitation; of a cancelled meeting marked so on every page."""
    office = f"Văn phòng {facts.body}"
    marks = [CANCELLED] * bool(facts.cancelled) + [DEMONSTRATION] * facts.demonstration
    return Document(
        title=f"{KIND} {facts.title}",
        author=office,
        subject=KIND,
        mark=" · ".join(marks),
        elements=(*_head(facts, office), *_body(facts, office), *_items(facts), *_end(facts)),
    )


def _said(label: str, text: str) -> Paragraph:
    return Paragraph((Run(f"{label}: ", bold=True), Run(text)))


def _head(facts: InvitationFacts, office: str) -> Iterator[Element]:
    issued = facts.renewed_at or facts.sent_at
    yield Letterhead(
        office,
        number=f"Số:{BLANK}/GM-{initials(office)}",
        place_and_date=f"{facts.body_place}, {sentences.day(issued)}" if facts.body_place else "",
        mark=CANCELLED if facts.cancelled else "",
    )
    yield Title(KIND, facts.title)
    if facts.cancelled:
        yield Note("Phiên họp đã hủy", f"Lý do: {facts.cancelled}")
    if facts.demonstration:
        yield Note(DEMONSTRATION, DEMONSTRATION_NOTE)


def _body(facts: InvitationFacts, office: str) -> Iterator[Element]:
    if len(facts.addressees) == 1:
        yield Paragraph((Run(f"{office} trân trọng kính mời: "), Run(facts.addressees[0], bold=True)))
    else:
        yield Paragraph(f"{office} trân trọng kính mời:", keep_next=True)
        yield Listing(facts.addressees)
    yield _said("Tới dự", f"{facts.title}.")
    yield _said("Chủ trì", f"{facts.chair}.")
    start, end = facts.starts_at, facts.ends_at
    weekday = WEEKDAYS[start.weekday()]
    when = f"{sentences.hour(start)}, {weekday}, {sentences.day(start)}"
    yield _said("Thời gian", f"{when} (dự kiến kết thúc lúc {sentences.hour(end)}).")
    yield _said("Hình thức", f"{FORMS.get(facts.form, FORMS['in_person'])}.")
    yield _said("Địa điểm", f"{facts.place or BLANK}.")
    if facts.link:
        yield _said("Kết nối trực tuyến", facts.link)


def _items(facts: InvitationFacts) -> Iterator[Element]:
    if not facts.items:
        return
    label = "Nội dung" if facts.whole else "Nội dung mời dự"
    yield Paragraph(f"{label}:", bold=True, keep_next=True)
    lines = [
        f"{item.order}. {item.title} (dự kiến {sentences.hour(item.starts_at)}; trình bày: {item.presenter})."
        for item in facts.items
    ]
    yield from (Paragraph(line) for line in lines)


def _end(facts: InvitationFacts) -> Iterator[Element]:
    yield Paragraph("Các vấn đề cần lưu ý:", bold=True, keep_next=True)
    yield Listing(tuple(_remarks(facts)))
    yield Closing(
        left=Recipients(("Như trên", "Lưu: VT, TH")),
        right=Signer((SIGNERS.get(facts.body, "Chánh Văn phòng"),)),
    )


def _remarks(facts: InvitationFacts) -> Iterator[str]:
    if facts.renewed_at:
        yield "Giấy mời này thay thế giấy mời đã gửi trước do thay đổi thời gian, địa điểm hoặc tên họp."
    yield "Tài liệu có trên hệ thống e-Cabinet; đề nghị trả lời giấy mời tại đó trước khi phiên họp khai mạc."
    if facts.consent_of:
        yield (
            f"Trường hợp vắng mặt, vắng mặt một phần thời gian hoặc cử người dự thay, báo cáo lý do để được"
            f" {facts.consent_of} đồng ý ({facts.consent_rule})."
        )
    if facts.contact:
        yield f"Đầu mối liên hệ: {facts.contact}./."
