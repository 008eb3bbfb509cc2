"""Reminding those who have not answered, and their assistants: by hand, and by the clock."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ballots.models import Ballot, Elector
from ballots.policies import may_remind_members
from ballots.rules import Status, check_open, check_reminder, pause_of, reminder_is_due
from ballots.selectors import locked_ballot, open_ballots, silent_electors
from ballots.services.announcing import tell_silent
from ballots.services.clockwork import each
from core.journal import CLOCK, record
from core.refusals import require
from core.time import now
from people.models import Person


@dataclass(frozen=True)
class Reminded:
    """How many seats were reminded, and how many people get a message for them."""

    seats: int
    people: int


def remind_members(*, actor: Person, ballot: Ballot) -> Reminded:
    """Remind the silent members of an open ballot and their assistants, not more often than the rule says."""
    require(may_remind_members, actor, ballot)
    with transaction.atomic():
        ballot = locked_ballot(ballot.pk)
        check_open(Status(ballot.status), closed_at=ballot.closed_at)
        moment, silent = now(), silent_electors(ballot)
        assert ballot.closes_at is not None  # a constraint of the table
        check_reminder(
            ballot.procedure,
            closes_at=ballot.closes_at,
            reminded_at=ballot.reminded_at,
            silent=len(silent),
            now=moment,
        )
        return _remind(ballot, silent, moment, actor=actor.key)


def remind_before_deadlines() -> int:
    """Remind of every open ballot at the points that its procedure names; returns of how many."""
    moment = now()
    due = [ballot for ballot in open_ballots().filter(closes_at__gt=moment) if _is_due(ballot, moment)]
    return each([ballot.pk for ballot in due if silent_electors(ballot)], _remind_when_due)


def _remind_when_due(ballot: Ballot) -> bool:
    """Whether this clock reminded: of two at once the second finds it done."""
    moment, silent = now(), silent_electors(ballot)
    if ballot.status != Status.OPEN.value or not silent or not _is_due(ballot, moment):
        return False
    _remind(ballot, silent, moment, actor=CLOCK)
    return True


def _is_due(ballot: Ballot, moment: datetime) -> bool:
    procedure = ballot.procedure
    assert ballot.opened_at is not None  # it was opened
    assert ballot.closes_at is not None  # a constraint of the table
    return reminder_is_due(
        procedure.ballot_reminder_hours.value,
        pause_of(procedure),
        opened_at=ballot.opened_at,
        closes_at=ballot.closes_at,
        reminded_at=ballot.reminded_at,
        now=moment,
    )


def _remind(ballot: Ballot, silent: list[Elector], moment: datetime, *, actor: str) -> Reminded:
    ballot.reminded_at = moment
    ballot.save(update_fields=["reminded_at"])
    people = tell_silent(ballot, [elector.seat_id for elector in silent])
    facts = {"seats": [elector.order for elector in silent], "people": people}
    record(ballot.stream, "ballot.reminded", actor=actor, subject=ballot.key, facts=facts)
    return Reminded(len(silent), people)
