"""How many sessions a person has at once: a new one always begins, and the one silent for longest ends."""

import hashlib
import logging
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from core.live import close_session
from people.accounts.agents import agent_of
from people.models import Person, Session

log = logging.getLogger("ecabinet.people")


def limit_of(person: Person) -> int:
    """How many this person may have, the fewest that a duty says; 0: any number.

    Accounts of the demonstration are shared by many and have no limit.
    """
    if person.is_demo:
        return 0
    by_duty: dict[str, int] = settings.SESSIONS_AT_ONCE_FOR
    own = [by_duty[term.duty] for term in person.duties if term.duty in by_duty]
    limited = [places for places in own if places]
    return min(limited) if limited else settings.SESSIONS_AT_ONCE if not own else 0


def superfluous(others: Sequence[tuple[str, datetime]], limit: int) -> list[str]:
    """Keys of those that end when one more begins: the longest silent, as many as are too many."""
    too_many = len(others) + 1 - limit
    if limit <= 0 or too_many <= 0:
        return []
    return [key for key, _seen in sorted(others, key=lambda each: (each[1], each[0]))[:too_many]]


def make_room(request: HttpRequest, person: Person) -> int:
    """Keep the session that has just begun, and end what is too many beside it; how many that were.

    One sign-in of a person at a time, so that two at once do not both find room.
    """
    limit, session = limit_of(person), request.session
    if limit <= 0:
        return 0
    with transaction.atomic():
        Person.objects.select_for_update().get(pk=person.pk)
        session.save()
        moment = timezone.now()
        rows = person.sessions.filter(expire_date__gt=moment).exclude(pk=session.session_key)
        open_ones = {row.session_key: row for row in rows if not row.fell_asleep(moment)}
        ended = superfluous([(key, row.seen_at) for key, row in open_ones.items()], limit)
        for key in ended:
            _end(open_ones[key], limit)
    for key in ended:
        _tell_newcomer(request, open_ones[key])
        log.info("%s has signed in at another place; the one silent for longest was signed out", person.key)
    return len(ended)


def _end(row: Session, limit: int) -> None:
    cache.set(_place(row.session_key), limit, timeout=settings.SESSION_COOKIE_AGE)
    key = row.session_key
    row.delete()

    def close() -> None:
        close_session(key)

    transaction.on_commit(close, robust=True)


def _tell_newcomer(request: HttpRequest, row: Session) -> None:
    agent = agent_of(row.device)
    where = " · ".join(filter(None, (agent.browser, agent.system, row.address or ""))) or "?"
    words = _(
        "Your account was signed in at as many places as it may be, so the one silent for longest was signed"
        " out: %(where)s. If you do not know it, look at your sessions."
    )
    messages.info(request, words % {"where": where}, fail_silently=True)


def tell_ended(request: HttpRequest) -> None:
    """Say to whoever comes with a session that ended to make room for another why it has ended."""
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    limit = cache.get(_place(key)) if key else None
    if limit is None:
        return
    words = _(
        "You were signed out here, because your account was signed in at more than %(limit)s places and this"
        " one was silent for longest. What you typed stays on this device. Sign in again; if the other places"
        " are not yours, end them under “My sessions and devices”."
    )
    messages.warning(request, words % {"limit": limit})


def _place(key: str) -> str:
    """Where it is remembered why a session has ended; not by its key, which would be the session itself."""
    return "session-ended:" + hashlib.sha256(key.encode()).hexdigest()
