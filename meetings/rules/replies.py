"""The reply to an invitation: what may be said, until when, and whether somebody must consent to it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from core.refusals import Refusal
from meetings.rules.statuses import MeetingStatus, Presence, check_not_over
from people.procedure import Procedure


class Said(StrEnum):
    """What an invited person replies; UNDECIDED is said by calendars only ("tentative")."""

    ATTEND = "attend"
    PART = "part"
    DEPUTY = "deputy"
    ABSENT = "absent"
    UNDECIDED = "undecided"


class How(StrEnum):
    """By which way a reply came: the person on the page, the secretariat by telephone, a calendar's mail."""

    SELF = "self"
    DESK = "desk"
    CALENDAR = "calendar"


class Consent(StrEnum):
    """Where the consent to an absence (also of part of the session, also with a deputy) stands."""

    NOT_NEEDED = "not_needed"
    ASKED = "asked"
    GIVEN = "given"
    DECLINED = "declined"


# What leaves the chair empty for a while: it needs a reason and the consent.
AWAY = (Said.PART, Said.DEPUTY, Said.ABSENT)


@dataclass(frozen=True, slots=True)
class Span:
    """The part of a session that somebody attends."""

    from_at: datetime
    to_at: datetime

    def within(self, other: "Span") -> bool:
        """Whether it is a real part of the other one: inside it and shorter."""
        return other.from_at <= self.from_at < self.to_at <= other.to_at and self != other


def consent_to(said: Said, *, seated: bool, consents_itself: bool) -> Consent:
    """Whether an absence must be consented to; of guests and of whoever consents it is not asked."""
    if said not in AWAY or not seated or consents_itself:
        return Consent.NOT_NEEDED
    return Consent.ASKED


def is_asked(said: Said | None, *, chairs: bool) -> bool:
    """Whether a reply is still asked for: not of who chairs, who comes unless something else is said."""
    return said is Said.UNDECIDED or (said is None and not chairs)


def check_open_to_reply(status: MeetingStatus) -> None:
    """Refuse a reply before the programme is sent and from the opening of the meeting on."""
    check_not_over(status)
    if status is MeetingStatus.DRAFT:
        raise Refusal("meeting_not_sent")
    if status is MeetingStatus.RUNNING:
        raise Refusal("reply_too_late")


def check_guest_reply(said: Said) -> None:
    """Refuse to a guest what only members may reply."""
    if said not in (Said.ATTEND, Said.ABSENT, Said.UNDECIDED):
        raise Refusal("reply_for_members_only")


def check_reply(
    said: Said,
    seat_kind: str,
    procedure: Procedure,
    *,
    office: str,
    deputy: str | None,
    part: Span | None,
    session: Span,
) -> None:
    """Refuse a deputy whom the procedure does not allow, and a part that is no part of the session."""
    rule = procedure.deputy_for_kinds
    if said is Said.DEPUTY:
        if seat_kind not in rule.value:
            raise Refusal("deputy_not_allowed", office=office, source=rule.source, source_en=rule.source_en)
        if not deputy:
            raise Refusal("deputy_unnamed", office=office)
    if said is Said.PART and (part is None or not part.within(session)):
        raise Refusal("reply_part_outside", starts_at=session.from_at, ends_at=session.to_at)


def check_reason(said: Said, reason: str, procedure: Procedure) -> None:
    """Refuse an absence without its reason: who consents must know what to."""
    rule = procedure.absence_consent_by
    if said in AWAY and not reason:
        raise Refusal("reply_without_reason", source=rule.source, source_en=rule.source_en)


def check_consent(consent: Consent, revision: int, named: int) -> None:
    """Refuse to decide about a reply that asks for nothing, or that was changed since it was read."""
    if revision != named:
        raise Refusal("absence_changed")
    if consent is Consent.NOT_NEEDED:
        raise Refusal("reply_needs_no_consent")


def expected_presence(said: Said | None, consent: Consent) -> Presence:
    """Where a seat will be, going by the reply; without consent a member is still expected."""
    if said in (Said.ATTEND, Said.PART):
        return Presence.IN_ROOM
    if said in AWAY and consent is not Consent.DECLINED:
        return Presence.DEPUTY if said is Said.DEPUTY else Presence.ABSENT
    return Presence.EXPECTED
