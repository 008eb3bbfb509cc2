"""What an open session stands on: account, duties, appointments. When that changes it is closed."""

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from core.prepared import Placeholder, Placeholders, Prepared
from core.time import today
from people.models import Appointment, DutyTerm, Session

TERM = 5  # columns of a duty's term
_standing = Prepared(
    lambda: (
        Session.objects.filter(
            session_key__in=Placeholders("keys", "text"),
            expire_date__gt=Placeholder("moment", "moment"),
            person__is_active=True,
        )
        .order_by("session_key", "person__appointments__pk")
        .values_list(
            "session_key",
            "seen_at",
            "idle_minutes",
            "person__password",
            "person__duty_terms__duty",
            "person__duty_terms__body_id",
            "person__duty_terms__starts_on",
            "person__duty_terms__ends_on",
            "person__duty_terms__called_off",
            "person__appointments__seat_id",
            "person__appointments__role",
            "person__appointments__starts_on",
            "person__appointments__ends_on",
        )
    )
)


def standing_of(keys: Collection[str]) -> Mapping[str, str]:
    """Key of each session that is open and whose account is in use → a digest of what it stands on."""
    moment, day, found = timezone.now(), today(), defaultdict[str, set[str]](set)
    for key, seen_at, idle, password, *facts in _standing(keys=list(keys), moment=moment):
        if idle is None or moment - seen_at <= timedelta(minutes=idle):
            found[key] |= {password, *_duty(facts[:TERM], day), *_appointment(facts[TERM:], day)}
    return {key: hashlib.sha256(repr(sorted(facts)).encode()).hexdigest() for key, facts in found.items()}


def _duty(facts: Sequence[Any], day: date) -> list[str]:
    """The duty of one row while it lasts, so that its end at midnight is a change like any other."""
    duty, body, starts_on, ends_on, called_off = facts
    if duty is None:
        return []
    term = DutyTerm(duty=duty, body_id=body, starts_on=starts_on, ends_on=ends_on, called_off=called_off)
    return [term.scope] if term.in_force(day) else []


def _appointment(facts: Sequence[Any], day: date) -> list[str]:
    """The role and seat of one row while it lasts, for the same reason."""
    seat, role, starts_on, ends_on = facts
    if seat is None:
        return []
    held = Appointment(seat_id=seat, role=role, starts_on=starts_on, ends_on=ends_on)
    return [f"{role}@{seat}"] if held.in_force(day) else []
