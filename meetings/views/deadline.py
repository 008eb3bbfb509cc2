"""The secretariat sets until when the papers of a session must come."""

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_POST

from core.http import SignedInRequest, see_other
from core.refusals import Refusal, require
from meetings import services
from meetings.forms import PapersDueForm
from meetings.policies import may_schedule_meeting
from meetings.selectors import meeting_for
from meetings.views.meeting import meeting_page, say


@require_POST
def papers_due_set(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Ask for the papers sooner, or where no rule says until when."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    form = PapersDueForm(request.POST)
    if form.is_valid():
        try:
            services.set_papers_due(actor=request.user, meeting=found, at=form.moment())
        except Refusal as no:
            say(no, form, "due_day", found)
        else:
            return see_other(f"{found.get_absolute_url()}#papers-due")
    return meeting_page(request, found, deadline=form)
