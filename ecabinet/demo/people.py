"""The demo's accounts: holders of the seats, their staff, the secretariat, and those who only look."""

from collections.abc import Mapping

from django.contrib.auth.hashers import make_password

from ecabinet.demo import PASSWORD
from ecabinet.demo.government import SINCE
from people.models import Appointment, Duty, DutyTerm, Person, Role, Seat

# username → Vietnamese label, English label, duty
DESK: dict[str, tuple[str, str, Duty | None]] = {
    "thuky1": (
        "Vụ Tổng hợp, Văn phòng Chính phủ",
        "General Affairs Department, Office of the Government",
        Duty.CLERK,
    ),
    "thuky2": (
        "Vụ Pháp luật, Văn phòng Chính phủ",
        "Legal Affairs Department, Office of the Government",
        Duty.CLERK,
    ),
    "chanhvanphong": ("Lãnh đạo Văn phòng Chính phủ", "Head of the secretariat", Duty.HEAD),
    "kiemtoan": ("Kiểm tra viên hồ sơ", "Auditor of the record", Duty.AUDITOR),
    "vanhanh": ("Cán bộ vận hành hệ thống", "System operator", Duty.OPERATOR),
    "tochuc": (
        "Vụ Tổ chức cán bộ, Văn phòng Chính phủ",
        "Personnel Department, Office of the Government",
        Duty.PEOPLE,
    ),
    "khach": (
        "Đại diện cơ quan của Quốc hội (khách mời)",
        "Representative of a National Assembly body (guest)",
        None,
    ),
}
# username → seat, role, Vietnamese label, English label
STAFF = {
    "troly-ngoai-giao": (
        "ptt-ngoai-giao",
        Role.ASSISTANT,
        "Trợ lý Phó Thủ tướng, Bộ trưởng Bộ Ngoại giao",
        "Assistant to the Deputy Prime Minister and Minister of Foreign Affairs",
    ),
    "troly-tai-chinh": (
        "bo-tai-chinh",
        Role.ASSISTANT,
        "Trợ lý Bộ trưởng Bộ Tài chính",
        "Assistant to the Minister of Finance",
    ),
    "troly-xay-dung": (
        "bo-xay-dung",
        Role.ASSISTANT,
        "Trợ lý Bộ trưởng Bộ Xây dựng",
        "Assistant to the Minister of Construction",
    ),
    "thutruong-y-te": ("bo-y-te", Role.DEPUTY, "Thứ trưởng Bộ Y tế", "Deputy Minister of Health"),
    "thutruong-cong-thuong": (
        "bo-cong-thuong",
        Role.DEPUTY,
        "Thứ trưởng Bộ Công Thương",
        "Deputy Minister of Industry and Trade",
    ),
}


def make_people(seats: Mapping[str, Seat]) -> dict[str, Person]:
    """Every account by username; one password for all, so that it is hashed once."""
    hashed = make_password(PASSWORD)
    people = [_person(hashed, key, seat.office_vi, seat.office_en) for key, seat in seats.items()]
    people += [_person(hashed, name, vi, en) for name, (_seat, _role, vi, en) in STAFF.items()]
    people += [_person(hashed, name, vi, en) for name, (vi, en, _duty) in DESK.items()]
    made = {person.username: person for person in Person.objects.bulk_create(people)}
    posts = [(made[key], seat, Role.HOLDER) for key, seat in seats.items()]
    posts += [(made[name], seats[key], role) for name, (key, role, _vi, _en) in STAFF.items()]
    Appointment.objects.bulk_create(
        Appointment(person=person, seat=seat, role=role, starts_on=SINCE) for person, seat, role in posts
    )
    DutyTerm.objects.bulk_create(
        DutyTerm(person=made[name], duty=duty, starts_on=SINCE)
        for name, (_vi, _en, duty) in DESK.items()
        if duty is not None
    )
    return made


def _person(hashed: str, username: str, vi: str, en: str) -> Person:
    return Person(
        username=username,
        label_vi=vi,
        label_en=en,
        password=hashed,
        email=f"{username}@demo.example",
        is_demo=True,
    )
