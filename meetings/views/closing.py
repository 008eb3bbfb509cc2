"""The page before closing: what is still open, and the button that closes over what was confirmed."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.http import SignedInRequest, see_other
from core.refusals import require
from meetings import services
from meetings.models import Meeting
from meetings.policies import may_open_console, may_run_meeting
from meetings.rules import MeetingStatus
from meetings.rules.closing import OpenPoint, open_points
from meetings.selectors import meeting_for
from meetings.selectors.closing import standing
from meetings.wording.closing import open_point_words

# Where each open point is dealt with on the console.
PLACES = {"unnoted": "#c-seats", "not_taken": "#c-agenda"}


@never_cache
@require_safe
def meeting_closing(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What is still open before closing."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    home = _home(request, meeting)
    points = open_points(standing(meeting))
    shown = {
        "active": "meetings",
        "meeting": meeting,
        "running": meeting.status == MeetingStatus.RUNNING.value,
        "home": home,
        "must": [_told(point, home) for point in points if point.must],
        "should": [_told(point, home) for point in points if not point.must],
    }
    return render(request, "meetings/closing.html", shown)


def _told(point: OpenPoint, home: str) -> tuple[str, str, str]:
    """Code, sentence, and the place where it is dealt with."""
    return point.code, open_point_words(point), f"{home}{PLACES.get(point.code, '')}"


def _home(request: SignedInRequest, meeting: Meeting) -> str:
    """From where this person runs the meeting: the console, or the head of the table."""
    at_desk = may_open_console(request.user, meeting)
    return reverse("console" if at_desk else "room", args=[meeting.pk])


@require_POST
def meeting_close(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Close the meeting over the open points that the form names."""
    meeting = meeting_for(request.user, pk)
    confirmed = request.POST.getlist("confirmed")
    services.close_meeting(actor=request.user, meeting=meeting, confirmed=confirmed)
    return see_other(_home(request, meeting))
