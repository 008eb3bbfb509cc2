"""When a member may be noted as taking no part in an item."""

from core.refusals import Refusal
from meetings.rules.statuses import ItemStatus, MeetingStatus, check_not_over


def check_recusal(status: MeetingStatus, item: ItemStatus, *, voted: bool, office: str) -> None:
    """Refuse it of a closed meeting or a finished item, and of a member who has voted on the item."""
    check_not_over(status)
    if item is ItemStatus.DONE:
        raise Refusal("item_done")
    if voted:
        raise Refusal("recusal_after_vote", office=office)
