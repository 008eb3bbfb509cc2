"""The invitation on paper: the form of Decree 30, each with the own name, nothing of others' items."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from core.time import HANOI
from meetings import services
from meetings.models import Meeting
from people.models import Person
from tests.cast import Cabinet
from tests.records.reading import text_of

STARTS = datetime(2027, 2, 5, 8, 0, tzinfo=HANOI)


@pytest.fixture
def meeting(cabinet: Cabinet) -> Meeting:
    cabinet.body.place = "Hà Nội"
    cabinet.body.save()
    return cabinet.sent_meeting(starts_at=STARTS, title="Phiên họp Chính phủ tháng 01 năm 2027")


def paper(person: Person, meeting: Meeting) -> str:
    client = Client()
    client.force_login(person)
    answer = client.get(reverse("invitation_pdf", args=[meeting.pk]))
    assert answer.status_code == 200
    return text_of(answer.content)


def test_it_has_the_parts_of_an_invitation(cabinet: Cabinet, meeting: Meeting) -> None:
    text = paper(cabinet.minister, meeting)
    for part in (
        "VĂN PHÒNG NỘI CÁC NHỎ",
        "/GM-VPNCN",
        "GIẤY MỜI",
        "trân trọng kính mời: Bộ trưởng Bộ Xây dựng",
        "Tới dự: Phiên họp Chính phủ tháng 01 năm 2027.",
        "Chủ trì: Thủ tướng.",
        "Thời gian: 08 giờ 00, thứ Sáu, ngày 05 tháng 02 năm 2027",
        "Hình thức: họp trực tiếp.",
        "Địa điểm: Phòng họp A.",
        "báo cáo lý do để được Thủ tướng đồng ý (Nghị định 39/2022/NĐ-CP)",
        "Đầu mối liên hệ: Thư ký 1./.",
        "Nơi nhận:",
    ):
        assert part in text


def test_each_finds_the_own_name_and_the_own_items(cabinet: Cabinet, meeting: Meeting) -> None:
    first, second = (item.matter.title for item in meeting.items.order_by("order"))
    assert "kính mời: Bộ trưởng Bộ Tài chính" in paper(cabinet.second_minister, meeting)
    assert "kính mời: Bộ trưởng Bộ Xây dựng" in paper(cabinet.assistant, meeting)
    guest = paper(cabinet.guest, meeting)
    assert "kính mời: Khách mời nội dung 1" in guest
    assert (first in guest, second in guest) == (True, False)
    assert "báo cáo lý do" not in guest
    desk = paper(cabinet.clerk, meeting)
    for name in ("Bộ trưởng Bộ Xây dựng", "Thống đốc", "Khách mời nội dung 2", first, second):
        assert name in desk


def test_a_change_says_that_it_replaces_and_a_cancellation_why(cabinet: Cabinet, meeting: Meeting) -> None:
    assert "thay thế" not in paper(cabinet.minister, meeting)
    moved = services.reschedule_meeting(
        actor=cabinet.clerk, meeting=meeting, title=meeting.title, kind=meeting.kind, place=meeting.place,
        starts_at=STARTS + timedelta(hours=6), minutes_planned=600,
    )  # fmt: skip
    assert "thay thế giấy mời đã gửi trước" in paper(cabinet.minister, moved)
    services.cancel_meeting(actor=cabinet.clerk, meeting=moved, reason="Bão số 9.")
    text = paper(cabinet.minister, moved)
    assert "ĐÃ HỦY" in text
    assert "Lý do: Bão số 9." in text
