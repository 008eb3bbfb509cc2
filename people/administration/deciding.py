"""What every decision on a proposal shares: one at a time, its row, its entry in the journal, its letter."""

from core.journal import CLOCK, record
from core.models import Stream
from core.time import now
from people.administration.letters import tell_decided
from people.models import Person, Proposal, ProposalStatus

STREAM = "people"


def one_at_a_time() -> None:
    """Who sits where is decided by looking at others: one change of it at a time."""
    Stream.objects.get_or_create(pk=STREAM)
    Stream.objects.select_for_update().get(pk=STREAM)


def decide(
    proposal: Proposal,
    actor: Person | None,
    status: ProposalStatus,
    facts: dict[str, object],
    answer: str = "",
) -> None:
    """How it ended; without an actor its days were over."""
    proposal.status, proposal.answer = status.value, answer
    proposal.decided_by, proposal.decided_at = actor, now()
    proposal.save(force_update=True)
    note(proposal, f"proposal.{status.value}", actor, facts)
    tell_decided(proposal)


def note(proposal: Proposal, kind: str, actor: Person | None, facts: dict[str, object]) -> None:
    """One entry in the journal of the house."""
    told = {**facts, "changes": [[change["kind"], change["subject"]] for change in proposal.changes]}
    by = CLOCK if actor is None else actor.key
    record(STREAM, kind, actor=by, subject=f"proposal:{proposal.pk}", facts=told)
