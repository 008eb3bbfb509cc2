"""Writing the minutes: every edit is a revision of one sentence, on what its writer has read."""

from uuid import uuid4

from django.db import transaction

from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from matters.rules import clean_text
from meetings.models import Meeting, Minutes, MinutesText
from meetings.papers.editing import LAST, OWN, Line
from meetings.papers.standing import minutes_lines
from meetings.policies import may_write_minutes
from meetings.rules import MeetingStatus
from meetings.rules.minutes import MinutesStatus, check_drafting, check_revision
from meetings.selectors.minutes import current_minutes
from meetings.services.locks import locked_meeting
from people.models import Person


def clean_lines(text: str) -> str:
    """Typed text without empty lines and stray spaces."""
    return "\n".join(filter(None, (clean_text(row) for row in text.splitlines())))


def edition_in_work(actor: Person, meeting: Meeting) -> Minutes:
    """The edition that is written now, begun if there is none; the meeting is locked."""
    minutes = current_minutes(meeting)
    check_drafting(
        MeetingStatus(meeting.status), MinutesStatus(minutes.status) if minutes else MinutesStatus.DRAFT
    )
    return minutes or begin_edition(actor, meeting, number=1)


def begin_edition(actor: Person, meeting: Meeting, *, number: int, reason: str = "") -> Minutes:
    """A new edition, in the caller's transaction."""
    minutes = Minutes.objects.create(
        meeting=meeting, number=number, reason=reason, drafted_by=actor, drafted_at=now()
    )
    facts = {"edition": number, **({"reason": reason} if reason else {})}
    record(meeting.stream, "minutes.drafted", actor=actor.key, subject=meeting.stream, facts=facts)
    return minutes


def edit_sentence(*, actor: Person, meeting: Meeting, key: str, text: str, base: int) -> MinutesText:
    """Write one sentence anew on revision `base` of it; an empty text strikes it out.

    The same text again is no new revision; a sentence that somebody else has changed since is refused.
    """
    require(may_write_minutes, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        minutes = edition_in_work(actor, meeting)
        _facts, shown = minutes_lines(meeting, minutes)
        line, typed = _line(shown, key), clean_lines(text)
        kept = minutes.texts.filter(key=key).select_related("person").order_by("-revision").first()
        if kept is not None and kept.text == typed and kept.source == line.source:
            return kept
        check_revision(kept.revision if kept else 0, base, kept.person.name if kept else "")
        place = next((before for before, after in _pairs(shown) if after == key), "")
        return MinutesText.objects.create(
            minutes=minutes,
            key=key,
            revision=base + 1,
            text=typed,
            source=line.source,
            after=kept.after if kept else place,
            person=actor,
            at=now(),
        )


def restore_sentence(*, actor: Person, meeting: Meeting, key: str, base: int) -> MinutesText:
    """Take back every edit of a sentence: it says again what the journal says."""
    _facts, shown = minutes_lines(meeting, current_minutes(meeting))
    source = _line(shown, key).source
    return edit_sentence(actor=actor, meeting=meeting, key=key, text=source, base=base)


def add_sentence(*, actor: Person, meeting: Meeting, after: str, text: str) -> MinutesText:
    """Add a sentence by hand behind another; it is marked as such wherever clerks see it."""
    require(may_write_minutes, actor, meeting)
    typed = clean_lines(text)
    if not typed:
        raise Refusal("minutes_text_missing")
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        minutes = edition_in_work(actor, meeting)
        _facts, shown = minutes_lines(meeting, minutes)
        if after not in {line.key for line in shown}:
            raise Refusal("minutes_sentence_gone")
        if after == LAST:
            raise Refusal("minutes_end_here")
        return MinutesText.objects.create(
            minutes=minutes,
            key=f"{OWN}{uuid4()}",
            revision=1,
            text=typed,
            after=after,
            person=actor,
            at=now(),
        )


def _line(shown: tuple[Line, ...], key: str) -> Line:
    found = next((line for line in shown if line.key == key), None)
    if found is None:
        raise Refusal("minutes_sentence_gone")
    if found.fixed:
        raise Refusal("minutes_sentence_fixed")
    return found


def _pairs(shown: tuple[Line, ...]) -> list[tuple[str, str]]:
    keys = [line.key for line in shown]
    return list(zip(["", *keys], keys, strict=False))
