"""The floor: asked for in the room, given at the console or from the head of the table."""

from uuid import UUID

from django import forms
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.http import SignedInRequest, back_to
from core.refusals import Refusal
from core.wording import sentence
from meetings import desk, services
from meetings.floor_card import floor_card_of
from meetings.models import AgendaItem, Meeting
from meetings.rules.speakers import Turn
from meetings.selectors import items_open_to, meeting_for

SHEET = "floor-sheet"  # the element that a script asks for with X-Fragment
ACTS = ("give", "up", "down", "strike")


class TurnForm(forms.Form):
    """What the floor is asked for."""

    turn = forms.ChoiceField(choices=[(each.value, each.value) for each in Turn])


@never_cache
@require_GET
def floor_card(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """This person's card of the floor, fetched when the room says that it may have changed."""
    return _sheet(request, meeting_for(request.user, pk))


@never_cache
@require_POST
def floor_request(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Ask for the floor with one tap: for a speech, or on a point of order."""
    meeting = meeting_for(request.user, pk)
    row, form = _item_of(request, meeting, item), TurnForm(request.POST)
    if not form.is_valid():
        raise Http404
    try:
        services.request_floor(actor=request.user, meeting=meeting, item=row, turn=form.cleaned_data["turn"])
    except Refusal as no:
        return _answer(request, meeting, no)
    return _answer(request, meeting)


@never_cache
@require_POST
def floor_withdraw(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Take the request back."""
    meeting = meeting_for(request.user, pk)
    services.withdraw_request(actor=request.user, meeting=meeting, item=_item_of(request, meeting, item))
    return _answer(request, meeting)


@require_POST
def speaker_act(request: SignedInRequest, pk: UUID, speaker: int, act: str) -> HttpResponseBase:
    """Give somebody the floor, move or strike the request: the chair's order of speakers."""
    meeting = meeting_for(request.user, pk)
    if act not in ACTS:
        raise Http404
    row = desk.speaker_of(meeting, speaker)
    if act == "give":
        services.give_floor(actor=request.user, meeting=meeting, speaker=row)
    elif act == "strike":
        services.strike_speaker(actor=request.user, meeting=meeting, speaker=row)
    else:
        services.move_speaker(actor=request.user, meeting=meeting, speaker=row, up=act == "up")
    return back_to(request, reverse("console", args=[pk]))


@require_POST
def speech_end(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """End the speech; one that was interrupted goes on."""
    meeting = meeting_for(request.user, pk)
    services.end_speech(actor=request.user, meeting=meeting)
    return back_to(request, reverse("console", args=[pk]))


def _item_of(request: SignedInRequest, meeting: Meeting, key: UUID) -> AgendaItem:
    """An item that this person may see; another one is not hinted at."""
    seen = items_open_to(request.user, meeting)
    if seen is not None and key not in seen:
        raise Http404
    return desk.item_of(request.user, meeting, key)


def _answer(request: SignedInRequest, meeting: Meeting, no: Refusal | None = None) -> HttpResponseBase:
    """A script gets the card, everybody else the room again."""
    if request.headers.get("X-Fragment") == SHEET:
        return _sheet(request, meeting, no)
    if no is not None:
        raise no
    return back_to(request, reverse("room", args=[meeting.pk]))


def _sheet(request: SignedInRequest, meeting: Meeting, no: Refusal | None = None) -> HttpResponse:
    card = floor_card_of(request.user, meeting, refused=sentence(no) if no else "")
    shown = {"meeting": meeting, "floor_card": card}
    return render(request, "meetings/_floor_card.html", shown, status=409 if no else 200)
