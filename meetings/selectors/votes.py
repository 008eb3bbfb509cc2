"""The votes of a meeting that were counted."""

from ballots.models import Ballot
from ballots.rules import Status
from meetings.models import Meeting


def unpublished_vote(meeting: Meeting) -> Ballot | None:
    """The vote that was closed and whose result waits to be published."""
    found = Ballot.objects.filter(
        item_vote__item__meeting=meeting, item_vote__published_at__isnull=True, status=Status.CLOSED.value
    )
    return found.select_related("item_vote").first()


def unpublished_items(meeting: Meeting) -> tuple[int, ...]:
    """The numbers of the items with a vote whose result waits to be published."""
    found = meeting.items.filter(votes__published_at__isnull=True, votes__ballot__status=Status.CLOSED.value)
    return tuple(found.order_by("order").values_list("order", flat=True))
