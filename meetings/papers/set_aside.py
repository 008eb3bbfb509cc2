"""The page that stands in a pack for a closed paper, which is read one by one, as a copy of its reader."""

from __future__ import annotations

from matters.selectors import Paper
from records.elements import Document, Paragraph, Title


def compose_set_aside(paper: Paper, issuer: str) -> Document:
    """Names the paper and says where it is read; nothing of its text."""
    return Document(
        title=paper.title,
        author=issuer,
        subject=paper.title,
        elements=(
            Title("TÀI LIỆU HẠN CHẾ", paper.title),
            Paragraph(
                f"Tài liệu này có {paper.pages} trang (phiên bản {paper.number}), không có trong bộ này."
                " Người được đọc mở tài liệu trong hệ thống: bản đọc mang tên người đọc và thời điểm mở, mỗi"
                " lần mở đều được ghi lại."
            ),
            Paragraph(f"SHA-256 của bản gốc: {paper.sha256}"),
        ),
    )
