"""The sections of the room view of a live meeting."""

from core.live import Audience
from meetings.models import Meeting


def sections(meeting: Meeting, audience: Audience) -> dict[str, str]:
    """Name → HTML of every section of this view."""
    return {}
