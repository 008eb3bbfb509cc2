"""Of whom a second factor is asked (settings, SECOND_FACTOR_FOR), and who has one."""

from collections.abc import Mapping
from typing import Any

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.db import transaction
from django.http import HttpRequest

from core.journal import record
from core.time import today
from people.models import Person

FIRST = "second_factor_first"  # in a session that may do nothing else before
FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)


def is_asked_of(person: Person) -> bool:
    """Whether a duty, or a role at a seat, that lasts today may not be used with a password alone."""
    asked = set(settings.SECOND_FACTOR_FOR)
    if not asked or any(term.duty in asked for term in person.duties):
        return bool(asked)
    day = today()
    roles = person.appointments.filter(role__in=asked, starts_on__lte=day).exclude(ends_on__lt=day)
    return bool(roles.exists())


def has_one(person: Person) -> bool:
    """Whether an app or a passkey belongs to the account."""
    return bool(Authenticator.objects.filter(user=person, type__in=FACTORS).exists())


def comes_first(session: Mapping[str, Any] | SessionBase) -> bool:
    """Whether this session may only set up its second factor."""
    return bool(session.get(FIRST))


def note_signed_in(session: SessionBase, person: Person) -> None:
    """At signing in: whether a second factor must be set up before anything else."""
    if is_asked_of(person) and not has_one(person):
        session[FIRST] = True


def on_added(sender: object, request: HttpRequest, user: Person, authenticator: Any, **about: Any) -> None:
    """An app, a passkey or recovery codes belong to the account from now on."""
    if authenticator.type in FACTORS:
        request.session.pop(FIRST, None)
    _record("person.factor_added", user, authenticator.type)


def on_removed(sender: object, request: HttpRequest, user: Person, authenticator: Any, **about: Any) -> None:
    """They do not any more."""
    _record("person.factor_removed", user, authenticator.type)


def _record(kind: str, person: Person, factor: str) -> None:
    with transaction.atomic():
        facts = {"was": {}, "now": {}, "factor": str(factor)}
        record(person.key, kind, actor=person.key, subject=person.key, facts=facts)
