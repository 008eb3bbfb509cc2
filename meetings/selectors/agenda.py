"""The agenda of a meeting, what runs of it, and the matters it brings to people."""

from django.db.models import Prefetch, Q

from ballots.models import Ballot
from ballots.rules import Status
from meetings.models import AgendaItem, ItemVote, Meeting
from meetings.selectors.meetings import SHOWN
from meetings.selectors.seating import attended_by
from people.models import Person


def agenda(meeting: Meeting) -> list[AgendaItem]:
    """The items in order with matter, agency, presenter and votes, in two queries."""
    votes = Prefetch("votes", queryset=ItemVote.objects.select_related("ballot"))
    return list(
        meeting.items.select_related("matter__lead", "presenter").prefetch_related(votes).order_by("order")
    )


def running_item(meeting: Meeting) -> AgendaItem | None:
    """The item that is running."""
    return meeting.items.filter(status="running").select_related("matter__lead", "presenter").first()


def open_vote(meeting: Meeting) -> Ballot | None:
    """The vote that is open now."""
    found = Ballot.objects.filter(item_vote__item__meeting=meeting, status=Status.OPEN.value)
    return found.select_related("item_vote").first()


def matters_through_meetings(person: Person) -> Q:
    """The condition on Matter under which an agenda brings it to this person."""
    seated = AgendaItem.objects.filter(attended_by(person, "meeting__"), meeting__status__in=SHOWN)
    invited = person.guest_of.filter(meeting__status__in=SHOWN)
    whole = AgendaItem.objects.filter(meeting__in=invited.filter(item__isnull=True).values("meeting"))
    single = AgendaItem.objects.filter(pk__in=invited.filter(item__isnull=False).values("item"))
    return (
        Q(pk__in=seated.values("matter"))
        | Q(pk__in=whole.values("matter"))
        | Q(pk__in=single.values("matter"))
    )
