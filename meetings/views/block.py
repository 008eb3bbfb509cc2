"""The consent block: announced, pulled apart by members, voted on and concluded."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core.http import SignedInRequest, back_to, uuid_in
from core.refusals import Refusal
from matters.forms import Line
from meetings import desk, services
from meetings.selectors import meeting_for

PULL_REASON_LENGTH = 300


class PullForm(forms.Form):
    """Why an item is taken out of the block, if somebody says why."""

    reason = Line(required=False, max_length=PULL_REASON_LENGTH)


@require_POST
def block_announce(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Propose the ticked items for adoption in one block."""
    meeting = meeting_for(request.user, pk)
    items = [key for key in map(uuid_in, request.POST.getlist("item")) if key is not None]
    services.announce_block(actor=request.user, meeting=meeting, items=items)
    messages.success(request, _("The block was announced: every member sees it and may pull items out."))
    return back_to(request, reverse("positions", args=[pk]))


@require_POST
def block_pull(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Take an item out of the block."""
    meeting = meeting_for(request.user, pk)
    row, form = desk.item_of(request.user, meeting, item), PullForm(request.POST)
    if not form.is_valid():
        raise Refusal("block_reason_too_long", most=PULL_REASON_LENGTH)
    services.pull_item(actor=request.user, meeting=meeting, item=row, **form.cleaned_data)
    return back_to(request, reverse("room", args=[pk]))


@require_POST
def block_vote(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Open the one vote on the whole block."""
    services.open_block_vote(actor=request.user, meeting=meeting_for(request.user, pk))
    return back_to(request, reverse("console", args=[pk]))


@require_POST
def block_settle(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Conclude the block by the result of its vote."""
    services.settle_block(actor=request.user, meeting=meeting_for(request.user, pk))
    return back_to(request, reverse("console", args=[pk]))
