"""A vote in session around the count: announced before it, published after it."""

from datetime import datetime
from math import ceil

from ballots.rules import Status
from core.refusals import Refusal

ANNOUNCED_SECONDS = (10, 20, 30, 60)


def check_announcement(seconds: int) -> None:
    """Refuse a time that no screen offers."""
    if seconds not in ANNOUNCED_SECONDS:
        raise Refusal("announcement_malformed")


def check_announced(announced: datetime | None, moment: datetime, *, at_once: bool) -> None:
    """Refuse to open a vote before the moment for which it was announced, unless it is meant to be."""
    if announced is not None and moment < announced and not at_once:
        raise Refusal(
            "vote_announced_later", at=announced, seconds=ceil((announced - moment).total_seconds())
        )


def check_publish(status: Status) -> None:
    """Refuse to publish what has not been counted."""
    if status is not Status.CLOSED:
        raise Refusal("vote_not_closed")


def check_published(unpublished: str | None) -> None:
    """Refuse to go on while members wait for a result; `unpublished` is the subject of that vote."""
    if unpublished is not None:
        raise Refusal("vote_unpublished", subject=unpublished)
