"""The page of the quorum: how it came and went."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.http import SignedInRequest
from core.refusals import require
from meetings.desk import offices_of
from meetings.policies import may_follow_quorum
from meetings.selectors import meeting_for, quorum_trace
from meetings.wording import journal_words
from people.policies import is_secretariat


@never_cache
@require_safe
def quorum(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Every change of how many attend, and who made it."""
    meeting = meeting_for(request.user, pk)
    require(may_follow_quorum, request.user, meeting)
    offices = offices_of(meeting)
    steps = [(step, journal_words(step.entry, offices)) for step in quorum_trace(meeting)]
    desk = is_secretariat(request.user, meeting.body_id)
    shown = {"active": "meetings", "meeting": meeting, "steps": steps, "desk": desk}
    return render(request, "meetings/quorum.html", shown)
