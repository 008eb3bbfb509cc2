"""That the notice of a meeting's conclusion was issued: noted by hand, or by the issue of the document."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from core.journal import record
from core.refusals import Refusal, require
from core.time import local, now, today
from matters.rules import clean_text
from meetings.models import ConclusionNotice, Meeting
from meetings.policies import may_note_notice
from meetings.services.locks import locked_meeting
from people.models import Person


def note_notice(*, actor: Person, meeting: Meeting, number: str, issued_on: date) -> ConclusionNotice:
    """Note number and date of the notice; noted again, the last word counts and the journal keeps both."""
    require(may_note_notice, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        if meeting.closed_at is None:
            raise Refusal("notice_meeting_not_closed")
        if not local(meeting.closed_at).date() <= issued_on <= today():
            raise Refusal("notice_before_meeting")
        facts = {"number": clean_text(number), "issued_on": issued_on.isoformat()}
        same = ConclusionNotice.objects.filter(meeting=meeting, number=facts["number"], issued_on=issued_on)
        if (before := same.first()) is not None:
            return before
        record(meeting.stream, "notice.issued", actor=actor.key, subject=meeting.stream, facts=facts)
        noted, _made = ConclusionNotice.objects.update_or_create(
            meeting=meeting,
            defaults={
                "number": facts["number"],
                "issued_on": issued_on,
                "noted_by": actor,
                "noted_at": now(),
            },
        )
    return noted


def settle_notice(actor: Person, subject: str, number: str, at: datetime) -> None:
    """The document was issued here: the days that were counted end, unless they had ended before.

    Part of the transaction that issues it, which has its locks already; a later edition changes nothing about
    when the first one was issued.
    """
    meeting = Meeting.objects.get(pk=UUID(subject.removeprefix("meeting:")))
    if ConclusionNotice.objects.filter(meeting=meeting).exists():
        return
    on = local(at).date()
    facts = {"number": number, "issued_on": on.isoformat()}
    record(meeting.stream, "notice.issued", actor=actor.key, subject=meeting.stream, facts=facts)
    kept = {"number": number, "issued_on": on, "noted_by": actor, "noted_at": at}
    # Somebody may have noted it by hand in this very moment: then theirs stands.
    ConclusionNotice.objects.get_or_create(meeting=meeting, defaults=kept)
