"""The page of a session's figures."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.http import SignedInRequest
from core.time import now
from meetings.numbers import quorum_plot, session_numbers
from meetings.policies import may_see_numbers
from meetings.selectors import meeting_for
from people.policies import reads_everything


@never_cache
@require_safe
def meeting_numbers(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Time, speakers, quorum and papers of a session that has begun."""
    meeting = meeting_for(request.user, pk)
    if not may_see_numbers(request.user, meeting) or meeting.started_at is None:
        raise Http404
    found = session_numbers(meeting)
    reads_journal = reads_everything(request.user, meeting.body_id)
    shown = {
        "active": "meetings",
        "meeting": meeting,
        "found": found,
        "plot": quorum_plot(found, meeting.started_at, meeting.closed_at or now()),
        "entry": f"{meeting.get_absolute_url()}?entry=" if reads_journal else "",
    }
    return render(request, "meetings/numbers.html", shown)
