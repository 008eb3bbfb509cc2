"""The minutes of a meeting as a PDF."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from core import pace
from core.http import SignedInRequest, as_pdf
from core.time import local
from meetings.models import Meeting
from meetings.papers import compose_minutes, gather
from meetings.policies import may_download_minutes
from meetings.selectors import meeting_for
from records.layout import render


@require_safe
def minutes_pdf(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Composed from the journal at this moment; nobody but those entitled learns that there are any."""
    meeting = meeting_for(request.user, pk)
    if not may_download_minutes(request.user, meeting):
        raise Http404
    facts = gather(meeting)
    with pace.aside():  # meanwhile another request may be worked on
        paper = render(compose_minutes(facts))
    response = HttpResponse(paper)
    as_pdf(response, file_name(meeting), stored=False)
    return response


def file_name(meeting: Meeting) -> str:
    """`bien-ban-first-2019.pdf`, or with the day where the meeting has no short name."""
    return f"bien-ban-{meeting.slug or local(meeting.starts_at).date().isoformat()}.pdf"
