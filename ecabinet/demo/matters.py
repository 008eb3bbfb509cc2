"""Matters of the demonstration, each with a short submission as a real PDF."""

from datetime import date, datetime, timedelta

from core.time import at, local
from ecabinet.demo.government import Government
from matters.models import Confidentiality, DocumentKind, Matter
from matters.papers import DEMONSTRATION, demo_submission
from matters.services import add_paper, submit_matter
from people.models import Agency
from records.elements import Document, Heading, Letterhead, Listing, Note, Paragraph, Title
from records.layout import render
from records.wording import day


def submit(government: Government, title: str, lead: str, moment: datetime) -> Matter:
    """A matter that its agency submitted at this moment, with its submission half an hour later."""
    agency = government.agencies[lead]
    with at(moment):
        matter = submit_matter(actor=government.clerk, title=title, lead=agency)
    with at(moment + timedelta(minutes=30)):
        add_paper(
            actor=government.clerk,
            matter=matter,
            name="to-trinh.pdf",
            content=render(demo_submission(title, agency.name_vi, local(moment).date())),
            kind=DocumentKind.SUBMISSION,
            title="Tờ trình",
        )
    return matter


def add_restricted_paper(government: Government, matter: Matter, moment: datetime) -> None:
    """A paper that members read and guests and assistants do not: something that could leak."""
    with at(moment):
        add_paper(
            actor=government.clerk,
            matter=matter,
            name="bao-cao-tong-hop-y-kien.pdf",
            content=render(_opinions(matter, matter.lead, local(moment).date())),
            kind=DocumentKind.OPINIONS,
            title="Báo cáo tổng hợp ý kiến các bộ, cơ quan (hạn chế)",
            confidentiality=Confidentiality.RESTRICTED,
        )


def staff_opinion(title: str, office: str, on: date) -> Document:
    """What a ministry's staff put beside the answer that they prepare."""
    return Document(
        title=f"Ý kiến tham mưu: {title}",
        author="Vụ Pháp chế",
        subject=title,
        mark=DEMONSTRATION,
        elements=(
            Letterhead("Vụ Pháp chế", place_and_date=f"Hà Nội, {day(on)}"),
            Title("Ý kiến tham mưu", f"Về {title[:1].lower()}{title[1:]}"),
            Note(DEMONSTRATION, "Văn bản này do hệ thống tạo để trình diễn, không phải văn bản thật."),
            Paragraph(f"Kính gửi: {office}", align="center"),
            Paragraph(
                "Đơn vị đề nghị đồng chí có ý kiến khác, để cơ quan chủ trì bổ sung quy định chuyển tiếp."
            ),
        ),
    )


def _opinions(matter: Matter, agency: Agency, on: date) -> Document:
    about = f"Tổng hợp ý kiến về {matter.title[:1].lower()}{matter.title[1:]}"
    return Document(
        title=f"Báo cáo {about}",
        author=agency.name_vi,
        subject=matter.title,
        mark=DEMONSTRATION,
        elements=(
            Letterhead(agency.name_vi, place_and_date=f"Hà Nội, {day(on)}"),
            Title("Báo cáo", about),
            Note(DEMONSTRATION, "Báo cáo này do hệ thống tạo để trình diễn, không phải văn bản thật."),
            Paragraph("Tài liệu hạn chế: chỉ Thành viên Chính phủ và Văn phòng Chính phủ được đọc."),
            Heading("I. Ý KIẾN THỐNG NHẤT"),
            Paragraph("Các bộ, cơ quan thống nhất về sự cần thiết và bố cục của dự thảo."),
            Heading("II. Ý KIẾN KHÁC NHAU"),
            Listing(
                (
                    "Loại ý kiến thứ nhất đề nghị áp dụng ngay từ ngày văn bản có hiệu lực.",
                    "Loại ý kiến thứ hai đề nghị có thời gian chuyển tiếp.",
                )
            ),
        ),
    )
