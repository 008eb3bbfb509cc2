"""What a calendar replies by mail: read with suspicion, for whoever may forge it, and kept as a reply."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from itertools import islice
from typing import Any
from uuid import UUID

from icalendar import Calendar

from core.refusals import Refusal
from matters.secrecy import check_texts
from meetings.forms.replies import REASON_LENGTH
from meetings.models import Meeting, Reply
from meetings.papers.calendar import DOMAIN
from meetings.policies import may_reply
from meetings.rules.replies import Said
from meetings.services import Words, take_calendar_reply
from people.models import Person

LARGEST = 256 * 1024  # bytes of a whole mail; a reply has two or three thousand
PARTS_AT_MOST, EVENTS_AT_MOST = 40, 1
# Invitations of before named no person.
UID = re.compile(rf"meeting-([0-9a-f-]{{36}})(?:\.([0-9a-f]{{32}}))?@{DOMAIN}")
ADDRESS = re.compile(r"[^\s@\x00-\x1f\x7f]{1,64}@[^\s@\x00-\x1f\x7f]{1,190}")
SAYS = {"ACCEPTED": Said.ATTEND, "DECLINED": Said.ABSENT, "TENTATIVE": Said.UNDECIDED}


class Unreadable(Exception):
    """No reply of a calendar to an invitation of ours; the text says in words for an operator why."""


@dataclass(frozen=True)
class Received:
    """What the calendar says: who, of which meeting, what, to which state of it, and when."""

    meeting: UUID
    person: UUID | None
    address: str
    said: Said
    sequence: int
    stamped_at: datetime
    comment: str


def read(raw: bytes) -> Received:
    """The reply in a mail, or in a bare calendar file; Unreadable for everything else."""
    if len(raw) > LARGEST:
        raise Unreadable(f"more than {LARGEST} bytes")
    try:
        sender, text = _unpacked(raw)
        received = _read(text)
    except Unreadable:
        raise
    except Exception as trouble:  # whatever hostile bytes bring two parsers to
        raise Unreadable(f"cannot be read ({type(trouble).__name__})") from trouble
    if sender is not None and sender != received.address:
        raise Unreadable("comes from another address than it speaks for")
    return received


def keep(received: Received) -> Reply | None:
    """Keep it as the reply of whom the invitation named, with this address; None when it was overtaken.

    Unreadable when nobody invited has this address: whether a meeting or an account exists is not told.
    """
    meeting = Meeting.objects.select_related("body", "chair").filter(pk=received.meeting).first()
    people = Person.objects.filter(email__iexact=received.address, is_active=True)
    people = people.filter(pk=received.person) if received.person else people
    invited = [person for person in people if meeting is not None and may_reply(person, meeting)]
    if meeting is None or len(invited) != 1:
        raise Unreadable("answers no invitation of ours")
    try:
        check_texts([received.comment])
    except Refusal as no:
        raise Unreadable("bears a mark of state secrecy") from no
    return take_calendar_reply(
        person=invited[0],
        meeting=meeting,
        words=Words(received.said.value, reason=received.comment),
        sequence=received.sequence,
        stamped_at=received.stamped_at,
    )


# -- the mail -----------------------------------------------------------------------------------------------


def _unpacked(raw: bytes) -> tuple[str | None, bytes]:
    """Who sent it (None: a bare file, for which whoever runs the command answers), and the calendar in it."""
    if raw.lstrip()[:15].upper() == b"BEGIN:VCALENDAR":
        return None, raw
    mail = message_from_bytes(raw, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    senders = [address for header in mail.get_all("From", []) for address in header.addresses]
    if len(senders) != 1:
        raise Unreadable("names no sender, or several")
    found = [
        part for part in islice(mail.walk(), PARTS_AT_MOST) if part.get_content_type() == "text/calendar"
    ]
    if not found:
        raise Unreadable("holds no calendar")
    text = found[0].get_payload(decode=True)
    assert isinstance(text, bytes)
    return _address(senders[0].addr_spec), text


def _address(said: str) -> str:
    return re.sub("^mailto:", "", said.strip(), flags=re.IGNORECASE).strip().lower()


# -- the calendar -------------------------------------------------------------------------------------------


def _read(text: bytes) -> Received:
    calendar = Calendar.from_ical(text)
    if str(calendar.get("METHOD", "")).upper() != "REPLY":
        raise Unreadable("is no reply")
    events = list(calendar.walk("VEVENT"))
    if len(events) != EVENTS_AT_MOST:
        raise Unreadable("answers several meetings, or none")
    event = events[0]
    uid = UID.fullmatch(str(event.get("UID", "")).strip())
    if uid is None:
        raise Unreadable("answers no invitation of ours")
    address, said = _speaker(event)
    return Received(
        meeting=UUID(uid[1]),
        person=UUID(uid[2]) if uid[2] else None,
        address=address,
        said=said,
        sequence=int(event.get("SEQUENCE", 0)),
        stamped_at=_moment(event),
        comment=" ".join(_comments(event))[:REASON_LENGTH] if said is not Said.ATTEND else "",
    )


def _speaker(event: Any) -> tuple[str, Said]:
    """For whom the calendar speaks, and what it says."""
    attendees = _all(event.get("ATTENDEE"))
    if len(attendees) != 1:
        raise Unreadable("speaks for nobody, or for several")
    address = _address(str(attendees[0]))
    if not ADDRESS.fullmatch(address):
        raise Unreadable("speaks for no address")
    said = SAYS.get(str(attendees[0].params.get("PARTSTAT", "")).upper())
    if said is None:
        raise Unreadable("says neither yes, no nor perhaps")
    return address, said


def _all(value: Any) -> list[Any]:
    """A property that may stand there once or several times, as a list."""
    return value if isinstance(value, list) else [] if value is None else [value]


def _comments(event: Any) -> Iterator[str]:
    return (" ".join(str(each).split()) for each in _all(event.get("COMMENT")))


def _moment(event: Any) -> datetime:
    """When the calendar made its reply; a time without a zone is in UTC, as the standard demands."""
    moment = event["DTSTAMP"].dt
    if not isinstance(moment, datetime):
        raise Unreadable("does not say when it was made")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
