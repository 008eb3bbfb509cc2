"""After a vote: who pressed the wrong button says so, and the result stands."""

from ballots.rules import Status
from core.refusals import Refusal


def check_correction(status: Status, text: str) -> None:
    """Refuse a correction of what can still be changed, and one that says nothing."""
    if status is not Status.CLOSED:
        raise Refusal("correction_too_early")
    if not text:
        raise Refusal("correction_empty")
