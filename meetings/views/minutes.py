"""The minutes of a meeting: the page on which they are written or read, and the PDF."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import render as draw
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import pace
from core.http import SignedInRequest, as_pdf
from core.time import local, now
from meetings import minuted
from meetings.forms.minutes import CirculateForm
from meetings.models import Meeting, Minutes
from meetings.papers.composing import KIND
from meetings.papers.standing import draft_paper, minutes_paper
from meetings.policies import (
    may_approve_minutes,
    may_correct_minutes,
    may_download_minutes,
    may_see_numbers,
    may_write_minutes,
)
from meetings.rules import MeetingStatus
from meetings.rules.minutes import MinutesStatus
from meetings.selectors import meeting_for
from meetings.selectors.closing import unreleased_items
from meetings.selectors.minutes import approved_minutes, current_minutes, editions
from people.models import Person
from people.policies import reads_everything
from records.elements import Document
from records.layout import render
from records.models import Record
from records.rules import IN_WORK
from records.selectors import records_about

WRONG = 422


@never_cache
@require_safe
def minutes(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The minutes where they stand; nobody but those entitled learns that there are any."""
    return minutes_page(request, meeting_of(request, pk))


def meeting_of(request: SignedInRequest, pk: UUID) -> Meeting:
    """The meeting whose minutes this person may read; 404 otherwise."""
    meeting = meeting_for(request.user, pk)
    if not may_download_minutes(request.user, meeting):
        raise Http404
    return meeting


def minutes_page(request: SignedInRequest, meeting: Meeting, status: int = 200, **typed: Any) -> HttpResponse:
    """The page of the desk, or that of the attendees; `typed` is what comes back with what is wrong."""
    desk = reads_everything(request.user, meeting.body_id)
    edition = _edition_for(request.user, meeting, desk=desk)
    whose = None if desk else request.user
    rows, others = minuted.rows_of(meeting, edition, whose), minuted.general(edition, whose)
    shown: dict[str, Any] = {
        "active": "meetings",
        "meeting": meeting,
        "minutes": edition,
        "paper_kind": KIND.upper(),
        "stage": edition.status if edition else MinutesStatus.DRAFT.value,
        "rows": rows,
        "others": others,
        "unanswered": minuted.unanswered(rows, others),
        "editions": [each for each in editions(meeting) if each.status == MinutesStatus.APPROVED],
        "may_numbers": may_see_numbers(request.user, meeting),
        "may_correct": may_correct_minutes(request.user, meeting),
        "saved": request.GET.get("saved", ""),
        "unreleased": unreleased_items(meeting) if may_write_minutes(request.user, meeting) else (),
        **_documents(request.user, meeting),
        **_acts(request.user, meeting, edition),
        **typed,
    }
    shown["row"] = next((row for row in rows if row.line.key == request.GET.get("sentence")), None)
    template = "meetings/minutes_desk.html" if desk else "meetings/minutes.html"
    return draw(request, template, shown, status=status)


def _documents(person: Person, meeting: Meeting) -> dict[str, Any]:
    """The minutes with number and signature, as far as this person reads them; whether to draw one up."""
    found: list[Record] = records_about(person, meeting.stream, "minutes")
    in_work = any(record.status in IN_WORK for record in found)
    approved = may_write_minutes(person, meeting) and approved_minutes(meeting) is not None
    return {"documents": found, "may_draw_up": approved and not in_work}


def _edition_for(person: Person, meeting: Meeting, *, desk: bool) -> Minutes | None:
    """The edition in work for the desk and, once they have it, for attendees; else the approved one."""
    current = current_minutes(meeting)
    if desk or may_correct_minutes(person, meeting):
        return current
    return approved_minutes(meeting) or current


def _acts(person: Person, meeting: Meeting, edition: Minutes | None) -> dict[str, Any]:
    """What may be done with this edition now, by this person."""
    stage = edition.status if edition else MinutesStatus.DRAFT
    writes, closed = may_write_minutes(person, meeting), meeting.status == MeetingStatus.CLOSED
    until = edition.corrections_until if edition else None
    return {
        "may_write": writes and stage != MinutesStatus.APPROVED,
        "may_circulate": writes and closed and stage == MinutesStatus.DRAFT,
        "may_approve": stage == MinutesStatus.CIRCULATED and may_approve_minutes(person, meeting),
        "window_open": until is not None and now() < until,
        "may_supersede": writes and stage == MinutesStatus.APPROVED,
        "circulate_form": CirculateForm(initial=minuted.window_initial(meeting)),
        "window_rule": meeting.procedure.minutes_correction_working_days,
        "approval_rule": meeting.procedure.minutes_approved_by,
    }


@require_safe
def minutes_pdf(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The approved minutes from their frozen facts (`?edition=`: another one); else the marked draft."""
    meeting = meeting_of(request, pk)
    document = _document(request, meeting)
    with pace.aside():  # meanwhile another request may be worked on
        paper = render(document)
    response = HttpResponse(paper)
    as_pdf(response, file_name(meeting), stored=False)
    return response


def _document(request: SignedInRequest, meeting: Meeting) -> Document:
    person, wanted = request.user, request.GET.get("edition", "")
    works = reads_everything(person, meeting.body_id) or may_correct_minutes(person, meeting)
    if wanted == "draft" and works:
        return draft_paper(meeting)
    number = int(wanted) if wanted.isascii() and wanted.isdigit() and len(wanted) < 4 else None
    approved = minutes_paper(meeting, number)
    if approved is None and (wanted or not works):
        raise Http404
    return approved or draft_paper(meeting)


def file_name(meeting: Meeting) -> str:
    """`bien-ban-first-2019.pdf`, or with the day where the meeting has no short name."""
    return f"bien-ban-{meeting.slug or local(meeting.starts_at).date().isoformat()}.pdf"
