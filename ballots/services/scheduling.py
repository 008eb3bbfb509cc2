"""Sending approved ballots at the moment for which they were approved."""

from ballots.models import Ballot
from ballots.rules import Status
from ballots.rules.approval import reckoned_from
from ballots.selectors import scheduled
from ballots.services.announcing import tell_unsent
from ballots.services.clockwork import each
from ballots.services.composing import send
from core.time import now
from core.working_time import viet_nam


def open_scheduled_ballots() -> int:
    """Send the approved ballots whose moment has come, for the clock; returns how many.

    One that may not be sent any more (its dossier was changed, its deadline comes too soon) stays as it is,
    and the secretariat is told once.
    """
    return each(scheduled(now()), _send_when_due, refused=tell_unsent)


def _send_when_due(ballot: Ballot) -> bool:
    moment = now()
    if ballot.status != Status.APPROVED.value or ballot.opens_at is None or moment < ballot.opens_at:
        return False
    send(ballot, sender=None, reckoned_from=reckoned_from(ballot.opens_at, moment), calendar=viet_nam())
    return True
