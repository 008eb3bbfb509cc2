"""The agenda of a meeting, what runs of it, and the matters it brings to people."""

from collections.abc import Collection
from uuid import UUID

from django.db.models import Prefetch, Q, prefetch_related_objects

from ballots.models import Ballot
from ballots.rules import Status
from core.models import Entry
from core.prepared import Placeholder, Prepared
from meetings.models import AgendaItem, AgendaSection, ItemVote, Meeting
from meetings.rules.order import ITEM, SECTION
from meetings.rules.undoing import Happened, last_act
from meetings.selectors.closed import items_closed_to
from meetings.selectors.meetings import shown
from meetings.selectors.seating import Invited
from people.models import Person
from people.selectors import seats_served_by

LOOKED_THROUGH = 50  # entries in which the last act of the course is looked for


_items = Prepared(
    lambda: (
        AgendaItem.objects.filter(meeting=Placeholder("meeting", "uuid"))
        .select_related("matter__lead", "presenter", "section")
        .order_by("order")
    )
)
_sections = Prepared(
    lambda: AgendaSection.objects.filter(meeting=Placeholder("meeting", "uuid")).order_by("order")
)


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """The items in order with matter, agency, presenter and votes, in two queries."""
    items = _items(meeting=meeting.pk)
    for item in items:
        item.meeting = meeting
    prefetch_related_objects(items, Prefetch("votes", queryset=ItemVote.objects.select_related("ballot")))
    return items


def sections_of(meeting: Meeting) -> list[AgendaSection]:
    """The sections of the agenda in order."""
    return _sections(meeting=meeting.pk)


def order_of(meeting: Meeting) -> tuple[str, ...]:
    """The agenda as lines: a section, its items, the next section; first the items that belong to none."""
    below: dict[UUID | None, list[str]] = {}
    for item, section in meeting.items.order_by("order").values_list("pk", "section"):
        below.setdefault(section, []).append(f"{ITEM}{item}")
    lines = below.get(None, [])
    for section in meeting.sections.order_by("order").values_list("pk", flat=True):
        lines += [f"{SECTION}{section}", *below.get(section, ())]
    return tuple(lines)


def running_item(meeting: Meeting) -> AgendaItem | None:
    """The item that is running."""
    return meeting.items.filter(status="running").select_related("matter__lead", "presenter").first()


def open_vote(meeting: Meeting) -> Ballot | None:
    """The vote that is open now."""
    found = Ballot.objects.filter(item_vote__item__meeting=meeting, status=Status.OPEN.value)
    return found.select_related("item_vote").first()


def matters_through_meetings(person: Person) -> Q:
    """The condition on Matter under which an agenda brings it to this person."""
    seats = seats_served_by(person)
    open_items = AgendaItem.objects.exclude(items_closed_to(person))
    sent = open_items.filter(shown("meeting__"))
    seated = sent.filter(meeting__body__in={seat.body_id for seat in seats}, meeting__whole_body=True)
    called = sent.filter(meeting__in=Invited.objects.filter(seat__in=seats).values("meeting"))
    invited = person.guest_of.filter(shown("meeting__"))
    whole = open_items.filter(meeting__in=invited.filter(item__isnull=True).values("meeting"))
    single = open_items.filter(pk__in=invited.filter(item__isnull=False).values("item"))
    return (
        Q(pk__in=seated.values("matter"))
        | Q(pk__in=called.values("matter"))
        | Q(pk__in=whole.values("matter"))
        | Q(pk__in=single.values("matter"))
    )


def matters_before(bodies: Collection[UUID]) -> Q:
    """The condition on Matter that it stands, or stood, on an agenda of one of these bodies."""
    items = AgendaItem.objects.filter(meeting__body__in=bodies).order_by()
    return Q(pk__in=items.values("matter"))


def decision_on(item: AgendaItem) -> str:
    """What the last published vote on an item decided ("adopted", "rejected", …); empty if there is none."""
    closed = item.votes.filter(published_at__isnull=False).select_related("ballot")
    last = closed.order_by("-ballot__closed_at").first()
    if last is None or last.ballot.result is None:
        return ""
    return str(last.ballot.result["questions"][0]["outcome"]["decision"])


def last_act_of(meeting: Meeting) -> Happened | None:
    """The last act of the course of a session, if it is one that can be undone."""
    rows = Entry.objects.filter(stream_id=meeting.stream).order_by("-seq")
    rows = rows.exclude(kind__startswith="attendance.").exclude(kind__startswith="answer.")
    return last_act(Happened(row.seq, row.at, row.kind, row.facts) for row in rows[:LOOKED_THROUGH])
