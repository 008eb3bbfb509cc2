"""The regular sessions of the coming months, and the standing items of a session."""

from datetime import UTC, date, datetime, timedelta

import pytest

from core.time import local
from core.working_time import viet_nam
from meetings.models import Meeting
from meetings.rules import month_of, months_after, session_day
from meetings.services import add_standing_items, make_following_sessions, schedule_meeting
from people.models import Agency
from people.procedure import in_force
from tests.cast import Cabinet
from tests.services.saying import kinds, not_allowed, refused

# The session of November 2026, held on 1 December.
BEGINS = datetime(2026, 12, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("month", "day"),
    [
        pytest.param(date(2026, 10, 1), date(2026, 11, 2), id="day 1 is a Sunday: day 2"),
        pytest.param(date(2026, 11, 1), date(2026, 12, 1), id="day 1 is worked"),
        pytest.param(date(2026, 12, 1), date(2027, 1, 4), id="New Year, then a weekend: still before day 5"),
        pytest.param(date(2019, 1, 1), date(2019, 2, 1), id="the Friday before the Lunar New Year"),
    ],
)
def test_the_session_of_a_month_is_on_a_working_day_before_day_5(month: date, day: date) -> None:
    assert session_day(month, 5, viet_nam()) == day
    assert month_of(day, 5) == month


def test_no_working_day_before_day_5_means_the_last_one_of_the_month() -> None:
    off = viet_nam().__class__(
        holidays=frozenset(date(2026, 12, day) for day in range(1, 5)), worked=frozenset()
    )
    assert session_day(date(2026, 11, 1), 5, off) == date(2026, 11, 30)
    assert session_day(date(2026, 11, 1), None, viet_nam()) == date(2026, 11, 30)


def test_months_go_on_over_the_year() -> None:
    assert months_after(date(2026, 11, 30), 3) == [date(2026, 12, 1), date(2027, 1, 1), date(2027, 2, 1)]


def session(cabinet: Cabinet, begins: datetime = BEGINS, kind: str = "regular") -> Meeting:
    return schedule_meeting(
        actor=cabinet.clerk,
        body=cabinet.body,
        kind=kind,
        title="Phiên họp Chính phủ thường kỳ tháng 11 năm 2026",
        place="Phòng họp A",
        starts_at=begins,
        minutes_planned=240,
        chair=cabinet.chair_seat,
        procedure=in_force(local(begins).date()),
    )


def test_one_act_drafts_the_sessions_of_the_next_months(cabinet: Cabinet) -> None:
    first = session(cabinet)
    found = make_following_sessions(actor=cabinet.clerk, meeting=first, months=3)
    assert [(local(each.starts_at).isoformat()[:16], each.title) for each in found.made] == [
        ("2027-01-04T08:00", "Phiên họp Chính phủ thường kỳ tháng 12 năm 2026"),
        ("2027-02-01T08:00", "Phiên họp Chính phủ thường kỳ tháng 1 năm 2027"),
        ("2027-03-01T08:00", "Phiên họp Chính phủ thường kỳ tháng 2 năm 2027"),
    ]
    assert {(each.status, each.place, each.chair) for each in found.made} == {
        ("draft", "Phòng họp A", cabinet.chair_seat)
    }
    assert found.skipped == []
    assert kinds(found.made[0].stream) == ["meeting.scheduled"]


def test_months_that_have_a_regular_session_are_skipped_and_named(cabinet: Cabinet) -> None:
    first = session(cabinet)
    session(cabinet, BEGINS + timedelta(days=62))  # 1 February: the session of January
    session(cabinet, BEGINS + timedelta(days=34), kind="thematic")  # in the time of December's
    found = make_following_sessions(actor=cabinet.clerk, meeting=first, months=3)
    assert [local(each.starts_at).month for each in found.made] == [1, 3]
    assert found.skipped == [date(2027, 1, 1)]
    again = make_following_sessions(actor=cabinet.clerk, meeting=first, months=3)
    assert (again.made, len(again.skipped)) == ([], 3)
    assert Meeting.objects.filter(kind="regular").count() == 4


def test_only_the_secretariat_and_only_from_a_regular_session(cabinet: Cabinet) -> None:
    first = session(cabinet)
    with not_allowed("may_schedule_meeting"):
        make_following_sessions(actor=cabinet.chair, meeting=first, months=1)
    with refused("not_a_regular_session"):
        make_following_sessions(actor=cabinet.clerk, meeting=session(cabinet, kind="thematic"), months=1)


def test_standing_items_become_matters_of_the_month_once(cabinet: Cabinet) -> None:
    Agency.objects.create(key="bo-ke-hoach-va-dau-tu", name_vi="Bộ Kế hoạch và Đầu tư")
    meeting = session(cabinet)
    [item] = add_standing_items(actor=cabinet.clerk, meeting=meeting)
    assert item.matter.title == "Báo cáo tình hình kinh tế - xã hội tháng 11 năm 2026"
    assert (item.minutes, item.asks, item.matter.lead.key) == (45, "discussion", "bo-ke-hoach-va-dau-tu")
    assert add_standing_items(actor=cabinet.clerk, meeting=meeting) == []
    with not_allowed("may_schedule_meeting"):
        add_standing_items(actor=cabinet.minister, meeting=meeting)
