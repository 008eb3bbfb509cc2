"""The page of a report: what it says, what is missing before it is issued, and issuing it."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from ballots import services
from ballots.models import Ballot
from ballots.policies import may_follow_ballot, may_read_report, may_reply_to_opinions, may_report_ballot
from ballots.reading import report_page
from ballots.rules import Status
from ballots.selectors import ballot_for
from ballots.views.answer import ruling_of
from core.http import SignedInRequest
from core.refusals import require
from core.time import same_moment
from people.models import Person
from people.policies import works_at_secretariat
from records.rules import IN_WORK
from records.selectors import records_about


@never_cache
@require_GET
@same_moment()
def ballot_report(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The report as it was issued; to the desks before that, what it would say and what it still lacks."""
    found = ballot_for(request.user, pk)
    if not may_read_report(request.user, found):
        raise Http404
    waiting = found.status == Status.CLOSED.value
    context = {
        "active": "ballots",
        "ballot": found,
        "told": report_page(found),
        "may_issue": waiting and may_report_ballot(request.user, found),
        "may_reply": waiting and may_reply_to_opinions(request.user, found),
        "desk": may_follow_ballot(request.user, found),
        **_records(request.user, found),
        **ruling_of(request.user, found),
    }
    desk = "ballots/report_desk.html" if context["desk"] else "ballots/report.html"
    return render(request, desk, context)


def _records(person: Person, found: Ballot) -> dict[str, object]:
    """The documents about the ballot, and what the desk may draw up because none of its kind is in work."""
    records = records_about(person, found.key)
    busy = {each.kind for each in records if each.status in IN_WORK}
    labels = {
        "ballot_report": _("Draw up the report to be issued"),
        "resolution": _("Draw up the resolution to be issued"),
    }
    reported = found.status in (Status.REPORTED, Status.DECIDED)
    able = labels if reported and may_report_ballot(person, found) else {}
    return {"records": records, "to_draw_up": [(kind, able[kind]) for kind in able if kind not in busy]}


@never_cache
@require_POST
def report_issue(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Issue the report to the chair."""
    require(works_at_secretariat, request.user)
    services.issue_report(actor=request.user, ballot=ballot_for(request.user, pk))
    messages.success(request, _("The report is issued; the chair finds it on the page Today."))
    return redirect("ballot_report", pk=pk)
