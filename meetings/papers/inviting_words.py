"""Sentences of an invitation: when and where, what is announced, what whoever is invited has to mind."""

from __future__ import annotations

from collections.abc import Iterator

from ballots.papers.sentences import day, hour
from meetings.papers.paper_facts import InvitationFacts, ItemLine
from records.composition import BLANK

WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
FORMS = {
    "in_person": "họp trực tiếp",
    "hybrid": "họp trực tiếp kết hợp trực tuyến",
    "online": "họp trực tuyến",
}


def lines(facts: InvitationFacts) -> Iterator[tuple[str, str]]:
    """What is said of the meeting, by its labels."""
    start = facts.starts_at
    when = f"{hour(start)}, {WEEKDAYS[start.weekday()]}, {day(start)}"
    yield "Tới dự", f"{facts.title}."
    yield "Chủ trì", f"{facts.chair}."
    yield "Thời gian", f"{when} (dự kiến kết thúc lúc {hour(facts.ends_at)})."
    yield "Hình thức", f"{FORMS.get(facts.form, FORMS['in_person'])}."
    yield "Địa điểm", f"{facts.place or BLANK}."
    if facts.link:
        yield "Kết nối trực tuyến", facts.link


def item(some: ItemLine) -> str:
    """*1. Dự án Luật … (dự kiến 08 giờ 00; trình bày: …).*"""
    return f"{some.order}. {some.title} (dự kiến {hour(some.starts_at)}; trình bày: {some.presenter})."


def remarks(facts: InvitationFacts) -> Iterator[str]:
    """What is to be minded."""
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
