"""The chair's act on the report of a ballot."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ballots import services
from ballots.policies import may_rule_on_ballot
from ballots.rules import Ruling
from ballots.selectors import ballot_for
from core.http import SignedInRequest
from core.refusals import require

LONGEST_NOTE = 2000


@require_POST
def ballot_rule(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Sign, put the matter on the next session, or send it back."""
    found = ballot_for(request.user, pk)
    require(may_rule_on_ballot, request.user, found)
    wanted = request.POST.get("ruling", "")
    if wanted not in list(Ruling):
        raise Http404
    note = request.POST.get("note", "")[:LONGEST_NOTE]
    services.rule_on_ballot(actor=request.user, ballot=found, ruling=Ruling(wanted), note=note)
    messages.success(request, _("Your decision is recorded; the secretariat sees it now."))
    return redirect(f"{found.get_absolute_url()}?done=rule")
