"""The documents of a meeting: the list, and each paper before it is a record."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.http import SignedInRequest
from meetings.documents import file_name, page_of, readable_kind, readable_vote
from meetings.selectors import meeting_for
from records.downloads import draft
from records.kinds import record_kind


@never_cache
@require_safe
def meeting_documents(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """Everything of the meeting that this person may read, and its complete pack."""
    meeting = meeting_for(request.user, pk)
    shown = {
        "active": "meetings",
        "meeting": meeting,
        "documents": page_of(request.user, meeting),
    }
    return render(request, "meetings/documents.html", shown)


@require_safe
def meeting_document(request: SignedInRequest, pk: UUID, kind: str, form: str) -> HttpResponse:
    """A paper about the whole meeting."""
    meeting = meeting_for(request.user, pk)
    found = record_kind(readable_kind(request.user, meeting, kind))
    return draft(found, meeting.stream, form, file_name(meeting, kind))


@require_safe
def vote_document(request: SignedInRequest, pk: UUID, ballot: UUID, kind: str, form: str) -> HttpResponse:
    """A paper about one vote of it."""
    meeting = meeting_for(request.user, pk)
    vote = readable_vote(request.user, meeting, ballot, kind)
    return draft(record_kind(kind), vote.key, form, file_name(meeting, kind, vote.item_vote.item.order))
