"""The pages on which the secretariat says who reads a matter or one of its papers."""

from uuid import UUID

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from core.http import SignedInRequest, see_other
from core.refusals import Refusal, require
from core.wording import sentence
from matters import selectors
from matters.forms import CircleForm
from matters.history import history_of_levels
from matters.levels import Circle, circle_of, set_circle
from matters.models import Document, Matter
from matters.policies import may_set_level

WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
def matter_level(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Who reads a matter."""
    found = selectors.matter_for(request.user, pk)
    return _level(request, found, found)


@require_http_methods(["GET", "HEAD", "POST"])
def document_level(request: SignedInRequest, pk: UUID) -> HttpResponseBase:
    """Who reads one paper of a matter."""
    found = selectors.document_for(request.user, pk)
    return _level(request, found.matter, found)


def _level(request: SignedInRequest, matter: Matter, thing: Matter | Document) -> HttpResponseBase:
    require(may_set_level, request.user, matter)
    now = circle_of(thing)
    initial = _initial(now, matter)
    form = CircleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = Circle(said["confidentiality"], tuple(said["persons"]), tuple(said["seats"]))
        try:
            set_circle(actor=request.user, thing=thing, wanted=wanted, seen=said["seen"])
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            return see_other(matter.get_absolute_url())
    return _page(request, matter, thing, form)


def _initial(now: Circle, matter: Matter) -> dict[str, object]:
    """As it is; whoever submits the matter is ticked where nobody has been named yet."""
    named = now.seats or ([] if now.persons else list(matter.lead.seats.filter(valid_to__isnull=True)))
    return {
        "confidentiality": now.level,
        "persons": [person.pk for person in now.persons],
        "seats": [seat.pk for seat in named],
        "seen": now.digest,
    }


def _page(
    request: SignedInRequest, matter: Matter, thing: Matter | Document, form: CircleForm
) -> HttpResponse:
    shown = {
        "active": "matters",
        "matter": matter,
        "thing": thing,
        "of_paper": isinstance(thing, Document),
        "form": form,
        "back": matter.get_absolute_url(),
        "history": history_of_levels(matter),
    }
    return render(request, "matters/level.html", shown, status=WRONG if form.errors else 200)
