"""The complete pack of a meeting: its page with the progress, having it made, cancelling, PDF and DOCX."""

from itertools import groupby
from typing import Any
from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core import pace
from core.http import SignedInRequest, as_pdf, see_other
from core.time import local
from matters.reading import streamed
from meetings.models import Meeting
from meetings.pack import for_editors, pack_of, records_in
from meetings.selectors import meeting_for
from records.downloads import as_docx
from records.editing import edited
from records.models import Opened
from records.packs import begin, cancel, content_of, key_of, opened, state_of, waited_for
from records.services import note_opened_all


@never_cache
@require_safe
def meeting_pack(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What the pack holds for this reader, and how far it is; while it is made, only that."""
    meeting = meeting_for(request.user, pk)
    shown: dict[str, Any] = {"active": "meetings", "meeting": meeting}
    if state := waited_for(request.GET.get("key", ""), str(request.user.pk)):
        return render(request, "meetings/pack.html", shown | {"state": state, "under_way": True})
    job = pack_of(request.user, meeting)
    shown |= {
        "groups": [(group, list(parts)) for group, parts in groupby(job.parts, key=lambda part: part.group)],
        "count": len(job.parts),
        "state": state_of(key_of(content_of(job))),
    }
    return render(request, "meetings/pack.html", shown)


@require_POST
def pack_make(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Have the pack made of what this reader may see now."""
    meeting = meeting_for(request.user, pk)
    job = pack_of(request.user, meeting)
    if job.parts:
        with pace.aside():
            key = begin(content_of(job), str(request.user.pk))
        return see_other(f"{reverse('meeting_pack', args=[pk])}?key={key}")
    return see_other(reverse("meeting_pack", args=[pk]))


@require_POST
def pack_cancel(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """This reader waits no longer."""
    cancel(_key(request, meeting_for(request.user, pk)), str(request.user.pk))
    return see_other(reverse("meeting_pack", args=[pk]))


@require_safe
def pack_pdf(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """The pack of what this reader may see now; where there is none yet, the page on which it is made."""
    meeting = meeting_for(request.user, pk)
    job = pack_of(request.user, meeting)
    pack = opened(key_of(content_of(job)))
    if pack is None:
        return redirect("meeting_pack", pk=pk)
    records = records_in(request.user, meeting, job)
    note_opened_all(actor=request.user, records=records, what=Opened.FILE.value)
    response = streamed(request, pack, pack.size)
    as_pdf(response, f"{_name(meeting)}.pdf", stored=False)
    return response


@require_safe
def pack_docx(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """What was composed here of the pack, for editing; files from outside are named in its contents."""
    meeting = meeting_for(request.user, pk)
    job = pack_of(request.user, meeting)
    if not job.parts:
        return redirect("meeting_pack", pk=pk)
    texts, records = for_editors(request.user, meeting, job)
    note_opened_all(actor=request.user, records=records, what=Opened.FILE.value)
    with pace.aside():
        content = edited(texts)
    return as_docx(HttpResponse(content), f"{_name(meeting)}.docx")


def _name(meeting: Meeting) -> str:
    return f"bo-tai-lieu-{meeting.slug or local(meeting.starts_at).date()}"


def _key(request: SignedInRequest, meeting: Meeting) -> str:
    """Found anew each time: a right that ended opens no pack."""
    return key_of(content_of(pack_of(request.user, meeting)))
