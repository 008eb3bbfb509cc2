"""When a person last proved to be there: by signing in, or by password or passkey again since."""

import time

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest

from people.accounts.sessions import OPENED
from people.models import Person

CONFIRMED = "confirmed"  # seconds since 1970


def seconds_since_confirmed(session: SessionBase) -> float:
    """How old the last proof is; infinite where there is none."""
    moment = session.get(CONFIRMED, session.get(OPENED))
    return time.time() - moment if isinstance(moment, int | float) else float("inf")


def note_confirmed(session: SessionBase) -> None:
    """The person has just given password or passkey."""
    session[CONFIRMED] = time.time()


def on_step_completed(
    sender: object, request: HttpRequest, user: Person, method: str, **about: object
) -> None:
    """django-allauth has checked something; of somebody who is signed in already it is a confirmation."""
    if request.user.is_authenticated and about.get("reauthenticated"):
        note_confirmed(request.session)
