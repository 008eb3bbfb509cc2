"""The pages of proposals: what waits, what one would change, and deciding it."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core.http import SignedInRequest, see_other
from core.refusals import require
from people.administration import proposing
from people.administration.forms import ReasonForm
from people.administration.history import files_taken, tell
from people.administration.selectors import (
    changes_of,
    confirmers,
    expires_at,
    has_lapsed,
    look,
    open_proposals,
    proposal_for,
    proposals_decided,
)
from people.administration.showing import showing
from people.administration.views.acting import WRONG
from people.models import Proposal, ProposalStatus
from people.policies import may_administer_people, may_confirm_change

PER_PAGE = 25


@require_safe
def proposals(request: SignedInRequest) -> HttpResponse:
    """What waits, oldest first, then what was decided, newest first."""
    look(request.user)
    page = Paginator(proposals_decided(), PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "active": "people",
        "waiting": showing(list(open_proposals())),
        "page": page,
        "decided": showing(list(page.object_list)),
        "files": files_taken() if page.number == 1 else [],
    }
    return render(request, "people/proposals.html", shown)


@require_safe
def proposal(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """One proposal: everything that it changes, who may decide it."""
    return _page(request, proposal_for(request.user, pk), ReasonForm())


@require_POST
def proposal_confirm(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The second person agrees."""
    found = proposal_for(request.user, pk)
    proposing.confirm_proposal(actor=request.user, proposal=found)
    messages.success(request, _("Confirmed; it holds from now on."))
    return see_other(reverse("proposal", args=[found.pk]))


@require_POST
def proposal_decline(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The second person does not agree, and says why."""
    found = proposal_for(request.user, pk)
    require(may_confirm_change, request.user)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    reason = form.cleaned_data["reason"]
    proposing.decline_proposal(actor=request.user, proposal=found, reason=reason)
    messages.success(request, _("Declined; nothing was changed."))
    return see_other(reverse("proposal", args=[found.pk]))


@require_POST
def proposal_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Whoever proposed it takes it back."""
    found = proposal_for(request.user, pk)
    proposing.withdraw_proposal(actor=request.user, proposal=found)
    messages.success(request, _("Withdrawn."))
    return see_other(reverse("proposal", args=[found.pk]))


def _page(request: SignedInRequest, found: Proposal, form: ReasonForm) -> HttpResponse:
    able = confirmers(found)
    lapsed = has_lapsed(found)
    waits = found.status == ProposalStatus.OPEN and not lapsed
    shown = {
        "active": "people",
        "proposal": found,
        "changes": tell(changes_of(found)),
        "confirmers": able if waits else [],
        "nobody": waits and not able,
        "only_head": waits and bool(able) and not any(map(may_administer_people, able)),
        "waits": waits,
        "expires": expires_at(found) if waits else None,
        "lapsed": lapsed or found.status == ProposalStatus.EXPIRED,
        "days": settings.PROPOSAL_DAYS,
        "may_decide": waits and request.user.pk in {each.pk for each in able},
        "mine": waits and found.proposed_by_id == request.user.pk,
        "form": form,
    }
    return render(request, "people/proposal.html", shown, status=WRONG if form.errors else 200)
