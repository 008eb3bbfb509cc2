"""Telling the invited: notices are queued by the act itself, and sent by the clock."""

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from uuid import UUID

from core.time import now
from meetings.models import Invitation, Meeting, Reply
from meetings.rules.replies import Consent, How
from meetings.selectors import expected_seats
from meetings.selectors.replies import consenting_seat, deputies_named
from people import notices
from people.models import Person
from people.selectors import holders, serving


def tell_invited(invitation: Invitation) -> int:
    """Everybody invited is told once that there is a meeting; whoever was told already gets nothing."""
    return _tell_all(invitation, "meeting:invited", turn="")


def tell_changed(invitation: Invitation) -> int:
    """Time, place or title are others."""
    tell_deputies(invitation)
    return _tell_all(invitation, "meeting:changed", turn=str(invitation.sequence))


def tell_cancelled(invitation: Invitation) -> int:
    """The meeting is not held."""
    return _tell_all(invitation, "meeting:cancelled", turn="")


def tell_guest(invitation: Invitation, person: Person) -> int:
    """A guest is invited after the programme was sent; again, when invited anew."""
    return _tell(invitation, "meeting:invited", [person], turn=now().isoformat())


def tell_withdrawn(invitation: Invitation, people: Iterable[Person]) -> int:
    """These persons are no longer invited."""
    return _tell(invitation, "meeting:withdrawn", people, turn=now().isoformat())


def tell_replied(reply: Reply, invitation: Invitation) -> int:
    """Whoever consents is told of a request; the person, of a reply that came by mail and may be forged."""
    turn, told = f"{reply.pk}:{reply.revision}", 0
    if reply.consent == Consent.ASKED.value:
        seat = consenting_seat(reply.meeting)
        told += _tell(invitation, "meeting:absence", holders([seat]).values(), turn=turn, reply=reply)
    if reply.how == How.CALENDAR.value:
        told += _tell(invitation, "meeting:noted", [reply.by], turn=turn, reply=reply)
    return told


def tell_decided(reply: Reply, invitation: Invitation) -> int:
    """The member is told that the request was decided."""
    assert reply.seat is not None
    turn = f"{reply.pk}:{reply.revision}:{reply.consent}"
    return _tell(invitation, "meeting:decided", holders([reply.seat]).values(), turn=turn, reply=reply)


def tell_deputies(invitation: Invitation) -> int:
    """Whoever attends for a member is told so, at each new number of the invitation."""
    told = 0
    for reply in deputies_named(invitation.meeting):
        turn = f"{invitation.sequence}:{reply.pk}:{reply.revision}"
        if reply.deputy is not None:
            told += _tell(invitation, "meeting:deputy", [reply.deputy], turn=turn, reply=reply)
    return told


def tell_deputy_no_more(invitation: Invitation, deputy: Person) -> int:
    """The member comes himself, stays away, or sends somebody else."""
    return _tell(invitation, "meeting:deputy_off", [deputy], turn=now().isoformat())


def served(seats: Collection[UUID]) -> list[Person]:
    """The holders of these seats and their assistants."""
    return [each.person for each in serving(seats)]


def _tell_all(invitation: Invitation, kind: str, *, turn: str) -> int:
    if not notices.wanted():
        return 0
    meeting = invitation.meeting
    people = served([seat.pk for seat in expected_seats(meeting)])
    guests = [guest.person for guest in meeting.guests.select_related("person")]
    return _tell(invitation, kind, [*people, *guests, *_deputies(meeting, kind)], turn=turn)


def _deputies(meeting: Meeting, kind: str) -> list[Person]:
    """Deputies are told of a cancellation like everybody; of the rest by letters of their own."""
    if kind != "meeting:cancelled":
        return []
    return [reply.deputy for reply in deputies_named(meeting) if reply.deputy is not None]


def _tell(
    invitation: Invitation, kind: str, people: Iterable[Person], *, turn: str, reply: Reply | None = None
) -> int:
    meeting = invitation.meeting
    facts: dict[str, object] = {"meeting": str(meeting.pk), "sequence": invitation.sequence}
    if reply is not None:
        facts |= {"reply": reply.pk, "revision": reply.revision, "consent": str(reply.consent)}
    key = ":".join(filter(None, (kind, str(meeting.pk), turn)))
    path = meeting.get_absolute_url()
    return notices.queue(dict.fromkeys(people, facts), kind=kind, key=key, path=path, until=_over(meeting))


def _over(meeting: Meeting) -> datetime:
    """From when on it would be pointless: when the meeting is over as planned."""
    return meeting.starts_at + timedelta(minutes=meeting.minutes_planned)
