"""The submissions that the demonstration generates: real papers in form, with nothing made up in them."""

from datetime import date

import pytest

from ecabinet.demo.submissions import demo_submission
from matters.papers import compose_submission
from records.elements import Heading
from records.layout import render
from tests.records.reading import pages, text_of

MATTERS = (
    ("Dự án Luật Thủ đô (sửa đổi)", "Bộ Tư pháp", "BỘ TRƯỞNG"),
    ("Dự thảo Nghị quyết lấy ý kiến trên Hệ thống e-Cabinet", "Văn phòng Chính phủ", "BỘ TRƯỞNG, CHỦ NHIỆM"),
    ("Dự án Luật Lao động (sửa đổi)", "Bộ Lao động - Thương binh và Xã hội", "BỘ TRƯỞNG"),
    ("Báo cáo tình hình tiền tệ", "Ngân hàng Nhà nước Việt Nam", "THỐNG ĐỐC"),
)


@pytest.mark.parametrize(("title", "agency", "head"), MATTERS)
def test_a_demonstration_paper_is_short_signed_by_the_office_and_says_what_it_is(
    title: str, agency: str, head: str
) -> None:
    content = render(demo_submission(title, agency, date(2026, 2, 5)))
    text = text_of(content)
    assert 1 <= len(pages(content)) <= 2
    assert all("Dữ liệu trình diễn" in page for page in pages(content))
    assert f"Về {title[0].lower()}{title[1:]}" in text
    assert "Hà Nội, ngày 05 tháng 02 năm 2026" in text
    assert head in text
    assert f"không phải văn bản của {agency};" in text


def test_a_submission_says_what_it_was_given() -> None:
    body: list[str | Heading] = ["Đoạn một.", Heading("I. SỰ CẦN THIẾT"), "Đoạn hai./."]
    content = render(compose_submission("Bộ Nội vụ", "Về dự án Luật", "12/TTr-BNV", date(2026, 11, 22), body))
    text = text_of(content)
    assert "BỘ NỘI VỤ" in text
    assert "Số: 12/TTr-BNV Hà Nội, ngày 22 tháng 11 năm 2026" in text
    assert "Đoạn một. I. SỰ CẦN THIẾT Đoạn hai./." in text
    assert "Dữ liệu trình diễn" not in text
