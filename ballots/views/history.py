"""The page that tells what happened to a ballot, and who did it."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ballots.history import history_of
from ballots.policies import may_follow_ballot
from ballots.selectors import ballot_for
from core.http import SignedInRequest

PER_PAGE = 60


@never_cache
@require_GET
def ballot_history(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Every move of a ballot; those who are asked read what concerns them."""
    found = ballot_for(request.user, pk)
    desk = may_follow_ballot(request.user, found)
    page = Paginator(history_of(found, whole=desk), PER_PAGE).get_page(request.GET.get("page"))
    context = {"active": "ballots", "ballot": found, "page": page, "desk": desk}
    return render(request, "ballots/history_desk.html" if desk else "ballots/history.html", context)
