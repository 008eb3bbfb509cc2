"""What an invited person sees of the own reply, and what whoever consents to absences has to decide."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from meetings.desk import deputies_of
from meetings.forms.replies import ReplyForm
from meetings.models import Meeting, Reply
from meetings.policies import may_consent_to_absence, may_follow_replies, may_reply
from meetings.rules import MeetingStatus
from meetings.rules.replies import Said, is_asked
from meetings.selectors import seat_in
from meetings.selectors.replies import (
    Replies,
    consenting_seat,
    replies_of,
    reply_of,
    sequence_of,
    takes_the_chair,
)
from people.models import Person, Seat

GUEST_OFFERS = (Said.ATTEND, Said.ABSENT)
MEMBER_OFFERS = (Said.ATTEND, Said.ABSENT, Said.DEPUTY, Said.PART)


@dataclass(frozen=True)
class Offer:
    """One way to reply that is more than a press: its form, and whether it is unfolded."""

    said: Said
    form: ReplyForm
    unfolded: bool


@dataclass(frozen=True)
class Invited:
    """The own reply, whether it may still be changed, and the forms for it."""

    reply: Reply | None
    open: bool
    stale: bool
    seat: Seat | None
    consent_of: Seat
    offers: Sequence[Offer]
    deputy_rule: Any
    chairs: bool

    @property
    def awaited(self) -> bool:
        """Whether the person has still to say anything."""
        said = Said(self.reply.said) if self.reply else None
        return self.open and (is_asked(said, chairs=self.chairs) or self.stale)

    @property
    def offers_attending(self) -> bool:
        """Whether one press may say that the person attends: not said yet, and not taken for granted."""
        return self.awaited or (self.reply is not None and self.reply.said != Said.ATTEND.value)

    @property
    def asks_consent(self) -> bool:
        """Whether an absence of this person needs somebody's consent."""
        return self.seat is not None and self.seat.pk != self.consent_of.pk


def offers_to(meeting: Meeting, seat: Seat | None) -> Sequence[Said]:
    """What may be replied for this seat (by a guest: None), by the procedure."""
    if seat is None:
        return GUEST_OFFERS
    sends_deputy = seat.kind in meeting.procedure.deputy_for_kinds.value
    return [each for each in MEMBER_OFFERS if each is not Said.DEPUTY or sends_deputy]


def invited_to(person: Person, meeting: Meeting, typed: ReplyForm | None = None) -> Invited | None:
    """The own reply of this person; None for whoever is not invited or before the programme is sent."""
    if meeting.status == MeetingStatus.DRAFT.value or not may_reply(person, meeting):
        return None
    seat, given = seat_in(person, meeting), reply_of(person, meeting)
    chairs = seat is not None and takes_the_chair(person, meeting)
    still_open = meeting.status == MeetingStatus.SENT.value
    offered = [each for each in offers_to(meeting, seat) if each is not Said.ATTEND] if still_open else []
    return Invited(
        reply=given,
        open=still_open,
        stale=given is not None and given.sequence < sequence_of(meeting) and not chairs,
        seat=seat,
        consent_of=consenting_seat(meeting),
        offers=[_offer(meeting, seat, given, said, typed) for said in offered],
        deputy_rule=meeting.procedure.deputy_for_kinds,
        chairs=chairs,
    )


def _offer(
    meeting: Meeting, seat: Seat | None, given: Reply | None, said: Said, typed: ReplyForm | None
) -> Offer:
    if typed is not None and typed.data.get("said") == said.value:
        return Offer(said, typed, True)
    first = ReplyForm.of(given) if given and given.said == said.value else {}
    return Offer(said, form_for(meeting, seat, said, initial=first | {"said": said.value}), False)


def form_for(meeting: Meeting, seat: Seat | None, *offers: Said, **more: Any) -> ReplyForm:
    """The form of these replies; one that offers a deputy names those appointed for the seat."""
    deputies = deputies_of(seat) if seat and Said.DEPUTY in offers else []
    key = offers[0].value if len(offers) == 1 else "reply"
    return ReplyForm(
        *more.pop("typed", ()),
        meeting=meeting,
        offers=offers,
        deputies=deputies,
        auto_id=f"id_{key}_%s",
        **more,
    )


def reply_page(person: Person, meeting: Meeting, typed: ReplyForm | None = None) -> dict[str, Any]:
    """What the page of a meeting shows of replies to this person."""
    shown: dict[str, Any] = {"invited": invited_to(person, meeting, typed)}
    if meeting.status == MeetingStatus.DRAFT.value or not may_follow_replies(person, meeting):
        return shown
    replies: Replies = replies_of(meeting)
    decides = meeting.status == MeetingStatus.SENT.value and may_consent_to_absence(person, meeting)
    requests = [row.reply for row in replies.requests] if decides else []
    return shown | {"replies": replies, "absences": requests}
