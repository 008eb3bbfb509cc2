"""Matters of the demonstration, each with a short submission as a real PDF."""

from datetime import date, datetime, timedelta

from core.time import at, local
from ecabinet.demo.government import Government
from ecabinet.demo.submissions import demo_submission
from matters.models import Confidentiality, DocumentKind, Matter
from matters.services import add_paper, submit_matter
from people.models import Agency
from records.composition import DEMONSTRATION, dated, demonstrating, document
from records.elements import Document, Element, Heading, Letterhead, Listing, Paragraph, Title
from records.layout import render
from records.wording import day, within


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
    return _document(
        Letterhead("Vụ Pháp chế", place_and_date=dated("Hà Nội", day(on))),
        Title("Ý kiến tham mưu", f"Về {within(title)}"),
        "Văn bản này do hệ thống tạo để trình diễn, không phải văn bản thật.",
        Paragraph(f"Kính gửi: {office}", align="center"),
        Paragraph("Đơn vị đề nghị đồng chí có ý kiến khác, để cơ quan chủ trì bổ sung quy định chuyển tiếp."),
        named=f"Ý kiến tham mưu: {title}",
        subject=title,
    )


def _opinions(matter: Matter, agency: Agency, on: date) -> Document:
    about = f"Tổng hợp ý kiến về {within(matter.title)}"
    kinds = (
        "Loại ý kiến thứ nhất đề nghị áp dụng ngay từ ngày văn bản có hiệu lực.",
        "Loại ý kiến thứ hai đề nghị có thời gian chuyển tiếp.",
    )
    return _document(
        Letterhead(agency.name_vi, place_and_date=dated("Hà Nội", day(on))),
        Title("Báo cáo", about),
        "Báo cáo này do hệ thống tạo để trình diễn, không phải văn bản thật.",
        Paragraph("Tài liệu hạn chế: chỉ Thành viên Chính phủ và Văn phòng Chính phủ được đọc."),
        Heading("I. Ý KIẾN THỐNG NHẤT"),
        Paragraph("Các bộ, cơ quan thống nhất về sự cần thiết và bố cục của dự thảo."),
        Heading("II. Ý KIẾN KHÁC NHAU"),
        Listing(kinds),
        named=f"Báo cáo {about}",
        subject=matter.title,
    )


def _document(
    head: Letterhead, title: Title, note: str, *body: Element, named: str, subject: str
) -> Document:
    notes = demonstrating(demonstration=True, note=note)
    return document(head, title, body, named=named, subject=subject, mark=DEMONSTRATION, notes=notes)
