"""The screen in the hall: dark, without a pointer, read from ten metres."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from core.http import SignedInRequest
from core.live import Audience, sections
from core.refusals import require
from meetings import live
from meetings.policies import may_show_screen
from meetings.selectors import meeting_for


@never_cache
@require_GET
def screen(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The running item, the turnout of its vote and, once it is closed, what every seat gave."""
    meeting = meeting_for(request.user, pk)
    require(may_show_screen, request.user, meeting)
    audience = Audience("screen", get_language() or "vi", live.rights_of(request.user, meeting, "screen"))
    snapshot = sections.draw(meeting.stream, audience)
    return render(request, "meetings/screen.html", {"meeting": meeting, "sections": snapshot.sections})
