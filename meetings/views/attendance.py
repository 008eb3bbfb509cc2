"""Members and deputies say in the room where they are."""

from uuid import UUID

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from core.http import SignedInRequest, back_to
from core.refusals import Refusal, require
from core.wording import sentence
from meetings import services
from meetings.check_in import check_in_card
from meetings.models import Meeting
from meetings.policies import may_check_in
from meetings.selectors import meeting_for

SHEET = "check-in-sheet"  # the element that a script asks for with X-Fragment
SAID = ("in_room", "remote", "left", "deputy")


class CheckInForm(forms.Form):
    """Where somebody says that he is."""

    presence = forms.ChoiceField(choices=[(said, said) for said in SAID])


@never_cache
@require_http_methods(["GET", "POST"])
def check_in(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The card of whoever looks; sent, it notes where he is. A script gets the card, others the room."""
    meeting = meeting_for(request.user, pk)
    require(may_check_in, request.user, meeting)
    if request.method == "GET":
        return _card(request, meeting)
    form = CheckInForm(request.POST)
    presence = form.cleaned_data["presence"] if form.is_valid() else ""
    try:
        services.check_in(actor=request.user, meeting=meeting, presence=presence or "expected")
    except Refusal as no:
        if request.headers.get("X-Fragment") != SHEET:
            raise
        return _card(request, meeting, refused=sentence(no), status=409)
    if request.headers.get("X-Fragment") == SHEET:
        return _card(request, meeting)
    return back_to(request, reverse("room", args=[pk]))


def _card(
    request: SignedInRequest, meeting: Meeting, *, refused: str = "", status: int = 200
) -> HttpResponse:
    shown: dict[str, object] = {
        "meeting": meeting,
        "place": check_in_card(request.user, meeting, refused=refused),
    }
    shown["view"] = (request.POST or request.GET).get("view", "")
    return render(request, "meetings/_check_in.html", shown, status=status)
