"""Replies to an invitation: given by the person, entered by the secretariat, sent by a calendar; consent."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from core.chain import canonical
from core.journal import record
from core.refusals import Refusal, require
from core.time import local, now
from matters.rules import clean_text
from meetings.models import Guest, Meeting, Reply
from meetings.policies import may_consent_to_absence, may_enter_reply, may_reply
from meetings.rules import MeetingStatus
from meetings.rules.replies import (
    Consent,
    How,
    Said,
    Span,
    check_consent,
    check_guest_reply,
    check_open_to_reply,
    check_reason,
    check_reply,
    consent_to,
)
from meetings.selectors import expected_seats, seat_in
from meetings.selectors.replies import consenting_seat, sequence_of
from meetings.services.inviting import invitation_of
from meetings.services.locks import locked_meeting
from meetings.services.telling import tell_decided, tell_deputies, tell_deputy_no_more, tell_replied
from people.models import Person, Role, Seat
from people.selectors import appointments_in_force


@dataclass(frozen=True)
class Words:
    """What is replied: with the deputy, the part of the session and the reason where there are any."""

    said: str
    deputy: Person | None = None
    from_at: datetime | None = None
    to_at: datetime | None = None
    reason: str = ""

    def the_part(self) -> Span | None:
        """The part of the session that is attended."""
        part = self.from_at and self.to_at and Span(self.from_at, self.to_at)
        return part or None


def reply(*, actor: Person, meeting: Meeting, words: Words) -> Reply:
    """Reply for one's own seat, or as a guest; the same words again change nothing."""
    require(may_reply, actor, meeting)
    seat = seat_in(actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_reply(MeetingStatus(meeting.status))
        if seat is not None:
            check_reason(Said(words.said), clean_text(words.reason), meeting.procedure)
        return _keep(actor, meeting, seat, None if seat else actor, words, How.SELF)


def enter_reply(
    *, actor: Person, meeting: Meeting, words: Words, seat: Seat | None = None, guest: Person | None = None
) -> Reply:
    """Enter what a member or guest said by telephone; marked as entered by the secretariat."""
    require(may_enter_reply, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_reply(MeetingStatus(meeting.status))
        if not _invited(meeting, seat, guest):
            raise Refusal("reply_not_invited")
        if seat is not None:
            check_reason(Said(words.said), clean_text(words.reason), meeting.procedure)
        return _keep(actor, meeting, seat, guest, words, How.DESK)


def take_calendar_reply(
    *, person: Person, meeting: Meeting, words: Words, sequence: int, stamped_at: datetime
) -> Reply | None:
    """Keep what a person's calendar replied; None when it answers an older time or was overtaken.

    A mail may be forged, so this is marked, asks for consent like any absence, and casts nothing.
    """
    require(may_reply, person, meeting)
    seat = seat_in(person, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_reply(MeetingStatus(meeting.status))
        before = _stored(meeting, seat, None if seat else person)
        if sequence < sequence_of(meeting) or (before is not None and _overtaken(before, stamped_at)):
            return None
        stamped = min(stamped_at, now())  # a clock that runs ahead must not shut out later replies
        return _keep(person, meeting, seat, None if seat else person, words, How.CALENDAR, stamped)


def decide_absence(*, actor: Person, meeting: Meeting, seat: Seat, revision: int, consents: bool) -> Reply:
    """Consent to an absence, or not; the revision names what was read."""
    require(may_consent_to_absence, actor, meeting)
    with transaction.atomic():
        meeting = locked_meeting(meeting.pk)
        check_open_to_reply(MeetingStatus(meeting.status))
        found = _stored(meeting, seat, None)
        if found is None:
            raise Refusal("absence_changed")
        check_consent(Consent(found.consent), found.revision, revision)
        decided = Consent.GIVEN if consents else Consent.DECLINED
        if found.consent == decided.value:
            return found
        before = _deputy_named(found)
        found.consent, found.consent_by, found.consent_at = decided.value, actor, now()
        found.save(update_fields=["consent", "consent_by", "consent_at"])
        facts = {"seat": seat.order, "office": seat.office_vi, "revision": found.revision}
        kind = "absence.given" if consents else "absence.declined"
        record(meeting.stream, kind, actor=actor.key, subject=f"seat:{seat.pk}", facts=facts)
        tell_decided(found, invitation_of(meeting))
        _tell_deputies(found, before)
    return found


# -- keeping it ---------------------------------------------------------------------------------------------


def _invited(meeting: Meeting, seat: Seat | None, guest: Person | None) -> bool:
    if seat is not None:
        return expected_seats(meeting).filter(pk=seat.pk).exists()
    return Guest.objects.filter(meeting=meeting, person=guest).exists()


def _stored(meeting: Meeting, seat: Seat | None, guest: Person | None) -> Reply | None:
    return Reply.objects.select_for_update().filter(meeting=meeting, seat=seat, guest=guest).first()


def _overtaken(before: Reply, stamped_at: datetime) -> bool:
    """Whether something newer is known: from this calendar by its own clock, else by ours."""
    return stamped_at < (before.stamped_at or before.at)


def _keep(
    actor: Person,
    meeting: Meeting,
    seat: Seat | None,
    guest: Person | None,
    words: Words,
    how: How,
    stamped_at: datetime | None = None,
) -> Reply:
    new = _stated(meeting, seat, words)
    found = _stored(meeting, seat, guest) or Reply(meeting=meeting, seat=seat, guest=guest)
    found.stamped_at, before = stamped_at, _deputy_named(found)
    if found.revision and all(getattr(found, name) == value for name, value in new.items()):
        found.save(update_fields=["stamped_at"])
        return found
    for name, value in new.items():
        setattr(found, name, value)
    found.how, found.by, found.at, found.revision = how.value, actor, now(), found.revision + 1
    found.salt = secrets.token_hex(16) if found.reason else ""
    itself = seat is not None and seat.pk == consenting_seat(meeting).pk
    found.consent = consent_to(Said(words.said), seated=seat is not None, consents_itself=itself).value
    found.consent_by = found.consent_at = None
    found.save()
    _record(actor, found)
    tell_replied(found, invitation_of(meeting))
    _tell_deputies(found, before)
    return found


def _deputy_named(found: Reply) -> Person | None:
    """Who is told that he attends for the seat: once the absence needs no consent, or has it."""
    settled = found.consent in (Consent.NOT_NEEDED.value, Consent.GIVEN.value)
    return found.deputy if settled and found.said == Said.DEPUTY.value else None


def _tell_deputies(found: Reply, before: Person | None) -> None:
    """The deputy named now is told; whoever was named before and is no longer, too."""
    invitation, named = invitation_of(found.meeting), _deputy_named(found)
    if named is not None:
        tell_deputies(invitation)
    if before is not None and before != named:
        tell_deputy_no_more(invitation, before)


def _stated(meeting: Meeting, seat: Seat | None, words: Words) -> dict[str, object]:
    """The words as they are kept, once the rules have nothing against them."""
    said = Said(words.said)
    deputy = words.deputy if said is Said.DEPUTY else None
    part = words.the_part() if said is Said.PART else None
    _check(meeting, seat, said, deputy, part)
    return {
        "said": said.value,
        "deputy": deputy,
        "from_at": part and part.from_at,
        "to_at": part and part.to_at,
        "reason": "" if said is Said.ATTEND else clean_text(words.reason),
        "sequence": sequence_of(meeting),
    }


def _check(meeting: Meeting, seat: Seat | None, said: Said, deputy: Person | None, part: Span | None) -> None:
    if seat is None:
        check_guest_reply(said)
        return
    whole = Span(meeting.starts_at, meeting.starts_at + timedelta(minutes=meeting.minutes_planned))
    named = deputy.label_vi if deputy else None
    check_reply(
        said, seat.kind, meeting.procedure, office=seat.office, deputy=named, part=part, session=whole
    )
    if deputy is not None and not _deputy_of(deputy, seat):
        raise Refusal("deputy_not_appointed", office=seat.office, deputy=deputy.name)


def _deputy_of(person: Person, seat: Seat) -> bool:
    return appointments_in_force().filter(person=person, seat=seat, role=Role.DEPUTY).exists()


def _record(actor: Person, found: Reply) -> None:
    seat, guest = found.seat, found.guest
    facts: dict[str, object] = {
        "seat": seat.order if seat else None,
        "office": seat.office_vi if seat else guest and guest.label_vi,
        "how": str(found.how),
        "revision": found.revision,
        "consent": str(found.consent),
        "deputy": found.deputy.label_vi if found.deputy else None,
        "hours": _hours(found),
        # The reason is not for every reader of the journal: only its digest, the salt stays in the row.
        "reason_digest": _digest(found.salt, found.reason) if found.reason else None,
    }
    subject = f"seat:{seat.pk}" if seat else guest.key if guest else ""
    record(found.meeting.stream, f"reply.{found.said}", actor=actor.key, subject=subject, facts=facts)


def _hours(found: Reply) -> str | None:
    if found.from_at is None or found.to_at is None:
        return None
    return f"{local(found.from_at):%H:%M}–{local(found.to_at):%H:%M}"


def _digest(salt: str, reason: str) -> str:
    return hashlib.sha256(bytes.fromhex(salt) + canonical(reason)).hexdigest()
