"""A meeting as calendars know it (RFC 5545/5546): the request to one person, its cancellation, the feed."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from icalendar import Calendar, Event, vCalAddress, vText

from meetings.models import Invitation, Meeting
from people.models import Person

PRODUCT = "-//eCabinet//Meetings//VI"
# The part of a UID behind the meeting's key: the same for ever, whatever address the house has.
DOMAIN = "ecabinet"
REQUEST, CANCEL = "REQUEST", "CANCEL"


@dataclass(frozen=True)
class Dated:
    """A meeting with the number and the moment of its latest change."""

    meeting: Meeting
    sequence: int
    changed_at: datetime

    @classmethod
    def of(cls, invitation: Invitation) -> "Dated":
        """The meeting of an invitation."""
        return cls(invitation.meeting, invitation.sequence, invitation.changed_at)


def uid_of(meeting: Meeting, person: Person) -> str:
    """By what the calendar of a person knows a meeting, through every change of it.

    It names the person, so that two who share a mailbox have an event, and a reply, each.
    """
    return f"meeting-{meeting.pk}.{person.pk.hex}@{DOMAIN}"


def message(
    dated: Dated, person: Person, method: str, *, page: str, moment: datetime, replies: bool = True
) -> str:
    """A request or a cancellation to one person; nobody else who is invited is named.

    Of a deputy no reply is asked (`replies`): the member has said who comes.
    """
    event = _event(dated, person, page, stamp=moment, cancelled=method == CANCEL)
    event.add("organizer", _organizer(dated.meeting), encode=False)
    event.add("attendee", _attendee(person, replies=replies), encode=False)
    return _calendar([event], method=method)


def feed(meetings: Iterable[Dated], person: Person, *, name: str, origin: str, cancelled: str) -> str:
    """A person's meetings for subscribing; the same bytes while nothing has changed."""
    events = [
        _event(
            dated,
            person,
            f"{origin}{dated.meeting.get_absolute_url()}",
            stamp=dated.changed_at,
            cancelled=dated.meeting.status == cancelled,
        )
        for dated in meetings
    ]
    return _calendar(events, name=name)


def _calendar(events: Iterable[Event], *, method: str = "", name: str = "") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if method:
        calendar.add("method", method)
    if name:
        calendar.add("x-wr-calname", name)
    for event in events:
        calendar.add_component(event)
    return str(calendar.to_ical(), "utf-8")


def _event(dated: Dated, person: Person, page: str, *, stamp: datetime, cancelled: bool) -> Event:
    """Times are in UTC: every calendar shows them on its own clock, and no zone has to be told."""
    meeting, event = dated.meeting, Event()
    event.add("uid", uid_of(meeting, person))
    event.add("sequence", dated.sequence)
    event.add("dtstamp", stamp.astimezone(UTC))
    event.add("last-modified", dated.changed_at.astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", (meeting.starts_at + timedelta(minutes=meeting.minutes_planned)).astimezone(UTC))
    event.add("summary", meeting.title)
    event.add("location", " · ".join(filter(None, (meeting.place, meeting.link))))
    event.add("url", page)
    event.add("status", "CANCELLED" if cancelled else "CONFIRMED")
    event.add("class", "PRIVATE")
    event.add("transp", "TRANSPARENT" if cancelled else "OPAQUE")
    return event


def _organizer(meeting: Meeting) -> vCalAddress:
    address = vCalAddress(f"mailto:{settings.CALENDAR_ADDRESS}")
    address.params["CN"] = vText(meeting.body.name_vi)
    return address


def _attendee(person: Person, *, replies: bool) -> vCalAddress:
    address = vCalAddress(f"mailto:{person.email}")
    address.params["CN"] = vText(person.label_vi)
    address.params["CUTYPE"] = vText("INDIVIDUAL")
    address.params["ROLE"] = vText("REQ-PARTICIPANT")
    address.params["PARTSTAT"] = vText("NEEDS-ACTION" if replies else "ACCEPTED")
    address.params["RSVP"] = vText("TRUE" if replies else "FALSE")
    return address
