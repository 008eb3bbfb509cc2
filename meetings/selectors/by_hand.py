"""What was keyed in of a vote by hand or voice."""

from meetings.models import HandSheet, ItemVote
from meetings.rules.by_hand import SheetStatus


def waiting_sheet(vote: ItemVote) -> HandSheet | None:
    """What waits to be confirmed by somebody else."""
    return vote.sheets.filter(status=SheetStatus.WAITING.value).select_related("keyed_by").first()


def last_sheet(vote: ItemVote) -> HandSheet | None:
    """What was keyed in last, whatever became of it."""
    return vote.sheets.select_related("keyed_by", "settled_by").order_by("-number").first()


def confirmed_sheets(vote: ItemVote) -> list[HandSheet]:
    """What was counted, in this order."""
    found = vote.sheets.filter(status=SheetStatus.CONFIRMED.value)
    return list(found.select_related("keyed_by", "settled_by").order_by("number"))


def confirmed_any(vote: ItemVote) -> bool:
    """Whether anything keyed in was counted."""
    return vote.sheets.filter(status=SheetStatus.CONFIRMED.value).exists()
