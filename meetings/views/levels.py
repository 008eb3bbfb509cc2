"""The page on which the secretariat says who reads an item of an agenda."""

from uuid import UUID

from django.http import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from core.http import SignedInRequest, see_other
from core.refusals import Refusal, require
from core.wording import sentence
from matters.forms import CircleForm
from matters.levels import Circle, circle_of
from meetings import desk
from meetings.policies import may_set_item_level
from meetings.selectors import meeting_for
from meetings.services.levels import set_item_circle

WRONG = 422


@require_http_methods(["GET", "HEAD", "POST"])
def item_level(request: SignedInRequest, pk: UUID, item: UUID) -> HttpResponseBase:
    """Who reads the item."""
    meeting = meeting_for(request.user, pk)
    row = desk.item_of(request.user, meeting, item)
    require(may_set_item_level, request.user, meeting)
    now = circle_of(row)
    initial: dict[str, object] = {"confidentiality": now.level, "seen": now.digest}
    initial |= {"persons": [each.pk for each in now.persons], "seats": [each.pk for each in now.seats]}
    form = CircleForm(request.POST if request.method == "POST" else None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        wanted = Circle(said["confidentiality"], tuple(said["persons"]), tuple(said["seats"]))
        try:
            set_item_circle(actor=request.user, meeting=meeting, item=row, wanted=wanted, seen=said["seen"])
        except Refusal as no:
            form.add_error(None, sentence(no))
        else:
            return see_other(meeting.get_absolute_url())
    shown = {
        "active": "meetings",
        "thing": {"title": f"{row.order}. {row.matter.title}"},
        "form": form,
        "back": meeting.get_absolute_url(),
    }
    return render(request, "matters/level.html", shown, status=WRONG if form.errors else 200)
