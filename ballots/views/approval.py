"""The acts between a draft and its sending: submit, take back, approve, return."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ballots import services
from ballots.forms import ApprovalForm
from ballots.models import Ballot
from ballots.selectors import ballot_for
from ballots.views.board import board_page, seen_in
from core.http import SignedInRequest
from core.refusals import Refusal, require
from core.wording import sentence
from people.accounts.fresh import confirmation_asked
from people.policies import heads_a_secretariat, works_at_secretariat


@never_cache
@require_POST
def ballot_submit(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Lay a draft before the head of the secretariat."""
    require(works_at_secretariat, request.user)
    found, note = ballot_for(request.user, pk), request.POST.get("note", "")
    try:
        submitted = services.submit_ballot(actor=request.user, ballot=found, note=note, seen=seen_in(request))
    except Refusal as refusal:
        return board_page(request, found, refused=sentence(refusal), typed=note)
    messages.success(request, _("The ballot lies with the head of the secretariat for approval."))
    return _back(submitted, "submit")


@never_cache
@require_POST
def ballot_withdraw(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Take a submitted or approved ballot back, to change it."""
    require(works_at_secretariat, request.user)
    draft = services.withdraw_ballot(actor=request.user, ballot=ballot_for(request.user, pk))
    messages.success(request, _("The ballot is a draft again. Change it, then submit it again."))
    return _back(draft, "withdraw")


@never_cache
@require_POST
def ballot_approve(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Approve a submitted ballot, perhaps to be sent by itself at a named time."""
    require(heads_a_secretariat, request.user)
    found, form = ballot_for(request.user, pk), ApprovalForm(request.POST)
    if not form.is_valid():
        return board_page(request, found, approval=form)
    asked = confirmation_asked(request, found.procedure_facts)
    if asked is not None:
        return asked
    try:
        approved = services.approve_ballot(
            actor=request.user,
            ballot=found,
            opinion=form.cleaned_data["opinion"],
            opens_at=form.cleaned_data.get("opens_at"),
            seen=seen_in(request),
        )
    except Refusal as refusal:
        form.add_error(None, sentence(refusal))
        return board_page(request, found, approval=form)
    messages.success(request, _("The ballot is approved."))
    return _back(approved, "approve")


@never_cache
@require_POST
def ballot_return(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Give a ballot back to whoever composed it, with the reason."""
    require(heads_a_secretariat, request.user)
    found, reason = ballot_for(request.user, pk), request.POST.get("reason", "")
    try:
        draft = services.return_ballot(actor=request.user, ballot=found, reason=reason)
    except Refusal as refusal:
        return board_page(request, found, refused=sentence(refusal), typed=reason)
    messages.success(request, _("The ballot is returned; whoever composed it reads the reason."))
    return _back(draft, "return")


def _back(ballot: Ballot, done: str) -> HttpResponse:
    """The ballot's page, which forgets what was typed for the act that is done."""
    return redirect(f"{ballot.get_absolute_url()}?done={done}")
