"""The agenda's pages: items are added and taken off, and all of their lines are saved at once."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ballots.selectors import ballot_for
from core.http import SignedInRequest, back_to, see_other
from core.refusals import Refusal, require
from core.wording import sentence
from meetings import desk, services
from meetings.forms import AgendaForm
from meetings.models import Meeting
from meetings.policies import may_schedule_meeting
from meetings.selectors import meeting_for, sections_of
from meetings.views.meeting import OPEN_TO_CHANGE, agenda_form, meeting_page, new_item_form, say


@require_POST
def item_add(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Put a matter on the agenda."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    form = new_item_form(request, found, desk.presenters(found), sections_of(found))
    if form.is_valid():
        try:
            services.add_item(actor=request.user, meeting=found, **form.cleaned_data)
        except Refusal as no:
            say(no, form, None, found)
        else:
            return back_to(request, f"{found.get_absolute_url()}#add")
    return meeting_page(request, found, new_item=form)


@require_POST
def ballot_take_up(request: SignedInRequest, pk: UUID, ballot: UUID) -> HttpResponseBase:
    """Put the matter of a proposed opinion ballot on the agenda."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    asked = ballot_for(request.user, ballot)
    item = services.take_up_ballot(actor=request.user, meeting=found, ballot=asked)
    said = _("Now item %(number)s of the agenda; the opinions given by ballot stand beside it.")
    messages.success(request, said % {"number": item.order})
    return back_to(request, f"{found.get_absolute_url()}#forward")


@require_POST
def agenda_save(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Save every line that was changed: minutes, presenters, what is asked, headings."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    form = agenda_form(found, typed=request.POST)
    if form.is_valid():
        if form.lost([str(key) for key in form.items]):
            messages.warning(request, _("An item on which you wrote was taken off the agenda meanwhile."))
        try:
            services.save_agenda(
                actor=request.user, meeting=found, changes=form.changes(), headings=form.headings()
            )
        except Refusal as no:
            _say_above(no, form, found)
        else:
            return see_other(f"{found.get_absolute_url()}?saved=1#agenda")
    return meeting_page(request, found, lines=form)


def _say_above(no: Refusal, form: AgendaForm, found: Meeting) -> None:
    if found.status not in OPEN_TO_CHANGE:
        raise no
    form.refused = sentence(no)
    form.look_again(list(found.items.order_by("order")))


@require_POST
def item_remove(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Take an item off the agenda."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    services.remove_item(actor=request.user, meeting=found, item=desk.item_of(request.user, found, item))
    return back_to(request, found.get_absolute_url())
