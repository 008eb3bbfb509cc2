"""The life of minutes: drafted, circulated for corrections, approved and from then on never changed."""

from collections.abc import Collection
from datetime import date, datetime
from enum import StrEnum

from core.refusals import Refusal
from core.working_time import AFTERNOON, WorkingCalendar, local, on_day
from meetings.rules.statuses import MeetingStatus
from people.procedure import Procedure

LONGEST_TEXT = 20_000


class MinutesStatus(StrEnum):
    """Where an edition of the minutes stands."""

    DRAFT = "draft"
    CIRCULATED = "circulated"
    APPROVED = "approved"


def check_drafting(meeting: MeetingStatus, minutes: MinutesStatus) -> None:
    """Refuse an edit before the meeting has begun, or of what was approved."""
    if meeting in (MeetingStatus.DRAFT, MeetingStatus.SENT):
        raise Refusal("minutes_nothing_yet")
    if minutes is MinutesStatus.APPROVED:
        raise Refusal("minutes_frozen")


def check_revision(kept: int, based_on: int, who: str) -> None:
    """Refuse an edit of a sentence that somebody else has changed since it was read."""
    if kept != based_on:
        raise Refusal("minutes_revised", who=who, revision=kept)


def check_circulation(meeting: MeetingStatus, minutes: MinutesStatus, until: datetime, now: datetime) -> None:
    """Refuse to circulate before the closing, twice, or with a window that is over already."""
    check_drafting(meeting, minutes)
    if meeting is not MeetingStatus.CLOSED:
        raise Refusal("minutes_meeting_not_closed")
    if minutes is MinutesStatus.CIRCULATED:
        raise Refusal("minutes_circulated_already")
    if until <= now:
        raise Refusal("minutes_window_past")


def window_ends(start: datetime, procedure: Procedure, calendar: WorkingCalendar) -> datetime | None:
    """The end of the window for corrections that begins now; None where no rule says how long it is."""
    days = procedure.minutes_correction_working_days.value
    if days is None:
        return None
    return on_day(calendar.add_working_days(local(start).date(), days), AFTERNOON[1])


def check_correction(minutes: MinutesStatus, until: datetime | None, now: datetime) -> None:
    """Refuse a correction outside the window."""
    if minutes is MinutesStatus.APPROVED:
        raise Refusal("minutes_frozen")
    if minutes is MinutesStatus.DRAFT or until is None:
        raise Refusal("minutes_not_circulated")
    if now >= until:
        raise Refusal("minutes_window_over", until=until)


def check_approval(
    minutes: MinutesStatus,
    until: datetime | None,
    now: datetime,
    *,
    unanswered: int,
    approver: object,
    writers: Collection[object],
) -> None:
    """Refuse to approve what was not circulated, may still be corrected, or was written by oneself."""
    if minutes is MinutesStatus.APPROVED:
        raise Refusal("minutes_frozen")
    if minutes is MinutesStatus.DRAFT or until is None:
        raise Refusal("minutes_not_circulated")
    if now < until:
        raise Refusal("minutes_window_open", until=until)
    if unanswered:
        raise Refusal("minutes_unanswered", count=unanswered)
    if approver in writers:
        raise Refusal("minutes_own_work")


def check_superseding(minutes: MinutesStatus, reason: str) -> None:
    """Refuse a new edition while one is still in work, or without a reason."""
    if minutes is not MinutesStatus.APPROVED:
        raise Refusal("minutes_in_work")
    if not reason:
        raise Refusal("minutes_reason_missing")


def notice_due(closed_at: datetime, procedure: Procedure, calendar: WorkingCalendar) -> date | None:
    """The last day for the notice of the conclusion; None where nobody has read the rule."""
    days = procedure.notice_working_days.value
    return calendar.add_working_days(local(closed_at).date(), days) if days is not None else None
