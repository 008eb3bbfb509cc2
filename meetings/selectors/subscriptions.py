"""Whose feed a token opens, and which meetings stand in it."""

import hashlib
from datetime import datetime, timedelta

from meetings.models import Meeting, Subscription
from meetings.selectors.meetings import meetings_visible_to, shown
from people.models import Person

BEFORE, AHEAD = timedelta(days=92), timedelta(days=366)
AT_MOST = 1000


def digest_of_token(token: str) -> str:
    """What is kept of a token: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def subscriber(token: str) -> Person | None:
    """Whose feed this token opens, as long as the account is open."""
    found = Subscription.objects.filter(digest=digest_of_token(token), person__is_active=True)
    subscription = found.select_related("person").first()
    return subscription.person if subscription else None


def meetings_in_feed(person: Person, moment: datetime) -> list[Meeting]:
    """The meetings that were sent and that this person sees, from three months ago to a year ahead."""
    found = meetings_visible_to(person).filter(
        shown(), starts_at__gte=moment - BEFORE, starts_at__lte=moment + AHEAD
    )
    return list(found.select_related("invitation").order_by("starts_at", "pk")[:AT_MOST])
