"""Browsers from which a person has signed in before: a signed cookie, so that guessing elsewhere locks nobody
out."""

import secrets
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase
from django.utils.crypto import constant_time_compare, salted_hmac

from people.models import Person

KEPT = 180 * 24 * 60 * 60  # seconds for which a browser is known without signing in again
MOST = 8  # people whom one shared tablet knows
SALT = "people.accounts.devices"


@dataclass(frozen=True)
class Device:
    """A browser: its own name, and marks of those who have signed in with it."""

    name: str
    marks: tuple[str, ...]

    def knows(self, person: Person | None) -> bool:
        """Whether this person has signed in here with the password that is still the right one."""
        if person is None:
            return False
        own = mark_of(person)
        return sum(constant_time_compare(own, each) for each in self.marks) > 0  # all are looked at


def mark_of(person: Person) -> str:
    """What a browser keeps of a person; a new password makes it worthless."""
    return salted_hmac(SALT, f"{person.pk}|{person.password}", algorithm="sha256").hexdigest()[:32]


def device_of(request: HttpRequest) -> Device:
    """The browser of this request; an unknown one when its cookie is missing, too old or not ours."""
    try:
        found = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=KEPT)
        return Device(str(found["name"]), tuple(map(str, found["marks"])))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return Device(secrets.token_urlsafe(16), ())


def browser_mark(request: HttpRequest, about: str) -> str:
    """The same for all that this browser sends about one thing, another about the next; "" if unknown."""
    if settings.DEVICE_COOKIE_NAME not in request.COOKIES:
        return ""
    return salted_hmac(SALT, f"{about}|{device_of(request).name}", algorithm="sha256").hexdigest()[:16]


def remember(request: HttpRequest, response: HttpResponseBase, person: Person) -> None:
    """Let this browser be known as one with which the person has signed in."""
    device, mark = device_of(request), mark_of(person)
    marks = [mark, *(each for each in device.marks if each != mark)][:MOST]
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps({"name": device.name, "marks": marks}, salt=SALT),
        max_age=KEPT,
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
