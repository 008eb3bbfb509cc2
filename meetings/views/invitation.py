"""The invitation as a PDF, each with the own name."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from core import pace
from core.http import SignedInRequest, as_pdf
from core.time import local
from meetings.papers.invitation import compose_invitation
from meetings.papers.inviting import invitation_facts
from meetings.policies import may_read_invitation
from meetings.selectors import meeting_for
from records.layout import render


@require_safe
def invitation_pdf(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Composed at this moment: it says the time and place that hold now."""
    meeting = meeting_for(request.user, pk)
    if meeting.sent_at is None or not may_read_invitation(request.user, meeting):
        raise Http404
    facts = invitation_facts(meeting, request.user)
    with pace.aside():  # meanwhile another request may be worked on
        paper = render(compose_invitation(facts))
    response = HttpResponse(paper)
    name = f"giay-moi-{meeting.slug or local(meeting.starts_at).date().isoformat()}.pdf"
    as_pdf(response, name, stored=False)
    return response
