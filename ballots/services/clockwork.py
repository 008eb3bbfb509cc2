"""How the clock goes through ballots: each in a transaction of its own, and none hinders the others."""

import logging
from collections.abc import Callable, Iterable
from uuid import UUID

from django.db import transaction

from ballots.models import Ballot
from ballots.selectors import locked_ballot
from core.refusals import Refusal

log = logging.getLogger("ecabinet.clock")


def each(
    keys: Iterable[UUID],
    act: Callable[[Ballot], bool],
    *,
    refused: Callable[[Ballot], object] = lambda ballot: None,
) -> int:
    """Lock one ballot after the other and do what is due; returns for how many it was done.

    The act looks again under the lock: somebody may have been quicker. What the rules forbid by now is told
    to `refused`; what fails is logged.
    """
    done = 0
    for key in keys:
        try:
            done += _done(key, act, refused)
        except Exception:
            log.exception("the clock could not do what is due for ballot %s", key)
    return done


def _done(key: UUID, act: Callable[[Ballot], bool], refused: Callable[[Ballot], object]) -> bool:
    try:
        with transaction.atomic():
            return act(locked_ballot(key))
    except Refusal:
        with transaction.atomic():
            refused(locked_ballot(key))
        return False
