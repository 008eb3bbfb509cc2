"""A vote as it is run: announced, opened, closed, published."""

from uuid import UUID

from django import forms
from django.http import HttpResponseBase
from django.urls import reverse
from django.views.decorators.http import require_POST

from core.http import SignedInRequest, back_to
from core.refusals import Refusal
from meetings import desk, services
from meetings.rules.votes import ANNOUNCED_SECONDS
from meetings.scene import session_ballot
from meetings.selectors import meeting_for


class AnnouncementForm(forms.Form):
    """In how many seconds the vote opens; 20 unless told."""

    seconds = forms.TypedChoiceField(
        choices=[(each, each) for each in ANNOUNCED_SECONDS], coerce=int, required=False, empty_value="20"
    )

    def clean_seconds(self) -> int:
        """A number, also where none was named."""
        return int(self.cleaned_data["seconds"])


def _back(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    return back_to(request, reverse("console", args=[pk]))


@require_POST
def vote_announce(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Say on every screen that the vote opens in so many seconds."""
    meeting, form = meeting_for(request.user, pk), AnnouncementForm(request.POST)
    row = desk.item_of(request.user, meeting, item)
    if not form.is_valid():
        raise Refusal("announcement_malformed")
    services.announce_vote(actor=request.user, meeting=meeting, item=row, **form.cleaned_data)
    return _back(request, pk)


@require_POST
def vote_unannounce(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Take the announcement back."""
    meeting = meeting_for(request.user, pk)
    services.withdraw_announcement(
        actor=request.user, meeting=meeting, item=desk.item_of(request.user, meeting, item)
    )
    return _back(request, pk)


@require_POST
def vote_open(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Open a vote on the running item; with `now` before the moment that was announced."""
    meeting, at_once = meeting_for(request.user, pk), "now" in request.POST
    row = desk.item_of(request.user, meeting, item)
    services.open_vote_on_item(actor=request.user, meeting=meeting, item=row, at_once=at_once)
    return _back(request, pk)


@require_POST
def vote_close(request: SignedInRequest, pk: UUID, ballot: UUID) -> HttpResponseBase:
    """Close a vote and count it; with `publish` the result is shown to everybody by the same press."""
    meeting = meeting_for(request.user, pk)
    vote, publish = session_ballot(meeting, ballot), "publish" in request.POST
    services.close_vote(actor=request.user, meeting=meeting, ballot=vote, publish=publish)
    return _back(request, pk)


@require_POST
def vote_publish(request: SignedInRequest, pk: UUID, ballot: UUID) -> HttpResponseBase:
    """Show the result of a closed vote to everybody in the meeting."""
    meeting = meeting_for(request.user, pk)
    services.publish_vote(actor=request.user, meeting=meeting, ballot=session_ballot(meeting, ballot))
    return _back(request, pk)
