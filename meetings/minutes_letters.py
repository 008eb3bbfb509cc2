"""The letters about minutes, filled when they are sent: to whoever still attended and may still read them."""

from meetings.models import Meeting
from meetings.rules.minutes import MinutesStatus
from meetings.selectors.closed import closed_items
from meetings.selectors.minutes import attended, current_minutes
from meetings.wording.minutes import MINUTES_LETTERS
from people.models import Notice
from people.notices import Letter, Words


def letters() -> dict[str, Letter]:
    """Every letter about minutes, by kind."""
    return {kind: Letter(subject, text, words) for kind, (subject, text) in MINUTES_LETTERS.items()}


def words(notice: Notice) -> Words | None:
    """What fills the letter now; None when it is no longer true or nobody's business."""
    meeting = Meeting.objects.filter(pk=notice.facts["meeting"]).first()
    minutes = current_minutes(meeting) if meeting is not None else None
    if meeting is None or minutes is None or not attended(notice.person, meeting):
        return None
    if closed_items(notice.person, meeting):  # who may not know of one reads no minutes, and is told of none
        return None
    if notice.kind == "minutes:circulated" and minutes.status != MinutesStatus.CIRCULATED:
        return None
    return {"title": meeting.title, "until": minutes.corrections_until}
