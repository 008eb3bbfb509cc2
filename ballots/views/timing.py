"""The acts on a ballot's time: reminding those who have not answered, and giving all of them more time."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ballots import services
from ballots.forms import ExtensionForm
from ballots.models import Ballot
from ballots.policies import may_extend_ballot
from ballots.rules import Status, check_open, deadline_bounds
from ballots.selectors import ballot_for
from ballots.timing import interruptions_shown, where_it_stands
from core.http import SignedInRequest
from core.refusals import Refusal, require
from core.time import local, now
from core.working_time import viet_nam
from people.policies import heads_a_secretariat, works_at_secretariat


@never_cache
@require_POST
def ballot_remind(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Remind those who have not answered, and their assistants."""
    require(works_at_secretariat, request.user)
    found = ballot_for(request.user, pk)
    reminded = services.remind_members(actor=request.user, ballot=found)
    sentence = ngettext(
        "%(seats)s member who has not answered is reminded; messages go to %(people)s people.",
        "%(seats)s members who have not answered are reminded; messages go to %(people)s people.",
        reminded.seats,
    )
    messages.success(request, sentence % {"seats": reminded.seats, "people": reminded.people})
    return redirect(found)


@never_cache
@require_http_methods(["GET", "POST"])
def ballot_extend(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Set a later deadline with a reason; a refusal leaves everything typed where it is."""
    require(heads_a_secretariat, request.user)
    found = ballot_for(request.user, pk)
    require(may_extend_ballot, request.user, found)
    if request.method == "GET" or found.opened_at is None:
        check_open(Status(found.status), closed_at=found.closed_at)  # what never was open has no such page
        return _page(request, found)
    form = ExtensionForm(found, request.POST)
    if not form.is_valid():
        return _page(request, found, form)
    try:
        extended = services.extend_ballot(
            actor=request.user,
            ballot=found,
            closes_at=form.cleaned_data["closes_at"],
            reason=form.cleaned_data["reason"],
        )
    except Refusal as refusal:
        form.refuse(refusal)
        return _page(request, found, form)
    messages.success(request, _("The deadline is extended; the members are told and read the reason."))
    return redirect(f"{extended.get_absolute_url()}?done=extend")


def _page(request: SignedInRequest, found: Ballot, form: ExtensionForm | None = None) -> HttpResponse:
    assert found.opened_at is not None  # it was opened
    outages = interruptions_shown(found, now())
    unbound = any(each.open for each in outages)
    latest_day = deadline_bounds(found.opened_at, found.procedure, viet_nam()).latest_day
    form = form or ExtensionForm(found, latest=None if unbound else latest_day)
    context = {
        "active": "ballots",
        "ballot": found,
        "form": form,
        "latest_day": latest_day,
        "at_bound": found.closes_at is not None and local(found.closes_at).date() == latest_day,
        "longest": where_it_stands(found.procedure.ballot_max_working_days),
        "outage_rule": where_it_stands(found.procedure.ballot_outage_minutes),
        "outages": outages,
        "unbound": unbound,
    }
    return render(request, "ballots/extend.html", context, status=422 if form.errors else 200)
