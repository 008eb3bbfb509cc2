"""To whom the chair is handed during a session (39/2022 Art. 23.3)."""

from core.refusals import Refusal
from meetings.rules.attendance import may_vote_from
from meetings.rules.statuses import MeetingStatus, Presence, check_running


def check_hand_over(status: MeetingStatus, presence: Presence, *, rank: int | None, office: str) -> None:
    """Refuse the chair to a seat without the rank for it, or whose member is neither here nor connected."""
    check_running(status)
    if rank is None:
        raise Refusal("may_not_chair", office=office)
    if not may_vote_from(presence):
        raise Refusal("chair_absent", office=office)


def check_for_item(running_item: int | None) -> None:
    """Refuse to hand the chair over for an item while none runs."""
    if running_item is None:
        raise Refusal("item_not_running")
