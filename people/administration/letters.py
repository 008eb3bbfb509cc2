"""The letters about proposals, to whoever may decide and whoever proposed; they name nobody and nothing."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.time import local, now
from people import notices
from people.administration.selectors import confirmers, expires_at, has_lapsed
from people.models import Notice, Person, Proposal, ProposalStatus
from people.notices import Letter, Words
from people.wording import PROPOSAL_STATUSES

WAITS, DECIDED = "people:proposal_waits", "people:proposal_decided"
OVERDUE = "people:suspension_unconfirmed"
LETTERS = {
    WAITS: (
        _("A proposal about persons and offices waits for a second person"),
        _(
            "A proposal about persons and offices waits for a second person, and you may be that person. Open"
            " the page to read it, and confirm or decline it there."
        ),
    ),
    DECIDED: (
        _("What you proposed about persons and offices is settled"),
        _("What you proposed about persons and offices is settled. How it ended: %(status)s."),
    ),
    OVERDUE: (
        _("An urgent suspension waits for a second person"),
        _(
            "One person has suspended an account urgently. It holds, and nobody has confirmed it for more"
            " than a day. Confirm it, or decline it and the account opens again; it does not end by itself."
        ),
    ),
}
TOLD_OF = {ProposalStatus.CONFIRMED, ProposalStatus.DECLINED, ProposalStatus.EXPIRED}
A_WEEK, A_MONTH, A_DAY = timedelta(days=7), timedelta(days=30), timedelta(days=1)


def tell_waiting(proposal: Proposal) -> None:
    """To everybody who may decide it."""
    _queue(WAITS, proposal, confirmers(proposal), expires_at(proposal) or now() + A_MONTH)


def tell_decided(proposal: Proposal) -> None:
    """To whoever made it, unless that person has withdrawn it."""
    if proposal.status in TOLD_OF:
        _queue(DECIDED, proposal, [proposal.proposed_by], now() + A_WEEK)


def tell_overdue(proposal: Proposal) -> None:
    """To everybody who may decide it and to whoever made it, once on each day."""
    told = [*confirmers(proposal), proposal.proposed_by]
    _queue(OVERDUE, proposal, told, now() + A_DAY, f":{local(now()).date()}")


def _queue(kind: str, proposal: Proposal, people: Iterable[Person], until: datetime, of: str = "") -> None:
    facts: dict[str, object] = {"proposal": str(proposal.pk)}
    path = reverse("proposal", args=[proposal.pk])
    key = f"{kind}:{proposal.pk}{of}"
    notices.queue(dict.fromkeys(people, facts), kind=kind, key=key, path=path, until=until)


def letters() -> dict[str, Letter]:
    """The letters about proposals, by kind."""
    return {kind: Letter(subject, text, words) for kind, (subject, text) in LETTERS.items()}


def words(notice: Notice) -> Words | None:
    """How it stands; None when the letter would say what is no longer so, or to the wrong person."""
    proposal = Proposal.objects.select_related("proposed_by").get(pk=notice.facts["proposal"])
    if notice.kind != DECIDED:
        waits = proposal.status == ProposalStatus.OPEN and not has_lapsed(proposal)
        able = {*confirmers(proposal), *([proposal.proposed_by] if notice.kind == OVERDUE else [])}
        return {} if waits and notice.person in able else None
    return {"status": PROPOSAL_STATUSES[proposal.status]}
