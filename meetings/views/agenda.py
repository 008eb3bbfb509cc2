"""The agenda's pages: items are added, changed, moved and taken off."""

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_POST

from core.http import SignedInRequest, back_to, see_other
from core.refusals import Refusal, require
from meetings import desk, services
from meetings.forms import ItemForm, MoveForm
from meetings.policies import may_schedule_meeting
from meetings.selectors import meeting_for
from meetings.views.meeting import ids_of, meeting_page, new_item_form, say


@require_POST
def item_add(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Put a matter on the agenda."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user)
    form = new_item_form(request, found)
    if form.is_valid():
        try:
            services.add_item(actor=request.user, meeting=found, **form.cleaned_data)
        except Refusal as no:
            say(no, form, None, found)
        else:
            return back_to(request, f"{found.get_absolute_url()}#add")
    return meeting_page(request, found, new_item=form)


@require_POST
def item_change(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Change the minutes, the presenter and what an item asks for."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user)
    row = desk.item_of(found, item)
    form = ItemForm(request.POST, seats=desk.presenters(found), auto_id=ids_of(row))
    if form.is_valid():
        try:
            services.change_item(actor=request.user, meeting=found, item=row, **form.cleaned_data)
        except Refusal as no:
            say(no, form, "minutes", found)
        else:
            return back_to(request, f"{found.get_absolute_url()}#item-{row.pk}")
    return meeting_page(request, found, changed={row.pk: form})


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
    return see_other(f"{found.get_absolute_url()}#{button}-{row.pk}")


@require_POST
def item_remove(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Take an item off the agenda."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user)
    services.remove_item(actor=request.user, meeting=found, item=desk.item_of(found, item))
    return back_to(request, found.get_absolute_url())
