"""The pages of what comes on paper only: its entry, and who has a copy."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods, require_POST

from core.http import SignedInRequest, see_other
from core.refusals import Refusal, require
from core.wording import sentence
from matters import selectors
from matters.forms import HandOverForm, MatterForm, OnPaperForm
from matters.models import Handed
from matters.on_paper import add_on_paper, copies_of, note_hand_over, submit_on_paper
from matters.policies import may_follow_copies, may_hand_out, may_submit_matter

WRONG = 422


@require_POST
def matter_on_paper(request: SignedInRequest) -> HttpResponseBase:
    """Register a matter by a number alone."""
    require(may_submit_matter, request.user)
    form = OnPaperForm(request.user, request.POST)
    if form.is_valid():
        entry = submit_on_paper(actor=request.user, **form.cleaned_data)
        return see_other(entry.matter.get_absolute_url())
    whole = MatterForm(request.user)
    shown = {"active": "matters", "form": whole, "leads": whole.fields["lead"], "paper_form": form}
    return render(request, "matters/form.html", shown, status=WRONG)


@require_POST
def on_paper_add(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Enter a paper of a matter that comes on paper only."""
    found = selectors.matter_for(request.user, pk)
    require(may_hand_out, request.user, found)
    entry = add_on_paper(actor=request.user, matter=found)
    return see_other(entry.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def on_paper(request: SignedInRequest, pk: UUID) -> HttpResponse | HttpResponseBase:
    """Who has a copy; the secretariat notes who got one and who gave it back."""
    entry = selectors.on_paper_for(request.user, pk)
    require(may_follow_copies, request.user, entry.matter)
    form = HandOverForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        require(may_hand_out, request.user, entry.matter)
        if form.is_valid():
            seats, what = list(form.cleaned_data["seats"]), Handed(form.cleaned_data["what"])
            try:
                note_hand_over(actor=request.user, entry=entry, seats=seats, what=what)
            except Refusal as no:
                form.add_error(None, sentence(no))
            else:
                return see_other(entry.get_absolute_url())
    shown = {
        "active": "matters",
        "entry": entry,
        "matter": entry.matter,
        "form": form,
        "copies": copies_of(entry, list(form.offered)),
        "may_hand_out": may_hand_out(request.user, entry.matter),
    }
    return render(request, "matters/on_paper.html", shown, status=WRONG if form.errors else 200)
