"""What the pages of meetings read: lists, the programme with times and papers, and what it lacks."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.db.models import Count, Model, QuerySet
from django.http import Http404

from ballots.wording import arithmetic_words, decision_words
from core.models import Entry
from core.time import local
from core.working_time import WorkingCalendar, viet_nam
from matters.models import Matter
from matters.search import search
from matters.selectors import Paper, matters_visible_to, papers_of, reads_restricted
from meetings.models import AgendaItem, Attendance, Guest, Meeting
from meetings.rules import MeetingStatus, ends_at, starts_of_items
from meetings.selectors import agenda, attendances_of, items_open_to, meetings_visible_to
from people.models import Body, Duty, Person, Role, Seat
from people.selectors import appointments_in_force, seats_of

M = TypeVar("M", bound=Model)

MATTERS_OFFERED = 50
PERSONS_OFFERED = 200


# -- lists --------------------------------------------------------------------------------------------------


def coming_meetings(person: Person) -> QuerySet[Meeting]:
    """The meetings that are prepared, sent or running, the nearest first."""
    found = meetings_visible_to(person).exclude(status=MeetingStatus.CLOSED.value)
    return _counted(found).order_by("starts_at", "pk")


def past_meetings(person: Person) -> QuerySet[Meeting]:
    """The meetings that were held, the latest first."""
    found = meetings_visible_to(person).filter(status=MeetingStatus.CLOSED.value)
    return _counted(found).order_by("-starts_at", "pk")


def _counted(meetings: QuerySet[Meeting]) -> QuerySet[Meeting]:
    return meetings.annotate(items_count=Count("items", distinct=True))


# -- one of something, or 404 -------------------------------------------------------------------------------


def _one(found: QuerySet[M]) -> M:
    row = found.first()
    if row is None:
        raise Http404
    return row


def item_of(meeting: Meeting, key: UUID) -> AgendaItem:
    """An item of this meeting."""
    return _one(meeting.items.filter(pk=key).select_related("matter__lead", "presenter"))


def guest_of(meeting: Meeting, key: int) -> Guest:
    """A guest of this meeting."""
    return _one(meeting.guests.filter(pk=key).select_related("person"))


def attendance_of(meeting: Meeting, order: int) -> Attendance:
    """The attendance of the seat of this number."""
    return _one(attendances_of(meeting).filter(seat__order=order).select_related("seat", "deputy"))


# -- what may be chosen -------------------------------------------------------------------------------------


def bodies() -> QuerySet[Body]:
    """The bodies that meet."""
    return Body.objects.order_by("name_vi")


def chairs() -> QuerySet[Seat]:
    """The seats from which meetings may be chaired, by rank."""
    return Seat.objects.filter(chair_rank__isnull=False, valid_to__isnull=True).order_by(
        "chair_rank", "order"
    )


def presenters(meeting: Meeting) -> Sequence[Seat]:
    """The seats whose holders may present an item."""
    return list(seats_of(meeting.body, local(meeting.starts_at).date()))


def invitable() -> QuerySet[Person]:
    """Accounts that may be invited: active, without a duty in the house and without an appointment."""
    serving = appointments_in_force().values("person")
    found = Person.objects.filter(is_active=True, duty=Duty.NONE).exclude(pk__in=serving)
    return found.order_by("label_vi", "pk")


def addable_matters(meeting: Meeting, person: Person) -> QuerySet[Matter]:
    """The matters that are not on this agenda, the newest first."""
    visible = matters_visible_to(person).exclude(agenda_items__meeting=meeting)
    return visible.order_by("-created_at", "pk")


def offered_matters(matters: QuerySet[Matter], wanted: str) -> list[Matter]:
    """As many of them as a page offers, narrowed down by words."""
    return list(search(matters, wanted)[:MATTERS_OFFERED])


def deputies_of(seat: Seat) -> list[Person]:
    """The persons appointed to attend in the place of this seat's holder."""
    found = appointments_in_force().filter(seat=seat, role=Role.DEPUTY).select_related("person")
    return [appointment.person for appointment in found.order_by("person__label_vi")]


# -- the programme ------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Result:
    """What a closed vote decided, in words and figures."""

    adopted: bool
    decision: str
    received: int
    base: int
    arithmetic: str


def results_of(item: AgendaItem) -> list[Result]:
    """The votes on an item that were closed, in the order in which they were opened."""
    ballots = sorted((vote.ballot for vote in item.votes.all()), key=lambda each: each.composed_at)
    counted = [ballot.result["questions"][0] for ballot in ballots if ballot.result]
    return [_result(each["tally"], each["outcome"]) for each in counted]


def _result(tally: Mapping[str, Any], outcome: Mapping[str, Any]) -> Result:
    return Result(
        adopted=str(outcome["decision"]).startswith("adopted"),
        decision=decision_words(outcome),
        received=int(outcome["received"]),
        base=int(outcome["base"]),
        arithmetic=arithmetic_words(tally, outcome),
    )


@dataclass(frozen=True)
class ProgrammeItem:
    """One item as the programme shows it: its start, papers, guests, and what it still lacks."""

    item: AgendaItem
    starts_at: datetime
    papers: Sequence[Paper]
    guests: Sequence[Guest]

    @property
    def results(self) -> list[Result]:
        """The votes on it that were closed."""
        return results_of(self.item)

    @property
    def lacks_paper(self) -> bool:
        """Whether members would have nothing to read."""
        return not self.papers

    @property
    def lacks_presenter(self) -> bool:
        """Whether nobody is named who presents it."""
        return self.item.presenter is None


@dataclass(frozen=True)
class Programme:
    """An agenda with its times; `whole` is False for a guest, who is shown nothing of the rest."""

    rows: Sequence[ProgrammeItem]
    minutes: int
    ends_at: datetime
    whole: bool

    @property
    def without_paper(self) -> list[int]:
        """The numbers of the items without a paper."""
        return [row.item.order for row in self.rows if row.lacks_paper]

    @property
    def without_presenter(self) -> list[int]:
        """The numbers of the items that nobody presents."""
        return [row.item.order for row in self.rows if row.lacks_presenter]


def programme(meeting: Meeting, person: Person) -> Programme:
    """The programme as this person may see it, in a constant number of queries."""
    items = agenda(meeting)
    minutes = [item.minutes for item in items]
    starts = starts_of_items(meeting.starts_at, minutes)
    open_items = items_open_to(person, meeting)
    shown = [
        (item, start)
        for item, start in zip(items, starts, strict=True)
        if open_items is None or item.pk in open_items
    ]
    papers = papers_of([item.matter for item, _start in shown], restricted=reads_restricted(person))
    guests = guests_by_item(meeting)
    rows = [
        ProgrammeItem(item, start, papers[item.matter_id], guests.get(item.pk, ())) for item, start in shown
    ]
    return Programme(rows, sum(minutes), ends_at(meeting.starts_at, minutes), open_items is None)


def guests_by_item(meeting: Meeting) -> dict[UUID | None, list[Guest]]:
    """Item id (None: the whole meeting) → its guests, in one query."""
    found: dict[UUID | None, list[Guest]] = {}
    for guest in meeting.guests.select_related("person").order_by("person__label_vi", "pk"):
        found.setdefault(guest.item_id, []).append(guest)
    return found


def papers_due(meeting: Meeting, calendar: WorkingCalendar | None = None) -> date | None:
    """The last day on which the procedure lets papers go out; None where nobody has read the rule."""
    days, working = meeting.procedure.papers_before_days, meeting.procedure.papers_before_working
    if days.value is None or working.value is None:
        return None
    day, left, calendar = local(meeting.starts_at).date(), days.value, calendar or viet_nam()
    while left:
        day -= timedelta(days=1)
        left -= not working.value or calendar.is_working_day(day)
    return day


def attendance_details(meeting: Meeting) -> dict[int, tuple[datetime | None, str]]:
    """Seat number → since when it is where it is, and the reason that was given."""
    rows = meeting.attendances.order_by().values_list("seat__order", "since", "reason")
    return {order: (since, reason) for order, since, reason in rows}


# -- what happened ------------------------------------------------------------------------------------------


def offices_of(meeting: Meeting) -> dict[int, str]:
    """Seat number → office in the active language."""
    return {seat.order: seat.office for seat in seats_of(meeting.body, local(meeting.starts_at).date())}


def history(meeting: Meeting) -> QuerySet[Entry]:
    """The journal of the meeting, the latest entry first."""
    return Entry.objects.filter(stream_id=meeting.stream).order_by("-seq")
