"""Giving members more time, with a reason that they read."""

from datetime import UTC, datetime

from django.db import transaction

from ballots.models import Ballot
from ballots.policies import may_extend_ballot
from ballots.rules import Status, check_extension, check_open, unanswered
from ballots.rules.interruptions import as_facts
from ballots.selectors import interruptions, locked_ballot
from ballots.services.announcing import tell_extended
from core.journal import record
from core.refusals import require
from core.time import now
from core.working_time import WorkingCalendar, viet_nam
from matters.rules import clean_text
from people.models import Person


def extend_ballot(
    *,
    actor: Person,
    ballot: Ballot,
    closes_at: datetime,
    reason: str,
    calendar: WorkingCalendar | None = None,
) -> Ballot:
    """Set a later deadline; an outage that no extension has made up for lifts the procedure's bound."""
    require(may_extend_ballot, actor, ballot)
    reason = clean_text(reason)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        check_open(Status(ballot.status), closed_at=ballot.closed_at)
        missed = unanswered(interruptions(ballot, now()), ballot.extended_at)
        _check(ballot, closes_at, reason, calendar or viet_nam(), interrupted=bool(missed))
        facts = _extend(ballot, closes_at, reason) | {"outages": as_facts(missed)}
        tell_extended(ballot)
        record(ballot.stream, "ballot.extended", actor=actor.key, subject=ballot.key, facts=facts)
    return ballot


def _check(
    ballot: Ballot, wanted: datetime, reason: str, calendar: WorkingCalendar, *, interrupted: bool
) -> None:
    assert ballot.opened_at is not None  # it was opened
    assert ballot.closes_at is not None  # a constraint of the table
    check_extension(
        ballot.opened_at,
        ballot.closes_at,
        wanted,
        reason,
        ballot.procedure,
        calendar,
        interrupted=interrupted,
        now=now(),
    )


def _extend(ballot: Ballot, closes_at: datetime, reason: str) -> dict[str, object]:
    old = ballot.closes_at
    assert old is not None  # a constraint of the table
    ballot.closes_at, ballot.extended_from, ballot.extended_at = closes_at, old, now()
    ballot.extension_reason = reason
    ballot.save(update_fields=["closes_at", "extended_from", "extended_at", "extension_reason"])
    return {"old": old.isoformat(), "new": closes_at.astimezone(UTC).isoformat(), "reason": reason}
