"""The sweep: a member says something of every item of a programme, one tap each; the staff prepare it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from core.http import SignedInRequest, see_other
from core.refusals import Refusal, require
from core.wording import sentence
from meetings import desk, services
from meetings.forms import PositionForm, by_item
from meetings.models import AgendaItem, Meeting
from meetings.policies import may_open_sweep
from meetings.selectors import SweepRow, meeting_for, seat_assisted_in, seat_in, sweep_sheet
from meetings.selectors.closed import agenda_sight
from people.models import Person, Seat

ROW = "position"  # what a script asks for with X-Fragment: the row of the item alone
REFUSED = 409  # the row comes back with what was typed and why it was not kept


@never_cache
@require_safe
def sweep(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The programme as a sheet to be answered."""
    meeting = meeting_for(request.user, pk)
    require(may_open_sweep, request.user, meeting)
    return _page(request, meeting, _sheet(request.user, meeting))


@never_cache
@require_POST
def position_state(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Keep one position; a script gets the row as it stands, everybody else the sheet again."""
    meeting = meeting_for(request.user, pk)
    require(may_open_sweep, request.user, meeting)
    row, form = desk.item_of(request.user, meeting, item), PositionForm(request.POST)
    try:
        if not form.is_valid():
            raise Refusal("position_malformed")
        _keep(request.user, meeting, row, form.cleaned_data)
    except Refusal as no:
        return _shown(request, meeting, row, refused=sentence(no))
    if request.headers.get("X-Fragment") == ROW:
        return _shown(request, meeting, row)
    return see_other(f"{reverse('sweep', args=[pk])}#item-{item}")


@require_POST
def positions_rest(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """No objection to every item that has a paper and no answer yet."""
    meeting = meeting_for(request.user, pk)
    seen = by_item(request.POST.getlist("seen"))
    found = services.state_no_objection_to_rest(actor=request.user, meeting=meeting, seen=seen)
    said = ngettext(
        "No objection noted for %(count)d more item.",
        "No objection noted for %(count)d more items.",
        len(found),
    )
    messages.success(request, said % {"count": len(found)})
    return see_other(reverse("sweep", args=[pk]))


@require_POST
def positions_adopt(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Adopt everything that the staff prepared for items without an answer."""
    meeting = meeting_for(request.user, pk)
    seen, offered = by_item(request.POST.getlist("seen")), by_item(request.POST.getlist("adopt"))
    numbers = {item: int(number) for item, number in offered.items() if number.isdecimal()}
    found = services.adopt_all_prepared(actor=request.user, meeting=meeting, seen=seen, numbers=numbers)
    said = ngettext(
        "%(count)d prepared position is yours now.", "%(count)d prepared positions are yours now.", len(found)
    )
    messages.success(request, said % {"count": len(found)})
    return see_other(reverse("sweep", args=[pk]))


# -- what these share ---------------------------------------------------------------------------------------


def _keep(person: Person, meeting: Meeting, item: AgendaItem, said: dict[str, Any]) -> None:
    """The one act that this person may do with what was sent."""
    about = {"actor": person, "meeting": meeting, "item": item, "seen": said["seen"]}
    if seat_in(person, meeting) is None:
        services.prepare_position(**about, stance=said["stance"], text=said["text"])
    elif said["adopt"]:
        services.adopt_position(**about, number=said["adopt"])
    elif said["confirm"]:
        services.confirm_position(**about)
    else:
        services.state_position(**about, stance=said["stance"], text=said["text"])


def _served(person: Person, meeting: Meeting) -> tuple[Seat, bool]:
    """The seat whose sheet this person fills, and whether only to prepare it."""
    held = seat_in(person, meeting)
    seat = held or seat_assisted_in(person, meeting)
    if seat is None:
        raise Http404
    return seat, held is None


def _sheet(person: Person, meeting: Meeting) -> list[SweepRow]:
    seat, preparing = _served(person, meeting)
    return sweep_sheet(meeting, seat, preparing=preparing, sight=agenda_sight(person, meeting))


def _shown(
    request: SignedInRequest, meeting: Meeting, item: AgendaItem, *, refused: str = ""
) -> HttpResponse:
    """The row of an item, or the whole sheet for whoever has no script; a refused text comes back."""
    meeting.refresh_from_db(fields=["status"])
    rows = _sheet(request.user, meeting)
    if refused:
        typed, stance = request.POST.get("text", ""), request.POST.get("stance", "")
        rows = [
            replace(row, refused=refused, text=typed, chosen=stance) if row.item.pk == item.pk else row
            for row in rows
        ]
    if request.headers.get("X-Fragment") != ROW:
        return _page(request, meeting, rows, status=REFUSED)
    row = next((row for row in rows if row.item.pk == item.pk), None)
    if row is None:
        raise Http404
    shown = {"meeting": meeting, "row": row, "fresh": not refused}
    return render(request, "meetings/_sweep_row.html", shown, status=REFUSED if refused else 200)


def _page(
    request: SignedInRequest, meeting: Meeting, rows: list[SweepRow], *, status: int = 200
) -> HttpResponse:
    seat, preparing = _served(request.user, meeting)
    shown = {
        "meeting": meeting,
        "seat": seat,
        "preparing": preparing,
        "rows": rows,
        "answered": sum(row.answered for row in rows),
        "rest": sum(row.coverable for row in rows),
        "adoptable": sum(row.adoptable for row in rows),
        "open": any(row.open for row in rows),
    }
    return render(request, "meetings/sweep.html", shown, status=status)
