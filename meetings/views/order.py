"""Items and sections of an agenda change places: by dragging, by keys, or by the arrows of a plain page."""

from typing import Any
from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_POST

from core.http import SignedInRequest, back_to, see_other
from core.refusals import Refusal, require
from meetings import desk, services
from meetings.forms import MoveForm, SectionForm
from meetings.models import Meeting
from meetings.policies import may_schedule_meeting
from meetings.rules import arrows
from meetings.selectors import meeting_for, order_of
from meetings.views.meeting import meeting_page


@require_POST
def item_move(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Put an item after another line of the order that was seen."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    row = desk.item_of(request.user, found, item)
    services.move_item(actor=request.user, meeting=found, item=row, **_wanted(request))
    return _moved(request, found, row.key)


@require_POST
def section_move(request: SignedInRequest, pk: UUID, section: UUID) -> HttpResponseBase:
    """Put a section with its items after another one."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    row = desk.section_of(found, section)
    services.move_section(actor=request.user, meeting=found, section=row, **_wanted(request))
    return _moved(request, found, row.key)


@require_POST
def section_add(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Add a heading at the end of the agenda."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    form = SectionForm(request.POST, auto_id="id_section_%s")
    if not form.is_valid():
        return meeting_page(request, found, section=form)
    section = services.add_section(actor=request.user, meeting=found, **form.cleaned_data)
    return see_other(f"{found.get_absolute_url()}#section-{section.pk}")


@require_POST
def section_remove(request: SignedInRequest, pk: UUID, section: UUID) -> HttpResponseBase:
    """Take a heading away."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    services.remove_section(actor=request.user, meeting=found, section=desk.section_of(found, section))
    return back_to(request, f"{found.get_absolute_url()}#agenda")


def _wanted(request: SignedInRequest) -> dict[str, Any]:
    """Where to, in which order; whatever is no such thing was no move in the order as it stands."""
    form = MoveForm(request.POST)
    if not form.is_valid():
        raise Refusal("agenda_reordered")
    return form.cleaned_data


def _moved(request: SignedInRequest, found: Meeting, key: str) -> HttpResponseBase:
    """Back to the page with the focus on the arrow that was pressed; at either end only the other is left."""
    up, down = arrows(order_of(found))[key]
    pressed = "down" if request.GET.get("way") == "down" else "up"
    arrow = pressed if {"up": up, "down": down}[pressed] else "down" if pressed == "up" else "up"
    name = key.partition(":")[2]
    return see_other(f"{found.get_absolute_url()}?moved={name}#{arrow}-{name}")
