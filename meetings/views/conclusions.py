"""The conclusion of an item with its decisions: written, released; and the register of corrections."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from ballots.models import Ballot
from core.http import SignedInRequest, back_to, see_other
from core.refusals import NotAllowed, Refusal, require
from core.wording import sentence
from meetings import desk, services
from meetings.forms.conclusions import CorrectionForm, ItemConclusionForm
from meetings.models import AgendaItem, Meeting
from meetings.policies import may_open_console, may_run_meeting
from meetings.scene import session_ballot
from meetings.selectors import meeting_for
from meetings.selectors.conclusions import agencies, decisions_of, seats_corrected_by

WRONG = 422


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def item_conclusion(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Conclusion and decisions of an item that was called, until the meeting closes."""
    meeting = meeting_for(request.user, pk)
    require(may_run_meeting, request.user, meeting)
    row = desk.item_of(request.user, meeting, item)
    form = _form(request, row)
    if form.is_valid():
        try:
            _keep(request, meeting, row, form)
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            return see_other(f"{request.path}?concluded={row.pk}")
    shown = {
        "active": "meetings",
        "meeting": meeting,
        "item": row,
        "form": form,
        "home": _home(request, meeting),
    }
    return render(request, "meetings/item_conclusion.html", shown, status=WRONG if form.errors else 200)


def _form(request: SignedInRequest, item: AgendaItem) -> ItemConclusionForm:
    kept = decisions_of(item)
    typed = request.POST if request.method == "POST" else None
    rows = len(kept) if typed is None else sum(name.startswith("task_") for name in typed)
    first = ItemConclusionForm.of(item.conclusion, kept)
    return ItemConclusionForm(typed, agencies=agencies(), rows=min(rows, 200), initial=first)


def _keep(request: SignedInRequest, meeting: Meeting, item: AgendaItem, form: ItemConclusionForm) -> None:
    actor, text = request.user, form.cleaned_data["text"]
    services.conclude_item(actor=actor, meeting=meeting, item=item, text=text)
    services.decide_item(actor=actor, meeting=meeting, item=item, tasks=form.tasks())
    if "release" in request.POST:
        services.release_conclusion(actor=actor, meeting=meeting, item=item)


@require_POST
def conclusion_release(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Show what is kept to everybody who sees the item."""
    meeting = meeting_for(request.user, pk)
    services.release_conclusion(
        actor=request.user, meeting=meeting, item=desk.item_of(request.user, meeting, item)
    )
    return back_to(request, _home(request, meeting))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def vote_correction(request: SignedInRequest, pk: UUID, ballot: UUID) -> HttpResponseBase:
    """Say after a vote that the wrong button was pressed: the member himself, or a clerk on his word."""
    meeting = meeting_for(request.user, pk)
    found = session_ballot(meeting, ballot)
    seats = seats_corrected_by(request.user, meeting)
    if not seats:
        raise NotAllowed("may_note_correction")
    form = CorrectionForm(request.POST if request.method == "POST" else None, seats=seats)
    if form.is_valid():
        try:
            services.note_correction(actor=request.user, meeting=meeting, ballot=found, **form.cleaned_data)
        except Refusal as no:
            form.add_error("text", sentence(no))
        else:
            return see_other(_home(request, meeting))
    return _correction(request, meeting, found, form)


def _correction(
    request: SignedInRequest, meeting: Meeting, ballot: Ballot, form: CorrectionForm
) -> HttpResponse:
    shown = {
        "active": "meetings",
        "meeting": meeting,
        "ballot": ballot,
        "form": form,
        "home": _home(request, meeting),
    }
    return render(request, "meetings/vote_correction.html", shown, status=WRONG if form.errors else 200)


def _home(request: SignedInRequest, meeting: Meeting) -> str:
    """From where this person follows the meeting."""
    at_desk = may_open_console(request.user, meeting)
    return reverse("console" if at_desk else "room", args=[meeting.pk])
