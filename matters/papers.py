"""The submission (Tờ trình) on a matter in the form of Decree 30/2020."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from records.composition import BLANK, DEMONSTRATION, dated, demonstrating, document
from records.elements import Closing, Document, Heading, Letterhead, Paragraph, Recipients, Signer, Title
from records.wording import day, initials

KIND = "Tờ trình"
PLACE = "Hà Nội"
ADDRESSEE = "Chính phủ"
# Who signs for an agency that is not led by a *Bộ trưởng*.
HEADS = {
    "Văn phòng Chính phủ": "Bộ trưởng, Chủ nhiệm",
    "Ủy ban Dân tộc": "Bộ trưởng, Chủ nhiệm",
    "Ngân hàng Nhà nước Việt Nam": "Thống đốc",
    "Thanh tra Chính phủ": "Tổng Thanh tra",
}
Body = Iterable[str | Heading]


def compose_submission(
    agency: str,
    title: str,
    number: str,
    on: date,
    paragraphs: Body,
    *,
    demonstration: str = "",
) -> Document:
    """A submission of an agency to the Government; `demonstration` remarks that it is no real paper."""
    number = number if "/" in number else f"{number or BLANK}/TTr-{initials(agency)}"
    closing = Closing(
        left=Recipients(("Như trên", "Thủ tướng, các Phó Thủ tướng Chính phủ", "Lưu: VT")),
        right=Signer((HEADS.get(agency, "Bộ trưởng"),)),
    )
    return document(
        Letterhead(agency, number=f"Số: {number}", place_and_date=dated(PLACE, day(on))),
        Title(KIND, title),
        [Paragraph(f"Kính gửi: {ADDRESSEE}", align="center")],
        (part if isinstance(part, Heading) else Paragraph(part) for part in paragraphs),
        [closing],
        named=f"{KIND} {title}",
        subject=title,
        mark=DEMONSTRATION if demonstration else "",
        notes=demonstrating(demonstration=bool(demonstration), note=demonstration),
    )
