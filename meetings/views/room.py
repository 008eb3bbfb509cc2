"""The room of a meeting: its page, the vote card of the person who looks, and the act of voting."""

from uuid import UUID, uuid4

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from core.http import SignedInRequest, back_to
from core.live import Audience, sections
from core.refusals import Refusal
from core.wording import sentence
from meetings import live, services
from meetings.card import Card, card_of, counted_card
from meetings.check_in import check_in_card
from meetings.floor_card import floor_card_of
from meetings.models import Meeting
from meetings.policies import may_pull_item
from meetings.room_note import room_note_of
from meetings.scene import session_ballot
from meetings.selectors import meeting_for, seat_in
from people.accounts.devices import browser_mark
from people.accounts.fresh import confirmation_asked

SHEET = "vote-sheet"  # the element that a script asks for with X-Fragment


class VoteForm(forms.Form):
    """What a vote card sends: the choice, the revision that it replaces, the key of this sending."""

    choice = forms.CharField(max_length=10, required=False)
    named = forms.IntegerField(min_value=0)
    key = forms.UUIDField()


@never_cache
@require_GET
def room(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The room for members, their staff, guests and desks; the chair gets the chair's view of it."""
    meeting = meeting_for(request.user, pk)
    seat = seat_in(request.user, meeting)
    view = "chair" if seat is not None and seat.pk == meeting.seat_in_the_chair else "room"
    # Whoever has the meeting may enter its room, and a chair may run it: what `live.enter` asks of a socket.
    audience = Audience(view, get_language() or "vi", live.rights_of(request.user, meeting, view))
    snapshot = sections.draw(meeting.stream, audience)
    card = card_of(request.user, meeting, seat)
    shown = {"meeting": meeting, "sections": snapshot.sections, "card": card, "key": uuid4()}
    shown["may_pull"] = may_pull_item(request.user, meeting)
    shown |= {"may_note": seat is not None, "note": room_note_of(request.user, meeting)}
    shown |= {"place": check_in_card(request.user, meeting), "view": view}
    shown["floor_card"] = floor_card_of(request.user, meeting)
    return render(request, f"meetings/{view}.html", shown)


@never_cache
@require_GET
def vote_card(request: SignedInRequest, pk: UUID) -> HttpResponse:
    """The vote card of this person as it stands, fetched when the room says that it may have changed."""
    meeting = meeting_for(request.user, pk)
    return _sheet(request, meeting, card_of(request.user, meeting, seat_in(request.user, meeting)))


@never_cache
@require_POST
def vote_cast(request: SignedInRequest, pk: UUID, ballot: UUID) -> HttpResponse:
    """Count a vote; a script gets the card with the receipt or the refusal, everybody else the room again."""
    meeting = meeting_for(request.user, pk)
    found = session_ballot(meeting, ballot)
    asked = confirmation_asked(request, found.procedure_facts)
    if asked is not None:
        return asked
    form = VoteForm(request.POST)
    wants_sheet = request.headers.get("X-Fragment") == SHEET
    try:
        if not form.is_valid():
            raise Refusal("answer_malformed")
        receipt = services.cast_vote(
            actor=request.user,
            meeting=meeting,
            ballot=found,
            browser=browser_mark(request, found.key),
            **form.cleaned_data,
        )
    except Refusal as refusal:
        if not wants_sheet:
            raise
        return _refused(request, meeting, refusal)
    if wants_sheet:
        return _sheet(request, meeting, counted_card(found, receipt))
    return back_to(request, reverse("room", args=[pk]))


def _refused(request: SignedInRequest, meeting: Meeting, refusal: Refusal) -> HttpResponse:
    """The card as it stands now, with why the vote was not counted and the choice as it was made."""
    meeting.refresh_from_db(fields=["status"])
    typed = request.POST.get("choice", "")
    seat = seat_in(request.user, meeting)
    card = card_of(request.user, meeting, seat, choice=typed, refused=sentence(refusal))
    return _sheet(request, meeting, card, status=409)


def _sheet(request: SignedInRequest, meeting: Meeting, card: Card, *, status: int = 200) -> HttpResponse:
    shown = {"meeting": meeting, "card": card, "key": uuid4()}
    return render(request, "meetings/_vote_card.html", shown, status=status)
