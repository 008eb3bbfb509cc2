"""What counts as evidence that a written ballot reached a seat in time."""

from datetime import datetime
from enum import StrEnum


class How(StrEnum):
    """By which way a ballot came to a seat's holder: on a page that was served, or by a message."""

    PAGE = "page"
    MAIL = "mail"


def in_time(delivered_at: datetime | None, closes_at: datetime | None) -> bool:
    """Whether a delivery is evidence: it happened, and before the deadline, so that it could be answered."""
    return delivered_at is not None and (closes_at is None or delivered_at < closes_at)
