"""Reads of the own account: where a person is signed in."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac

from people.accounts.agents import Agent, agent_of
from people.models import Person, Session


@dataclass(frozen=True)
class Place:
    """One signed-in browser as its owner sees it; `mark` names it in a form without giving its key away."""

    mark: str
    agent: Agent
    address: str
    opened_at: datetime
    seen_at: datetime
    is_present: bool


def sessions_of(person: Person, *, present: str | None) -> list[Place]:
    """The sessions of this person that are open, the present one first, then those seen last."""
    moment = timezone.now()
    rows = person.sessions.filter(expire_date__gt=moment).order_by("-seen_at")
    found = [
        Place(
            mark=mark_of(row.session_key),
            agent=agent_of(row.device),
            address=row.address or "",
            opened_at=row.opened_at,
            seen_at=row.seen_at,
            is_present=constant_time_compare(row.session_key, present or ""),
        )
        for row in rows
        if not row.fell_asleep(moment)
    ]
    return sorted(found, key=lambda place: not place.is_present)


def session_marked(person: Person, mark: str) -> Session | None:
    """The session of this person that a form names; None when it has ended, or is nobody's."""
    named = (row for row in person.sessions.all() if constant_time_compare(mark_of(row.session_key), mark))
    return next(named, None)


def mark_of(key: str) -> str:
    """What may stand in a page instead of the key, which would be the session itself."""
    return salted_hmac("people.accounts.session", key, algorithm="sha256").hexdigest()[:24]
