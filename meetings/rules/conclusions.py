"""The chair's conclusion: typed while people speak, shown to the others when it is released."""

from collections.abc import Sequence

from core.refusals import Refusal
from meetings.rules.statuses import ItemStatus, MeetingStatus, check_running


def check_concluding(status: MeetingStatus, item: ItemStatus) -> None:
    """Refuse a conclusion on an item that was not called, or of a meeting that does not run."""
    check_running(status)
    if item not in (ItemStatus.RUNNING, ItemStatus.DONE):
        raise Refusal("item_not_running")


def check_release(status: MeetingStatus, text: str, decisions: Sequence[object]) -> None:
    """Refuse to release nothing, or before the meeting; after it what was typed may still be released."""
    if status is not MeetingStatus.CLOSED:
        check_running(status)
    if not text and not decisions:
        raise Refusal("conclusion_empty")
