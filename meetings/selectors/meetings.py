"""Which meetings a person sees, and which of their items."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When
from django.http import Http404

from core.prepared import Placeholder, Placeholders, Prepared
from core.time import local
from meetings.models import Guest, Meeting
from meetings.rules import MeetingStatus
from meetings.selectors.closed import closed_items
from meetings.selectors.seating import Invited, attended_by, seats_at
from people.models import Person
from people.policies import desk_reach, reads_everything
from people.selectors import seats_served_by

COMING = 5  # meetings that are put before a person at once


def shown(path: str = "") -> Q:
    """That a meeting's programme was sent, whatever became of it; `path` leads to it ("meeting__")."""
    return Q(**{f"{path}sent_at__isnull": False})


def was_sent(meeting: Meeting) -> bool:
    """The condition of `shown`, asked of one meeting."""
    return meeting.sent_at is not None


def meetings_visible_to(person: Person) -> QuerySet[Meeting]:
    """All for secretariat and auditor; once sent, also for the seats that attend, their staff, and guests.

    A secretariat or auditor of one body sees all of that body.
    """
    everything, reach = Meeting.objects.select_related("body", "chair"), desk_reach(person)
    if reach.whole:
        return everything
    mine = Q(attended_by(person) | Q(pk__in=person.guest_of.values("meeting"))) & shown()
    return everything.filter(mine | reach.where() if reach else mine)


def meetings_visible_among(person: Person, keys: Collection[UUID]) -> QuerySet[Meeting]:
    """`meetings_visible_to`, of these meetings only.

    Asked of each: where a few are looked at, SQLite would else walk through all that this person ever saw.
    """
    found, reach = Meeting.objects.filter(pk__in=keys), desk_reach(person)
    if reach.whole:
        return found
    seats = seats_served_by(person)
    whole = Q(body__in={seat.body_id for seat in seats}, whole_body=True)
    called = Exists(Invited.objects.filter(meeting=OuterRef("pk"), seat__in=seats))
    invited = Exists(Guest.objects.filter(meeting=OuterRef("pk"), person=person))
    mine = (whole | Q(called) | Q(invited)) & shown()
    return found.filter(mine | reach.where() if reach else mine)


_AHEAD = Q(status=MeetingStatus.RUNNING.value) | Q(
    status__in=[MeetingStatus.SENT.value, MeetingStatus.DRAFT.value, MeetingStatus.CANCELLED.value],
    starts_at__gte=Placeholder("midnight", "moment"),
)


def _running_first(found: QuerySet[Meeting]) -> QuerySet[Meeting]:
    first, last = MeetingStatus.RUNNING.value, MeetingStatus.CANCELLED.value
    running = Case(When(status=first, then=Value(0)), When(status=last, then=Value(2)), default=Value(1))
    ahead = found.filter(_AHEAD).select_related("body", "chair")
    return ahead.annotate(runs=running).order_by("runs", "starts_at")[:COMING]


_coming = Prepared(lambda: _running_first(Meeting.objects.all()))

_MINE = (
    Q(body__in=Placeholders("bodies", "uuid"), whole_body=True)
    | Q(pk__in=Invited.objects.filter(seat__in=Placeholders("seats", "uuid")).values("meeting"))
    | Q(pk__in=Guest.objects.filter(person=Placeholder("person", "uuid")).values("meeting"))
)
_coming_to = Prepared(lambda: _running_first(Meeting.objects.filter(_MINE, shown())))
_coming_to_desk = Prepared(
    lambda: _running_first(
        Meeting.objects.filter((_MINE & shown()) | Q(body__in=Placeholders("desk", "uuid")))
    )
)


def coming_meetings(person: Person, moment: datetime) -> list[Meeting]:
    """Of the visible meetings those that run, then those of today and later, last those cancelled."""
    midnight = local(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    reach, seats = desk_reach(person), seats_served_by(person)
    if reach.whole:
        return _coming(midnight=midnight)
    mine = {
        "midnight": midnight,
        "bodies": [seat.body_id for seat in seats],
        "seats": [seat.pk for seat in seats],
        "person": person.pk,
    }
    return _coming_to_desk(**mine, desk=list(reach.bodies)) if reach else _coming_to(**mine)


def sees(person: Person, meeting: Meeting) -> bool:
    """The condition of `meetings_visible_to`, asked of one meeting that has been read already."""
    if reads_everything(person, meeting.body_id):
        return True
    if not was_sent(meeting):
        return False
    return bool(seats_at(person, meeting)) or person.guest_of.filter(meeting=meeting).exists()


def meeting_for(person: Person, key: UUID) -> Meeting:
    """The meeting if this person may see it; Http404 otherwise."""
    found = meeting_of(key)
    if found is None or not sees(person, found):
        raise Http404
    return found


_meeting = Prepared(
    lambda: Meeting.objects.select_related("body", "chair").filter(pk=Placeholder("meeting", "uuid"))
)


def meeting_of(key: UUID | str) -> Meeting | None:
    """The meeting of this id, whoever asks."""
    return _meeting.first(meeting=key)


def meeting_named(name: str) -> Meeting:
    """The meeting of this id or short name, for commands; Meeting.DoesNotExist otherwise."""
    try:
        return Meeting.objects.get(pk=UUID(name))
    except ValueError:
        return Meeting.objects.get(slug=name)


def is_whole_guest(person: Person, meeting: Meeting) -> bool:
    """Whether this person is invited to the meeting as a whole (or belongs to it by a seat or duty)."""
    if reads_everything(person, meeting.body_id):
        return True
    if seats_at(person, meeting):
        return True
    return Guest.objects.filter(meeting=meeting, person=person, item__isnull=True).exists()


def items_open_to(person: Person, meeting: Meeting) -> frozenset[UUID] | None:
    """None: every item. Otherwise the items to which this guest is invited; the others are not hinted at."""
    if is_whole_guest(person, meeting):
        return None
    invited = Guest.objects.filter(meeting=meeting, person=person).values_list("item_id", flat=True)
    return frozenset(invited) - closed_items(person, meeting)
