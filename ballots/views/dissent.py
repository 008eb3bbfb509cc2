"""A member keeps a dissent on record, on the page of a ballot whose result is announced."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from ballots import services
from ballots.policies import may_keep_dissent
from ballots.selectors import ballot_for, elector_of
from ballots.views.answer import answer_page
from core.http import SignedInRequest
from core.refusals import Refusal, require


@never_cache
@require_POST
def dissent_keep(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Keep it; a refusal shows the page again with every word of it."""
    found = ballot_for(request.user, pk)
    require(may_keep_dissent, request.user, found)
    text = request.POST.get("text", "")
    try:
        services.keep_dissent(actor=request.user, ballot=found, text=text)
    except Refusal as refusal:
        elector = elector_of(request.user, found)
        return answer_page(request, found, elector, refusal=refusal, dissent=text, status=409)
    messages.success(request, _("Your dissent is on record."))
    return redirect(f"{found.get_absolute_url()}?done=dissent")
