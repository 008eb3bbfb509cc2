"""How a meeting stands before it is closed."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from meetings.models import AgendaItem, Decision, Meeting
from meetings.rules import ItemStatus, Presence
from meetings.rules.closing import Standing
from meetings.selectors.agenda import open_vote
from meetings.selectors.attendance import attendances_of
from meetings.selectors.votes import unpublished_items

BEGUN = (ItemStatus.RUNNING.value, ItemStatus.DONE.value)


def standing(meeting: Meeting) -> Standing:
    """What is open of the agenda, the votes, the decisions and the attendance, in five queries."""
    items = list(meeting.items.only("order", "status", "conclusion", "released").order_by("order"))
    of = {status: tuple(item.order for item in items if item.status == status) for status in ItemStatus}
    decided = list(_decided(meeting))
    return Standing(
        vote_open=open_vote(meeting) is not None,
        unpublished=unpublished_items(meeting),
        running=next(iter(of[ItemStatus.RUNNING]), None),
        not_taken=of[ItemStatus.WAITING],
        unconcluded=tuple(i.order for i in items if i.status in BEGUN and not i.conclusion.strip()),
        unreleased=tuple(i.order for i in items if i.status in BEGUN and i.unreleased),
        unassigned=tuple(dict.fromkeys(order for order, agency, _due in decided if agency is None)),
        undated=tuple(dict.fromkeys(order for order, _agency, due in decided if due is None)),
        unnoted=attendances_of(meeting).filter(presence=Presence.EXPECTED.value).count(),
    )


def unreleased_items(meeting: Meeting) -> list[AgendaItem]:
    """The items whose conclusion, as it is written, the chair never released; the minutes do not have it."""
    items = meeting.items.select_related("matter").order_by("order")
    return [item for item in items if item.status in BEGUN and item.unreleased]


def _decided(meeting: Meeting) -> Iterable[tuple[int, UUID | None, date | None]]:
    """Of every decision: the number of its item, the agency that is charged, and until when."""
    found = Decision.objects.filter(item__meeting=meeting).order_by("item__order", "order")
    return found.values_list("item__order", "agency", "due")
