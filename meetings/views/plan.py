"""The list of meetings, and the plan of one: scheduled, changed, sent."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.http import SignedInRequest, back_to
from core.refusals import Refusal, require
from core.time import today
from core.wording import sentence
from meetings import desk, services
from meetings.forms import FIRST_DAY, LAST_DAY, MeetingForm, PlanForm, beginning, title_of
from meetings.forms.calendar import asked_for
from meetings.forms.moving import Move, move_asked
from meetings.models import Kind, Meeting
from meetings.policies import may_schedule_meeting
from meetings.selectors import InTheWay, in_the_way, meeting_for, plan_of
from meetings.selectors.replies import sequence_of
from meetings.wording import SHORT_KINDS
from people.policies import secretariat_reach, works_at_secretariat

PER_PAGE = 25
WRONG = 422  # the form comes back with what was typed and what is wrong


@require_safe
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """The meetings to come, or (`?show=past`) those that were held."""
    past = request.GET.get("show") == "past"
    found = desk.past_meetings(request.user) if past else desk.coming_meetings(request.user)
    page = Paginator(found.values_list("pk", flat=True), PER_PAGE).get_page(request.GET.get("page"))
    listed, reach = desk.listed(list(page)), secretariat_reach(request.user)
    shown = {
        "active": "meetings",
        "page": page,
        "meetings": listed,
        "ours": {each.body_id for each in listed if reach.covers(each.body_id)},
        "past": past,
        "may_schedule": works_at_secretariat(request.user),
    }
    return render(request, "meetings/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: SignedInRequest) -> HttpResponseBase:
    """Schedule a meeting from the template of its kind."""
    require(works_at_secretariat, request.user)
    reach = secretariat_reach(request.user)
    asked = asked_for(request.GET, today())
    chosen = _typed_day(request) or (asked.page.day if "day" in request.GET else None)
    body, start = beginning(request.POST.get("kind") or asked.kind, chosen, reach)
    form = MeetingForm(request.POST or None, initial=start, body=body, reach=reach)
    against = InTheWay()
    if request.method == "POST" and form.is_valid():
        against = form.in_the_way(request.user, form.cleaned_data["body"], form.cleaned_data["guests"])
        if not against and (meeting := _made(request, form)):
            return back_to(request, f"{meeting.get_absolute_url()}?made=1")
    return _plan_page(request, form, None, against)


def _typed_day(request: SignedInRequest) -> date | None:
    """The day that was sent: after it the standing items are named when the form comes back."""
    try:
        day = date.fromisoformat(request.POST.get("day", ""))
    except ValueError:
        return None
    return day if FIRST_DAY <= day <= LAST_DAY else None


def _made(request: SignedInRequest, form: MeetingForm) -> Meeting | None:
    """The meeting with its guests and standing items; None when the form says what is in the way."""
    try:
        with transaction.atomic():
            meeting = services.schedule_meeting(actor=request.user, **form.plan())
            for person in form.cleaned_data["guests"]:
                services.invite_guest(actor=request.user, meeting=meeting, person=person)
            titles = form.cleaned_data["standing_items"]
            services.add_standing_items(actor=request.user, meeting=meeting, titles=titles)
            return meeting
    except Refusal as no:
        form.add_error(None, sentence(no))
        return None


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Change the plan of a meeting that has not begun; `?day=&time=`: as it was dragged in the calendar."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    move = move_asked(request.GET, found, _number(found)) if request.method == "GET" else None
    form, against = _edited(request, found, move)
    if request.method == "POST" and form.is_valid():
        against = form.in_the_way(request.user, found.body, desk.guests_of(found), but=found.pk)
        if not against and _changed(request, form, found):
            return back_to(request, f"{found.get_absolute_url()}?changed=1")
    return _plan_page(request, form, found, against, move)


def _edited(request: SignedInRequest, found: Meeting, move: Move | None) -> tuple[PlanForm, InTheWay]:
    """The form of the plan, begun with a move that was asked for, and what speaks against that."""
    start, against = PlanForm.of(found), InTheWay()
    if move is not None:
        start |= move.initial()
        moved = plan_of(found, move.after, desk.guests_of(found))
        against = in_the_way(request.user, moved, but=found.pk)
    lengths = list(found.items.values_list("minutes", flat=True))
    form = PlanForm(request.POST or None, initial=start, lengths=lengths, body=found.body)
    form.told = against.digest
    return form, against


def _number(found: Meeting) -> int | None:
    """By which number calendars know a meeting that was sent."""
    return sequence_of(found) if found.sent_at else None


def _changed(request: SignedInRequest, form: PlanForm, found: Meeting) -> bool:
    try:
        services.reschedule_meeting(actor=request.user, meeting=found, **form.plan())
    except Refusal as no:
        form.add_error(None, sentence(no))
        return False
    return True


@require_POST
def meeting_send(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Send the programme."""
    found = meeting_for(request.user, pk)
    services.send_meeting(actor=request.user, meeting=found)
    messages.success(request, _("The programme was sent: members, their staff and guests see it now."))
    return back_to(request, found.get_absolute_url())


def _plan_page(
    request: SignedInRequest,
    form: PlanForm,
    found: Meeting | None,
    against: InTheWay,
    move: Move | None = None,
) -> HttpResponse:
    procedure = form.procedure_shown() if isinstance(form, MeetingForm) else found and found.procedure
    shown = {
        "active": "meetings",
        "form": form,
        "meeting": found,
        "kinds": [(kind, SHORT_KINDS[kind]) for kind in Kind.values],
        "against": against,
        "move": move,
        "procedure": procedure,
        "procedure_title": title_of(procedure) if procedure else "",
    }
    return render(
        request, "meetings/form.html", shown, status=WRONG if form.errors or (against and not move) else 200
    )
