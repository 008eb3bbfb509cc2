"""Changes of people and offices: proposed by an administrator, confirmed, declined or withdrawn."""

import json
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Model

from core.refusals import Refusal, require
from core.time import now
from core.typed_text import clean_text
from people.administration.changes import Change, apply, as_json, from_json, record_changes
from people.administration.deciding import decide, note, one_at_a_time
from people.administration.expiring import expire_proposals
from people.administration.letters import tell_waiting
from people.administration.rules import check_decider
from people.administration.selectors import concerned_by, confirmers
from people.models import Person, Proposal, ProposalStatus
from people.policies import may_administer_people, may_confirm_change


class _Tried(Exception):
    """Undoes what was only tried."""


def submit(
    *, actor: Person, changes: Sequence[Change], key: UUID, reason: str = "", urgent: bool = False
) -> Proposal:
    """Propose changes as one whole; what needs no second person, or is urgent, takes effect at once.

    The same key again changes nothing and finds what it made.

    Raises:
        Refusal: a rule forbids a change now, or the same is waiting already.
    """
    require(may_administer_people, actor)
    expire_proposals()
    with transaction.atomic():
        one_at_a_time()
        made = Proposal.objects.filter(pk=key).first()
        if made is not None and made.proposed_by_id != actor.pk:
            raise Refusal("proposal_of_another")
        if made is not None:
            return made
        waits = any(change.kind in settings.PEOPLE_FOUR_EYES for change in changes)
        _check_not_waiting(changes)
        proposal = Proposal(
            pk=key,
            changes=as_json(changes),
            reason=clean_text(reason),
            in_effect=waits and urgent,
            proposed_by=actor,
            proposed_at=now(),
            status=ProposalStatus.OPEN if waits else ProposalStatus.AT_ONCE,
        )
        if waits and not urgent:
            try_out(changes)
        rows = [] if waits and not urgent else apply(changes)
        if urgent and not confirmers(proposal):
            raise Refusal("nobody_would_confirm")
        proposal.save(force_insert=True)
        if waits:
            note(proposal, "proposal.made", actor, {"urgent": urgent, "reason": proposal.reason})
            tell_waiting(proposal)
        if rows:
            _record(proposal, changes, rows, actor)
    return proposal


def confirm_proposal(*, actor: Person, proposal: Proposal) -> Proposal:
    """The second person agrees: the changes take effect, all or none; pressed twice, it is done once.

    Raises:
        Refusal: own proposal, about oneself, decided by another, or no longer possible.
    """
    require(may_confirm_change, actor)
    expire_proposals()
    with transaction.atomic():
        proposal = _to_decide(actor, proposal, ProposalStatus.CONFIRMED)
        if proposal.status != ProposalStatus.OPEN:
            return proposal
        changes = from_json(proposal.changes)
        if not proposal.in_effect:
            _record(proposal, changes, apply(changes), actor)
        decide(proposal, actor, ProposalStatus.CONFIRMED, {"reason": ""})
    return proposal


def decline_proposal(*, actor: Person, proposal: Proposal, reason: str) -> Proposal:
    """The second person does not agree; an urgent suspension ends with it."""
    require(may_confirm_change, actor)
    expire_proposals()
    with transaction.atomic():
        proposal = _to_decide(actor, proposal, ProposalStatus.DECLINED)
        if proposal.status == ProposalStatus.OPEN:
            _take_back(proposal, actor)
            answer = clean_text(reason)
            decide(proposal, actor, ProposalStatus.DECLINED, {"reason": answer}, answer)
    return proposal


def withdraw_proposal(*, actor: Person, proposal: Proposal) -> Proposal:
    """Whoever proposed it takes it back; an urgent suspension ends with it."""
    require(may_administer_people, actor)
    expire_proposals()
    with transaction.atomic():
        one_at_a_time()
        proposal = Proposal.objects.select_for_update().get(pk=proposal.pk)
        if proposal.proposed_by_id != actor.pk:
            raise Refusal("proposal_of_another")
        if proposal.status == ProposalStatus.WITHDRAWN:
            return proposal
        _check_open(proposal)
        _take_back(proposal, actor)
        decide(proposal, actor, ProposalStatus.WITHDRAWN, {"reason": ""})
    return proposal


def try_out(changes: Sequence[Change]) -> None:
    """Apply and undo: whatever a rule forbids is refused before it is proposed."""
    try:
        with transaction.atomic():
            apply(changes)
            raise _Tried
    except _Tried:
        return


def _check_not_waiting(changes: Iterable[Change]) -> None:
    wanted = {_identity(change) for change in changes}
    for kept in Proposal.objects.filter(status=ProposalStatus.OPEN).values_list("changes", flat=True):
        if wanted & {_identity(change) for change in from_json(kept)}:
            raise Refusal("proposed_already")


def _identity(change: Change) -> tuple[str, str]:
    """By what a change is known again; what does not exist yet, by all that it would be."""
    return change.kind, json.dumps(change.now, sort_keys=True) if change.new else change.subject


def _to_decide(actor: Person, proposal: Proposal, as_what: ProposalStatus) -> Proposal:
    one_at_a_time()
    found = Proposal.objects.select_for_update().get(pk=proposal.pk)
    if found.status == as_what and found.decided_by_id == actor.pk:
        return found
    _check_open(found)
    check_decider(actor.key, found.proposed_by.key, concerned_by(found))
    return found


def _check_open(proposal: Proposal) -> None:
    if proposal.status == ProposalStatus.EXPIRED:
        raise Refusal("proposal_expired", days=settings.PROPOSAL_DAYS)
    if proposal.status != ProposalStatus.OPEN:
        raise Refusal("proposal_decided", status=proposal.get_status_display())


def _take_back(proposal: Proposal, actor: Person) -> None:
    if proposal.in_effect:
        changes = [change.undone for change in from_json(proposal.changes)]
        _record(proposal, changes, apply(changes), actor)


def _record(proposal: Proposal, changes: Sequence[Change], rows: Sequence[Model], actor: Person) -> None:
    about = {"proposal": str(proposal.pk), "proposed_by": proposal.proposed_by.key, "reason": proposal.reason}
    record_changes(changes, rows, actor=actor.key, **about)
