"""The pages on which a meeting is prepared, and its programme as everybody may see it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core.http import SignedInRequest, back_to
from core.refusals import Refusal, require
from core.wording import sentence
from meetings import desk, services
from meetings.forms import GuestForm, ItemForm, MeetingForm, MoveForm, NewItemForm, PlanForm, title_of
from meetings.forward import put_forward
from meetings.models import AgendaItem, Meeting
from meetings.policies import (
    may_download_minutes,
    may_open_console,
    may_schedule_meeting,
    may_show_screen,
)
from meetings.rules import MeetingStatus
from meetings.selectors import meeting_for
from meetings.wording import journal_words
from people.policies import may_read_the_record

PER_PAGE = 25
ENTRIES_PER_PAGE = 50
WRONG = 422  # the form comes back with what was typed and what is wrong
OPEN_TO_CHANGE = (MeetingStatus.DRAFT, MeetingStatus.SENT)


# -- lists and the plan -------------------------------------------------------------------------------------


@require_safe
def meeting_list(request: SignedInRequest) -> HttpResponse:
    """The meetings to come, or (`?show=past`) those that were held."""
    past = request.GET.get("show") == "past"
    found = desk.past_meetings(request.user) if past else desk.coming_meetings(request.user)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
    shown = {
        "active": "meetings",
        "page": page,
        "past": past,
        "may_schedule": may_schedule_meeting(request.user),
    }
    return render(request, "meetings/list.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: SignedInRequest) -> HttpResponseBase:
    """Schedule a meeting."""
    require(may_schedule_meeting, request.user)
    form = MeetingForm(request.POST or None, initial={"chair": _first_chair()})
    if request.method == "POST" and form.is_valid():
        try:
            meeting = services.schedule_meeting(actor=request.user, **form.plan())
            for person in form.cleaned_data["guests"]:
                services.invite_guest(actor=request.user, meeting=meeting, person=person)
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            return back_to(request, f"{meeting.get_absolute_url()}?made=1")
    return _plan_page(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_edit(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Change title, kind, place and time of a meeting that has not begun."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user)
    lengths = list(found.items.values_list("minutes", flat=True))
    form = PlanForm(request.POST or None, initial=PlanForm.of(found), lengths=lengths)
    if request.method == "POST" and form.is_valid():
        try:
            services.reschedule_meeting(actor=request.user, meeting=found, **form.plan())
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            return back_to(request, f"{found.get_absolute_url()}?changed=1")
    return _plan_page(request, form, found)


@require_POST
def meeting_send(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Send the programme."""
    found = meeting_for(request.user, pk)
    services.send_meeting(actor=request.user, meeting=found)
    messages.success(request, _("The programme was sent: members, their staff and guests see it now."))
    return back_to(request, found.get_absolute_url())


# -- the meeting --------------------------------------------------------------------------------------------


@require_safe
def meeting(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The programme; for the secretariat with everything to build it."""
    return _page(request, meeting_for(request.user, pk))


@require_POST
def item_add(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Put a matter on the agenda."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user)
    form = _new_item_form(request, found)
    if form.is_valid():
        try:
            services.add_item(actor=request.user, meeting=found, **form.cleaned_data)
        except Refusal as no:
            _say(no, form, None, found)
        else:
            return back_to(request, f"{found.get_absolute_url()}#add")
    return _page(request, found, new_item=form)


@require_POST
def item_change(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Change the minutes, the presenter and what an item asks for."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user)
    row = desk.item_of(found, item)
    form = ItemForm(request.POST, seats=desk.presenters(found), auto_id=_ids(row))
    if form.is_valid():
        try:
            services.change_item(actor=request.user, meeting=found, item=row, **form.cleaned_data)
        except Refusal as no:
            _say(no, form, "minutes", found)
        else:
            return back_to(request, f"{found.get_absolute_url()}#item-{row.pk}")
    return _page(request, found, changed={row.pk: form})


@require_POST
def item_move(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Give an item another number; the page keeps the focus on the button that was pressed."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user)
    row = desk.item_of(found, item)
    form, button = MoveForm(request.POST), "up"
    if form.is_valid():
        to, last = form.cleaned_data["to"], found.items.count()
        services.move_item(actor=request.user, meeting=found, item=row, to=to)
        # At either end only the other arrow is left to focus.
        button = "up" if (to < row.order and to > 1) or to >= last else "down"
    return _see(f"{found.get_absolute_url()}#{button}-{row.pk}")


@require_POST
def item_remove(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Take an item off the agenda."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user)
    services.remove_item(actor=request.user, meeting=found, item=desk.item_of(found, item))
    return back_to(request, found.get_absolute_url())


@require_POST
def guest_invite(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Invite a guest to the meeting or to one item."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user)
    form = _guest_form(request, found, list(found.items.select_related("matter").order_by("order")))
    if form.is_valid():
        try:
            services.invite_guest(actor=request.user, meeting=found, **form.cleaned_data)
        except Refusal as no:
            _say(no, form, None, found)
        else:
            return back_to(request, f"{found.get_absolute_url()}#guests")
    return _page(request, found, guest=form)


@require_POST
def guest_withdraw(request: SignedInRequest, pk: UUID, guest: int) -> HttpResponseBase:
    """Take an invitation back."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user)
    services.withdraw_guest(actor=request.user, meeting=found, guest=desk.guest_of(found, guest))
    return back_to(request, f"{found.get_absolute_url()}#guests")


# -- drawing ------------------------------------------------------------------------------------------------


def _say(no: Refusal, form: Form, field: str | None, found: Meeting) -> None:
    """Say a refusal at its form; once the meeting has begun the page has no forms, and it is said above."""
    if found.status not in OPEN_TO_CHANGE:
        raise no
    form.add_error(field, sentence(no))


def _see(where: str) -> HttpResponse:
    return HttpResponse(status=303, headers={"Location": where})


def _first_chair() -> object:
    first = desk.chairs().first()
    return first.pk if first else None


def _ids(item: AgendaItem) -> str:
    return f"id_{item.pk}_%s"


def _plan_page(request: SignedInRequest, form: PlanForm, found: Meeting | None) -> HttpResponse:
    procedure = form.procedure_shown() if isinstance(form, MeetingForm) else found and found.procedure
    shown = {
        "active": "meetings",
        "form": form,
        "meeting": found,
        "procedure": procedure,
        "procedure_title": title_of(procedure) if procedure else "",
    }
    return render(request, "meetings/form.html", shown, status=WRONG if form.errors else 200)


def _new_item_form(request: SignedInRequest, found: Meeting) -> NewItemForm:
    allowed = desk.addable_matters(found, request.user)
    offered = desk.offered_matters(allowed, _wanted(request))
    typed = request.POST if request.method == "POST" and "matter" in request.POST else None
    return NewItemForm(
        typed, allowed=allowed, offered=offered, seats=desk.presenters(found), auto_id="id_new_%s"
    )


def _wanted(request: SignedInRequest) -> str:
    """The words by which matters are looked for, kept through a form that comes back."""
    return (request.POST.get("find") or request.GET.get("find") or "")[:200]


def _guest_form(request: SignedInRequest, found: Meeting, items: list[AgendaItem]) -> GuestForm:
    persons = list(desk.invitable()[: desk.PERSONS_OFFERED])
    typed = request.POST if request.method == "POST" and "person" in request.POST else None
    return GuestForm(typed, persons=persons, items=items, auto_id="id_guest_%s")


def _page(request: SignedInRequest, found: Meeting, **typed: Any) -> HttpResponse:
    """The page of a meeting; `typed` are forms that come back with what is wrong."""
    person, programme = request.user, desk.programme(found, request.user)
    schedules, audits = may_schedule_meeting(person), may_read_the_record(person)
    shown: dict[str, Any] = {
        "active": "meetings",
        "meeting": found,
        "programme": programme,
        "may_console": may_open_console(person, found),
        "may_screen": may_show_screen(person, found),
        "may_minutes": may_download_minutes(person, found),
        "in_room": found.status in (MeetingStatus.SENT, MeetingStatus.RUNNING),
    }
    if not (schedules or audits):
        return render(request, "meetings/programme.html", shown)
    editable = schedules and found.status in OPEN_TO_CHANGE
    shown |= _preparation(found, programme) | _journal_page(request, found, programme)
    shown |= _forms(request, found, programme, typed) | {"forward": put_forward(found)} if editable else {}
    return render(
        request, "meetings/meeting.html", shown | {"editable": editable}, status=WRONG if typed else 200
    )


def _preparation(found: Meeting, programme: desk.Programme) -> dict[str, Any]:
    return {
        "procedure": found.procedure,
        "procedure_title": title_of(found.procedure),
        "papers_due": desk.papers_due(found),
        "whole_guests": desk.guests_by_item(found).get(None, ()),
        "too_long": programme.minutes > found.minutes_planned,
    }


def _forms(
    request: SignedInRequest, found: Meeting, programme: desk.Programme, typed: dict[str, Any]
) -> dict[str, Any]:
    seats, changed = desk.presenters(found), typed.get("changed", {})
    items = [row.item for row in programme.rows]
    forms = [
        changed.get(item.pk) or ItemForm(initial=ItemForm.of(item), seats=seats, auto_id=_ids(item))
        for item in items
    ]
    return {
        "rows": list(zip(programme.rows, forms, strict=True)),
        "new_item": typed.get("new_item") or _new_item_form(request, found),
        "guest_form": typed.get("guest") or _guest_form(request, found, items),
        "find": _wanted(request),
    }


def _journal_page(request: SignedInRequest, found: Meeting, programme: desk.Programme) -> dict[str, Any]:
    page = Paginator(desk.history(found), ENTRIES_PER_PAGE).get_page(request.GET.get("page"))
    offices = desk.offices_of(found)
    numbers = {str(row.item.pk): row.item.order for row in programme.rows}
    lines = [(entry, journal_words(entry, offices, numbers)) for entry in page]
    return {"journal": page, "journal_lines": lines}
