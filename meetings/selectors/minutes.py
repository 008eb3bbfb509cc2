"""The minutes of a meeting as they stand: editions, edited sentences, corrections, and who attended."""

from collections.abc import Sequence

from django.db.models import Q

from core.time import local
from meetings.models import Attendance, Meeting, Minutes, MinutesCorrection, MinutesText
from meetings.rules import Presence
from meetings.rules.minutes import MinutesStatus
from people.models import Person, Role
from people.selectors import appointments_in_force

# Whoever left was there before.
ATTENDED = (Presence.IN_ROOM.value, Presence.REMOTE.value, Presence.LEFT.value)


def editions(meeting: Meeting) -> list[Minutes]:
    """Every edition of the minutes, the first one first, with the frozen text of those approved."""
    people = ("drafted_by", "circulated_by", "frozen__approved_by")
    return list(meeting.minutes_editions.select_related(*people).order_by("number"))


def current_minutes(meeting: Meeting) -> Minutes | None:
    """The latest edition; None where nobody has begun to write."""
    return meeting.minutes_editions.select_related("frozen").order_by("-number").first()


def approved_minutes(meeting: Meeting, number: int | None = None) -> Minutes | None:
    """The approved edition that holds, or the one of this number."""
    found = meeting.minutes_editions.filter(status=MinutesStatus.APPROVED.value)
    if number is not None:
        found = found.filter(number=number)
    return found.select_related("frozen").order_by("-number").first()


def latest_texts(minutes: Minutes | None) -> list[MinutesText]:
    """The revision that counts of every sentence that somebody touched, in the order of the first touch."""
    if minutes is None:
        return []
    latest: dict[str, MinutesText] = {}
    for text in minutes.texts.select_related("person").order_by("pk"):
        latest[text.key] = text
    return list(latest.values())


def revisions(minutes: Minutes, key: str) -> list[MinutesText]:
    """Every revision of a sentence, the latest first."""
    return list(minutes.texts.filter(key=key).select_related("person").order_by("-revision"))


def corrections(minutes: Minutes | None, person: Person | None = None) -> list[MinutesCorrection]:
    """The proposed corrections with their answers; of one person when one is named."""
    if minutes is None:
        return []
    found = minutes.corrections.select_related("person", "answer__person").order_by("number")
    return list(found.filter(person=person) if person is not None else found)


def attendees(meeting: Meeting) -> list[Person]:
    """Who attended: the holders of the seats that were there, and the deputies, in the order of the body."""
    rows = list(Attendance.objects.filter(meeting=meeting).select_related("deputy").order_by("seat__order"))
    seats = [row.seat_id for row in rows if row.presence in ATTENDED]
    day = local(meeting.started_at or meeting.starts_at).date()
    held = appointments_in_force(day).filter(seat__in=seats, role=Role.HOLDER).select_related("person")
    holders = {appointment.seat_id: appointment.person for appointment in held}
    found = [person for row in rows for person in (holders.get(row.seat_id), row.deputy) if person]
    return list({person.pk: person for person in found}.values())


def attended(person: Person, meeting: Meeting) -> bool:
    """Whether this person attended: from a seat held on that day, or as a deputy."""
    day = local(meeting.started_at or meeting.starts_at).date()
    held = appointments_in_force(day).filter(person=person, role=Role.HOLDER).values("seat")
    there = Q(seat__in=held, presence__in=ATTENDED) | Q(deputy=person)
    return person.is_active and Attendance.objects.filter(there, meeting=meeting).exists()


def writers_of(minutes: Minutes, texts: Sequence[MinutesText] | None = None) -> list[Person]:
    """Who wrote in this edition: whoever began it and whoever changed a sentence, each once."""
    wrote = [text.person for text in texts or minutes.texts.select_related("person").order_by("pk")]
    return list({person.pk: person for person in (minutes.drafted_by, *wrote)}.values())
