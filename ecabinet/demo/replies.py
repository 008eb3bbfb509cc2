"""Replies to the invitations of the demonstration's coming meetings, so that none of its pages is bare."""

from datetime import datetime, timedelta

from core.time import at
from ecabinet.demo.government import Government
from meetings import services
from meetings.models import Meeting
from meetings.rules import MeetingStatus
from meetings.selectors import expected_seats
from meetings.selectors.replies import consenting_seat
from people.models import Person, Role, Seat
from people.selectors import appointments_in_force

# Every how manyth seat has not replied yet; the accounts that are tried first reply themselves.
SILENT = 4
TRIED = ("bo-xay-dung", "bo-tai-chinh", "thu-tuong")
ABROAD = "Dự hội nghị cấp bộ trưởng ASEAN, đã báo cáo lịch công tác."
IN_PROVINCE = "Đi kiểm tra công tác phòng, chống thiên tai tại địa phương."


def reply_to_invitations(government: Government, loaded_at: datetime) -> None:
    """Members reply to what is to come, except to the sessions that visitors open themselves."""
    coming = Meeting.objects.filter(
        body=government.body, status=MeetingStatus.SENT.value, starts_at__gt=loaded_at, slug=None
    )
    for meeting in coming.order_by("starts_at"):
        sent = meeting.sent_at or loaded_at
        with at(min(sent + timedelta(hours=2), loaded_at)):
            _reply(government, meeting)


def _deputy_of(seat: Seat) -> Person | None:
    """Who is appointed to attend for this seat."""
    found = appointments_in_force().filter(seat=seat, role=Role.DEPUTY).select_related("person").first()
    return found.person if found else None


def _reply(government: Government, meeting: Meeting) -> None:
    """Most attend; of the others the first is abroad, and the next with a deputy sends him."""
    consenting, away = consenting_seat(meeting), [ABROAD]
    for seat in expected_seats(meeting):
        deputy = _deputy_of(seat)
        if seat.key in TRIED or seat.order % SILENT == 0:
            continue
        words = services.Words("attend")
        if away and seat not in (consenting, meeting.chair):
            words = services.Words("absent", reason=away.pop())
        elif deputy is not None:
            words = services.Words("deputy", deputy=deputy, reason=IN_PROVINCE)
        services.reply(actor=government.holder(seat), meeting=meeting, words=words)
