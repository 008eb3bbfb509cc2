"""Proposals that nobody decides lapse and change nothing; of a suspension that holds one is told every day.

That one has lapsed is a matter of the database's clock, whether or not anybody has announced it.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from core.time import now
from people.administration.deciding import decide, one_at_a_time
from people.administration.letters import tell_overdue
from people.models import Proposal, ProposalStatus

A_DAY = timedelta(days=1)


def expire_proposals() -> int:
    """Close what has lapsed and tell whoever proposed it; for the clock, and before each act."""
    if settings.PROPOSAL_DAYS <= 0:
        return 0
    earlier = now() - timedelta(days=settings.PROPOSAL_DAYS)
    lapsed = Proposal.objects.filter(status=ProposalStatus.OPEN, in_effect=False, proposed_at__lte=earlier)
    if not lapsed.exists():
        return 0
    with transaction.atomic():
        one_at_a_time()
        found = list(lapsed.select_for_update(of=("self",)).select_related("proposed_by"))
        for proposal in found:
            decide(proposal, None, ProposalStatus.EXPIRED, {"days": settings.PROPOSAL_DAYS})
    return len(found)


def unconfirmed_suspensions() -> QuerySet[Proposal]:
    """Urgent suspensions that hold for more than a day by one person's word alone."""
    waiting = Proposal.objects.filter(status=ProposalStatus.OPEN, in_effect=True)
    return waiting.filter(proposed_at__lte=now() - A_DAY)


def recall_suspensions() -> int:
    """Tell once a day of accounts that one person has closed and no second has looked at; how many."""
    found = list(unconfirmed_suspensions().select_related("proposed_by"))
    if found:
        with transaction.atomic():
            for proposal in found:
                tell_overdue(proposal)
    return len(found)
