"""Who takes no part in an item."""

from uuid import UUID

from django.http import Http404, HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from core.http import SignedInRequest, back_to
from core.refusals import require
from meetings import desk, services
from meetings.forms import RecusalForm
from meetings.policies import may_run_meeting
from meetings.selectors import meeting_for, recusals_of
from meetings.views.acts import Act, act_page, home, typed


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item_recusals(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Who takes no part in an item, and the form that notes one more."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    row = desk.item_of(request.user, meeting, item)
    about = _(
        "Because of a conflict of interest: no vote on this item; all members stay the base of the count."
    )
    return act_page(
        request,
        meeting,
        Act(_("Taking no part"), about, _("Note it"), "circle-minus", row, "meetings/recusals.html"),
        RecusalForm(typed(request), seats=desk.presenters(meeting)),
        lambda said: services.recuse_member(actor=request.user, meeting=meeting, item=row, **said),
        recusals=recusals_of(row),
    )


@require_POST
def recusal_lift(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Let a member take part again."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    row = desk.item_of(request.user, meeting, item)
    order = request.POST.get("seat", "")
    seat = next((each.seat for each in recusals_of(row) if str(each.seat.order) == order), None)
    if seat is None:
        raise Http404
    services.lift_recusal(actor=request.user, meeting=meeting, item=row, seat=seat)
    return back_to(request, home(request, meeting))
