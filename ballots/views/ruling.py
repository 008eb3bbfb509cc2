"""The chair's act on the report of a ballot."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ballots import services
from ballots.policies import may_rule_on_ballot
from ballots.rules import Ruling
from ballots.selectors import ballot_for, elector_of
from ballots.views.answer import answer_page
from core.http import SignedInRequest
from core.refusals import Refusal, require
from people.accounts.fresh import confirmation_asked


@never_cache
@require_POST
def ballot_rule(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Sign, put the matter on the next session, or send it back; a refusal shows the note again."""
    found = ballot_for(request.user, pk)
    require(may_rule_on_ballot, request.user, found)
    wanted = request.POST.get("ruling", "")
    if wanted not in list(Ruling):
        raise Http404
    asked = confirmation_asked(request, found.procedure_facts)
    if asked is not None:
        return asked
    note = request.POST.get("note", "")
    try:
        services.rule_on_ballot(actor=request.user, ballot=found, ruling=Ruling(wanted), note=note)
    except Refusal as refusal:
        found = ballot_for(request.user, pk)  # somebody may have decided meanwhile
        elector = elector_of(request.user, found)
        return answer_page(request, found, elector, refusal=refusal, note=note, status=409)
    messages.success(request, _("Your decision is recorded; the secretariat sees it now."))
    return redirect(f"{found.get_absolute_url()}?done=rule")
