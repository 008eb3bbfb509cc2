"""How a meeting stands before it is closed."""

from meetings.models import Meeting
from meetings.rules import ItemStatus, Presence
from meetings.rules.closing import Standing
from meetings.selectors.agenda import open_vote
from meetings.selectors.attendance import attendances_of
from meetings.selectors.votes import unpublished_items


def standing(meeting: Meeting) -> Standing:
    """What is open of the agenda, the votes and the attendance, in four queries."""
    items = list(meeting.items.only("order", "status", "conclusion", "released").order_by("order"))
    of = {status: tuple(item.order for item in items if item.status == status) for status in ItemStatus}
    begun = (ItemStatus.RUNNING.value, ItemStatus.DONE.value)
    return Standing(
        vote_open=open_vote(meeting) is not None,
        unpublished=unpublished_items(meeting),
        running=next(iter(of[ItemStatus.RUNNING]), None),
        not_taken=of[ItemStatus.WAITING],
        unconcluded=tuple(i.order for i in items if i.status in begun and not i.conclusion.strip()),
        unreleased=tuple(i.order for i in items if i.status in begun and i.unreleased),
        unnoted=attendances_of(meeting).filter(presence=Presence.EXPECTED.value).count(),
    )
