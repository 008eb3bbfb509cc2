"""A person's feed for calendar programs: made, made anew, taken back."""

import secrets

from django.db import transaction

from core.refusals import require
from core.time import now
from meetings.models import Subscription
from meetings.policies import may_subscribe_calendar
from meetings.selectors.subscriptions import digest_of_token
from people.models import Person

TOKEN_BYTES = 32


def renew_subscription(*, actor: Person) -> str:
    """Make the feed, or another address for it; the one before answers no longer. The token is told once."""
    require(may_subscribe_calendar, actor)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    fresh = {"digest": digest_of_token(token), "made_at": now()}
    with transaction.atomic():
        Subscription.objects.update_or_create(person=actor, defaults=fresh)
    return token


def revoke_subscription(*, actor: Person) -> None:
    """Take the feed back; its address answers nobody any more. Twice is once."""
    require(may_subscribe_calendar, actor)
    with transaction.atomic():
        Subscription.objects.filter(person=actor).delete()
