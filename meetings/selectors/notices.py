"""The clock of the notice that follows a meeting: due by when, issued or overdue."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from core.working_time import AFTERNOON, WorkingSpan, on_day, viet_nam
from meetings.models import ConclusionNotice, Meeting
from meetings.rules import MeetingStatus
from meetings.rules.minutes import notice_due
from people.reach import Reach

# Meetings of which the page Today reminds: what was never noted is not carried along for ever.
REMINDED_FOR = timedelta(days=90)
MOST = 20


@dataclass(frozen=True)
class NoticeClock:
    """The notice of one meeting: `until` is empty where nobody has read how many days there are."""

    meeting: Meeting
    until: datetime | None
    left: WorkingSpan | None
    issued: ConclusionNotice | None

    @property
    def late(self) -> bool:
        """Whether it was issued after its last day."""
        if self.issued is None or self.until is None:
            return False
        return self.issued.issued_on > self.until.date()


def notice_of(meeting: Meeting, moment: datetime) -> NoticeClock | None:
    """The clock of a closed meeting; None before the closing."""
    if meeting.closed_at is None:
        return None
    issued = ConclusionNotice.objects.filter(meeting=meeting).first()
    return _clock(meeting, moment, issued)


def notices_waiting(moment: datetime, reach: Reach) -> list[NoticeClock]:
    """The notices of these bodies that are not issued, the nearest or longest overdue first, in one query."""
    closed = Meeting.objects.filter(
        reach.where(),
        status=MeetingStatus.CLOSED.value,
        closed_at__gte=moment - REMINDED_FOR,
        conclusion_notice__isnull=True,
    )
    return [_clock(meeting, moment, None) for meeting in closed.order_by("closed_at")[:MOST]]


def _clock(meeting: Meeting, moment: datetime, issued: ConclusionNotice | None) -> NoticeClock:
    assert meeting.closed_at is not None
    day = notice_due(meeting.closed_at, meeting.procedure, viet_nam())
    until = on_day(day, AFTERNOON[1]) if day else None
    left = viet_nam().time_left(moment, until) if until and issued is None else None
    return NoticeClock(meeting, until, left, issued)
