"""Guests are invited to a meeting or an item, and invitations taken back."""

from uuid import UUID

from django.http import HttpResponseBase
from django.views.decorators.http import require_POST

from core.http import SignedInRequest, back_to
from core.refusals import Refusal, require
from meetings import desk, services
from meetings.policies import may_schedule_meeting
from meetings.selectors import meeting_for
from meetings.views.meeting import guest_form, meeting_page, say


@require_POST
def guest_invite(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Invite a guest to the meeting or to one item."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    form = guest_form(request, found, list(found.items.select_related("matter").order_by("order")))
    if form.is_valid():
        try:
            services.invite_guest(actor=request.user, meeting=found, **form.cleaned_data)
        except Refusal as no:
            say(no, form, None, found)
        else:
            return back_to(request, f"{found.get_absolute_url()}#guests")
    return meeting_page(request, found, guest=form)


@require_POST
def guest_withdraw(request: SignedInRequest, pk: UUID, guest: int) -> HttpResponseBase:
    """Take an invitation back."""
    found = meeting_for(request.user, pk)
    require(may_schedule_meeting, request.user, found)
    services.withdraw_guest(actor=request.user, meeting=found, guest=desk.guest_of(found, guest))
    return back_to(request, f"{found.get_absolute_url()}#guests")
