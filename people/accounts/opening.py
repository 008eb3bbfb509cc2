"""The life of a session: what is noted at its beginning, its signs of life, its end with all its sockets."""

import logging
import time
from collections.abc import Collection
from datetime import timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from core.live import close_session
from people.accounts import sessions
from people.accounts.at_once import make_room
from people.accounts.confirming import note_confirmed
from people.accounts.second_factor import note_signed_in
from people.accounts.selectors import session_marked
from people.models import Person, Remembered, Session

log = logging.getLogger("ecabinet.people")

SIGN_OF_LIFE = timedelta(minutes=1)  # how exactly the last sight of a session that can fall asleep is known
ROUGHLY = timedelta(minutes=5)  # the same for the others: a vote of three hundred need not write it down


def begin(request: HttpRequest, person: Person) -> None:
    """Note at signing in when, from where and with what; how long it may be silent is said by the duties."""
    session = request.session
    session[sessions.OPENED] = time.time()
    session[sessions.WHERE] = address_of(request)
    session[sessions.DEVICE] = request.META.get("HTTP_USER_AGENT", "")[:200]
    note_confirmed(session)
    note_signed_in(session, person)
    idle = [settings.IDLE_MINUTES[term.duty] for term in person.duties if term.duty in settings.IDLE_MINUTES]
    if idle:
        session[sessions.IDLE] = min(idle)
    make_room(request, person)


def on_signed_in(sender: object, request: HttpRequest, user: Person, **about: object) -> None:
    """Django says that somebody has signed in, by whatever way."""
    begin(request, user)


def address_of(request: HttpRequest) -> str | None:
    """From where the request came, as far as our own proxies say; None where nobody knows (a test)."""
    from allauth.account.adapter import get_adapter

    try:
        found: str = get_adapter(request).get_client_ip(request)
    except PermissionDenied:
        return None
    return found


def note_seen(session: SessionBase) -> None:
    """A sign of life; written at most once a minute (or once in five, where silence ends nothing)."""
    row: Session | None = getattr(session, "row", None)
    if row is None:
        return
    pause = ROUGHLY if row.idle_minutes is None else SIGN_OF_LIFE
    moment = timezone.now()
    if moment - row.seen_at > pause:
        Session.objects.filter(pk=row.pk).update(seen_at=moment)


def note_all_seen(keys: Collection[str]) -> None:
    """The pages of these sessions are open and in sight."""
    moment = timezone.now()
    Session.objects.filter(pk__in=keys, seen_at__lt=moment - SIGN_OF_LIFE).update(seen_at=moment)


def end_sessions(person: Person, *, but: str | None = None) -> int:
    """End every session of this person, except the one of the key `but`, and close their sockets at once.

    Signing out elsewhere, a new password, another role, a suspension: whoever writes one of these calls it in
    the same transaction. Returns how many have ended.
    """
    keys = list(person.sessions.exclude(pk=but or "").values_list("pk", flat=True))
    Session.objects.filter(pk__in=keys).delete()

    def close() -> None:
        for key in keys:
            close_session(key)

    transaction.on_commit(close, robust=True)
    return len(keys)


def forget_ended() -> int:
    """Delete the rows of sessions and of counts that are over, for the clock; how many."""
    moment = timezone.now()
    gone = Session.objects.filter(expire_date__lt=moment).delete()[0]
    return gone + Remembered.objects.filter(expires__lt=moment).delete()[0]


def end_session(*, actor: Person, mark: str) -> bool:
    """End one of the own sessions, which the page names by its mark; False when it has ended already."""
    row = session_marked(actor, mark)
    if row is None:
        return False
    Session.objects.filter(pk=row.pk).delete()
    close_session(row.session_key)
    log.info("%s has signed out elsewhere", actor.key)
    return True


def end_other_sessions(*, actor: Person, present: str) -> int:
    """End all own sessions but the present one."""
    with transaction.atomic():
        count = end_sessions(actor, but=present)
    log.info("%s has signed out everywhere else", actor.key)
    return count
