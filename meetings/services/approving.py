"""From the draft to frozen minutes: circulated, corrected, approved by another pair of eyes, superseded."""

from datetime import datetime, timedelta

from django.db import transaction

from core.journal import record
from core.refusals import Refusal, require
from core.time import now
from meetings.models import CorrectionAnswer, FrozenMinutes, Meeting, Minutes, MinutesCorrection, MinutesText
from meetings.papers.editing import digest_of
from meetings.papers.facts import EditionFacts, FrozenFacts
from meetings.papers.keeping import as_facts, digest_of_facts
from meetings.papers.standing import standing
from meetings.policies import may_approve_minutes, may_correct_minutes, may_write_minutes
from meetings.rules import MeetingStatus
from meetings.rules.minutes import (
    MinutesStatus,
    check_approval,
    check_circulation,
    check_correction,
    check_superseding,
)
from meetings.selectors.minutes import attendees, corrections, current_minutes, latest_texts, writers_of
from meetings.services.locks import locked_meeting
from meetings.services.minutes import begin_edition, clean_lines, edition_in_work
from people import notices
from people.models import Person

# A message about minutes that nobody has read by then is pointless.
NEWS_LASTS = timedelta(days=14)


def circulate_minutes(*, actor: Person, meeting: Meeting, until: datetime) -> Minutes:
    """Give the minutes to everybody who attended, for corrections until this moment."""
    require(may_write_minutes, actor, meeting)
    with transaction.atomic():
        meeting, moment = locked_meeting(meeting.pk), now()
        current = current_minutes(meeting)
        status = MinutesStatus(current.status) if current else MinutesStatus.DRAFT
        check_circulation(MeetingStatus(meeting.status), status, until, moment)
        minutes = edition_in_work(actor, meeting)
        _facts, told = standing(meeting, minutes)
        minutes.status = MinutesStatus.CIRCULATED.value
        minutes.circulated_by, minutes.circulated_at, minutes.corrections_until = actor, moment, until
        minutes.save(update_fields=["status", "circulated_by", "circulated_at", "corrections_until"])
        people = attendees(meeting)
        facts = {
            "edition": minutes.number,
            "until": until.isoformat(),
            "text": digest_of(told),
            "attendees": len(people),
        }
        record(meeting.stream, "minutes.circulated", actor=actor.key, subject=meeting.stream, facts=facts)
        key = f"minutes:circulated:{minutes.pk}"
        _tell({person: {} for person in people}, meeting, "minutes:circulated", key, until)
    return minutes


def propose_correction(*, actor: Person, meeting: Meeting, key: str, text: str) -> MinutesCorrection:
    """Propose a correction to a sentence, or (without a key) in general; the same one again is no second."""
    require(may_correct_minutes, actor, meeting)
    typed = clean_lines(text)
    if not typed:
        raise Refusal("minutes_text_missing")
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        minutes = current_minutes(meeting)
        if minutes is None:
            raise Refusal("minutes_not_circulated")
        check_correction(MinutesStatus(minutes.status), minutes.corrections_until, now())
        _facts, told = standing(meeting, minutes)
        said = {sentence.key: sentence.text for sentence in told}
        if key and key not in said:
            raise Refusal("minutes_sentence_gone")
        same = minutes.corrections.filter(person=actor, key=key, text=typed, answer=None).first()
        if same is not None:
            return same
        number = minutes.corrections.count() + 1
        facts = {"edition": minutes.number, "correction": number, "sentence": key}
        record(meeting.stream, "minutes.correction", actor=actor.key, subject=meeting.stream, facts=facts)
        return MinutesCorrection.objects.create(
            minutes=minutes,
            number=number,
            key=key,
            said=said.get(key, ""),
            text=typed,
            person=actor,
            at=now(),
        )


def answer_correction(
    *, actor: Person, meeting: Meeting, number: int, accepted: bool, text: str = ""
) -> CorrectionAnswer:
    """Accept a proposed correction (the sentence is edited apart from this) or decline it with a reason."""
    require(may_write_minutes, actor, meeting)
    typed = clean_lines(text)
    if not accepted and not typed:
        raise Refusal("minutes_reason_needed")
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        minutes = edition_in_work(actor, meeting)
        correction = minutes.corrections.filter(number=number).select_related("person").first()
        if correction is None or CorrectionAnswer.objects.filter(correction=correction).exists():
            raise Refusal("minutes_answered_already")
        facts = {"edition": minutes.number, "correction": number, "accepted": accepted}
        record(meeting.stream, "minutes.answered", actor=actor.key, subject=meeting.stream, facts=facts)
        answer = CorrectionAnswer.objects.create(
            correction=correction, accepted=accepted, text=typed, person=actor, at=now()
        )
        told: dict[Person, dict[str, object]] = {correction.person: {"correction": number}}
        key = f"minutes:answered:{correction.pk}"
        _tell(told, meeting, "minutes:answered", key, now() + NEWS_LASTS)
    return answer


def approve_minutes(*, actor: Person, meeting: Meeting) -> FrozenMinutes:
    """Approve the minutes and freeze them as facts; approving them again changes nothing."""
    require(may_approve_minutes, actor, meeting)
    with transaction.atomic():
        meeting, moment = locked_meeting(meeting.pk), now()
        minutes = current_minutes(meeting)
        if minutes is None:
            raise Refusal("minutes_not_circulated")
        writers = writers_of(minutes)
        proposed = corrections(minutes)
        check_approval(
            MinutesStatus(minutes.status),
            minutes.corrections_until,
            moment,
            unanswered=sum(not hasattr(each, "answer") for each in proposed),
            approver=actor.pk,
            writers=[person.pk for person in writers],
        )
        kept = as_facts(_frozen(meeting, minutes, actor, moment, len(proposed), writers))
        digest = digest_of_facts(kept)
        minutes.status = MinutesStatus.APPROVED.value
        minutes.save(update_fields=["status"])
        facts = {"edition": minutes.number, "minutes": digest}
        entry = record(
            meeting.stream, "minutes.approved", actor=actor.key, subject=meeting.stream, facts=facts
        )
        return FrozenMinutes.objects.create(
            minutes=minutes, facts=kept, digest=digest, approved_by=actor, seq=entry.seq, at=entry.at
        )


def _frozen(
    meeting: Meeting, minutes: Minutes, actor: Person, moment: datetime, proposed: int, writers: list[Person]
) -> FrozenFacts:
    facts, told = standing(meeting, minutes)
    before = meeting.minutes_editions.filter(number=minutes.number - 1).select_related("frozen").first()
    assert minutes.circulated_at is not None  # a constraint of the table
    edition = EditionFacts(
        number=minutes.number,
        drafted_by=tuple(person.label_vi for person in writers),
        circulated_at=minutes.circulated_at,
        corrections=proposed,
        approved_by=actor.label_vi,
        approved_at=moment,
        reason=minutes.reason,
        supersedes=before.frozen.digest if before else "",
    )
    return FrozenFacts(facts, told, edition)


def supersede_minutes(*, actor: Person, meeting: Meeting, reason: str) -> Minutes:
    """Begin a new edition with the text of the approved one, which holds until the new one is approved."""
    require(may_write_minutes, actor, meeting)
    typed = clean_lines(reason)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        before = current_minutes(meeting)
        check_superseding(MinutesStatus(before.status) if before else MinutesStatus.DRAFT, typed)
        assert before is not None
        minutes = begin_edition(actor, meeting, number=before.number + 1, reason=typed)
        MinutesText.objects.bulk_create(
            MinutesText(
                minutes=minutes,
                key=text.key,
                revision=1,
                text=text.text,
                source=text.source,
                after=text.after,
                person=text.person,
                at=text.at,
            )
            for text in latest_texts(before)
        )
    return minutes


def _tell(
    people: dict[Person, dict[str, object]], meeting: Meeting, kind: str, key: str, until: datetime
) -> None:
    told = {person: {"meeting": str(meeting.pk), **facts} for person, facts in people.items()}
    path = f"{meeting.get_absolute_url()}minutes/"
    notices.queue(told, kind=kind, key=key, path=path, until=until)
