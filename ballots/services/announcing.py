"""Telling members and their assistants: notices are queued by the act itself, and sent by the clock."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.urls import reverse

from ballots.models import Ballot
from ballots.selectors import addressees, lead_staff, opinions_of
from core.time import now
from people import notices
from people.models import Person
from people.selectors import secretariat

# How long it is worth telling that a ballot is over.
NEWS = timedelta(days=7)


def tell_opened(ballot: Ballot) -> int:
    """A ballot asks for answers."""
    return _tell_all(ballot, "ballot:opened", until=ballot.closes_at)


def tell_extended(ballot: Ballot) -> int:
    """There is more time; whoever has answered may change the answer, so all are told."""
    return _tell_all(ballot, "ballot:extended", until=ballot.closes_at, turn=ballot.extended_at)


def tell_papers_replaced(ballot: Ballot) -> int:
    """Members are asked about other papers; whoever has answered is to confirm."""
    return _tell_all(ballot, "ballot:papers", until=ballot.closes_at, turn=now())


def tell_closed(ballot: Ballot) -> int:
    """The result is announced."""
    return _tell_all(ballot, "ballot:closed", until=now() + NEWS)


def tell_recalled(ballot: Ballot) -> int:
    """Nothing more is asked."""
    return _tell_all(ballot, "ballot:recalled", until=now() + NEWS)


def tell_silent(ballot: Ballot, seats: Iterable[UUID]) -> int:
    """The deadline comes nearer and these seats have not answered."""
    people = addressees(ballot, seats)
    return _tell(ballot, "ballot:reminder", people, until=ballot.closes_at, turn=ballot.reminded_at)


def tell_replies(ballot: Ballot) -> int:
    """Opinions in writing wait for the drafting agency; nobody is told where there are none."""
    if not (notices.wanted() and opinions_of(ballot)):
        return 0
    people: dict[Person, dict[str, object]] = {
        each: {"ballot": str(ballot.pk)} for each in lead_staff(ballot)
    }
    path = reverse("opinion_replies", args=[ballot.pk])
    return _tell(ballot, "ballot:replies", people, until=now() + NEWS, path=path)


def tell_reported(ballot: Ballot) -> int:
    """A report waits for the decision of whoever breaks ties."""
    if not notices.wanted():
        return 0
    kind = ballot.procedure.tie_breaker_kind.value
    seats = ballot.electors.filter(seat__kind=kind).values_list("seat_id", flat=True)
    return _tell(ballot, "ballot:reported", addressees(ballot, seats), until=now() + NEWS)


def tell_held(ballot: Ballot) -> int:
    """The secretariat must decide about a ballot that an outage hit; told once for each deadline."""
    people: dict[Person, dict[str, object]] = {
        each: {"ballot": str(ballot.pk)} for each in secretariat(ballot.body_id)
    }
    return _tell(ballot, "ballot:held", people, until=now() + NEWS, turn=ballot.closes_at)


def tell_unsent(ballot: Ballot) -> int:
    """An approved ballot could not be sent at its moment; told once for each moment."""
    people: dict[Person, dict[str, object]] = {
        each: {"ballot": str(ballot.pk)} for each in secretariat(ballot.body_id)
    }
    return _tell(ballot, "ballot:unsent", people, until=now() + NEWS, turn=ballot.opens_at)


def _tell_all(ballot: Ballot, kind: str, *, until: datetime | None, turn: datetime | None = None) -> int:
    if not notices.wanted():
        return 0
    people = addressees(ballot, ballot.electors.values_list("seat_id", flat=True))
    return _tell(ballot, kind, people, until=until, turn=turn)


def _tell(
    ballot: Ballot,
    kind: str,
    people: dict[Person, dict[str, object]],
    *,
    until: datetime | None,
    turn: datetime | None = None,
    path: str = "",
) -> int:
    assert until is not None  # written ballots have a deadline
    key = f"{kind}:{ballot.pk}" + (f":{turn.isoformat()}" if turn else "")
    return notices.queue(people, kind=kind, key=key, path=path or ballot.get_absolute_url(), until=until)
