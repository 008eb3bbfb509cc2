"""Acts of a running session: suspend and resume, reorder, urgent items, deferrals, the chair, undo."""

from uuid import UUID

from django.http import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.http import SignedInRequest, back_to
from core.refusals import require
from meetings import desk, services
from meetings.forms import DeferForm, DirectionForm, HandOverForm, PauseForm, UrgentItemForm
from meetings.policies import may_hand_over_chair, may_run_meeting
from meetings.rules import template_of
from meetings.selectors import meeting_for
from meetings.views.acts import Act, act_page, home, typed

form_page = require_http_methods(["GET", "HEAD", "POST"])


@never_cache
@form_page
def meeting_pause(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Suspend the session."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    about = _("No item and no vote begins until the session is resumed; the clocks stand.")
    act = Act(_("Suspend the session"), about, _("Suspend the session"), "pause")
    return act_page(
        request,
        meeting,
        act,
        PauseForm(typed(request)),
        lambda said: services.pause_meeting(actor=request.user, meeting=meeting, **said),
    )


@require_POST
def meeting_resume(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Go on with a suspended session."""
    meeting = meeting_for(request.user, pk)
    services.resume_meeting(actor=request.user, meeting=meeting)
    return back_to(request, home(request, meeting))


@require_POST
def act_undo(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Undo that an item was called or ended."""
    meeting = meeting_for(request.user, pk)
    services.undo_last_act(actor=request.user, meeting=meeting)
    return back_to(request, home(request, meeting))


@require_POST
def item_shift(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Move an item that waits one place earlier or later."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    row, later = desk.item_of(request.user, meeting, item), request.POST.get("to") == "later"
    services.move_waiting_item(actor=request.user, meeting=meeting, item=row, later=later)
    return back_to(request, home(request, meeting))


@never_cache
@form_page
def item_defer(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Put an item off."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    row = desk.item_of(request.user, meeting, item)
    about = _("It leaves this session and comes back on the day that is set; it can still be called today.")
    return act_page(
        request,
        meeting,
        Act(_("Defer the item"), about, _("Defer the item"), "calendar-clock", row),
        DeferForm(typed(request)),
        lambda said: services.defer_item(actor=request.user, meeting=meeting, item=row, **said),
    )


@never_cache
@form_page
def item_direct(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Write down what is to be revised after a vote that did not adopt the draft."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    row = desk.item_of(request.user, meeting, item)
    about = _("The draft was not adopted: the chair directs what to revise and sets the day of resubmission.")
    first = {"text": row.direction, "resubmit_on": row.resubmit_on}
    return act_page(
        request,
        meeting,
        Act(_("Send the draft back"), about, _("Keep the direction"), "repeat", row),
        DirectionForm(typed(request), initial=first),
        lambda said: services.direct_revision(actor=request.user, meeting=meeting, item=row, **said),
    )


@never_cache
@form_page
def item_urgent(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Put a matter on the agenda of a running session."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    allowed = desk.addable_matters(meeting, request.user)
    find = (request.POST.get("find") or request.GET.get("find") or "")[:200]
    offered, seats = desk.offered_matters(allowed, find), desk.presenters(meeting)
    usual = {"asks": template_of(meeting.kind).asks}
    about = _("A matter that is not on the programme; its papers are open to the members at once.")
    return act_page(
        request,
        meeting,
        Act(_("Urgent item"), about, _("Put on the agenda"), "plus", template="meetings/urgent.html"),
        UrgentItemForm(typed(request), initial=usual, allowed=allowed, offered=offered, seats=seats),
        lambda said: services.add_urgent_item(actor=request.user, meeting=meeting, **said),
        find=find,
    )


@never_cache
@form_page
def chair_hand(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Hand the chair over."""
    meeting = meeting_for(request.user, pk)
    require(may_hand_over_chair, request.user, meeting)
    seats = [seat for seat in desk.presenters(meeting) if seat.chair_rank is not None]
    others = [seat for seat in seats if seat.pk != meeting.seat_in_the_chair]
    about = _("Whoever is in the chair runs the session from his own tablet.")
    return act_page(
        request,
        meeting,
        Act(_("Hand the chair over"), about, _("Hand the chair over"), "gavel"),
        HandOverForm(typed(request), seats=others, initial={"for_item": "item"}),
        lambda said: services.hand_over_chair(actor=request.user, meeting=meeting, **said),
    )


@require_POST
def chair_take_back(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Let the meeting's own chair chair again."""
    meeting = meeting_for(request.user, pk)
    services.take_back_chair(actor=request.user, meeting=meeting)
    return back_to(request, home(request, meeting))
