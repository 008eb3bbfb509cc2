"""The console from which the secretariat runs a meeting, and every act of a running meeting."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.http import SignedInRequest, back_to
from core.live import sections
from core.refusals import Refusal, require
from core.wording import sentence
from meetings import desk, live, services
from meetings.forms import AttendanceForm, ConclusionForm, QuickAttendanceForm
from meetings.models import Attendance, Meeting
from meetings.policies import may_open_console, may_run_meeting
from meetings.selectors import meeting_for

WRONG = 422  # the form comes back with what was typed and what is wrong


# -- the page -----------------------------------------------------------------------------------------------


@never_cache
@require_safe
def console(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The console; its live sections keep themselves equal to the meeting."""
    meeting = meeting_for(request.user, pk)
    require(may_open_console, request.user, meeting)
    if request.headers.get("X-Fragment") == "conclusion":
        return render(request, "meetings/conclusion.html", _conclusion(meeting))
    return _console(request, meeting)


def _console(request: SignedInRequest, meeting: Meeting, **typed: Any) -> HttpResponse:
    audience = live.enter(request.user, str(meeting.pk), "console", get_language() or "vi")
    drawn = sections.draw(meeting.stream, audience).sections
    shown = {"active": "meetings", "meeting": meeting, "sections": drawn, **_conclusion(meeting), **typed}
    return render(request, "meetings/console.html", shown, status=WRONG if typed else 200)


def _conclusion(meeting: Meeting) -> dict[str, Any]:
    """The running item, whose conclusion may be written, and the others, of which text may lie unsaved."""
    items = list(meeting.items.order_by("order"))
    running = next((item for item in items if item.status == "running"), None)
    return {
        "meeting": meeting,
        "running": running,
        "others": [item for item in items if item is not running],
    }


def _back(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    return back_to(request, reverse("console", args=[meeting.pk]))


# -- attendance ---------------------------------------------------------------------------------------------


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def attendance_note(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Note where one seat is: one press in the table, or the form with deputy and reason."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    if "mark" in request.POST:
        return _note_quickly(request, meeting)
    row = desk.attendance_of(meeting, _seat_number(request))
    typed = request.POST if request.method == "POST" else None
    deputies = desk.deputies_of(row.seat)
    consented = {True: "yes", False: "no", None: ""}[row.consented]
    first = {"presence": row.presence, "deputy": row.deputy_id, "reason": row.reason, "consented": consented}
    form = AttendanceForm(typed, deputies=deputies, initial=first)
    if form.is_valid():
        try:
            services.note_attendance(actor=request.user, meeting=meeting, seat=row.seat, **form.cleaned_data)
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            return _back(request, meeting)
    return _attendance_page(request, meeting, row, form)


def _seat_number(request: SignedInRequest) -> int:
    said = (request.POST or request.GET).get("seat", "")
    if not (said.isascii() and said.isdigit() and len(said) < 6):
        raise Http404
    return int(said)


def _note_quickly(request: SignedInRequest, meeting: Meeting) -> HttpResponseBase:
    form = QuickAttendanceForm(request.POST)
    if not form.is_valid():
        raise Http404
    order, presence = form.seat_and_presence()
    seat = desk.attendance_of(meeting, order).seat
    services.note_attendance(actor=request.user, meeting=meeting, seat=seat, presence=presence)
    return _back(request, meeting)


def _attendance_page(
    request: SignedInRequest, meeting: Meeting, row: Attendance, form: AttendanceForm
) -> HttpResponse:
    shown = {"active": "meetings", "meeting": meeting, "row": row, "form": form}
    return render(request, "meetings/attendance.html", shown, status=WRONG if form.errors else 200)


@require_POST
def attendance_all(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Note everybody who is still expected as in the room."""
    meeting = meeting_for(request.user, pk)
    count = services.note_attendance_of_all(actor=request.user, meeting=meeting)
    said = ngettext(
        "%(count)d member was noted as in the room.", "%(count)d members were noted as in the room.", count
    )
    if count:
        messages.success(request, said % {"count": count})
    return _back(request, meeting)


# -- the course of the meeting ------------------------------------------------------------------------------


@require_POST
def meeting_start(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Open the meeting."""
    meeting = meeting_for(request.user, pk)
    services.start_meeting(actor=request.user, meeting=meeting)
    return _back(request, meeting)


@require_POST
def item_next(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """End the running item and call the next one."""
    meeting = meeting_for(request.user, pk)
    after = request.POST.get("after")
    if services.start_next_item(actor=request.user, meeting=meeting, after=after) is None:
        messages.info(request, _("That was the last item; the meeting can be closed."))
    return _back(request, meeting)


@require_POST
def item_start(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Call an item out of its order."""
    meeting = meeting_for(request.user, pk)
    services.start_item(actor=request.user, meeting=meeting, item=desk.item_of(request.user, meeting, item))
    return _back(request, meeting)


@require_POST
def item_end(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """End the running item."""
    meeting = meeting_for(request.user, pk)
    services.end_item(actor=request.user, meeting=meeting, item=desk.item_of(request.user, meeting, item))
    return _back(request, meeting)


@require_POST
def item_conclude(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Keep the chair's conclusion; what was typed stays on the page when it is refused."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    row, form = desk.item_of(request.user, meeting, item), ConclusionForm(request.POST)
    if form.is_valid():
        text = form.cleaned_data["text"]
        try:
            services.conclude_item(actor=request.user, meeting=meeting, item=row, text=text)
        except Refusal as no:
            form.add_error("text", sentence(no))
        else:
            return back_to(request, f"{reverse('console', args=[meeting.pk])}?concluded={row.pk}")
    require(may_open_console, request.user, meeting)
    return _console(request, meeting, refused=form, refused_item=row)
