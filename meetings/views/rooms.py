"""The rooms in which meetings are held: the list, with its forms."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from core.http import SignedInRequest, back_to
from core.refusals import Refusal, require
from core.wording import sentence
from meetings import desk, services
from meetings.forms import RoomForm
from meetings.models import Room
from meetings.policies import may_keep_rooms

WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
def room_list(request: SignedInRequest) -> HttpResponseBase:
    """Every room, each with its form, and one to add another."""
    require(may_keep_rooms, request.user)
    form = RoomForm(request.POST or None, auto_id="id_new_%s")
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            services.add_room(actor=request.user, name=typed["name"], capacity=typed["capacity"])
        except Refusal as no:
            form.add_error("name", sentence(no))
        else:
            return _kept(request)
    return _page(request, new=form)


@require_POST
def room_change(request: SignedInRequest, room: UUID) -> HttpResponseBase:
    """Change a room."""
    require(may_keep_rooms, request.user)
    found = desk.one_room(room)
    form = RoomForm(request.POST, auto_id=_ids(found))
    if form.is_valid():
        try:
            services.change_room(actor=request.user, room=found, **form.cleaned_data)
        except Refusal as no:
            form.add_error("name", sentence(no))
        else:
            return _kept(request)
    return _page(request, changed=(found.pk, form))


def _kept(request: SignedInRequest) -> HttpResponseBase:
    messages.success(request, _("The room was saved."))
    return back_to(request, reverse("room_list"))


def _ids(room: Room) -> str:
    return f"id_{room.pk}_%s"


def _page(
    request: SignedInRequest, new: RoomForm | None = None, changed: tuple[UUID, RoomForm] | None = None
) -> HttpResponse:
    typed = dict([changed] if changed else [])
    rows = [
        (room, typed.get(room.pk) or RoomForm(initial=RoomForm.of(room), auto_id=_ids(room)))
        for room in desk.all_rooms()
    ]
    shown = {"active": "meetings", "rows": rows, "new": new or RoomForm(auto_id="id_new_%s")}
    wrong = changed or (new and new.errors)
    return render(request, "meetings/rooms.html", shown, status=WRONG if wrong else 200)
