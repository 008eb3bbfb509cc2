"""The calendar: the meetings of a page that a person may see, with their conflicts, in constant queries."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext

from core.time import local
from core.working_time import on_day
from meetings.models import Meeting
from meetings.rules import MeetingStatus
from meetings.rules.calendar import Page, Place, View, places
from meetings.rules.conflicts import Slot
from meetings.rules.form import SessionForm
from meetings.selectors.conflicts import Clash, clashes_among
from meetings.selectors.meetings import meetings_visible_among
from meetings.wording import FORMS, MEETING_STATUSES
from people.models import Person, Seat
from people.policies import desk_reach, secretariat_reach
from people.selectors import holders, seats_served_by

NOTHING = frozenset[str]()
PICTURES = {"draft": "file-pen", "closed": "check", "cancelled": "x"}
UNREAD = ("procedure_facts", "secretary_label", "number", "pause_reason")
OPENS, CLOSES = time(7), time(18)  # the hours that a week shows in any case


@dataclass(frozen=True)
class Event:
    """A meeting in the calendar, with its conflicts."""

    meeting: Meeting
    clashes: Sequence[Clash]
    place: Place | None = None
    planned_here: bool = False  # whether the reader is of the secretariat that plans it

    @property
    def title(self) -> str:
        """What the meeting is called."""
        return self.meeting.title

    @property
    def address(self) -> str:
        """The page of the meeting."""
        return self.meeting.get_absolute_url()

    @property
    def movable(self) -> bool:
        """Whether the reader may still change its time."""
        fixed = MeetingStatus(self.meeting.status) not in (MeetingStatus.DRAFT, MeetingStatus.SENT)
        return self.planned_here and not fixed

    @property
    def plan(self) -> str:
        """Where its time and place are changed."""
        return f"{self.address}edit/"

    @property
    def status(self) -> str:
        """Its state in words."""
        return str(MEETING_STATUSES[self.meeting.status])

    @property
    def picture(self) -> str:
        """The picture of its state; a meeting that is to come has none."""
        return PICTURES.get(self.meeting.status, "")

    @property
    def classes(self) -> str:
        """How it is drawn: its state, whether the whole body sits, a conflict, its place in the week."""
        found = [f"is-{self.meeting.status}"]
        found += ["gov"] * self.meeting.whole_body + ["clash"] * bool(self.clashes)
        if self.place:
            found.append(f"r{self.place.row} h{self.place.rows} l{self.place.lane}")
        return " ".join(found)

    @property
    def hours(self) -> str:
        """When it begins, and in the week when it ends."""
        begins = f"{local(self.meeting.starts_at):%H:%M}"
        return f"{begins}–{local(self.meeting.ends_at):%H:%M}" if self.place else begins

    @property
    def where(self) -> str:
        """Where and how it is held, in the week."""
        if not self.place:
            return ""
        named = [self.meeting.place] * self.meeting.is_somewhere
        online = self.meeting.form != SessionForm.IN_PERSON
        return " · ".join([*named, *[str(FORMS[self.meeting.form])] * online])

    @property
    def why(self) -> list[str]:
        """Its conflicts in words."""
        rooms = any(clash.same_room for clash in self.clashes)
        people = any(clash.names for clash in self.clashes)
        return [gettext("Same room")] * rooms + [gettext("Same people")] * people


@dataclass(frozen=True)
class Day:
    """A day of the calendar with its meetings by time."""

    day: date
    events: Sequence[Event] = ()
    lanes: int = 1

    @property
    def key(self) -> str:
        """The day in the machine's spelling."""
        return self.day.isoformat()


@dataclass(frozen=True)
class Calendar:
    """One page of the calendar: its days by weeks, and the hours between which the week's grid lies."""

    days: Mapping[date, Day]
    first_hour: int = OPENS.hour
    last_hour: int = CLOSES.hour
    conflicts: int = 0
    first_conflict: date | None = None
    total: int = 0
    hours: Sequence[int] = field(default_factory=tuple)


def calendar(
    person: Person, page: Page, *, kind: str = "", body: UUID | None = None, hourly: bool = False
) -> Calendar:
    """The days of a page. Conflicts are sought among all meetings seen, whatever the page leaves out."""
    begins = on_day(page.days[0], time.min)
    until = on_day(page.days[-1], time.min) + timedelta(days=1)
    meetings = _meetings(person, begins, until)
    if page.view is View.LIST:  # which alone names who presides
        prefetch_related_objects(meetings, "chair")
    clashes = clashes_among(meetings, of=_own(person))
    shown = [each for each in meetings if (not kind or each.kind == kind) and body in (None, each.body_id)]
    by_day: dict[date, list[Event]] = {}
    plans = secretariat_reach(person)
    for meeting in shown:
        event = Event(meeting, clashes.get(meeting.pk, ()), planned_here=plans.covers(meeting.body_id))
        by_day.setdefault(local(meeting.starts_at).date(), []).append(event)
    conflicting = [each for each in shown if each.pk in clashes]
    first_hour, last_hour = _hours(shown)
    days = {day: _day(day, by_day.get(day, []), first_hour, hourly) for day in page.days}
    return Calendar(
        days=days,
        first_hour=first_hour,
        last_hour=last_hour,
        conflicts=len(conflicting),
        first_conflict=local(conflicting[0].starts_at).date() if conflicting else None,
        total=len(shown),
        hours=range(first_hour, last_hour),
    )


def _meetings(person: Person, begins: datetime, until: datetime) -> list[Meeting]:
    """What this person may see of the meetings that begin between two moments, in order."""
    held = Meeting.objects.filter(starts_at__gte=begins, starts_at__lt=until)
    seen = meetings_visible_among(person, list(held.values_list("pk", flat=True)))
    return list(seen.defer(*UNREAD).order_by("starts_at", "pk"))


def _own(person: Person) -> Collection[str] | None:
    """Whose conflicts a person is told of: everybody's, those of the own bodies, or of the seats served."""
    reach = desk_reach(person)
    if reach.whole:
        return None
    served = (
        [*seats_served_by(person), *Seat.objects.filter(reach.where())] if reach else seats_served_by(person)
    )
    return {person.key} | {holder.key for holder in holders(served).values()}


def _hours(meetings: Sequence[Meeting]) -> tuple[int, int]:
    """The hours that hold every meeting, at least those of a working day."""
    first, last = OPENS.hour, CLOSES.hour
    for meeting in meetings:
        start, end = local(meeting.starts_at), local(meeting.ends_at)
        first = min(first, start.hour)
        over = 24 if end.date() > start.date() else end.hour + (end.minute > 0)
        last = max(last, over)
    return first, last


def _day(day: date, events: list[Event], first_hour: int, hourly: bool) -> Day:
    if not (hourly and events):
        return Day(day, events)
    begins, midnight = on_day(day, time(first_hour)), on_day(day, time.min) + timedelta(days=1)
    found, lanes = places([_slot(event.meeting, midnight) for event in events], begins)
    placed = [replace(each, place=found[str(each.meeting.pk)]) for each in events]
    return Day(day, placed, lanes)


def _slot(meeting: Meeting, midnight: datetime) -> Slot:
    ends_at = min(meeting.ends_at, midnight)
    return Slot(str(meeting.pk), meeting.starts_at, ends_at, NOTHING, NOTHING)
