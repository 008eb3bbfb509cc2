"""What pages say about the time of a ballot: whom a reminder would reach, when the system did not run."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from ballots.models import Ballot
from ballots.rules import unanswered
from ballots.selectors import interruptions
from ballots.wording import mark_words
from people.models import Role, in_language
from people.parameters import Parameter
from people.selectors import serving


@dataclass(frozen=True)
class Addressed:
    """Whom a reminder would reach: members and assistants, and how many of them have no e-mail address."""

    members: int
    assistants: int
    unreachable: int


@dataclass(frozen=True)
class Interruption:
    """An outage that weighs on a ballot; `open` when no extension has made up for it yet."""

    began_at: datetime
    ended_at: datetime | None
    open: bool

    @property
    def minutes(self) -> int | None:
        """How long it took; None while it goes on."""
        return None if self.ended_at is None else (self.ended_at - self.began_at) // timedelta(minutes=1)


def addressed(seats: Sequence[UUID]) -> Addressed:
    """Whom a reminder for these seats would reach, in one query."""
    found = serving(seats)
    roles = {each.person_id: each.role for each in found if each.role == Role.ASSISTANT}
    roles |= {each.person_id: each.role for each in found if each.role == Role.HOLDER}
    return Addressed(
        members=sum(role == Role.HOLDER for role in roles.values()),
        assistants=sum(role == Role.ASSISTANT for role in roles.values()),
        unreachable=len({each.person_id for each in found if not each.person.email}),
    )


def interruptions_shown(ballot: Ballot, moment: datetime) -> list[Interruption]:
    """The outages that weigh on a ballot, oldest first."""
    stretches = interruptions(ballot, moment)
    left = unanswered(stretches, ballot.extended_at)
    return [Interruption(began, ended, (began, ended) in left) for began, ended in stretches]


def where_it_stands(rule: Parameter[object]) -> str:
    """Where a rule is written, and how surely it was read."""
    return f"{in_language(rule.source, rule.source_en)} ({mark_words(rule.mark)})"
